// SPDX-License-Identifier: MIT
#include "testprogram.h"
#include "thrown.h"

#include "services/connections/connectionstring.h"

#include <QTest>

using namespace hubdeck;
using namespace hubdeck::azurestorage;
using namespace Qt::StringLiterals;

class TestConnectionString : public QObject
{
    Q_OBJECT

private slots:
    void readsTheEmulator();
    void readsANameAndAKey_data();
    void readsANameAndAKey();
    void readsEndpoints();
    void readsSignatures_data();
    void readsSignatures();
    void ignoresSignaturesBesideAKey();
    void readsWhatThePortalGives();
    void namesWhatIsWrong_data();
    void namesWhatIsWrong();
};

namespace {

const QString key = u"c2VjcmV0a2V5c2VjcmV0a2V5"_s;

QByteArray keyOf(const StorageAccount &account)
{
    return std::get<SharedKeyCredential>(account.credential).key.reveal();
}

} // namespace

void TestConnectionString::readsTheEmulator()
{
    for (const QString &text :
         { u"UseDevelopmentStorage=true"_s, u" usedevelopmentstorage = TRUE ; "_s,
           u"\"UseDevelopmentStorage=true;\""_s }) {
        const StorageAccount account = parseConnectionString(text);
        QCOMPARE(account, emulatorAccount());
        QCOMPARE(account.name, u"devstoreaccount1"_s);
        QCOMPARE(account.blobEndpoint, QUrl(u"http://127.0.0.1:10000/devstoreaccount1"_s));
        QCOMPARE(account.queueEndpoint, QUrl(u"http://127.0.0.1:10001/devstoreaccount1"_s));
        QCOMPARE(account.tableEndpoint, QUrl(u"http://127.0.0.1:10002/devstoreaccount1"_s));
        QVERIFY(keyOf(account).startsWith("Eby8vdM02xNO"));
        QVERIFY(account.isEmulator());
    }
    const StorageAccount proxied = parseConnectionString(
        u"UseDevelopmentStorage=true;DevelopmentStorageProxyUri=http://localhost"_s);
    QCOMPARE(proxied.tableEndpoint, QUrl(u"http://localhost:10002/devstoreaccount1"_s));
}

void TestConnectionString::readsANameAndAKey_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("table");
    const QString start = u"AccountName=contoso;AccountKey="_s + key;
    QTest::addRow("alone") << start << u"https://contoso.table.core.windows.net"_s;
    QTest::addRow("protocol") << QString(u"DefaultEndpointsProtocol=HTTPS;"_s + start)
                              << u"https://contoso.table.core.windows.net"_s;
    QTest::addRow("suffix") << QString(start + u";EndpointSuffix=core.chinacloudapi.cn"_s)
                            << u"https://contoso.table.core.chinacloudapi.cn"_s;
    QTest::addRow("any case") << QString(u"accountname=contoso;ACCOUNTKEY="_s + key)
                              << u"https://contoso.table.core.windows.net"_s;
    QTest::addRow("wrapped") << QString(u"AccountName=cont\r\noso;Account\nKey="_s + key + u"\n"_s)
                             << u"https://contoso.table.core.windows.net"_s;
    QTest::addRow("empty parts") << QString(u";;"_s + start + u"; ;"_s)
                                 << u"https://contoso.table.core.windows.net"_s;
    QTest::addRow("other endpoints")
        << QString(start + u";FileEndpoint=https://x;TableSecondaryEndpoint=https://y"_s)
        << u"https://contoso.table.core.windows.net"_s;
    QTest::addRow("one endpoint") << QString(start + u";TableEndpoint=https://tables.example/x/"_s)
                                  << u"https://tables.example/x"_s;
}

void TestConnectionString::readsANameAndAKey()
{
    QFETCH(const QString, text);
    QFETCH(const QString, table);
    const StorageAccount account = parseConnectionString(text);
    QCOMPARE(account.name, u"contoso"_s);
    QCOMPARE(keyOf(account), key.toLatin1());
    QCOMPARE(account.tableEndpoint, QUrl(table));
    QVERIFY(account.blobEndpoint.host().startsWith(u"contoso.blob."_s));
}

void TestConnectionString::readsEndpoints()
{
    const StorageAccount account = parseConnectionString(
        u"AccountName=devstoreaccount1;AccountKey="_s + key
        + u";DefaultEndpointsProtocol=http;BlobEndpoint=http://127.0.0.1:1/devstoreaccount1;"
          "QueueEndpoint=http://[::1]:2/devstoreaccount1/;TableEndpoint=http://localhost:3/"
          "devstoreaccount1?x=1#y;"_s);
    QCOMPARE(account.blobEndpoint, QUrl(u"http://127.0.0.1:1/devstoreaccount1"_s));
    QCOMPARE(account.queueEndpoint, QUrl(u"http://[::1]:2/devstoreaccount1"_s));
    QCOMPARE(account.tableEndpoint, QUrl(u"http://localhost:3/devstoreaccount1"_s));
}

