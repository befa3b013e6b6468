// SPDX-License-Identifier: MIT
#include "services/azurestorage/storagefilters.h"

#include "services/azurestorage/instancekeys.h"
#include "testprogram.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace hubdeck;
using namespace hubdeck::azurestorage;

namespace {

using Kind = RuntimeStatus::Kind;

Instant at(const char *text)
{
    return Instant::fromText(text).value();
}

TableRow row(const QString &id, const QString &created = {}, const QString &status = {})
{
    TableRow result;
    result.partitionKey = escapedKey(id);
    if (!created.isEmpty()) {
        result.set(u"CreatedTime"_s, EdmType::DateTime, created);
    }
    if (!status.isEmpty()) {
        result.set(u"RuntimeStatus"_s, EdmType::String, status);
    }
    return result;
}

int comparisons(const QString &filter)
{
    int count = 0;
    for (const QString &op : { u" eq "_s, u" ge "_s, u" le "_s, u" lt "_s, u" gt "_s }) {
        count += static_cast<int>(filter.count(op));
    }
    return count;
}

} // namespace

class StorageFiltersTest : public QObject
{
    Q_OBJECT

private slots:
    void writesTimesWithSevenDigits_data();
    void writesTimesWithSevenDigits();
    void writesTheOfficialExample();
    void leavesOutWhatIsNotAsked();
    void excludesEntities();
    void boundsPrefixes_data();
    void boundsPrefixes();
    void prefixBoundHoldsForNeighbours();
    void neverAsksForTooMuch();
    void leavesUnknownStatusesToTheRows();
    void matchesRows();
    void matchesEntities();
    void purgesOnlyWhatIsAsked();
    void addressesHistories();
    void selectsColumns();
};

void StorageFiltersTest::writesTimesWithSevenDigits_data()
{
    QTest::addColumn<QByteArray>("time");
    QTest::addColumn<QString>("stored");
    QTest::newRow("whole") << QByteArray("2018-01-10T10:10:10Z")
                           << u"2018-01-10T10:10:10.0000000Z"_s;
    QTest::newRow("part") << QByteArray("2018-01-10T10:10:10.12Z")
                          << u"2018-01-10T10:10:10.1200000Z"_s;
    QTest::newRow("all") << QByteArray("2018-01-10T10:10:10.1234567Z")
                         << u"2018-01-10T10:10:10.1234567Z"_s;
    QTest::newRow("zeros") << QByteArray("2018-01-10T10:10:10.0000007Z")
                           << u"2018-01-10T10:10:10.0000007Z"_s;
    QTest::newRow("zone") << QByteArray("2018-01-10T12:10:10.5+02:00")
                          << u"2018-01-10T10:10:10.5000000Z"_s;
    QTest::newRow("old") << QByteArray("1601-01-01T00:00:00.5Z")
                         << u"1601-01-01T00:00:00.5000000Z"_s;
}

void StorageFiltersTest::writesTimesWithSevenDigits()
{
    QFETCH(const QByteArray, time);
    QFETCH(const QString, stored);
    QCOMPARE(storedTime(Instant::fromText(time).value()), stored);
    QCOMPARE(odataTime(Instant::fromText(time).value()), u"datetime'"_s + stored + u"'"_s);
}

void StorageFiltersTest::writesTheOfficialExample()
{
    InstanceQuery query;
    query.createdFrom = at("2018-01-10T10:10:10Z");
    query.createdTo = at("2018-01-10T10:10:50Z");
    query.statuses = { Kind::Running, Kind::Completed };
    query.kinds = InstanceKinds::Both;
    QCOMPARE(filterOf(query, u"FooProduction"_s),
             u"(CreatedTime ge datetime'2018-01-10T10:10:10.0000000Z') and (CreatedTime le "
             "datetime'2018-01-10T10:10:50.0000000Z') and (RuntimeStatus eq 'Running' or "
             "RuntimeStatus eq 'Completed') and (TaskHubName eq 'FooProduction')"_s);
}

void StorageFiltersTest::leavesOutWhatIsNotAsked()
{
    InstanceQuery query;
    query.kinds = InstanceKinds::Both;
    QCOMPARE(filterOf(query), QString());
    query.statuses = { Kind::Failed, Kind::Failed };
    QCOMPARE(filterOf(query), u"RuntimeStatus eq 'Failed'"_s);
    query.statuses = {};
    query.createdFrom = at("2018-01-10T10:10:10Z");
    QCOMPARE(filterOf(query), u"CreatedTime ge datetime'2018-01-10T10:10:10.0000000Z'"_s);
}

