// SPDX-License-Identifier: MIT
#include "models/hubs/hubregistry.h"

#include "hubregistryfixture.h"

#include "services/connections/connectionstring.h"
#include "testprogram.h"

#include <QFile>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace hubdeck;
using namespace hubdeck::test;
using namespace Qt::StringLiterals;
using Reachability = HubRegistry::Reachability;

class TestHubRegistry : public QObject
{
    Q_OBJECT

private slots:

    void openingMakesASessionAndAsksWhetherTheHubAnswers()
    {
        HubRegistryFixture f;
        QSignalSpy opened(&f.registry, &HubRegistry::opened);
        const auto id = f.registry.add(f.address(u"a.example"_s), f.info(u"orders"_s));
        QVERIFY(!f.registry.session(id));
        f.registry.open(id);
        QCOMPARE(opened.size(), 1);
        QVERIFY(f.registry.session(id));
        QCOMPARE(f.registry.session(id)->entry(), id);
        QVERIFY(f.registry.runner(id));
        QTRY_COMPARE(f.registry.find(id)->reachability, Reachability::Reachable);
        f.registry.open(id); // once more changes nothing
        QCOMPARE(opened.size(), 1);
    }

    void aHubThatDoesNotAnswerSaysWhy()
    {
        HubRegistryFixture f;
        f.hub->fail(ScriptedHub::Call::ListInstances,
                    TaskHubError(ErrorKind::Unauthorised, u"The hub refused the key."_s));
        const HubAddress address = f.address(u"a.example"_s, u"OrdersHub"_s);
        const auto id = f.registry.add(address, f.info(u"orders"_s));
        f.registry.open(id);
        QTRY_COMPARE(f.registry.find(id)->reachability, Reachability::Unreachable);
        QCOMPARE(f.registry.find(id)->problem, u"The hub refused the key."_s);
        QVERIFY(!f.registry.hasAnswered(address));
        f.registry.check(id);
        QTRY_COMPARE(f.registry.find(id)->reachability, Reachability::Reachable);
        QVERIFY(f.registry.hasAnswered(address));
        QVERIFY(!f.registry.hasAnswered(f.address(u"a.example"_s, u"OtherHub"_s)));
    }

    void anEntryThatIsEditedIntoAnotherTakesItsPlace()
    {
        HubRegistryFixture f;
        const auto first = f.registry.add(f.address(u"a.example"_s), f.info(u"a"_s));
        f.registry.add(f.address(u"b.example"_s), f.info(u"b"_s));
        f.registry.edit(first, f.address(u"b.example"_s), f.info(u"c"_s));
        QCOMPARE(f.registry.entries().size(), std::size_t(1));
        QCOMPARE(f.registry.find(first)->info.name, u"c"_s);
        StoragePlace place;
        place.account = emulatorAccount();
        place.hub = TaskHubName(u"OrdersHub"_s);
        HubInfo info = f.info(u"OrdersHub"_s);
        info.kind = HubKind::Storage;
        const auto orders = f.registry.add(place, u"emulator"_s, info);
        place.hub = TaskHubName(u"OtherHub"_s);
        const auto other = f.registry.add(place, u"emulator"_s, info);
        QVERIFY(orders != other);
        f.registry.edit(orders, place, u"emulator"_s, info);
        QVERIFY(!f.registry.find(other));
        QVERIFY(f.registry.find(orders)->storage->isSamePlace(place));
        QCOMPARE(f.registry.find(place)->id, orders);
    }

    void aTitleTellsHubsOfTheSameNameApart()
    {
        HubRegistryFixture f;
        const auto add = [&f](const QString &account, const QString &connection) {
            StoragePlace place;
            place.account
                = parseConnectionString(u"AccountName=%1;AccountKey=c2VjcmV0"_s.arg(account));
            place.hub = TaskHubName(u"OrdersHub"_s);
            HubInfo info = f.info(u"OrdersHub"_s);
            info.address = account;
            return f.registry.add(place, connection, info);
        };
        const auto one = add(u"contoso"_s, u"Shop"_s);
        QCOMPARE(f.registry.title(one), u"OrdersHub"_s);
        const auto two = add(u"fabrikam"_s, u"fabrikam"_s);
        QCOMPARE(f.registry.title(one), u"OrdersHub · Shop"_s);
        QCOMPARE(f.registry.title(two), u"OrdersHub · fabrikam"_s);
        const auto three = add(u"adatum"_s, u"Shop"_s); // the connection does not tell
        QCOMPARE(f.registry.title(one), u"OrdersHub · contoso"_s);
        QCOMPARE(f.registry.title(three), u"OrdersHub · adatum"_s);
        QCOMPARE(f.registry.title(9999), QString());
    }

