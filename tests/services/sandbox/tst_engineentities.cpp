// SPDX-License-Identifier: MIT
#include "testhub.h"
#include "testprogram.h"

#include <QTest>

using namespace hubdeck;
using namespace hubdeck::sandbox;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Kind = RuntimeStatus::Kind;

class TestEngineEntities : public QObject
{
    Q_OBJECT

private slots:

    void holdsState()
    {
        TestHub hub;
        hub.engine.signalEntity(u"Counter"_s, u"k"_s, u"add"_s, "5");
        QVERIFY(hub.engine.entityState(u"counter"_s, u"k"_s).isNull());
        hub.pass(1s);
        hub.engine.signalEntity(u"COUNTER"_s, u"k"_s, u"add"_s, "-2");
        hub.pass(1s);
        QCOMPARE(hub.engine.entityState(u"Counter"_s, u"k"_s), QByteArray("3"));
        const auto row = hub.engine.row(u"@counter@k"_s);
        QCOMPARE(row->status, Kind::Running);
        QCOMPARE(row->name, u"@counter@k"_s);
        QCOMPARE(row->input, QByteArray(R"({"exists":true,"state":"3","sorter":{}})"));
        QCOMPARE(row->customStatus, QByteArray(R"({"entityExists":true})"));
        QCOMPARE(row->created, row->updated);
    }

    void keepsBaskets()
    {
        TestHub hub;
        const auto signal = [&hub](const QString &operation, const QByteArray &input) {
            hub.engine.signalEntity(u"Basket"_s, u"user@1"_s, operation, input);
            hub.pass(1s);
            return hub.engine.entityState(u"basket"_s, u"user@1"_s);
        };
        signal(u"put"_s, R"({"sku":"A","quantity":2})");
        QCOMPARE(signal(u"put"_s, R"({"sku":"B"})"),
                 QByteArray(R"({"items":[{"sku":"A","quantity":2},{"sku":"B","quantity":1}]})"));
        QCOMPARE(signal(u"remove"_s, R"({"sku":"A"})"),
                 QByteArray(R"({"items":[{"sku":"B","quantity":1}]})"));
        QCOMPARE(signal(u"clear"_s, {}), QByteArray(R"({"items":[]})"));
        QVERIFY(signal(u"delete"_s, {}).isNull());
    }

    void survivesInputOfTheWrongKind()
    {
        TestHub hub;
        hub.engine.signalEntity(u"Basket"_s, u"b"_s, u"put"_s, R"({"sku":"A"})");
        hub.engine.signalEntity(u"Basket"_s, u"b"_s, u"put"_s, R"({"sku":5})");
        for (int i = 0; i < 2; ++i)
            hub.engine.signalEntity(u"Counter"_s, u"c"_s, u"add"_s, "9223372036854775807");
        hub.engine.start(u"Heartbeat"_s, u"h"_s, "9223372036854775807");
        hub.pass(10s);
        QCOMPARE(hub.engine.entityState(u"basket"_s, u"b"_s),
                 QByteArray(R"({"items":[{"sku":"A","quantity":1}]})"));
        QCOMPARE(hub.engine.entityState(u"counter"_s, u"c"_s), QByteArray("-2"));
        QCOMPARE(hub.statusOf(u"h"_s), Kind::Running);
    }

    void losesSignalsOnceTerminated()
    {
        TestHub hub;
        hub.engine.signalEntity(u"Counter"_s, u"k"_s, u"add"_s, "5");
        hub.pass(1s);
        QCOMPARE(hub.engine.terminate(u"@counter@k"_s, "oops"), Outcome::Accepted);
        hub.pass(1s);
        hub.engine.signalEntity(u"Counter"_s, u"k"_s, u"add"_s, "1");
        hub.pass(1s);
        QCOMPARE(hub.statusOf(u"@counter@k"_s), Kind::Terminated);
        QCOMPARE(hub.engine.entityState(u"counter"_s, u"k"_s), QByteArray("5")); // L6: still read
    }

    void waitsWhileSuspended()
    {
        TestHub hub;
        hub.engine.signalEntity(u"Counter"_s, u"k"_s, u"add"_s, "5");
        hub.pass(1s);
        hub.engine.suspend(u"@counter@k"_s, {});
        hub.pass(1s);
        hub.engine.signalEntity(u"Counter"_s, u"k"_s, u"add"_s, "1");
        hub.pass(1s);
        QCOMPARE(hub.engine.entityState(u"counter"_s, u"k"_s), QByteArray("5"));
        hub.engine.resume(u"@counter@k"_s, {});
        hub.pass(1s);
        QCOMPARE(hub.engine.entityState(u"counter"_s, u"k"_s), QByteArray("6"));
    }

    void listsByClassAndDropsDeletedOnesAfterPaging()
    {
        TestHub hub;
        for (const char *key : { "a", "b", "c" })
            hub.engine.signalEntity(u"Counter"_s, QString::fromLatin1(key), u"add"_s, "1");
        hub.engine.signalEntity(u"Basket"_s, u"x"_s, u"clear"_s, {});
        hub.pass(1s);
        hub.engine.signalEntity(u"Counter"_s, u"a"_s, u"delete"_s, {});
        hub.pass(1s);
        const auto first
            = hub.engine.entities({ .name = u"Counter"_s, .from = {}, .to = {} }, {}, 1);
        QVERIFY(first.rows.empty());
        QCOMPARE(first.next, u"@counter@b"_s);
        QCOMPARE(hub.engine.entities({ .name = u"counter"_s, .from = {}, .to = {} }, first.next, 10)
                     .rows.size(),
                 size_t(2));
        QCOMPARE(hub.engine.entities({}, {}, 10).rows.size(), size_t(3));
    }

    void countsWhatOrchestrationsSignal()
    {
        TestHub hub;
        hub.engine.start(u"OrderFulfillment"_s, u"o"_s, R"({"lines":[{"sku":"A"}]})");
        hub.pass(60s);
        QCOMPARE(hub.engine.entityState(u"counter"_s, u"orders-shipped"_s), QByteArray("1"));
        QVERIFY(hub.events(u"o"_s).contains("EventSent"));
    }
};

HUBDECK_GUILESS_TEST(TestEngineEntities)
#include "tst_engineentities.moc"
