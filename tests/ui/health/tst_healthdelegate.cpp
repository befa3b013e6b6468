// SPDX-License-Identifier: MIT
#include "ui/health/healthdelegate.h"

#include "models/health/healthtable.h"
#include "testprogram.h"
#include "ui/instances/instancedelegate.h"
#include "ui/shell/theme.h"

#include <QImage>
#include <QPainter>
#include <QStandardItemModel>
#include <QTableView>
#include <QTest>

using namespace hubdeck;
using namespace Qt::StringLiterals;

class TestHealthDelegate : public QObject
{
    Q_OBJECT

private slots:

    void drawsWhatIsBadInItsColourWithAShape()
    {
        QVERIFY(!hasRed(drawn(HealthTone::Normal, u"expired"_s)));
        QVERIFY(hasRed(drawn(HealthTone::Bad, u"expired"_s)));
        QVERIFY(hasRed(drawn(HealthTone::Bad, QString()))); // the shape alone
    }

    void badNumbersOnTheRightHaveTheShapeToo()
    {
        const QImage number = drawn(HealthTone::Bad, QString(), Qt::AlignRight);
        QVERIFY(hasRed(number));
        QVERIFY(!hasRed(number.copy(0, 0, number.width() / 2, number.height())));
    }

    void asksForRoomForTheWholeTextAndItsShape()
    {
        QStandardItemModel model(1, 1);
        QStyleOptionViewItem option;
        const HealthDelegate delegate;
        model.setData(model.index(0, 0), u"renewed 12.3 s ago"_s);
        const int width = delegate.sizeHint(option, model.index(0, 0)).width();
        QVERIFY(width >= option.fontMetrics.horizontalAdvance(u"renewed 12.3 s ago"_s)
                    + 2 * InstanceDelegate::padding);
        model.setData(model.index(0, 0), static_cast<int>(HealthTone::Bad), ToneRole);
        QVERIFY(delegate.sizeHint(option, model.index(0, 0)).width()
                >= width + option.fontMetrics.ascent());
    }

    void aVeryLongNameDoesNotAskForAllTheRoom()
    {
        QStandardItemModel model(1, 1);
        model.setData(model.index(0, 0), QString(500, u'W'));
        const QStyleOptionViewItem option;
        QVERIFY(HealthDelegate().sizeHint(option, model.index(0, 0)).width()
                < option.fontMetrics.averageCharWidth() * 60);
    }

    void marksTheRowThatHasTheFocus()
    {
        QStandardItemModel model(1, 1);
        QTableView table;
        table.setModel(&model);
        table.setCurrentIndex(model.index(0, 0));
        table.show();
        table.setFocus();
        QVERIFY(QTest::qWaitForWindowActive(&table));
        QImage image(160, 24, QImage::Format_RGB32);
        image.fill(Qt::white);
        QPainter painter(&image);
        QStyleOptionViewItem option;
        option.rect = image.rect();
        option.palette = theme::lightPalette();
        option.widget = &table;
        HealthDelegate().paint(&painter, option, model.index(0, 0));
        QCOMPARE(image.pixelColor(image.width() / 2, 0),
                 theme::color(theme::Role::Accent, option.palette));
    }

private:
    static QImage drawn(HealthTone tone, const QString &text,
                        Qt::AlignmentFlag side = Qt::AlignLeft)
    {
        QStandardItemModel model(1, 1);
        model.setData(model.index(0, 0), text);
        model.setData(model.index(0, 0), static_cast<int>(tone), ToneRole);
        model.setData(model.index(0, 0), int(side), Qt::TextAlignmentRole);
        QImage image(160, 24, QImage::Format_RGB32);
        image.fill(Qt::white);
        QPainter painter(&image);
        QStyleOptionViewItem option;
        option.rect = image.rect();
        option.palette = theme::lightPalette();
        const HealthDelegate delegate;
        delegate.paint(&painter, option, model.index(0, 0));
        return image;
    }

    static bool hasRed(const QImage &image)
    {
        constexpr int clearly = 60;
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x) {
                const QColor pixel = image.pixelColor(x, y);
                if (pixel.red() > pixel.green() + clearly) {
                    return true;
                }
            }
        }
        return false;
    }
};

HUBDECK_TEST(TestHealthDelegate)
#include "tst_healthdelegate.moc"
