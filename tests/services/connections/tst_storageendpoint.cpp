// SPDX-License-Identifier: MIT
#include "testprogram.h"
#include "thrown.h"

#include "services/connections/storageendpoint.h"

#include <QTest>

using namespace hubdeck;
using namespace Qt::StringLiterals;

class TestStorageEndpoint : public QObject
{
    Q_OBJECT

private slots:
    void takesOffWhatIsNoEndpoint();
    void namesWhatIsWrong();
    void findsTheAccount();
    void findsTheOtherServices();
};

void TestStorageEndpoint::takesOffWhatIsNoEndpoint()
{
    QCOMPARE(readStorageEndpoint(u"https://a.table.example/x/?sig=1#f"_s, u"T"_s),
             QUrl(u"https://a.table.example/x"_s));
    QCOMPARE(readStorageEndpoint(u"http://127.0.0.1:1/a"_s, u"T"_s),
             QUrl(u"http://127.0.0.1:1/a"_s));
    QCOMPARE(readStorageEndpoint(u"https://a.table.example/"_s, u"T"_s).toEncoded(),
             QByteArray("https://a.table.example"));
}

void TestStorageEndpoint::namesWhatIsWrong()
{
    for (const QString &text : { u""_s, u"a.example"_s, u"ftp://a.example"_s, u"https:///x"_s,
                                 u"http://a.example"_s, u"https://u@a.example"_s }) {
        const auto error
            = thrownBy([&] { static_cast<void>(readStorageEndpoint(text, u"The X"_s)); });
        QVERIFY(error);
        QCOMPARE(error->kind, ErrorKind::InvalidInput);
        QVERIFY(error->message.startsWith(u"The X "_s));
    }
}

void TestStorageEndpoint::findsTheAccount()
{
    QCOMPARE(accountNameIn(QUrl(u"https://contoso.table.core.windows.net"_s)), u"contoso"_s);
    QCOMPARE(accountNameIn(QUrl(u"http://127.0.0.1:1/acc/x"_s)), u"acc"_s);
    QCOMPARE(accountNameIn(QUrl(u"http://localhost:1"_s)), QString());
    QCOMPARE(accountNameIn({}), QString());
    QVERIFY(isBareAddress(QUrl(u"http://[::1]:1"_s)));
    QVERIFY(!isBareAddress(QUrl(u"https://contoso.example"_s)));
}

void TestStorageEndpoint::findsTheOtherServices()
{
    QCOMPARE(siblingEndpoint(QUrl(u"https://contoso.table.core.windows.net"_s), "blob"_L1),
             QUrl(u"https://contoso.blob.core.windows.net"_s));
    QCOMPARE(siblingEndpoint(QUrl(u"https://contoso.z07.blob.storage.azure.net"_s), "queue"_L1),
             QUrl(u"https://contoso.z07.queue.storage.azure.net"_s));
    for (const QString &other :
         { u"https://tables.example"_s, u"http://127.0.0.1:1/acc"_s,
           u"https://contoso.table.core.windows.net/x"_s, u"https://table.example"_s, u""_s }) {
        QCOMPARE(siblingEndpoint(QUrl(other), "blob"_L1), QUrl());
    }
}

HUBDECK_GUILESS_TEST(TestStorageEndpoint)
#include "tst_storageendpoint.moc"