    void aSecretGivenAgainOpensAllHubsOfTheAccount()
    {
        HubRegistryFixture f;
        QSettings settings(f.folder.filePath(u"s.ini"_s), QSettings::IniFormat);
        const auto placeIn = [](const QString &account, const QString &hub) {
            StoragePlace place;
            place.account
                = parseConnectionString(u"AccountName=%1;AccountKey=c2VjcmV0"_s.arg(account));
            place.hub = TaskHubName(hub);
            return place;
        };
        StoragePlace withStore = placeIn(u"contoso"_s, u"CHub"_s);
        withStore.trackingStore
            = azurestorage::TrackingStore { placeIn(u"tracking"_s, u"CHub"_s).account, u"Shop"_s };
        {
            HubRegistryFixture earlier;
            for (const StoragePlace &place :
                 { placeIn(u"contoso"_s, u"AHub"_s), placeIn(u"contoso"_s, u"BHub"_s), withStore,
                   placeIn(u"fabrikam"_s, u"AHub"_s) }) {
                HubInfo info = earlier.info(place.hub.text());
                info.kind = HubKind::Storage;
                earlier.registry.add(place, place.account.name, info);
            }
            earlier.registry.save(settings);
        }
        f.registry.load(settings);
        const auto missing
            = [&f](std::size_t row) { return f.registry.entries().at(row).keyMissing; };
        QVERIFY(missing(0) && missing(1) && missing(2) && missing(3));
        const HubRegistry::Entry first = f.registry.entries().front();
        f.registry.edit(first.id, placeIn(u"contoso"_s, u"AHub"_s), u"contoso"_s, first.info);
        QVERIFY(!missing(0) && !missing(1));
        QVERIFY(f.registry.entries().at(1).storage->account == withStore.account);
        QVERIFY(missing(2)); // its tracking store has a key of its own
        QVERIFY(missing(3));
        f.registry.add(withStore, u"contoso"_s, first.info);
        QVERIFY(!missing(2));
        f.registry.add(placeIn(u"fabrikam"_s, u"NewHub"_s), u"fabrikam"_s, first.info);
        QVERIFY(!missing(3));
    }

    void aHubInAStorageAccountIsOneOfThem()
    {
        HubRegistryFixture f;
        StoragePlace place;
        place.account = parseConnectionString(u"AccountName=contoso;AccountKey=c2VjcmV0"_s);
        place.hub = TaskHubName(u"OrdersHub"_s);
        HubInfo info = f.info(u"OrdersHub"_s);
        info.kind = HubKind::Storage;
        const auto id = f.registry.add(place, u"contoso"_s, info);
        QCOMPARE(f.registry.add(place, u"contoso"_s, info), id); // the same hub is kept once
        QSignalSpy opened(&f.registry, &HubRegistry::opened);
        f.registry.open(id);
        QCOMPARE(opened.size(), 1);
        QTRY_COMPARE(f.registry.find(id)->reachability, Reachability::Reachable);
        QVERIFY(f.openedPlaces.front().isSamePlace(place));

        QSettings settings(f.folder.filePath(u"s.ini"_s), QSettings::IniFormat);
        f.registry.save(settings);
        settings.sync();
        QFile file(settings.fileName());
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(!file.readAll().contains("c2VjcmV0"));
        HubRegistryFixture next;
        next.registry.load(settings);
        QCOMPARE(next.registry.entries().size(), std::size_t(1));
        const HubRegistry::Entry &back = next.registry.entries().front();
        QVERIFY(back.storage && back.storage->isSamePlace(place));
        QCOMPARE(back.connection, u"contoso"_s);
        QCOMPARE(back.info.kind, HubKind::Storage);
        QVERIFY(back.keyMissing);
        QVERIFY(back.wasOpen);
        next.registry.reopen();
        QVERIFY(!next.registry.session(back.id)); // asked for its key first
    }

    void viewsLetGoBeforeTheSessionGoes()
    {
        HubRegistryFixture f;
        const auto id = f.registry.add(f.address(u"a.example"_s), f.info(u"orders"_s));
        f.registry.open(id);
        bool had = false;
        connect(&f.registry, &HubRegistry::aboutToClose, this,
                [&f, &had](HubRegistry::EntryId closing) { had = f.registry.session(closing); });
        f.registry.close(id);
        QVERIFY(had);
        QVERIFY(!f.registry.session(id));
        QVERIFY(!f.registry.find(id)->open);
    }

    void closingWhileTheHubIsAskedIsSafe()
    {
        HubRegistryFixture f;
        f.hub->hold();
        const auto id = f.registry.add(f.address(u"a.example"_s), f.info(u"orders"_s));
        f.registry.open(id);
        QTRY_COMPARE(f.hub->waiting(), 1);
        f.registry.close(id);
        QTRY_COMPARE(f.hub->waiting(), 0);
        QCOMPARE(f.registry.find(id)->reachability, Reachability::Unknown);
    }

