// SPDX-License-Identifier: MIT
#include "testprogram.h"
#include "thrown.h"

#include "services/connections/storagesignature.h"

#include <QTest>

using namespace hubdeck;
using namespace hubdeck::azurestorage;
using namespace Qt::StringLiterals;

class TestStorageSignature : public QObject
{
    Q_OBJECT

private slots:
    void findsTheSignature();
    void readsAQuery();
    void refusesOtherTexts_data();
    void refusesOtherTexts();
    void readsTheUrlsOfThePortal_data();
    void readsTheUrlsOfThePortal();
    void refusesOtherUrls_data();
    void refusesOtherUrls();
};

namespace {

const QString query = u"sv=2020-12-06&ss=bqt&srt=sco&sig=c2Vj%2Bc%3D"_s;

} // namespace

void TestStorageSignature::findsTheSignature()
{
    QCOMPARE(signatureIn(query), QByteArray("c2Vj%2Bc%3D"));
    QCOMPARE(signatureIn(u"?sig=a"_s), QByteArray("a"));
    for (const QString &text : { u""_s, u"?"_s, u"sv=1"_s, u"sig"_s, u"xsig=a"_s, u"sig="_s }) {
        QVERIFY(signatureIn(text).isEmpty());
    }
}

void TestStorageSignature::readsAQuery()
{
    QCOMPARE(readSignature(query, u"x"_s), Secret(query.toUtf8()));
    QCOMPARE(readSignature(u'?' + query, u"x"_s), Secret(query.toUtf8()));
}

void TestStorageSignature::refusesOtherTexts_data()
{
    QTest::addColumn<QString>("text");
    QTest::addRow("no signature") << u"sv=1"_s;
    QTest::addRow("empty signature") << u"sv=1&sig="_s;
    QTest::addRow("white space") << u"sv=1&sig=c2Vj c2Vj"_s;
    QTest::addRow("fragment") << u"sv=1&sig=c2Vj#x"_s;
}

void TestStorageSignature::refusesOtherTexts()
{
    QFETCH(const QString, text);
    const auto error = thrownBy([&] { static_cast<void>(readSignature(text, u"The thing"_s)); });
    QVERIFY(error);
    QCOMPARE(error->kind, ErrorKind::InvalidInput);
    QVERIFY(error->message.startsWith(u"The thing is no shared access signature"_s));
    QVERIFY(!error->message.contains(u"c2Vj"_s));
}

void TestStorageSignature::readsTheUrlsOfThePortal_data()
{
    QTest::addColumn<QString>("address");
    QTest::addColumn<QString>("queue");
    QTest::addRow("table") << u"https://contoso.table.core.windows.net/"_s
                           << u"https://contoso.queue.core.windows.net"_s;
    QTest::addRow("blob, without slash") << u"https://contoso.blob.core.windows.net"_s
                                         << u"https://contoso.queue.core.windows.net"_s;
    QTest::addRow("another cloud, any case") << u"HTTPS://Contoso.Queue.core.chinacloudapi.cn/"_s
                                             << u"https://contoso.queue.core.chinacloudapi.cn"_s;
    QTest::addRow("zone") << u"https://contoso.z6.table.storage.azure.net/"_s
                          << u"https://contoso.z6.queue.storage.azure.net"_s;
}

void TestStorageSignature::readsTheUrlsOfThePortal()
{
    QFETCH(const QString, address);
    QFETCH(const QString, queue);
    const StorageAccount account = accountOfSignedUrl(address + u'?' + query);
    QCOMPARE(account.name, u"contoso"_s);
    QCOMPARE(account.queueEndpoint, QUrl(queue));
    QVERIFY(!account.tableEndpoint.isEmpty() && !account.blobEndpoint.isEmpty());
    QCOMPARE(std::get<SasCredential>(account.credential).query, Secret(query.toUtf8()));
}

void TestStorageSignature::refusesOtherUrls_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("words");
    QTest::addRow("a table") << QString(u"https://contoso.table.core.windows.net/T?"_s + query)
                             << u"the whole blob, queue or table service"_s;
    QTest::addRow("files") << QString(u"https://contoso.file.core.windows.net/?"_s + query)
                           << u"the whole blob, queue or table service"_s;
    QTest::addRow("emulator") << QString(u"http://127.0.0.1:10002/devstoreaccount1?"_s + query)
                              << u"the whole blob, queue or table service"_s;
    QTest::addRow("no signature") << u"https://contoso.table.core.windows.net/?sv=1"_s
                                  << u"holds no shared access signature"_s;
    QTest::addRow("plain http") << QString(u"http://contoso.table.core.windows.net/?"_s + query)
                                << u"What was entered uses plain http"_s;
    QTest::addRow("white space") << QString(u"https://contoso.table.core.windows.net/? "_s + query)
                                 << u"What was entered is no web address"_s;
}

void TestStorageSignature::refusesOtherUrls()
{
    QFETCH(const QString, url);
    QFETCH(const QString, words);
    const auto error = thrownBy([&] { static_cast<void>(accountOfSignedUrl(url)); });
    QVERIFY(error);
    QCOMPARE(error->kind, ErrorKind::InvalidInput);
    QVERIFY2(error->message.contains(words), qPrintable(error->message));
    QVERIFY2(!QString(error->message + error->detail).contains(u"c2Vj"_s),
             qPrintable(error->message));
}

HUBDECK_GUILESS_TEST(TestStorageSignature)
#include "tst_storagesignature.moc"
