// SPDX-License-Identifier: MIT
#include "ui/details/linelayout.h"

#include "testprogram.h"
#include "ui/shell/theme.h"

#include <QGuiApplication>
#include <QTest>

using namespace hubdeck;
using namespace Qt::StringLiterals;

class TestLineLayout : public QObject
{
    Q_OBJECT

private slots:
    void placesAndOffsetsAgree();
    void coloursTokens();
    void rightToLeftTextDoesNotMoveTheLine();
};

void TestLineLayout::placesAndOffsetsAgree()
{
    const QByteArray bytes("aé😀z");
    const LineLayout layout(bytes, {}, QGuiApplication::font(), theme::lightPalette());
    for (const qsizetype offset : { 0, 1, 3, 7, 8 }) {
        QCOMPARE(layout.offsetAt(layout.xOf(offset)), offset);
    }
    QCOMPARE(layout.offsetAt(-50), 0);
    QCOMPARE(layout.offsetAt(10'000), bytes.size());
    QCOMPARE(layout.columnBeside(2, true, false), 4); // over both halves of the pair
    QCOMPARE(layout.columnBeside(4, false, false), 2);
}

void TestLineLayout::coloursTokens()
{
    const QByteArray bytes(R"("a": 1)");
    QPalette palette = theme::lightPalette();
    const LineLayout layout(bytes, jsonTokens(bytes, 0, bytes.size(), JsonLineState::Outside),
                            QGuiApplication::font(), palette);
    QCOMPARE(layout.layout.formats().size(), 2);
    QCOMPARE(layout.layout.formats().front().format.foreground().color(),
             theme::color(theme::Role::JsonKey, palette));
    palette.setCurrentColorGroup(QPalette::Disabled);
    const LineLayout grey(bytes, jsonTokens(bytes, 0, bytes.size(), JsonLineState::Outside),
                          QGuiApplication::font(), palette);
    QVERIFY(grey.layout.formats().isEmpty());
}

void TestLineLayout::rightToLeftTextDoesNotMoveTheLine()
{
    const QByteArray bytes = u"\"\u05D0\u05D1\": 1"_s.toUtf8();
    const LineLayout layout(bytes, jsonTokens(bytes, 0, bytes.size(), JsonLineState::Outside),
                            QGuiApplication::font(), theme::lightPalette());
    QCOMPARE(layout.layout.textOption().textDirection(), Qt::LeftToRight);
    QCOMPARE(layout.xOf(bytes.size()), layout.width()); // the number stands behind its key
    QVERIFY(layout.xOf(bytes.size() - 1) < layout.width());
    // The mark that keeps it there is no stop for the caret.
    int column = 0;
    int stops = 0;
    for (; column < layout.line.text.size() && stops < 20; ++stops) {
        column = layout.columnBeside(column, true, false);
    }
    QCOMPARE(stops, 7);
}

HUBDECK_TEST(TestLineLayout)
#include "tst_linelayout.moc"
