// SPDX-License-Identifier: MIT
#include "models/instances/rowindex.h"

#include "testprogram.h"

#include <QTest>

using namespace hubdeck;

class TestRowIndex : public QObject
{
    Q_OBJECT

private slots:
    void findsNothingWhenEmpty();
    void tellsTextsOfOneHashApart();
    void findsEverythingAfterGrowing();
};

void TestRowIndex::findsNothingWhenEmpty()
{
    RowIndex index;
    QVERIFY(!index.find(7, [](quint32) { return true; }));
    index.insert(7, 0);
    index.clear();
    QVERIFY(!index.find(7, [](quint32) { return true; }));
}

void TestRowIndex::tellsTextsOfOneHashApart()
{
    RowIndex index;
    for (quint32 row = 0; row < 50; ++row) {
        index.insert(0xffffffffU, row); // all in one place, over the end of the table
    }
    for (quint32 row = 0; row < 50; ++row) {
        QCOMPARE(index.find(0xffffffffU, [row](quint32 candidate) { return candidate == row; }),
                 std::optional(row));
    }
    QVERIFY(!index.find(0xffffffffU, [](quint32) { return false; }));
}

void TestRowIndex::findsEverythingAfterGrowing()
{
    RowIndex index;
    const auto hash = [](quint32 row) { return row * 2654435761U; };
    for (quint32 row = 0; row < 20'000; ++row) {
        index.insert(hash(row), row);
    }
    for (quint32 row = 0; row < 20'000; ++row) {
        QCOMPARE(index.find(hash(row), [row](quint32 candidate) { return candidate == row; }),
                 std::optional(row));
    }
}

HUBDECK_GUILESS_TEST(TestRowIndex)
#include "tst_rowindex.moc"
