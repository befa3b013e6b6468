// SPDX-License-Identifier: MIT
#include "services/azurestorage/entityrows.h"

#include "captures.h"
#include "services/durablehttp/entitydecoder.h"
#include "storagecapture.h"
#include "testprogram.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace hubdeck;
using namespace hubdeck::azurestorage;

namespace {

StoredInstance stored(const QString &status, const QString &updated = u"2026-01-01T00:00:00Z"_s)
{
    TableRow row;
    row.partitionKey = u"@counter@k@1"_s;
    row.set(u"CustomStatus"_s, EdmType::String, status);
    row.set(u"CreatedTime"_s, EdmType::DateTime, u"2026-01-01T00:00:00.5000000Z"_s);
    row.set(u"LastUpdatedTime"_s, EdmType::DateTime, updated);
    return readInstance(row, HubNames(u"Hub"_s));
}

} // namespace

class EntityRowsTest : public QObject
{
    Q_OBJECT

private slots:
    void readsInProcessState();
    void readsIsolatedState();
    void readsStatusAlone();
    void readsEmptyAndDamaged();
    void tellsWhatMayBeRemoved();
    void writesRows();
    void readsTheRecordedLock();
    void agreesWithHttp();
};

void EntityRowsTest::readsInProcessState()
{
    const StoredEntity entity = readEntity(
        stored(u"{}"_s),
        uR"({"exists":true,"state":"{\"n\":1.0}","queue":[{"op":"a"},{"op":"b"}],"lockedBy":"x","suspended":true,"sorter":{}})"_s);
    QCOMPARE(entity.id.name, u"counter"_s);
    QCOMPARE(entity.id.key, u"k@1"_s);
    QVERIFY(entity.exists);
    QCOMPARE(entity.suspended, std::optional(true));
    QCOMPARE(entity.state->text, QByteArray("{\"n\":1.0}"));
    QCOMPARE(entity.lockedBy, u"x"_s);
    QCOMPARE(entity.queueSize, 2);
    QCOMPARE(entity.lastOperation->toText(), u"2026-01-01T00:00:00.5Z"_s);
}

void EntityRowsTest::readsIsolatedState()
{
    QVERIFY(readEntity(stored(u"{}"_s), u"{\"state\":\"5\"}"_s).exists);
    QVERIFY(!readEntity(stored(u"{}"_s), u"{\"state\":null}"_s).exists);
    QVERIFY(!readEntity(stored(u"{}"_s), u"{\"exists\":false,\"state\":\"5\"}"_s).exists);
}

void EntityRowsTest::readsStatusAlone()
{
    const StoredEntity entity
        = readEntity(stored(u"{\"entityExists\":true,\"queueSize\":1,\"lockedBy\":\"o\"}"_s), {});
    QVERIFY(entity.exists && !entity.state);
    QCOMPARE(entity.queueSize, 1);
    QCOMPARE(entity.lockedBy, u"o"_s);
    const EntityRow row = entityRow(entity, false);
    QCOMPARE(row.lockedBy, InstanceId(u"o"_s));
    QCOMPARE(row.queueSize, std::optional<qint64>(1));
    QCOMPARE(row.suspended, std::nullopt); // only the state tells
    QCOMPARE(entityRow(readEntity(stored(u"null"_s), {}), false).queueSize, std::nullopt);
}

void EntityRowsTest::readsEmptyAndDamaged()
{
    const StoredEntity empty = readEntity(stored(u"{}"_s), u"{\"sorter\":{}}"_s);
    QVERIFY(!empty.exists && !empty.malformed && !empty.state);
    const StoredEntity damaged = readEntity(stored(u"{\"entityExists\":true}"_s), u"oops"_s);
    QVERIFY(damaged.exists && damaged.malformed);
    QVERIFY(!readEntity(stored(u"null"_s), u"{"_s).exists);
    const EntityRow row = entityRow(damaged, true);
    QVERIFY(row.state.isJson() && row.state.text.contains("damaged")); // not as if it were empty
    QVERIFY(row.raw.contains(QByteArray("\"state\":" + row.state.text)));
    QCOMPARE(row.suspended, std::nullopt);
}

void EntityRowsTest::tellsWhatMayBeRemoved()
{
    const Instant later = Instant::fromText("2026-01-01T01:00:00Z").value();
    const Instant soon = Instant::fromText("2026-01-01T00:10:00Z").value();
    const QString none = u"{\"sorter\":{}}"_s;
    QVERIFY(isRemovable(readEntity(stored(u"{}"_s), none), later));
    QVERIFY(!isRemovable(readEntity(stored(u"{}"_s), none), soon));
    QVERIFY(
        !isRemovable(readEntity(stored(u"{}"_s), u"{\"exists\":true,\"state\":\"1\"}"_s), later));
    QVERIFY(!isRemovable(readEntity(stored(u"{}"_s), u"{\"lockedBy\":\"x\"}"_s), later));
    QVERIFY(!isRemovable(readEntity(stored(u"{}"_s), u"{\"queue\":[{}]}"_s), later));
    QVERIFY(!isRemovable(readEntity(stored(u"{}"_s), u"broken"_s), later));
    QVERIFY(!isRemovable(readEntity(stored(u"{}"_s, u""_s), none), later));
}

void EntityRowsTest::writesRows()
{
    const StoredEntity entity = readEntity(stored(u"{}"_s), u"{\"exists\":true,\"state\":\"7\"}"_s);
    QCOMPARE(entityRow(entity, true).raw,
             QByteArray(R"({"entityId":{"name":"counter","key":"k@1"},)"
                        R"("lastOperationTime":"2026-01-01T00:00:00.5Z","state":7})"));
    QVERIFY(!entityRow(entity, false).raw.contains("state"));
    QVERIFY(entityRow(entity, false).state.isNull());
}

void EntityRowsTest::readsTheRecordedLock()
{
    const test::StorageCapture capture(u"legacy-hub"_s);
    const HubNames names(u"LegacyHub"_s);
    const auto read = [&](const QString &key) {
        const auto rows = capture.partition(names.instances, key);
        return readEntity(readInstance(rows.front(), names), rows.front().text(u"Input"));
    };
    const StoredEntity locked = read(u"@counter@locked"_s);
    QCOMPARE(locked.lockedBy, u"legacy-lock"_s);
    QCOMPARE(locked.queueSize, 1);
    QVERIFY(locked.exists);
    QVERIFY(!read(u"@counter@emptied"_s).exists);
}

void EntityRowsTest::agreesWithHttp()
{
    const test::StorageCapture capture(u"orders-hub"_s);
    const HubNames names(u"OrdersHub"_s);
    std::vector<EntityRow> read;
    for (const TableRow &row : capture.table(names.instances)) {
        const StoredInstance instance = readInstance(row, names);
        if (isEntityId(instance.id)) {
            read.push_back(entityRow(readEntity(instance, row.text(u"Input")), true));
        }
    }
    bool compared = false;
    for (const RecordedExchange &exchange :
         loadExchanges(QStringLiteral(HUBDECK_TEST_DATA), "orders-hub")) {
        if (exchange.name == u"entities"_s) {
            for (EntityRow &row : read) { // what HTTP does not tell
                QCOMPARE(row.queueSize, std::optional<qint64>(0));
                row.queueSize.reset();
                row.suspended.reset();
            }
            QCOMPARE(read, decodeEntityPage(exchange.responseBody).rows);
            compared = true;
        }
    }
    QVERIFY(compared);
}

HUBDECK_GUILESS_TEST(EntityRowsTest)
#include "tst_entityrows.moc"