    void theSameAddressIsKeptOnce()
    {
        HubRegistryFixture f;
        const auto first = f.registry.add(f.address(u"a.example"_s), f.info(u"one"_s));
        const auto second = f.registry.add(f.address(u"a.example"_s, {}, "k"), f.info(u"two"_s));
        QCOMPARE(first, second);
        QCOMPARE(f.registry.entries().size(), std::size_t(1));
        QCOMPARE(f.registry.find(first)->info.name, u"two"_s);
        f.registry.add(f.address(u"a.example"_s, u"Other"_s), f.info(u"three"_s));
        QCOMPARE(f.registry.entries().size(), std::size_t(2));
    }

    void connectingAgainKeepsWhatWasNotGivenAnew()
    {
        HubRegistryFixture f;
        const HubAddress bare = f.address(u"a.example"_s);
        HubInfo mine = f.info(u"Shop"_s);
        mine.production = true;
        const auto id = f.registry.add(f.address(u"a.example"_s, {}, "key"), mine);
        HubInfo again = f.info(bare.displayName());
        again.readOnly = true;
        QCOMPARE(f.registry.add(bare, again), id);
        const HubRegistry::Entry *entry = f.registry.find(id);
        QCOMPARE(entry->info.name, u"Shop"_s);
        QCOMPARE(entry->connection, u"Shop"_s);
        QVERIFY(entry->info.production);
        QVERIFY(entry->info.readOnly); // a mark that is set is a wish
        QCOMPARE(entry->address.key.reveal(), QByteArray("key"));
        f.registry.add(f.address(u"a.example"_s, {}, "new"), f.info(u"Store"_s));
        QCOMPARE(f.registry.find(id)->info.name, u"Store"_s);
        QCOMPARE(f.registry.find(id)->address.key.reveal(), QByteArray("new"));
    }

    void connectingAgainToAStoredHubKeepsItsStoreAndMarks()
    {
        HubRegistryFixture f;
        StoragePlace whole;
        whole.account = parseConnectionString(u"AccountName=contoso;AccountKey=c2VjcmV0"_s);
        whole.hub = TaskHubName(u"OrdersHub"_s);
        whole.partitionCount = 6;
        whole.trackingStore = azurestorage::TrackingStore { whole.account, u"Shop"_s };
        HubInfo info = f.info(u"OrdersHub"_s);
        info.kind = HubKind::Storage;
        info.production = true;
        const auto id = f.registry.add(whole, u"Shop"_s, info);
        StoragePlace given;
        given.account = parseConnectionString(u"AccountName=contoso;AccountKey=YW5vdGhlcg=="_s);
        given.hub = whole.hub;
        info.production = false;
        QCOMPARE(f.registry.add(given, given.account.displayName(), info), id);
        const HubRegistry::Entry *entry = f.registry.find(id);
        QVERIFY(entry->info.production);
        QCOMPARE(entry->connection, u"Shop"_s);
        QVERIFY(entry->storage->account == given.account);
        QCOMPARE(entry->storage->partitionCount, whole.partitionCount);
        QVERIFY(entry->storage->trackingStore);
        QVERIFY(entry->storage->trackingStore->account == given.account);
    }

    void anEntryThatTakesAnothersPlaceTakesItsMarksToo()
    {
        HubRegistryFixture f;
        HubInfo marked = f.info(u"b"_s);
        marked.production = true;
        f.registry.add(f.address(u"b.example"_s), marked);
        const auto id = f.registry.add(f.address(u"a.example"_s), f.info(u"a"_s));
        f.registry.edit(id, f.address(u"b.example"_s), f.info(u"a"_s));
        QVERIFY(f.registry.find(id)->info.production);
    }

    void theSandboxIsStartedOnceAndOnlyOnDemand()
    {
        HubRegistryFixture f;
        f.registry.openSandbox();
        f.registry.openSandbox();
        QCOMPARE(f.registry.entries().size(), std::size_t(1));
        const auto id = f.registry.entries().front().id;
        QTRY_VERIFY(f.registry.session(id));
        QCOMPARE(f.registry.session(id)->info().kind, HubKind::Sandbox);
    }

    void aSandboxThatCannotStartIsReportedAndCanBeTriedAgain()
    {
        HubRegistryFixture f;
        QSignalSpy failed(&f.registry, &HubRegistry::openFailed);
        f.sandboxError = TaskHubError(ErrorKind::Local, u"No free port."_s);
        f.registry.openSandbox();
        QTRY_COMPARE(failed.size(), 1);
        const auto id = f.registry.entries().front().id;
        QCOMPARE(f.registry.find(id)->problem, u"No free port."_s);
        f.sandboxError.reset();
        f.registry.open(id);
        QTRY_VERIFY(f.registry.session(id));
    }