void StorageFiltersTest::excludesEntities()
{
    InstanceQuery query;
    QCOMPARE(filterOf(query), u"PartitionKey lt '@' or PartitionKey ge 'A'"_s);
    query.kinds = InstanceKinds::Entities;
    QCOMPARE(filterOf(query), u"PartitionKey ge '@' and PartitionKey lt 'A'"_s);
    query.idPrefix = u"@counter@"_s;
    QCOMPARE(filterOf(query), u"PartitionKey ge '@counter@' and PartitionKey lt '@counterA'"_s);
    EntityQuery entities;
    QCOMPARE(filterOf(entities), u"PartitionKey ge '@' and PartitionKey lt 'A'"_s);
    entities.name = u"Counter"_s;
    QCOMPARE(filterOf(entities), u"PartitionKey ge '@counter@' and PartitionKey lt '@counterA'"_s);
}

void StorageFiltersTest::boundsPrefixes_data()
{
    QTest::addColumn<QString>("prefix");
    QTest::addColumn<QString>("filter");
    const auto both = [](const QString &from, const QString &to) {
        return QString(u"PartitionKey ge '"_s + from + u"' and PartitionKey lt '"_s + to + u"'"_s);
    };
    QTest::newRow("plain") << u"order-"_s << both(u"order-"_s, u"order."_s);
    QTest::newRow("escaped") << u"a/"_s << both(u"a^0"_s, u"a^1"_s);
    QTest::newRow("caret") << u"a^"_s << both(u"a^^"_s, u"a^_"_s);
    QTest::newRow("quote") << u"it's"_s << both(u"it''s"_s, u"it''t"_s);
    QTest::newRow("ends in quote") << u"it'"_s << both(u"it''"_s, u"it("_s);
    QTest::newRow("becomes quote") << u"a&"_s << both(u"a&"_s, u"a''"_s);
    QTest::newRow("emoji") << u"😀"_s << both(u"😀"_s, u"😁"_s);
    QTest::newRow("last of its half")
        << QString::fromUcs4(U"\U000103FF")
        << both(QString::fromUcs4(U"\U000103FF"), QString::fromUcs4(U"\U00010400"));
    QTest::newRow("last pair") << QString::fromUcs4(U"\U0010FFFF")
                               << both(QString::fromUcs4(U"\U0010FFFF"), QString(QChar(0xE000)));
    QTest::newRow("before the pairs")
        << QString(QChar(0xD7FF)) << both(QString(QChar(0xD7FF)), QString::fromUcs4(U"\U00010000"));
    QTest::newRow("last unit") << u"a\uFFFF"_s << both(u"a\uFFFF"_s, u"b"_s);
    QTest::newRow("nothing behind") << u"\uFFFF"_s << u"PartitionKey ge '\uFFFF'"_s;
    QTest::newRow("half a pair") << QString(QChar(0xD83D)) << QString();
    QTest::newRow("empty") << QString() << QString();
}

void StorageFiltersTest::boundsPrefixes()
{
    QFETCH(const QString, prefix);
    QTEST(prefixFilter(prefix), "filter");
}

void StorageFiltersTest::prefixBoundHoldsForNeighbours()
{
    for (int unit = 0x20; unit < 0xFFFF; unit += 7) {
        if (QChar::isSurrogate(static_cast<char16_t>(unit)) || unit == u'\'') {
            continue;
        }
        const QString key = escapedKey(QString(u"p"_s + QChar(unit)));
        const QString filter = prefixFilter(u"p"_s + QChar(unit));
        const QString end
            = filter.sliced(filter.lastIndexOf(u" lt '"_s) + 5).chopped(1).replace(u"''"_s, u"'"_s);
        QVERIFY(key < end && QString(key + u"\uFFFF"_s) < end);
        QVERIFY(end.isValidUtf16());
    }
}

void StorageFiltersTest::neverAsksForTooMuch()
{
    InstanceQuery query;
    query.createdFrom = at("2018-01-10T10:10:10Z");
    query.createdTo = at("2018-01-10T10:10:50Z");
    query.statuses.assign(RuntimeStatus::queryable.begin(), RuntimeStatus::queryable.end());
    for (const InstanceKinds kinds :
         { InstanceKinds::Both, InstanceKinds::Entities, InstanceKinds::Orchestrations }) {
        for (const QString &prefix : { u""_s, u"order"_s }) {
            query.kinds = kinds;
            query.idPrefix = prefix;
            QVERIFY(comparisons(filterOf(query, u"Hub"_s)) <= 15);
        }
    }
}

void StorageFiltersTest::leavesUnknownStatusesToTheRows()
{
    InstanceQuery query;
    query.kinds = InstanceKinds::Both;
    query.statuses = { Kind::Unknown, Kind::Failed };
    QCOMPARE(filterOf(query), QString());
    QVERIFY(matches(query, row(u"a"_s, {}, u"Sleeping"_s)));
    QVERIFY(!matches(query, row(u"a"_s, {}, u"Running"_s)));
}

