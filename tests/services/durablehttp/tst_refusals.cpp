// SPDX-License-Identifier: MIT
#include "services/durablehttp/refusals.h"

#include "services/durablehttp/requestencoder.h"
#include "testprogram.h"
#include "thrown.h"

#include <QTest>

using namespace hubdeck;
using namespace Qt::Literals::StringLiterals;

namespace {

const InstanceId plain(u"order-1"_s);
const InstanceId entity(u"@counter@k"_s);

} // namespace

class TestRefusals : public QObject
{
    Q_OBJECT

private slots:
    void refusesIdsThatCannotBeAddressed();
    void saysThatStorageCanAddressThem();
    void refusesStarts();
    void refusesActions_data();
    void refusesActions();
    void refusesWhatHarmsEntities();
    void refusesQueriesThatTheHubMisreads();
    void refusesPurgesThatDeleteEverything();
    void refusesEntityIds();
    void refusesSignals();
};

void TestRefusals::refusesIdsThatCannotBeAddressed()
{
    QCOMPARE(kindThrownBy([] { refuseUnreachable(InstanceId()); }), u"InvalidInput"_s);
    for (const QString &id : { u"."_s, u".."_s, u"a/b"_s, u"/"_s, u"a/../b"_s }) {
        QCOMPARE(kindThrownBy([&] { refuseUnreachable(InstanceId(id)); }), u"Unsupported"_s);
    }
    for (const QString &id :
         { u"..."_s, u"a."_s, u"a%2Fb"_s, u"50%off"_s, u" "_s, u"az#hash?^x"_s, u"@counter@k"_s }) {
        QCOMPARE(kindThrownBy([&] { refuseUnreachable(InstanceId(id)); }), u"nothing"_s);
    }
}

void TestRefusals::saysThatStorageCanAddressThem()
{
    const auto error = thrownBy([] { refuseUnreachable(InstanceId(u"ship-001/label"_s)); });
    QVERIFY(error);
    QVERIFY(error->message.contains(u"ship-001/label"_s));
    QVERIFY(error->message.contains(u"storage"_s));
}

void TestRefusals::refusesStarts()
{
    const auto kind = [](const QString &function, const std::optional<QString> &id,
                         const std::optional<QByteArray> &input) {
        StartRequest request;
        request.function = function;
        request.input = input;
        if (id) {
            request.id = InstanceId(*id);
        }
        return kindThrownBy([&] { refuseStart(request); });
    };
    QCOMPARE(kind(u"Order"_s, std::nullopt, std::nullopt), u"nothing"_s);
    QCOMPARE(kind(u"Order"_s, u"a b"_s, QByteArray(" null ")), u"nothing"_s);
    QCOMPARE(kind({}, std::nullopt, std::nullopt), u"InvalidInput"_s);
    QCOMPARE(kind(u".."_s, std::nullopt, std::nullopt), u"InvalidInput"_s);
    QCOMPARE(kind(u"a/b"_s, std::nullopt, std::nullopt), u"InvalidInput"_s);
    for (const QString &id : { u""_s, u"@x"_s, u"a/b"_s, u"a\\b"_s, u"a?b"_s, u"a#b"_s, u"a\nb"_s,
                               QString(257, u'x'), u"."_s }) {
        QVERIFY2(kind(u"Order"_s, id, std::nullopt) != u"nothing"_s, qPrintable(id));
    }
    for (const char *input : { "", "{bad", "{\"a\":1", "1 2", "undefined" }) {
        QCOMPARE(kind(u"Order"_s, std::nullopt, QByteArray(input)), u"InvalidInput"_s);
    }
    StartRequest later;
    later.function = u"Order"_s;
    later.at = Instant::now();
    QCOMPARE(kindThrownBy([&] { refuseStart(later); }), u"Unsupported"_s);
    StartRequest tagged;
    tagged.function = u"Order"_s;
    tagged.tags = { { u"team"_s, u"ops"_s } };
    QCOMPARE(kindThrownBy([&] { refuseStart(tagged); }), u"Unsupported"_s);
    tagged.tags.clear();
    tagged.version = u"2"_s;
    QCOMPARE(kindThrownBy([&] { refuseStart(tagged); }), u"Unsupported"_s);
}

