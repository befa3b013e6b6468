// SPDX-License-Identifier: MIT
#include "testprogram.h"
#include "thrown.h"

#include "services/azurestorage/storageaccount.h"

#include <QTest>

using namespace hubdeck;
using namespace hubdeck::azurestorage;
using namespace Qt::StringLiterals;

class TestStorageAccount : public QObject
{
    Q_OBJECT

private slots:
    void makesTheUsualEndpoints();
    void refusesNamesThatNoAccountHas_data();
    void refusesNamesThatNoAccountHas();
    void namesItself();
};

void TestStorageAccount::makesTheUsualEndpoints()
{
    const StorageAccount account = accountNamed(u"contoso"_s, {});
    QCOMPARE(account.endpoint(StorageService::Blob),
             QUrl(u"https://contoso.blob.core.windows.net"_s));
    QCOMPARE(account.endpoint(StorageService::Queue),
             QUrl(u"https://contoso.queue.core.windows.net"_s));
    QCOMPARE(account.endpoint(StorageService::Table),
             QUrl(u"https://contoso.table.core.windows.net"_s));
    QCOMPARE(accountNamed(u"contoso"_s, {}, u"core.chinacloudapi.cn"_s).tableEndpoint,
             QUrl(u"https://contoso.table.core.chinacloudapi.cn"_s));
}

void TestStorageAccount::refusesNamesThatNoAccountHas_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("suffix");
    for (const char *name :
         { "", "ab", "Contoso", "a-b-c", "a.example/", "evil.example#", "abcdefghijklmnopqrstuvwxy",
           "contoso\n", "AccountName=contoso;AccountKey=c2VjcmV0" }) {
        QTest::addRow("name %s", name) << QString::fromLatin1(name) << u"core.windows.net"_s;
    }
    for (const char *suffix : { "", "net", "core.windows.net/", "a@b.c", "x:80.a",
                                "core.windows.net\n", "core.windows.netkey2c2VjcmV0==" }) {
        QTest::addRow("suffix %s", suffix) << u"contoso"_s << QString::fromLatin1(suffix);
    }
}

void TestStorageAccount::refusesNamesThatNoAccountHas()
{
    QFETCH(const QString, name);
    QFETCH(const QString, suffix);
    const auto error = thrownBy([&] { static_cast<void>(accountNamed(name, {}, suffix)); });
    QVERIFY(error);
    QCOMPARE(error->kind, ErrorKind::InvalidInput);
    QVERIFY2(!QString(error->message + error->detail).contains(u"c2VjcmV0"_s),
             qPrintable(error->message));
}

void TestStorageAccount::namesItself()
{
    StorageAccount account = accountNamed(u"contoso"_s, {});
    QCOMPARE(account.displayName(), u"contoso"_s);
    QVERIFY(!account.isEmulator());
    account.name = u"devstoreaccount1"_s;
    account.tableEndpoint = QUrl(u"http://127.0.0.1:10002/devstoreaccount1"_s);
    QVERIFY(account.isEmulator());
    QCOMPARE(account.displayName(), u"devstoreaccount1 · 127.0.0.1:10002"_s);
}

HUBDECK_GUILESS_TEST(TestStorageAccount)
#include "tst_storageaccount.moc"