void StorageFiltersTest::matchesRows()
{
    InstanceQuery query;
    query.idPrefix = u"a/"_s;
    query.createdFrom = at("2026-01-01T00:00:00.1234567Z");
    query.statuses = { Kind::Running };
    const QString time = u"2026-01-01T00:00:00.1234567Z"_s;
    QVERIFY(matches(query, row(u"a/1"_s, time, u"Running"_s)));
    QVERIFY(!matches(query, row(u"a1"_s, time, u"Running"_s)));
    QVERIFY(!matches(query, row(u"A/1"_s, time, u"Running"_s)));
    QVERIFY(!matches(query, row(u"a/1"_s, time, u"Failed"_s)));
    QVERIFY(!matches(query, row(u"a/1"_s, u"2026-01-01T00:00:00.1234566Z"_s, u"Running"_s)));
    QVERIFY(!matches(query, row(u"a/1"_s, {}, u"Running"_s)));
    query = {};
    QVERIFY(matches(query, row(u"a"_s)));
    QVERIFY(!matches(query, row(u"@a@b"_s)));
    query.kinds = InstanceKinds::Entities;
    QVERIFY(matches(query, row(u"@a@b"_s)));
    QVERIFY(!matches(query, row(u"a"_s)));
}

void StorageFiltersTest::matchesEntities()
{
    EntityQuery query;
    query.name = u"Counter"_s;
    QVERIFY(matches(query, row(u"@counter@k"_s)));
    QVERIFY(!matches(query, row(u"@counters@k"_s)));
    query.lastOperationTo = at("2026-01-01T00:00:00Z");
    QVERIFY(matches(query, row(u"@counter@k"_s, u"2026-01-01T00:00:00.0000000Z"_s)));
    QVERIFY(!matches(query, row(u"@counter@k"_s, u"2026-01-01T00:00:00.0000001Z"_s)));
}

void StorageFiltersTest::purgesOnlyWhatIsAsked()
{
    PurgeFilter filter { at("2026-01-01T00:00:00Z"),
                         at("2026-01-02T00:00:00Z"),
                         { Kind::Completed } };
    QCOMPARE(filterOf(filter),
             u"(CreatedTime ge datetime'2026-01-01T00:00:00.0000000Z') and (CreatedTime le "
             "datetime'2026-01-02T00:00:00.0000000Z') and (RuntimeStatus eq 'Completed')"_s);
    const QString inside = u"2026-01-01T12:00:00.0000000Z"_s;
    QVERIFY(matches(filter, row(u"a"_s, inside, u"Completed"_s)));
    QVERIFY(!matches(filter, row(u"a"_s, inside, u"Running"_s)));
    QVERIFY(!matches(filter, row(u"a"_s, u"2026-01-03T12:00:00.0000000Z"_s, u"Completed"_s)));
    filter.statuses = {};
    QVERIFY(!matches(filter, row(u"a"_s, inside, u"Completed"_s))); // never everything
}

void StorageFiltersTest::addressesHistories()
{
    QCOMPARE(historyFilter(InstanceId(u"it's/1"_s)), u"PartitionKey eq 'it''s^01'"_s);
    QCOMPARE(executionFilter(u"a"_s, u"x"_s), u"PartitionKey eq 'a' and ExecutionId eq 'x'"_s);
    QCOMPARE(startedFilter(u"a"_s), u"PartitionKey eq 'a' and EventType eq 'ExecutionStarted'"_s);
    QCOMPARE(partitionFilter(u"it's^b"_s), u"PartitionKey eq 'it''s^b'"_s); // as it stands
    QCOMPARE(startedEarlyFilter(u"a"_s),
             u"PartitionKey eq 'a' and EventType eq 'ExecutionStarted' and "
             "RowKey lt '0000000000000010'"_s);
}

void StorageFiltersTest::selectsColumns()
{
    for (const QStringList &columns :
         { listColumns(), purgeColumns(), historyKeyColumns(), rewindColumns() }) {
        QVERIFY(columns.contains(u"PartitionKey"_s) && columns.contains(u"RowKey"_s));
        QVERIFY(!columns.contains(u"Input"_s) && !columns.contains(u"Output"_s));
    }
    QVERIFY(entityColumns().contains(u"Input"_s));
    QVERIFY(purgeColumns().contains(u"ScheduledStartTime"_s)); // its message is kept until then
    for (const QString &shown : { u"Version"_s, u"Tags"_s, u"Generation"_s, u"CompletedTime"_s,
                                  u"ScheduledStartTime"_s }) {
        QVERIFY2(listColumns().contains(shown), qPrintable(shown)); // InstanceRowExtras
    }
}

HUBDECK_GUILESS_TEST(StorageFiltersTest)
#include "tst_storagefilters.moc"