void TestConnectionString::readsSignatures_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("name");
    const QString sas = u"SharedAccessSignature="_s;
    const QString query = u"sv=2020-12-06&sig=a%2Bb%2Fc%3D"_s;
    QTest::addRow("name") << QString(u"AccountName=contoso;"_s + sas + query) << u"contoso"_s;
    QTest::addRow("question mark")
        << QString(u"AccountName=contoso;"_s + sas + u'?' + query) << u"contoso"_s;
    QTest::addRow("host") << QString(u"TableEndpoint=https://contoso.table.core.windows.net;"_s
                                     + sas + query)
                          << u"contoso"_s;
    QTest::addRow("path") << QString(
        u"TableEndpoint=http://127.0.0.1:3/acc1;BlobEndpoint=http://127.0.0.1:1/acc1;"
        "QueueEndpoint=http://127.0.0.1:2/acc1;"_s
        + sas + query) << u"acc1"_s;
    QTest::addRow("on the endpoint")
        << QString(u"TableEndpoint=https://contoso.table.core.windows.net/?"_s + query)
        << u"contoso"_s;
    QTest::addRow("the same on all endpoints")
        << QString(u"BlobEndpoint=https://contoso.blob.core.windows.net/?"_s + query
                   + u";QueueEndpoint=https://contoso.queue.core.windows.net/?"_s + query
                   + u";TableEndpoint=https://contoso.table.core.windows.net/?"_s + query)
        << u"contoso"_s;
    QTest::addRow("the same on its own and on an endpoint") << QString(
        u"TableEndpoint=https://contoso.table.core.windows.net/?"_s + query + u';' + sas + query)
                                                            << u"contoso"_s;
    QTest::addRow("URL of a service")
        << QString(u"https://contoso.table.core.windows.net/?"_s + query) << u"contoso"_s;
    QTest::addRow("URL between quotes")
        << QString(u"\"https://contoso.blob.core.windows.net/?"_s + query + u"\"\n"_s)
        << u"contoso"_s;
}

void TestConnectionString::readsSignatures()
{
    QFETCH(const QString, text);
    QFETCH(const QString, name);
    const StorageAccount account = parseConnectionString(text);
    QCOMPARE(std::get<SasCredential>(account.credential).query,
             Secret("sv=2020-12-06&sig=a%2Bb%2Fc%3D"));
    QCOMPARE(account.name, name);
    QVERIFY(!account.tableEndpoint.hasQuery());
}

void TestConnectionString::ignoresSignaturesBesideAKey()
{
    const StorageAccount account = parseConnectionString(
        u"AccountName=contoso;AccountKey="_s + key
        + u";BlobEndpoint=https://contoso.blob.core.windows.net/?sv=1&sig=a"
          ";TableEndpoint=https://contoso.table.core.windows.net/?sv=1&sig=b"_s);
    QCOMPARE(keyOf(account), key.toLatin1());
    QCOMPARE(account.tableEndpoint, QUrl(u"https://contoso.table.core.windows.net"_s));
}

void TestConnectionString::readsWhatThePortalGives()
{
    const StorageAccount account = parseConnectionString(
        u"BlobEndpoint=https://contoso.blob.core.windows.net/;QueueEndpoint=https://"
        "contoso.queue.core.windows.net/;FileEndpoint=https://contoso.file.core.windows.net/;"
        "TableEndpoint=https://contoso.table.core.windows.net/;SharedAccessSignature=sv=2022-11-02"
        "&ss=bfqt&srt=sco&sp=rwdlacupiytfx&se=2026-12-01T00:00:00Z&st=2026-11-01T00:00:00Z"
        "&spr=https&sig=abc%3D"_s);
    QCOMPARE(account.name, u"contoso"_s);
    QCOMPARE(account.queueEndpoint, QUrl(u"https://contoso.queue.core.windows.net"_s));
}