void TestRefusals::refusesActions_data()
{
    QTest::addColumn<InstanceAction>("action");
    QTest::addColumn<QString>("kind");
    QTest::addRow("empty event") << InstanceAction(RaiseEventAction { u"Go"_s, "" })
                                 << u"InvalidInput"_s;
    QTest::addRow("bad JSON") << InstanceAction(RaiseEventAction { u"Go"_s, "{\"a\":1" })
                              << u"InvalidInput"_s;
    QTest::addRow("two values") << InstanceAction(RaiseEventAction { u"Go"_s, "1 2" })
                                << u"InvalidInput"_s;
    QTest::addRow("no event name")
        << InstanceAction(RaiseEventAction { {}, "1" }) << u"InvalidInput"_s;
    QTest::addRow("event with slash")
        << InstanceAction(RaiseEventAction { u"a/b"_s, "1" }) << u"Unsupported"_s;
    QTest::addRow("event of dots")
        << InstanceAction(RaiseEventAction { u".."_s, "1" }) << u"Unsupported"_s;
    QTest::addRow("reason undefined")
        << InstanceAction(TerminateAction { u"undefined"_s }) << u"InvalidInput"_s;
    QTest::addRow("event") << InstanceAction(RaiseEventAction { u"Go"_s, "null" }) << u"nothing"_s;
    QTest::addRow("terminate") << InstanceAction(TerminateAction { u"Found a bug"_s })
                               << u"nothing"_s;
    QTest::addRow("purge") << InstanceAction(PurgeAction {}) << u"nothing"_s;
}

void TestRefusals::refusesActions()
{
    QFETCH(InstanceAction, action);
    QFETCH(QString, kind);
    QCOMPARE(kindThrownBy([&] { refuseAction(plain, action); }), kind);
}

void TestRefusals::refusesWhatHarmsEntities()
{
    for (const InstanceAction &action :
         { InstanceAction(TerminateAction {}), InstanceAction(RewindAction {}),
           InstanceAction(RestartAction {}), InstanceAction(RaiseEventAction { u"a"_s, "1" }) }) {
        QCOMPARE(kindThrownBy([&] { refuseAction(entity, action); }), u"Unsupported"_s);
    }
    for (const InstanceAction &action :
         { InstanceAction(SuspendAction {}), InstanceAction(ResumeAction {}),
           InstanceAction(PurgeAction {}) }) {
        QCOMPARE(kindThrownBy([&] { refuseAction(entity, action); }), u"nothing"_s);
    }
}

void TestRefusals::refusesQueriesThatTheHubMisreads()
{
    const RequestEncoder encoder(HubAddress { QUrl(u"http://127.0.0.1/x"_s), {}, {}, {}, false });
    const auto kind = [&](const InstanceQuery &query) {
        return kindThrownBy([&] { static_cast<void>(encoder.listInstances(query, {})); });
    };
    InstanceQuery query;
    QCOMPARE(kind(query), u"nothing"_s);
    for (const int size : { 0, -1, 1001 }) {
        query.pageSize = size;
        QCOMPARE(kind(query), u"InvalidInput"_s);
    }
    query = {};
    query.statuses = { RuntimeStatus::Kind::Unknown };
    QCOMPARE(kind(query), u"InvalidInput"_s);
    query = {};
    query.createdFrom = Instant::fromText("2024-05-02T00:00:00Z");
    query.createdTo = Instant::fromText("2024-05-01T00:00:00Z");
    QCOMPARE(kind(query), u"InvalidInput"_s);
}

