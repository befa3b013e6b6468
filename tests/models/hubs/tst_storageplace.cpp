// SPDX-License-Identifier: MIT
#include "models/hubs/storageplace.h"

#include "services/connections/connectionstring.h"
#include "testprogram.h"

#include <QTest>

using namespace hubdeck;
using namespace hubdeck::azurestorage;
using namespace Qt::StringLiterals;

namespace {

StoragePlace placeOf(const QString &connectionString)
{
    StoragePlace place;
    place.account = parseConnectionString(connectionString);
    place.hub = TaskHubName(u"OrdersHub"_s);
    return place;
}

} // namespace

class TestStoragePlace : public QObject
{
    Q_OBJECT

private slots:

    void remembersAnythingButTheSecret_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("secret");
        QTest::addRow("key") << u"AccountName=contoso;AccountKey=c2VjcmV0a2V5"_s << true;
        QTest::addRow("SAS")
            << u"AccountName=contoso;SharedAccessSignature=sv=2020&sig=c2VjcmV0a2V5"_s << true;
        QTest::addRow("emulator") << u"UseDevelopmentStorage=true"_s << false;
        const QString emulator = u"AccountName=devstoreaccount1;"
                                 "BlobEndpoint=http://127.0.0.1:10000/devstoreaccount1;"
                                 "QueueEndpoint=http://127.0.0.1:10001/devstoreaccount1;"
                                 "TableEndpoint=http://127.0.0.1:10002/devstoreaccount1;"_s;
        QTest::addRow("emulator with a key of its own")
            << emulator + u"AccountKey=c2VjcmV0a2V5"_s << true;
        QTest::addRow("emulator with a signature")
            << emulator + u"SharedAccessSignature=sv=2020&sig=c2VjcmV0a2V5"_s << true;
    }

    void remembersAnythingButTheSecret()
    {
        QFETCH(const QString, text);
        QFETCH(const bool, secret);
        StoragePlace place = placeOf(text);
        place.partitionCount = 7;
        QCOMPARE(place.hasSecret(), secret);
        const QVariantMap kept = place.remembered();
        QString everything;
        QDebug(&everything) << kept;
        QVERIFY(!everything.contains(u"c2VjcmV0"));
        QVERIFY(!everything.contains(u"Eby8vdM02"));
        const auto back = StoragePlace::fromRemembered(kept);
        QVERIFY(back);
        QVERIFY(back->isSamePlace(place));
        QCOMPARE(back->partitionCount, std::optional(7));
        QCOMPARE(back->hasSecret(), secret);
        QCOMPARE(back->lacksSecret(), secret);
        QCOMPARE(back->account == place.account, !secret); // the emulator's key is known
    }

    void fetchesATokenAnew()
    {
        StoragePlace place = placeOf(u"UseDevelopmentStorage=true"_s);
        place.account = accountNamed(u"contoso"_s, TokenCredential {});
        QVERIFY(!place.hasSecret());
        const auto back = StoragePlace::fromRemembered(place.remembered());
        QVERIFY(back);
        QVERIFY(std::get<TokenCredential>(back->account.credential).source);
    }

    void remembersATrackingStore()
    {
        StoragePlace place = placeOf(u"UseDevelopmentStorage=true"_s);
        place.trackingStore
            = TrackingStore { parseConnectionString(u"AccountName=tracking;AccountKey=c2VjcmV0"_s),
                              u"Shop"_s };
        QVERIFY(place.hasSecret());
        const auto back = StoragePlace::fromRemembered(place.remembered());
        QVERIFY(back && back->trackingStore);
        QCOMPARE(back->trackingStore->account.name, u"tracking"_s);
        QCOMPARE(back->trackingStore->tablePrefix, u"Shop"_s);
    }

    void takesACredentialForTheAccountsThatItOpens()
    {
        StoragePlace place = placeOf(u"AccountName=contoso;AccountKey=c2VjcmV0"_s);
        place.trackingStore = TrackingStore { place.account, u"Shop"_s };
        StoragePlace back = StoragePlace::fromRemembered(place.remembered()).value();
        QVERIFY(lacksSecret(back.account));
        back.takeCredential(parseConnectionString(u"AccountName=other;AccountKey=c2VjcmV0"_s));
        QVERIFY(lacksSecret(back.account));
        back.takeCredential(place.account);
        QVERIFY(back.account == place.account);
        QVERIFY(back.trackingStore->account == place.account);
        QVERIFY(!lacksSecret(back.account));
        back.trackingStore->account
            = parseConnectionString(u"AccountName=tracking;AccountKey=c2VjcmV0"_s);
        const StorageAccount again
            = parseConnectionString(u"AccountName=contoso;AccountKey=YW5vdGhlcg=="_s);
        back.takeCredential(again);
        QVERIFY(back.account == again);
        QVERIFY(back.trackingStore->account.credential == place.account.credential);
    }

    void isNoPlaceWhenTheSettingsAreDamaged()
    {
        QVERIFY(!StoragePlace::fromRemembered({}));
        QVariantMap kept = placeOf(u"UseDevelopmentStorage=true"_s).remembered();
        kept.insert(u"hub"_s, u"no hub's name"_s);
        QVERIFY(!StoragePlace::fromRemembered(kept));
    }

    void anotherHubIsAnotherPlace()
    {
        const StoragePlace place = placeOf(u"UseDevelopmentStorage=true"_s);
        StoragePlace other = place;
        QVERIFY(place.isSamePlace(other));
        other.hub = TaskHubName(u"LegacyHub"_s);
        QVERIFY(!place.isSamePlace(other));
        QCOMPARE(place.displayName(), place.account.displayName() + u" · OrdersHub"_s);
    }
};

HUBDECK_GUILESS_TEST(TestStoragePlace)
#include "tst_storageplace.moc"