void TestConnectionString::namesWhatIsWrong_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("words");
    const auto row = [](const QString &text, const QString &words) {
        QTest::addRow("%s", qPrintable(text)) << text << words;
    };
    const QString full = u"AccountName=contoso;AccountKey="_s + key;
    row(u""_s, u"Enter the connection string"_s);
    row(u" ; ;"_s, u"Enter the connection string"_s);
    row(u"AccountKey="_s + key, u"has no AccountName"_s);
    row(u"AccountName=contoso"_s, u"has no AccountKey"_s);
    row(u"TableEndpoint=https://contoso.table.core.windows.net"_s, u"has no AccountKey"_s);
    row(u"AcountName=contoso;AccountKey="_s + key,
        u"unknown part AcountName. Is it meant to be AccountName?"_s);
    row(u"AccountName=contoso;Key="_s + key, u"unknown part Key"_s);
    row(full + u";SharedAccesSignature=sig=x"_s, u"meant to be SharedAccessSignature?"_s);
    row(u"AccountName=contoso;SharedAccesSignature=sv=1&ss=bqt&sig="_s + key,
        u"meant to be SharedAccessSignature?"_s);
    row(full + u";Colour=red"_s, u"unknown part Colour."_s);
    row(full + u";accountname=other"_s, u"AccountName twice"_s);
    row(full + u";EndpointSuffix="_s, u"EndpointSuffix is empty"_s);
    row(full + u";EndpointSuffix=a/b"_s, u"EndpointSuffix is no end of a host's name"_s);
    // A page of the portal, copied as a whole
    row(full + u";EndpointSuffix=core.windows.net\n\nkey2\nKey\n"_s + key + u"=="_s,
        u"EndpointSuffix is no end of a host's name"_s);
    row(u"AccountName=AccountName=contoso;AccountKey="_s + key, u"AccountName is no name"_s);
    row(u"AccountName=Contoso-2;AccountKey="_s + key, u"AccountName is no name"_s);
    row(u"AccountName="_s + key + u";AccountKey="_s + key, u"AccountName is no name"_s);
    row(full + u";SharedAccessSignature=sig=x"_s, u"both AccountKey and SharedAccessSignature"_s);
    row(full + u";DefaultEndpointsProtocol=ftp"_s, u"DefaultEndpointsProtocol can only be"_s);
    row(full + u";DefaultEndpointsProtocol=http"_s, u"DefaultEndpointsProtocol is plain http"_s);
    row(full + u";TableEndpoint=http://contoso.example"_s, u"TableEndpoint uses plain http"_s);
    row(full + u";TableEndpoint=contoso.example"_s, u"TableEndpoint is no web address"_s);
    row(full + u";TableEndpoint=https://"_s, u"TableEndpoint is no web address"_s);
    row(full + u";TableEndpoint=https://me:pw@contoso.example"_s, u"TableEndpoint must not hold"_s);
    row(full + u";TableEndpoint=http://127.0.0.1:3/contoso"_s, u"has no BlobEndpoint"_s);
    row(u"TableEndpoint=https://tables.example;SharedAccessSignature=sv=1&sig=x"_s,
        u"has no BlobEndpoint"_s);
    row(u"AccountName=contoso;AccountKey=not*base64"_s, u"AccountKey is no key"_s);
    row(u"AccountName=Con_toso;AccountKey="_s + key, u"AccountName is no name"_s);
    row(u"AccountName=contoso;SharedAccessSignature=sv=1"_s,
        u"SharedAccessSignature is no shared access signature"_s);
    row(u"AccountName=contoso;SharedAccessSignature=sv=1&sig=a b"_s,
        u"SharedAccessSignature is no shared access signature"_s);
    const QString table = u"TableEndpoint=https://contoso.table.core.windows.net/?sv=1&sig="_s;
    const QString blob = u"BlobEndpoint=https://contoso.blob.core.windows.net/?sv=1&sig="_s;
    row(blob + u"a;"_s + table + key,
        u"TableEndpoint has another shared access signature than BlobEndpoint"_s);
    row(u"SharedAccessSignature=sv=1&sig=a;"_s + blob + key,
        u"BlobEndpoint has another shared access signature than SharedAccessSignature"_s);
    row(table + u";"_s, u"The query of TableEndpoint is no shared access signature"_s);
    row(u"?sv=2020-12-06&sig="_s + key, u"signature alone does not tell the account"_s);
    row(u"sv=2020-12-06&sig="_s + key, u"signature alone does not tell the account"_s);
    row(u"https://contoso.table.core.windows.net/T?sv=1&sig="_s + key,
        u"the whole blob, queue or table service"_s);
    row(u"https://contoso.table.core.windows.net/"_s, u"holds no shared access signature"_s);
    row(key, u"Part 1 of the connection string is no “name=value”"_s);
    row(key + u"=="_s, u"Part 1 of the connection string has a name that no part has"_s);
    row(u"UseDevelopmentStorage=false"_s, u"UseDevelopmentStorage can only be"_s);
    row(u"UseDevelopmentStorage=true;AccountName=a"_s, u"AccountName cannot stand beside"_s);
    row(u"UseDevelopmentStorage=true;DevelopmentStorageProxyUri=http://10.0.0.1"_s,
        u"DevelopmentStorageProxyUri uses plain http"_s);
    row(u"UseDevelopmentStorage=true;DevelopmentStorageProxyUri=https://remote.example"_s,
        u"DevelopmentStorageProxyUri leads to another computer"_s);
    row(u"DevelopmentStorageProxyUri=http://127.0.0.1"_s, u"has no UseDevelopmentStorage"_s);
}

void TestConnectionString::namesWhatIsWrong()
{
    QFETCH(const QString, text);
    QFETCH(const QString, words);
    const auto error = thrownBy([&] { static_cast<void>(parseConnectionString(text)); });
    QVERIFY(error);
    QCOMPARE(error->kind, ErrorKind::InvalidInput);
    QVERIFY2(error->message.contains(words), qPrintable(error->message));
    QVERIFY2(!QString(error->message + error->detail).contains(key), qPrintable(error->message));
}

HUBDECK_GUILESS_TEST(TestConnectionString)
#include "tst_connectionstring.moc"
