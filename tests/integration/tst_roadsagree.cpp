// SPDX-License-Identifier: MIT
#include "captures.h"
#include "services/durablehttp/entitydecoder.h"
#include "services/durablehttp/historydecoder.h"
#include "services/durablehttp/statusdecoder.h"
#include "services/json/jsonformatter.h"
#include "services/json/jsonscanner.h"
#include "storageaccountfixture.h"
#include "testprogram.h"
#include "thrown.h"

#include <QTest>

using namespace hubdeck;
using namespace hubdeck::test;
using namespace Qt::Literals::StringLiterals;

namespace {

/// Storage has seven digits where HTTP has whole seconds.
QString wholeSeconds(const std::optional<Instant> &time)
{
    constexpr qsizetype length = 19; // yyyy-MM-ddTHH:mm:ss
    return time ? time->toText().left(length) : QString();
}

QByteArray shown(const Payload &payload)
{
    return json::compacted(payload.text);
}

/// What differs, in words; empty when both roads show the same.
QStringList differences(const InstanceDetails &http, const InstanceDetails &storage)
{
    QStringList found;
    const auto compare = [&found](const char *member, const auto &a, const auto &b) {
        if (a != b) {
            found.append(u"%1: %2 | %3"_s.arg(QString::fromLatin1(member),
                                              QString::fromUtf8(QByteArray(a).left(300)),
                                              QString::fromUtf8(QByteArray(b).left(300))));
        }
    };
    compare("id", http.id.text().toUtf8(), storage.id.text().toUtf8());
    compare("name", http.name.toUtf8(), storage.name.toUtf8());
    compare("status", http.status.name().toUtf8(), storage.status.name().toUtf8());
    compare("created", wholeSeconds(http.created).toUtf8(), wholeSeconds(storage.created).toUtf8());
    compare("updated", wholeSeconds(http.lastUpdated).toUtf8(),
            wholeSeconds(storage.lastUpdated).toUtf8());
    compare("input", shown(http.input), shown(storage.input));
    compare("customStatus", shown(http.customStatus), shown(storage.customStatus));
    compare("output", shown(http.output), shown(storage.output));
    return found;
}

QStringList differences(const History &http, const History &storage)
{
    QStringList found;
    if (http.available != storage.available) {
        found.append(u"available"_s);
    }
    for (size_t i = 0; i < std::max(http.events.size(), storage.events.size()); ++i) {
        const auto text = [i](const History &history) {
            return i < history.events.size() ? json::compacted(history.events[i].raw)
                                             : QByteArray("nothing");
        };
        if (text(http) != text(storage)) {
            found.append(u"event %1:\n  %2\n  %3"_s.arg(
                QString::number(i), QString::fromUtf8(text(http).left(900)),
                QString::fromUtf8(text(storage).left(900))));
        }
    }
    return found;
}

/// The rows that storage lists for the query of a recorded list, in its order.
QStringList idsInStorage(AzureStorageHub &hub, const RecordedExchange &exchange)
{
    InstanceQuery query;
    query.kinds = InstanceKinds::Both; // as HTTP lists
    query.idPrefix = exchange.queryValue(u"instanceIdPrefix"_s);
    query.createdFrom = Instant::fromText(exchange.queryValue(u"createdTimeFrom"_s).toUtf8());
    query.createdTo = Instant::fromText(exchange.queryValue(u"createdTimeTo"_s).toUtf8());
    const QString statuses = exchange.queryValue(u"runtimeStatus"_s);
    for (const QString &name : statuses.split(u',', Qt::SkipEmptyParts)) {
        query.statuses.push_back(RuntimeStatus::fromName(name).kind());
    }
    QStringList ids;
    hub.listInstances(query, {},
                      [&](InstancePage &&page) {
                          for (const InstanceRow &row : page.rows) {
                              ids << page.id(row).text();
                          }
                          return SinkAnswer::Continue;
                      },
                      {});
    return ids;
}

QStringList idsIn(const RecordedExchange &exchange)
{
    QStringList ids;
    for (json::ArrayScanner rows(exchange.responseBody); rows.next();) {
        ids << json::decodeText(json::member(rows.valueText(), "instanceId"));
    }
    return ids;
}

/// False for lists of a filter that HTTP passes over and nobody else can ask for.
bool isAnswered(const RecordedExchange &exchange)
{
    return exchange.status == 200 && exchange.queryValue(u"top"_s).toInt() > 0
        && exchange.queryValue(u"runtimeStatus"_s) != u"Bogus"
        && exchange.queryValue(u"createdTimeFrom"_s) != u"yesterday";
}

std::vector<EntityRow> entitiesInStorage(AzureStorageHub &hub, const QString &name)
{
    EntityQuery query;
    query.name = name;
    query.fetchState = true;
    std::vector<EntityRow> found;
    hub.listEntities(query, {},
                     [&](EntityPage &&page) {
                         found.insert(found.end(), page.rows.begin(), page.rows.end());
                         return SinkAnswer::Continue;
                     },
                     {});
    for (EntityRow &row : found) { // what HTTP does not tell
        row.queueSize.reset();
        row.lockedBy = {};
        row.suspended.reset();
    }
    return found;
}

} // namespace

