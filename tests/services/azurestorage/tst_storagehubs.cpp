// SPDX-License-Identifier: MIT
#include "services/azurestorage/storagehubs.h"

#include "faultserver.h"
#include "quickretry.h"
#include "storageaccountfixture.h"
#include "testprogram.h"
#include "thrown.h"

#include <QTest>

using namespace hubdeck;
using namespace hubdeck::azurestorage;
using namespace hubdeck::test;
using namespace Qt::StringLiterals;

class tst_StorageHubs : public QObject
{
    Q_OBJECT

private slots:
    void findsTheHubsOfAnAccount();
    void goesOnWithoutAServiceThatIsNotPermitted();
    void throwsWhenNothingAnswers();
};

void tst_StorageHubs::findsTheHubsOfAnAccount()
{
    if (!Azurite::isInstalled()) {
        QSKIP("Azurite is not installed: run tests/run once");
    }
    StorageAccountFixture fixture(u"isolated-hub"_s);
    QCOMPARE(fixture.start(), QString());
    fixture.createQueue(u"parthub-workitems"_s);
    fixture.createQueue(u"parthub-control-00"_s);
    const AccountNames before = fixture.names();
    const StorageHubs hubs(fixture.account(), fixture.http());
    QStringList whole;
    QStringList parts;
    for (const FoundHub &hub : hubs.hubs({})) {
        (hub.isComplete() ? whole : parts).append(hub.name.text());
        QCOMPARE(hub.missing().isEmpty(), hub.isComplete());
    }
    QVERIFY(whole.contains(u"IsolatedHub"_s));
    QVERIFY(whole.contains(u"ProbeHub"_s));
    QCOMPARE(parts, QStringList { u"parthub"_s });
    QVERIFY(hubs.contents({}).problems.isEmpty());
    QCOMPARE(fixture.names(), before);
}

void tst_StorageHubs::goesOnWithoutAServiceThatIsNotPermitted()
{
    FaultServer server;
    HttpClient http;
    StorageAccount account;
    account.name = u"acc"_s;
    account.tableEndpoint = server.url("/t");
    account.queueEndpoint = server.url("/q");
    account.blobEndpoint = server.url("/b");
    account.credential = SharedKeyCredential { Secret("a2V5") };
    StorageOptions options;
    options.retry = quickRetry();
    const Fault refusal
        = Fault::answer(403, "{}", { { "x-ms-error-code", "AuthorizationFailure" } });
    server.setHandler([&](const FaultRequest &request) {
        return request.path().startsWith("/t") ? Fault::answer(
                   200, R"({"value":[{"TableName":"AbcInstances"},{"TableName":"AbcHistory"}]})",
                   { { "Content-Type", "application/json" } })
                                               : refusal;
    });
    const StorageHubs hubs(account, http, options);
    const AccountContents contents = hubs.contents({});
    QCOMPARE(contents.listing.tables.size(), 2);
    QCOMPARE(contents.problems.size(), 2);
    QCOMPARE(contents.listing.listed, (ListedServices { true, false, false }));
    const std::vector<FoundHub> found = hubs.hubs({});
    QCOMPARE(found.size(), size_t(1));
    QVERIFY(found.front().missing().isEmpty()); // nobody could look
    QCOMPARE(found.front().completeness(), std::optional<bool>());
    QCOMPARE(found.front().notLookedAt(), QStringList { u"the queues"_s });
}

void tst_StorageHubs::throwsWhenNothingAnswers()
{
    HttpClient http;
    StorageAccount account;
    {
        const FaultServer server; // nobody listens there any more
        account.name = u"acc"_s;
        account.tableEndpoint = server.url();
        account.queueEndpoint = server.url();
        account.blobEndpoint = server.url();
    }
    account.credential = SharedKeyCredential { Secret("a2V5") };
    StorageOptions options;
    options.retry = quickRetry();
    QCOMPARE(
        kindThrownBy([&] { static_cast<void>(StorageHubs(account, http, options).contents({})); }),
        u"Unreachable"_s);
}

HUBDECK_GUILESS_TEST(tst_StorageHubs)
#include "tst_storagehubs.moc"
