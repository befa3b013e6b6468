// SPDX-License-Identifier: MIT
#include "ui/health/healthdelegate.h"

#include "models/health/healthtable.h"
#include "ui/shell/theme.h"

#include <QImage>
#include <QPainter>
#include <QStandardItemModel>
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

private:
    static QImage drawn(HealthTone tone, const QString &text)
    {
        QStandardItemModel model(1, 1);
        model.setData(model.index(0, 0), text);
        model.setData(model.index(0, 0), static_cast<int>(tone), ToneRole);
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

QTEST_MAIN(TestHealthDelegate)
#include "tst_healthdelegate.moc"
