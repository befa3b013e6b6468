// SPDX-License-Identifier: MIT
#include "thrown.h"

#include "services/azurestorage/tokensource.h"
#include "services/connections/storagesettings.h"
#include "testprogram.h"

#include <QTest>

using namespace hubdeck;
using namespace hubdeck::azurestorage;
using namespace Qt::StringLiterals;

class TestStorageSettings : public QObject
{
    Q_OBJECT

private slots:
    void readsAConnectionString_data();
    void readsAConnectionString();
    void readsAnIdentity_data();
    void readsAnIdentity();
    void findsNothing();
    void namesTheSetting();

private:
    using Settings = QHash<QString, QString>;
    std::shared_ptr<TokenSource> m_tokens = std::make_shared<GivenToken>(Secret("t"), u"x"_s);
};

void TestStorageSettings::readsAConnectionString_data()
{
    QTest::addColumn<QString>("setting");
    QTest::addColumn<QString>("name");
    QTest::addRow("plain") << u"AzureWebJobsStorage"_s << u"AzureWebJobsStorage"_s;
    QTest::addRow("prefixed") << u"AzureWebJobsMine"_s << u"Mine"_s;
    QTest::addRow("any case") << u"MYSTORAGE"_s << u"MyStorage"_s;
    QTest::addRow("section") << u"ConnectionStrings:Mine"_s << u"Mine"_s;
}

void TestStorageSettings::readsAConnectionString()
{
    QFETCH(const QString, setting);
    QFETCH(const QString, name);
    const auto account = storageAccountFromSettings(
        Settings { { setting, u"UseDevelopmentStorage=true"_s } }, name, m_tokens);
    QVERIFY(account);
    QVERIFY(account->isEmulator());
}

void TestStorageSettings::readsAnIdentity_data()
{
    QTest::addColumn<QStringList>("settings");
    QTest::addColumn<QString>("queue");
    QTest::addRow("name") << QStringList { u"Mine__accountName"_s, u"contoso"_s }
                          << u"https://contoso.queue.core.windows.net"_s;
    QTest::addRow("prefixed, colon")
        << QStringList { u"AzureWebJobsMine:accountName"_s, u"contoso"_s }
        << u"https://contoso.queue.core.windows.net"_s;
    QTest::addRow("one address") << QStringList {
        u"Mine__tableServiceUri"_s, u"https://contoso.table.core.chinacloudapi.cn/"_s
    } << u"https://contoso.queue.core.chinacloudapi.cn"_s;
    QTest::addRow("name and an address that does not tell the others")
        << QStringList { u"Mine__accountName"_s, u"contoso"_s, u"Mine__tableServiceUri"_s,
                         u"https://t.example"_s }
        << u"https://contoso.queue.core.windows.net"_s;
    QTest::addRow("name and an address of its own")
        << QStringList { u"Mine:accountName"_s, u"contoso"_s, u"Mine__queueServiceUri"_s,
                         u"https://q.example"_s }
        << u"https://q.example"_s;
    QTest::addRow("all addresses")
        << QStringList { u"Mine__blobServiceUri"_s,  u"https://b.example"_s,
                         u"Mine__queueServiceUri"_s, u"https://q.example"_s,
                         u"Mine__tableServiceUri"_s, u"https://t.example"_s }
        << u"https://q.example"_s;
}

void TestStorageSettings::readsAnIdentity()
{
    QFETCH(const QStringList, settings);
    QFETCH(const QString, queue);
    Settings all { { u"Mine__credential"_s, u"managedidentity"_s } };
    for (qsizetype i = 0; i < settings.size(); i += 2) {
        all.insert(settings.at(i), settings.at(i + 1));
    }
    const auto account = storageAccountFromSettings(all, u"Mine"_s, m_tokens);
    QVERIFY(account);
    QCOMPARE(account->queueEndpoint, QUrl(queue));
    QCOMPARE(std::get<TokenCredential>(account->credential).source, m_tokens);
}

void TestStorageSettings::findsNothing()
{
    QVERIFY(!storageAccountFromSettings({}, u"Mine"_s, m_tokens));
    QVERIFY(
        !storageAccountFromSettings(Settings { { u"Mine"_s, u" "_s },
                                               { u"Mine__credential"_s, u"x"_s },
                                               { u"Other"_s, u"UseDevelopmentStorage=true"_s } },
                                    u"Mine"_s, m_tokens));
}

void TestStorageSettings::namesTheSetting()
{
    const auto wordsFor = [&](const Settings &settings) {
        const auto error = thrownBy(
            [&] { static_cast<void>(storageAccountFromSettings(settings, u"Mine"_s, m_tokens)); });
        return error && error->kind == ErrorKind::InvalidInput ? error->message : QString();
    };
    QVERIFY(wordsFor({ { u"Mine"_s, u"AccountName=contoso"_s } })
                .startsWith(u"The setting Mine cannot be used. "));
    QVERIFY(wordsFor({ { u"Mine__tableServiceUri"_s, u"http://a.example"_s } })
                .startsWith(u"The setting Mine__tableServiceUri uses plain http"));
    QVERIFY(wordsFor({ { u"Mine__tableServiceUri"_s, u"https://t.example"_s } })
                .startsWith(u"The setting Mine__blobServiceUri is missing"));
    for (const QString &setting : { u"Mine__accountName"_s, u"AzureWebJobsMine:accountName"_s }) {
        const QString words
            = wordsFor({ { setting, u"AccountName=contoso;AccountKey=c2VjcmV0"_s } });
        QVERIFY2(words.startsWith(u"The setting %1 cannot be used. "_s.arg(setting)),
                 qPrintable(words));
        QVERIFY2(!words.contains(u"c2VjcmV0"_s), qPrintable(words));
    }
}

HUBDECK_GUILESS_TEST(TestStorageSettings)
#include "tst_storagesettings.moc"