void TestRefusals::refusesPurgesThatDeleteEverything()
{
    const RequestEncoder encoder(HubAddress { QUrl(u"http://127.0.0.1/x"_s), {}, {}, {}, false });
    PurgeFilter filter;
    filter.createdFrom = *Instant::fromText("2024-05-01T00:00:00Z");
    filter.createdTo = *Instant::fromText("2024-05-02T00:00:00Z");
    const auto kind
        = [&] { return kindThrownBy([&] { static_cast<void>(encoder.purge(filter)); }); };
    QCOMPARE(kind(), u"InvalidInput"_s);
    filter.statuses = { RuntimeStatus::Kind::Running };
    QCOMPARE(kind(), u"InvalidInput"_s);
    filter.statuses = { RuntimeStatus::Kind::Completed, RuntimeStatus::Kind::Unknown };
    QCOMPARE(kind(), u"InvalidInput"_s);
    filter.statuses = { RuntimeStatus::Kind::Completed };
    QCOMPARE(kind(), u"nothing"_s);
    PurgeFilter unset;
    unset.statuses = { RuntimeStatus::Kind::Completed };
    QCOMPARE(kindThrownBy([&] { static_cast<void>(encoder.purge(unset)); }), u"InvalidInput"_s);
    std::swap(filter.createdFrom, filter.createdTo);
    QCOMPARE(kind(), u"InvalidInput"_s);
}

void TestRefusals::refusesEntityIds()
{
    QCOMPARE(kindThrownBy([] { refuseEntityKey({ u"counter"_s, u"k"_s }); }), u"nothing"_s);
    QCOMPARE(kindThrownBy([] { refuseEntityKey({ {}, u"k"_s }); }), u"InvalidInput"_s);
    QCOMPARE(kindThrownBy([] { refuseEntityKey({ u"a/b"_s, u"k"_s }); }), u"InvalidInput"_s);
    QCOMPARE(kindThrownBy([] { refuseEntityKey({ u"a"_s, u".."_s }); }), u"Unsupported"_s);
    QCOMPARE(kindThrownBy([] { refuseEntityKey({ u"a"_s, u"b/c"_s }); }), u"Unsupported"_s);
    QCOMPARE(kindThrownBy([] { refuseEntityKey({ u"a"_s, u"b?c"_s }); }), u"InvalidInput"_s);
    QCOMPARE(kindThrownBy([] { refuseEntityRead({ u"a"_s, u"$"_s }); }), u"Unsupported"_s);
    QCOMPARE(kindThrownBy([] { refuseEntityRead({ u"a"_s, u""_s }); }), u"nothing"_s);
    EntityQuery query;
    query.pageSize = 0;
    QCOMPARE(kindThrownBy([&] { refuseEntityQuery(query); }), u"InvalidInput"_s);
    query = {};
    query.name = u".."_s;
    QCOMPARE(kindThrownBy([&] { refuseEntityQuery(query); }), u"InvalidInput"_s);
}

void TestRefusals::refusesSignals()
{
    const EntityId id { u"counter"_s, u"k"_s };
    QCOMPARE(kindThrownBy([&] { refuseSignal(id, { u"add"_s, QByteArray("1") }); }), u"nothing"_s);
    QCOMPARE(kindThrownBy([&] { refuseSignal(id, { u"add"_s, std::nullopt }); }), u"nothing"_s);
    QCOMPARE(kindThrownBy([&] { refuseSignal(id, { {}, std::nullopt }); }), u"InvalidInput"_s);
    QCOMPARE(kindThrownBy([&] {
                 refuseSignal(id, { u"add"_s, QByteArray("") });
             }),
             u"InvalidInput"_s);
    QCOMPARE(kindThrownBy([&] {
                 refuseSignal(id, { u"add"_s, QByteArray("abc") });
             }),
             u"InvalidInput"_s);
}

HUBDECK_GUILESS_TEST(TestRefusals)
#include "tst_refusals.moc"