    void connectionsSurviveARestartWithoutTheirKeys()
    {
        const QTemporaryDir folder;
        const QString file = folder.filePath(u"settings.ini"_s);
        {
            HubRegistryFixture f;
            HubInfo production = f.info(u"orders-prod"_s);
            production.production = true;
            const auto id = f.registry.add(
                f.address(u"a.example"_s, u"OrdersHub"_s, "very-secret-key"), production);
            f.registry.add(f.address(u"b.example"_s), f.info(u"open one"_s));
            f.registry.open(f.registry.entries().back().id);
            f.registry.open(id);
            QTRY_COMPARE(f.registry.find(id)->reachability, Reachability::Reachable);
            QSettings settings(file, QSettings::IniFormat);
            f.registry.save(settings);
        }
        QFile written(file);
        QVERIFY(written.open(QIODevice::ReadOnly));
        QVERIFY(!written.readAll().contains("very-secret-key"));

        HubRegistryFixture f;
        QSettings settings(file, QSettings::IniFormat);
        f.registry.load(settings);
        QCOMPARE(f.registry.entries().size(), std::size_t(2));
        const HubRegistry::Entry &entry = f.registry.entries().front();
        QCOMPARE(entry.info.name, u"orders-prod"_s);
        QCOMPARE(entry.address.taskHub.text(), u"OrdersHub"_s);
        QVERIFY(entry.info.production);
        QVERIFY(entry.keyMissing);
        f.registry.reopen(); // not what needs a key
        QVERIFY(!f.registry.find(entry.id)->open);
        QVERIFY(f.registry.entries().back().open);
    }

    void whatEndsWithTheProgramIsOpenedAgainAndWhatWasClosedIsNot()
    {
        HubRegistryFixture f;
        QSettings settings(f.folder.filePath(u"s.ini"_s), QSettings::IniFormat);
        {
            HubRegistryFixture earlier;
            for (const QString &host : { u"a.example"_s, u"b.example"_s }) {
                earlier.registry.open(
                    earlier.registry.add(earlier.address(host), earlier.info(host)));
            }
            earlier.registry.close(earlier.registry.entries().front().id);
            earlier.registry.closeAll();
            earlier.registry.save(settings); // by something that is late
        }
        f.registry.load(settings);
        f.registry.reopen();
        QVERIFY(!f.registry.entries().at(0).open);
        QVERIFY(f.registry.entries().at(1).open);
    }

    void connectionsKeepTheirOrderAndOpenInThatOfTheirTabs()
    {
        HubRegistryFixture f;
        QSettings settings(f.folder.filePath(u"s.ini"_s), QSettings::IniFormat);
        {
            HubRegistryFixture earlier;
            earlier.registry.openSandbox();
            StoragePlace place;
            place.account = emulatorAccount();
            place.hub = TaskHubName(u"StoredHub"_s);
            HubInfo info = earlier.info(u"StoredHub"_s);
            info.kind = HubKind::Storage;
            const auto stored = earlier.registry.add(place, u"emulator"_s, info);
            const auto http
                = earlier.registry.add(earlier.address(u"a.example"_s), earlier.info(u"orders"_s));
            earlier.registry.open(stored);
            earlier.registry.open(http);
            earlier.registry.setTabs(stored, { 1, u"health"_s });
            earlier.registry.setTabs(http, { 0, {} });
            earlier.registry.save(settings);
        }
        QStringList opened;
        connect(&f.registry, &HubRegistry::opened, &f.registry, [&](HubRegistry::EntryId id) {
            const HubRegistry::Entry *entry = f.registry.find(id);
            QVERIFY(entry->reopening);
            opened += entry->info.name;
        });
        f.registry.load(settings);
        QStringList names;
        for (const HubRegistry::Entry &entry : f.registry.entries()) {
            names += entry.info.name;
        }
        QCOMPARE(names, QStringList({ u"SandboxHub"_s, u"StoredHub"_s, u"orders"_s }));
        QCOMPARE(f.registry.entries().at(1).tabs.inFront, u"health"_s);
        f.registry.reopen();
        QCOMPARE(opened, QStringList({ u"orders"_s, u"StoredHub"_s }));
        QTRY_COMPARE(opened.size(), 3);
        QVERIFY(!f.registry.entries().front().reopening);
    }

    void removingForgetsTheEntry()
    {
        HubRegistryFixture f;
        const auto id = f.registry.add(f.address(u"a.example"_s), f.info(u"orders"_s));
        f.registry.open(id);
        f.registry.remove(id);
        QVERIFY(f.registry.entries().empty());
        QVERIFY(!f.registry.find(id));
    }
};

HUBDECK_GUILESS_TEST(TestHubRegistry)
#include "tst_hubregistry.moc"
