// SPDX-License-Identifier: MIT
#include "ui/instances/rowbackground.h"

#include "testprogram.h"
#include "ui/shell/theme.h"

#include <QImage>
#include <QPainter>
#include <QStandardItemModel>
#include <QStyleOptionViewItem>
#include <QTableView>
#include <QTest>

using namespace hubdeck;

class TestRowBackground : public QObject
{
    Q_OBJECT

private slots:

    void marksSelectedAndEveryOtherRow()
    {
        QStandardItemModel model(2, 1);
        QStyleOptionViewItem option;
        const QColor plain = middle(drawn(option, model.index(0, 0)));
        const QColor other = middle(drawn(option, model.index(1, 0)));
        option.state = QStyle::State_Selected;
        const QColor selected = middle(drawn(option, model.index(0, 0)));
        QCOMPARE(plain, QColor(Qt::white));
        QCOMPARE(other, theme::color(theme::Role::AlternateRow, option.palette));
        QCOMPARE(selected, theme::color(theme::Role::SelectedRow, theme::lightPalette()));
    }

    void marksTheCurrentRowOnlyWhileTheTableHasTheFocus()
    {
        QStandardItemModel model(2, 1);
        QTableView table;
        table.setModel(&model);
        table.setCurrentIndex(model.index(0, 0));
        QStyleOptionViewItem option;
        option.widget = &table;
        QVERIFY(!hasMark(drawn(option, model.index(0, 0))));
        table.show();
        table.setFocus();
        QVERIFY(QTest::qWaitForWindowActive(&table));
        QVERIFY(hasMark(drawn(option, model.index(0, 0))));
        QVERIFY(!hasMark(drawn(option, model.index(1, 0))));
    }

private:
    static QImage drawn(QStyleOptionViewItem &option, const QModelIndex &index)
    {
        QImage image(60, 24, QImage::Format_RGB32);
        image.fill(Qt::white);
        option.rect = image.rect();
        option.palette = theme::lightPalette();
        QPainter painter(&image);
        paintRowBackground(painter, option, index);
        return image;
    }

    static QColor middle(const QImage &image) { return image.pixelColor(image.rect().center()); }

    static bool hasMark(const QImage &image)
    {
        const QColor accent = theme::color(theme::Role::Accent, theme::lightPalette());
        const int middle = image.width() / 2;
        return image.pixelColor(middle, 0) == accent
            && image.pixelColor(middle, image.height() - 1) == accent;
    }
};

HUBDECK_TEST(TestRowBackground)
#include "tst_rowbackground.moc"