/// Both roads show the same of every instance that was recorded over HTTP, except that HTTP
/// - cuts the times of instances to whole seconds (wholeSeconds()),
/// - cannot address ids with a slash: it answers 404, which is no document to compare,
/// - does not tell version, tags, parent, generation, scheduled start and end (spec W9).
class tst_RoadsAgree : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void showTheSame_data();
    void showTheSame();
    void listTheSame_data();
    void listTheSame();
    void showTheSameEntities_data();
    void showTheSameEntities();

private:
    static std::vector<QByteArray> documentsIn(const RecordedExchange &exchange);
};

void tst_RoadsAgree::initTestCase()
{
    if (!Azurite::isInstalled()) {
        QSKIP("Azurite is not installed: run tests/run once");
    }
}

void tst_RoadsAgree::showTheSame_data()
{
    QTest::addColumn<QString>("capture");
    QTest::addColumn<QString>("name");
    QTest::addColumn<int>("statuses");
    QTest::addColumn<int>("histories");
    QTest::newRow("OrdersHub") << u"orders-hub"_s << u"OrdersHub"_s << 205 << 27;
    QTest::newRow("IsolatedHub") << u"isolated-hub"_s << u"IsolatedHub"_s << 29 << 19;
    QTest::newRow("LegacyHub") << u"legacy-hub"_s << u"LegacyHub"_s << 33 << 7;
}

/// The status documents of an answer that shows whole instances.
std::vector<QByteArray> tst_RoadsAgree::documentsIn(const RecordedExchange &exchange)
{
    std::vector<QByteArray> documents;
    const bool hasInput = exchange.queryValue(u"showInput"_s) != u"false"_s;
    if (exchange.name.startsWith(u"list page"_s) && hasInput) {
        for (json::ArrayScanner rows(exchange.responseBody); rows.next();) {
            documents.push_back(rows.valueText().toByteArray());
        }
    } else if (exchange.name.startsWith(u"status "_s) && hasInput
               && isStatusDocument(exchange.responseBody)) {
        documents.push_back(exchange.responseBody);
    }
    return documents;
}

void tst_RoadsAgree::showTheSame()
{
    QFETCH(QString, capture);
    QFETCH(QString, name);
    QFETCH(int, statuses);
    QFETCH(int, histories);
    StorageAccountFixture fixture(capture);
    QCOMPARE(fixture.start(), QString());
    const auto hub = fixture.hub(name);
    QStringList found;
    int comparedStatuses = 0;
    int comparedHistories = 0;
    const auto note = [&](const QString &what, const QStringList &differences) {
        for (const QString &difference : differences) {
            found.append(what + u": "_s + difference);
        }
    };
    for (const RecordedExchange &exchange :
         loadExchanges(QStringLiteral(HUBDECK_TEST_DATA), capture.toLatin1())) {
        for (const QByteArray &document : documentsIn(exchange)) {
            const InstanceDetails http = decodeStatus(document);
            InstanceDetails storage;
            const auto error = thrownBy([&] { storage = hub->instance(http.id, {}); });
            note(exchange.name + u' ' + http.id.text(),
                 error ? QStringList { error->message } : differences(http, storage));
            ++comparedStatuses;
        }
        if (exchange.queryValue(u"showHistory"_s) == u"true"_s
            && exchange.queryValue(u"showHistoryOutput"_s) == u"true"_s
            && isStatusDocument(exchange.responseBody)) {
            const History http = decodeHistory(exchange.responseBody);
            History storage;
            const auto error = thrownBy([&] { storage = hub->history(http.instance.id, {}); });
            note(exchange.name,
                 error ? QStringList { error->message } : differences(http, storage));
            ++comparedHistories;
        }
    }
    for (const QString &difference : found) {
        qWarning().noquote() << difference;
    }
    QVERIFY(found.isEmpty());
    QCOMPARE(comparedStatuses, statuses);
    QCOMPARE(comparedHistories, histories);
}

