// SPDX-License-Identifier: MIT
#include "ui/entities/entitydelegate.h"

#include "models/entities/entitytablemodel.h"
#include "testprogram.h"
#include "ui/shell/theme.h"

#include <QPainter>
#include <QStandardItemModel>
#include <QTableView>
#include <QTest>

#include <algorithm>

using namespace hubdeck;
using namespace Qt::StringLiterals;

class TestEntityDelegate : public QObject
{
    Q_OBJECT

private slots:

    void keysAreFixedWidthAndNamesAreNot()
    {
        QCOMPARE(inkWidth(EntityTableModel::KeyColumn, u"iiii"_s),
                 inkWidth(EntityTableModel::KeyColumn, u"llll"_s));
        QVERIFY(inkWidth(EntityTableModel::NameColumn, u"iiii"_s) * 2
                < inkWidth(EntityTableModel::NameColumn, u"WWWW"_s));
        QVERIFY(inkWidth(EntityTableModel::KeyColumn, u"iiii"_s) * 2
                > inkWidth(EntityTableModel::KeyColumn, u"WWWW"_s));
    }

    void longTextsAreCutWithAnEllipsis()
    {
        const int width = inkWidth(EntityTableModel::StateColumn, QString(200, u'W'));
        QVERIFY(width > 100);
        QVERIFY(width < cell.width());
    }

    void marksTheRowThatHasTheFocus()
    {
        QStandardItemModel model(1, EntityTableModel::ColumnCount);
        QTableView table;
        table.setModel(&model);
        table.setCurrentIndex(model.index(0, 0));
        table.show();
        table.setFocus();
        QVERIFY(QTest::qWaitForWindowActive(&table));
        QImage image(cell.size(), QImage::Format_RGB32);
        image.fill(Qt::white);
        QPainter painter(&image);
        QStyleOptionViewItem option;
        option.rect = cell;
        option.palette = theme::lightPalette();
        option.widget = &table;
        EntityDelegate().paint(&painter, option, model.index(0, EntityTableModel::KeyColumn));
        QCOMPARE(image.pixelColor(cell.width() / 2, 0),
                 theme::color(theme::Role::Accent, option.palette));
    }

private:
    const QRect cell { 0, 0, 240, 24 };

    /// From the first to the last column of pixels that a text leaves in a cell.
    [[nodiscard]] int inkWidth(int column, const QString &text) const
    {
        QStandardItemModel model(1, EntityTableModel::ColumnCount);
        model.setData(model.index(0, column), text);
        QImage image(cell.size(), QImage::Format_RGB32);
        image.fill(Qt::white);
        QStyleOptionViewItem option;
        option.rect = cell;
        option.palette = theme::lightPalette();
        QPainter painter(&image);
        EntityDelegate().paint(&painter, option, model.index(0, column));
        int first = cell.width();
        int last = -1;
        for (int x = 0; x < cell.width(); ++x) {
            for (int y = 0; y < cell.height(); ++y) {
                if (qGray(image.pixel(x, y)) < 180) {
                    first = std::min(first, x);
                    last = x;
                }
            }
        }
        return last - first;
    }
};

HUBDECK_TEST(TestEntityDelegate)
#include "tst_entitydelegate.moc"
