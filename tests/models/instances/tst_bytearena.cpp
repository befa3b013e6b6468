// SPDX-License-Identifier: MIT
#include "models/instances/bytearena.h"

#include "testprogram.h"

#include <QTest>

using namespace hubdeck;

class TestByteArena : public QObject
{
    Q_OBJECT

private slots:
    void givesBackWhatWasAppended();
    void neverMovesATextAndKeepsAddressesInOrder();
    void takesATextLargerThanABlock();
    void overwritesInPlace();
    void isEmptyAfterClear();
};

void TestByteArena::givesBackWhatWasAppended()
{
    ByteArena arena;
    const auto first = arena.append("order-1");
    const auto none = arena.append("");
    const auto second = arena.append(QByteArray("a\nb\0c", 5));
    QCOMPARE(arena.view(first, 7).toByteArray(), QByteArray("order-1"));
    QCOMPARE(arena.view(none, 0).toByteArray(), QByteArray());
    QCOMPARE(arena.view(second, 5).toByteArray(), QByteArray("a\nb\0c", 5));
    QCOMPARE(arena.usedBytes(), 8 + 1 + 6);
}

void TestByteArena::neverMovesATextAndKeepsAddressesInOrder()
{
    ByteArena arena;
    const QByteArray text(1000, 'x');
    ByteArena::Address last = arena.append("first");
    const char *const place = arena.view(last, 5).data();
    for (int i = 0; i < 3000; ++i) {
        const ByteArena::Address next = arena.append(text);
        QVERIFY(next > last);
        last = next;
    }
    QVERIFY(arena.blocks().size() >= 3);
    QCOMPARE(arena.view(0, 5).data(), place);
    QCOMPARE(arena.view(0, 5).toByteArray(), QByteArray("first"));
}

void TestByteArena::takesATextLargerThanABlock()
{
    ByteArena arena;
    arena.append("before");
    const QByteArray large(3 * qsizetype(ByteArena::blockBytes), 'L');
    const auto address = arena.append(large);
    const auto after = arena.append("after");
    QCOMPARE(arena.view(address, static_cast<quint32>(large.size())).toByteArray(), large);
    QVERIFY(after > address);
    QCOMPARE(arena.view(after, 5).toByteArray(), QByteArray("after"));
}

void TestByteArena::overwritesInPlace()
{
    ByteArena arena;
    const auto address = arena.append("abcdef");
    arena.append("next");
    arena.overwrite(address, "xyz");
    QCOMPARE(arena.view(address, 6).toByteArray(), QByteArray("xyzdef"));
}

void TestByteArena::isEmptyAfterClear()
{
    ByteArena arena;
    arena.append("x");
    arena.clear();
    QCOMPARE(arena.usedBytes(), 0);
    QVERIFY(arena.blocks().empty());
    QCOMPARE(arena.append("y"), 0U);
}

HUBDECK_GUILESS_TEST(TestByteArena)
#include "tst_bytearena.moc"
