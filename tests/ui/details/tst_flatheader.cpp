// SPDX-License-Identifier: MIT
#include "ui/details/flatheader.h"

#include "testprogram.h"
#include "ui/shell/theme.h"

#include <QStandardItemModel>
#include <QTableView>
#include <QTest>

using namespace hubdeck;
using namespace Qt::StringLiterals;

namespace {

struct Shown
{
    Shown()
    {
        model.setHorizontalHeaderLabels({ u"Time"_s, u"A title that is long"_s, u"Last"_s });
        table.setHorizontalHeader(header);
        table.setModel(&model);
        table.resize(500, 200);
    }

    QStandardItemModel model { 2, 3 };
    QTableView table;
    FlatHeader *header = new FlatHeader(&table);
};

} // namespace

class TestFlatHeader : public QObject
{
    Q_OBJECT

private slots:
    void isAPanelWithALineBelow();
    void titlesFitIntoTheirColumns();
    void theLastColumnTakesTheRest();
    void isHighEnoughForItsFont();
    void titlesAreElidedNotCutOff();
};

void TestFlatHeader::isAPanelWithALineBelow()
{
    for (const QPalette &palette : { theme::lightPalette(), theme::darkPalette() }) {
        Shown shown;
        shown.table.setPalette(palette);
        shown.table.show();
        QVERIFY(QTest::qWaitForWindowExposed(&shown.table));
        const QImage image = shown.header->grab().toImage();
        const int middle = image.height() / 2;
        QCOMPARE(image.pixelColor(1, 1), theme::color(theme::Role::Panel, palette));
        QCOMPARE(image.pixelColor(image.width() - 2, middle),
                 theme::color(theme::Role::Panel, palette));
        QCOMPARE(image.pixelColor(1, image.height() - 1),
                 theme::color(theme::Role::Border, palette));
    }
}

void TestFlatHeader::titlesFitIntoTheirColumns()
{
    Shown shown;
    shown.table.resizeColumnsToContents();
    QFont font = shown.header->font();
    font.setBold(true);
    font.setPointSizeF(font.pointSizeF() * 0.88);
    const int needed = QFontMetrics(font).horizontalAdvance(u"A title that is long"_s);
    QVERIFY(shown.table.columnWidth(1) >= needed);
    QVERIFY(shown.table.columnWidth(0) < shown.table.columnWidth(1));
}

void TestFlatHeader::theLastColumnTakesTheRest()
{
    Shown shown;
    shown.table.show();
    QVERIFY(QTest::qWaitForWindowExposed(&shown.table));
    QTRY_COMPARE(shown.header->length(), shown.table.viewport()->width());
    shown.table.resize(700, 200);
    QTRY_COMPARE(shown.header->length(), shown.table.viewport()->width());
    QVERIFY(!shown.header->sectionsMovable());
}

void TestFlatHeader::isHighEnoughForItsFont()
{
    Shown shown;
    const int before = shown.header->sizeHint().height();
    QFont larger = shown.header->font();
    larger.setPointSizeF(larger.pointSizeF() * 2);
    shown.header->setFont(larger);
    QVERIFY(shown.header->sizeHint().height() > before);
    QVERIFY(shown.header->sizeHint().height() > QFontMetrics(larger).height());
}

void TestFlatHeader::titlesAreElidedNotCutOff()
{
    // What is drawn ends inside the section: its last pixels are the panel's.
    Shown shown;
    const QPalette palette = theme::lightPalette();
    shown.table.setPalette(palette);
    shown.table.setColumnWidth(1, 60);
    shown.table.show();
    QVERIFY(QTest::qWaitForWindowExposed(&shown.table));
    const QImage image = shown.header->grab().toImage();
    const int right = shown.header->sectionPosition(1) + 60 - 2;
    for (int y = 0; y < image.height() - 1; ++y) {
        QCOMPARE(image.pixelColor(right, y), theme::color(theme::Role::Panel, palette));
    }
}

HUBDECK_TEST(TestFlatHeader)
#include "tst_flatheader.moc"
