// SPDX-License-Identifier: MIT
#include "testprogram.h"
#include "thrown.h"

#include "services/azurestorage/storageurls.h"

#include <QTest>

using namespace hubdeck;
using namespace hubdeck::azurestorage;
using namespace Qt::StringLiterals;

class TestStorageUrls : public QObject
{
    Q_OBJECT

private slots:
    void encodesKeys();
    void encodesQueries();
    void keepsSlashesOfBlobNames();
    void refusesNamesThatMeanSomethingElse();
    void refusesHalfCharacters();
    void quotesForFilters();
    void addsTheSignatureBehindTheQuery();
};

void TestStorageUrls::encodesKeys()
{
    QCOMPARE(rowPath(u"TestHubInstances"_s, u"order^042"_s, {}),
             QByteArray("/TestHubInstances(PartitionKey='order%5E042',RowKey='')"));
    QCOMPARE(rowPath(u"T"_s, u"it's"_s, u"a/b é%"_s),
             QByteArray("/T(PartitionKey='it%27%27s',RowKey='a%2Fb%20%C3%A9%25')"));
    QCOMPARE(tablePath(u"T"_s), QByteArray("/Tables('T')"));
    QCOMPARE(segmentPath(u"testhub-control-00"_s), QByteArray("/testhub-control-00"));
}

void TestStorageUrls::encodesQueries()
{
    QCOMPARE(encodedQuery({ { "$filter", u"A eq 'b+c&d'"_s },
                            { "none", QString() },
                            { "empty", u""_s },
                            { "NextRowKey", u"1!4!QQ--"_s } }),
             QByteArray("$filter=A%20eq%20%27b%2Bc%26d%27&empty=&NextRowKey=1%214%21QQ--"));
    QCOMPARE(encodedQuery({}), QByteArray());
}

void TestStorageUrls::keepsSlashesOfBlobNames()
{
    QCOMPARE(blobPath(u"hub-largemessages"_s, u"inst#1/a?b//c d.json.gz"_s),
             QByteArray("/hub-largemessages/inst%231/a%3Fb//c%20d.json.gz"));
}

void TestStorageUrls::refusesNamesThatMeanSomethingElse()
{
    for (const QString &name : { u""_s, u"."_s, u".."_s, u"a/../b"_s, u"a/."_s }) {
        QCOMPARE(kindThrownBy([&] { static_cast<void>(blobPath(u"c"_s, name)); }),
                 u"InvalidInput"_s);
    }
    for (const QString &name : { u""_s, u"."_s, u".."_s }) {
        QCOMPARE(kindThrownBy([&] { static_cast<void>(segmentPath(name)); }), u"InvalidInput"_s);
    }
}

void TestStorageUrls::refusesHalfCharacters()
{
    const QString half = u"a"_s + QChar(char16_t(0xD83D));
    QCOMPARE(kindThrownBy([&] { static_cast<void>(rowPath(u"T"_s, half, {})); }),
             u"InvalidInput"_s);
    QCOMPARE(kindThrownBy([&] {
                 static_cast<void>(encodedQuery({ { "prefix", half } }));
             }),
             u"InvalidInput"_s);
}

void TestStorageUrls::quotesForFilters()
{
    QCOMPARE(odataString(u"it's"_s), u"'it''s'"_s);
    QCOMPARE(odataString({}), u"''"_s);
}

void TestStorageUrls::addsTheSignatureBehindTheQuery()
{
    const QUrl endpoint(u"http://127.0.0.1:10002/devstoreaccount1"_s);
    const QByteArray sas = "sv=2020-12-06&sig=a%2Bb%2Fc%3D";
    QCOMPARE(storageUrl(endpoint, "/Tables", "$top=1", sas).toEncoded(),
             "http://127.0.0.1:10002/devstoreaccount1/Tables?$top=1&" + sas);
    QCOMPARE(storageUrl(endpoint, "/Tables", {}, sas).toEncoded(),
             "http://127.0.0.1:10002/devstoreaccount1/Tables?" + sas);
    QCOMPARE(storageUrl(QUrl(u"https://a.table.core.windows.net/"_s), "/", "comp=list").toEncoded(),
             QByteArray("https://a.table.core.windows.net/?comp=list"));
}

HUBDECK_GUILESS_TEST(TestStorageUrls)
#include "tst_storageurls.moc"