void tst_RoadsAgree::listTheSame_data()
{
    QTest::addColumn<QString>("capture");
    QTest::addColumn<QString>("name");
    QTest::addColumn<int>("lists");
    QTest::newRow("OrdersHub") << u"orders-hub"_s << u"OrdersHub"_s << 15;
    QTest::newRow("IsolatedHub") << u"isolated-hub"_s << u"IsolatedHub"_s << 6;
    QTest::newRow("LegacyHub") << u"legacy-hub"_s << u"LegacyHub"_s << 1;
}

/// Members and order of every recorded list.
void tst_RoadsAgree::listTheSame()
{
    QFETCH(QString, capture);
    QFETCH(QString, name);
    QFETCH(int, lists);
    StorageAccountFixture fixture(capture);
    QCOMPARE(fixture.start(), QString());
    const auto hub = fixture.hub(name);
    QStringList pages; // a list over several exchanges
    QStringList all;
    int compared = 0;
    for (const RecordedExchange &exchange :
         loadExchanges(QStringLiteral(HUBDECK_TEST_DATA), capture.toLatin1())) {
        if (!exchange.name.startsWith(u"list "_s) || !isAnswered(exchange)) {
            continue;
        }
        const QStringList storage = idsInStorage(*hub, exchange);
        if (exchange.name.startsWith(u"list page "_s)) {
            pages += idsIn(exchange);
            all = storage;
        } else {
            const QStringList first = storage.first(
                std::min<qsizetype>(storage.size(), exchange.queryValue(u"top"_s).toInt()));
            QVERIFY2(first == idsIn(exchange), qPrintable(exchange.name));
        }
        ++compared;
    }
    QCOMPARE(pages, all);
    QVERIFY(!all.isEmpty());
    QCOMPARE(compared, lists);
}

void tst_RoadsAgree::showTheSameEntities_data()
{
    QTest::addColumn<QString>("capture");
    QTest::addColumn<QString>("name");
    QTest::addColumn<int>("lists");
    QTest::newRow("OrdersHub") << u"orders-hub"_s << u"OrdersHub"_s << 2;
    QTest::newRow("IsolatedHub") << u"isolated-hub"_s << u"IsolatedHub"_s << 0; // none recorded
    QTest::newRow("LegacyHub") << u"legacy-hub"_s << u"LegacyHub"_s << 1;
}

void tst_RoadsAgree::showTheSameEntities()
{
    QFETCH(QString, capture);
    QFETCH(QString, name);
    QFETCH(int, lists);
    StorageAccountFixture fixture(capture);
    QCOMPARE(fixture.start(), QString());
    const auto hub = fixture.hub(name);
    int compared = 0;
    for (const RecordedExchange &exchange :
         loadExchanges(QStringLiteral(HUBDECK_TEST_DATA), capture.toLatin1())) {
        if (exchange.name != u"entities"_s && exchange.name != u"entities of a class"_s) {
            continue;
        }
        std::vector<EntityRow> storage = entitiesInStorage(*hub, exchange.segments().value(1));
        const auto top = static_cast<size_t>(exchange.queryValue(u"top"_s).toInt());
        storage.resize(std::min(storage.size(), top));
        QCOMPARE(storage, decodeEntityPage(exchange.responseBody).rows);
        ++compared;
    }
    QCOMPARE(compared, lists);
}

HUBDECK_GUILESS_TEST(tst_RoadsAgree)
#include "tst_roadsagree.moc"
