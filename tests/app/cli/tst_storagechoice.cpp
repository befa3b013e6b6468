// SPDX-License-Identifier: MIT
#include "app/cli/commandline.h"
#include "app/cli/storagechoice.h"
#include "services/azurestorage/tokensource.h"
#include "testprogram.h"

#include <QTemporaryDir>
#include <QTest>

using namespace hubdeck;
using namespace hubdeck::azurestorage;
using namespace hubdeck::cli;
using namespace Qt::Literals::StringLiterals;

class TestStorageChoice : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void readsTheStringFromTheEnvironmentOrAFile();
    void takesATokenForANamedAccount();
    void knowsTheEmulator();
    void readsAProjectFolder();
    void refusesWhatDoesNotGoTogether_data();
    void refusesWhatDoesNotGoTogether();
    void refusesHubNamesThatNoHubHas();
    void refusesAStringAsAnArgument_data();
    void refusesAStringAsAnArgument();

private:
    static StorageChoice choose(const QStringList &words)
    {
        return chosenStorage(CommandLine(QStringList { u"hubdeckctl"_s, u"instances"_s } + words));
    }

    static QString write(const QTemporaryDir &folder, const QString &name, const QByteArray &text)
    {
        QFile file(folder.filePath(name));
        return file.open(QIODevice::WriteOnly) && file.write(text) == text.size() ? file.fileName()
                                                                                  : QString();
    }
};

void TestStorageChoice::init()
{
    qunsetenv("HUBDECK_STORAGE");
    qunsetenv("HUBDECK_STORAGE_TOKEN");
}

void TestStorageChoice::readsTheStringFromTheEnvironmentOrAFile()
{
    QVERIFY_THROWS_EXCEPTION(UsageError, choose({ u"--storage"_s }));
    qputenv("HUBDECK_STORAGE", "AccountName=contoso;AccountKey=c2VjcmV0");
    const StorageChoice fromEnvironment = choose({ u"--storage"_s, u"--hub"_s, u"OrdersHub"_s });
    QCOMPARE(fromEnvironment.account.name, u"contoso"_s);
    QCOMPARE(fromEnvironment.hub, TaskHubName(u"OrdersHub"_s));
    QVERIFY(!fromEnvironment.options.partitionCount);
    const QTemporaryDir folder;
    const QString file
        = write(folder, u"connection"_s, "AccountName=fabrikam;AccountKey=c2VjcmV0\n");
    QCOMPARE(choose({ u"--storage-file"_s, file }).account.name, u"fabrikam"_s);
    QVERIFY_THROWS_EXCEPTION(UsageError, choose({ u"--storage-file"_s, u"/no/such"_s }));
}

void TestStorageChoice::takesATokenForANamedAccount()
{
    qputenv("HUBDECK_STORAGE", "AccountName=other;AccountKey=c2VjcmV0");
    qputenv("HUBDECK_STORAGE_TOKEN", "token");
    const StorageChoice choice
        = choose({ u"--account"_s, u"contoso"_s, u"--partition-count"_s, u"7"_s });
    QCOMPARE(choice.account.name, u"contoso"_s);
    QCOMPARE(std::get<TokenCredential>(choice.account.credential).source->name(),
             u"HUBDECK_STORAGE_TOKEN"_s);
    QCOMPARE(choice.options.partitionCount, std::optional(7));
}

void TestStorageChoice::knowsTheEmulator()
{
    QVERIFY(choose({ u"--emulator"_s }).account.isEmulator());
}

void TestStorageChoice::readsAProjectFolder()
{
    const QTemporaryDir folder;
    write(folder, u"host.json"_s,
          R"({"extensions":{"durableTask":{"hubName":"OrdersHub","storageProvider":)"
          R"({"connectionName":"Mine","partitionCount":7}}}})");
    write(folder, u"local.settings.json"_s, R"({"Values":{"Mine":"UseDevelopmentStorage=true"}})");
    const StorageChoice choice = choose({ u"--project"_s, folder.path(), u"--storage"_s });
    QVERIFY(choice.account.isEmulator());
    QCOMPARE(choice.hub, TaskHubName(u"OrdersHub"_s));
    QCOMPARE(choice.projectPartitions, std::optional(7));
    QVERIFY(!wantsStorage(CommandLine(
        { u"hubdeckctl"_s, u"instances"_s, u"--project"_s, folder.path() }))); // over HTTP
}

void TestStorageChoice::refusesWhatDoesNotGoTogether_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::newRow("both roads") << QStringList { u"--emulator"_s, u"--url"_s, u"http://x"_s };
    QTest::newRow("key") << QStringList { u"--emulator"_s, u"--key-file"_s, u"x"_s };
    QTest::newRow("new hub") << QStringList { u"--emulator"_s, u"--new-hub-ok"_s };
    QTest::newRow("two accounts") << QStringList { u"--emulator"_s, u"--account"_s, u"contoso"_s };
    QTest::newRow("too many partitions")
        << QStringList { u"--emulator"_s, u"--partition-count"_s, u"17"_s };
    QTest::newRow("no project") << QStringList { u"--project"_s, u"/no/such"_s, u"--storage"_s };
    QTest::newRow("no storage") << QStringList {};
}

void TestStorageChoice::refusesWhatDoesNotGoTogether()
{
    QFETCH(const QStringList, words);
    QVERIFY_THROWS_EXCEPTION(UsageError, choose(words));
}

void TestStorageChoice::refusesHubNamesThatNoHubHas()
{
    QVERIFY_THROWS_EXCEPTION(UsageError, choose({ u"--emulator"_s, u"--hub"_s, u"1 hub"_s }));
    QVERIFY_THROWS_EXCEPTION(UsageError, choose({ u"--emulator"_s, u"--hub"_s, QString() }));
}

void TestStorageChoice::refusesAStringAsAnArgument_data()
{
    QTest::addColumn<QStringList>("words");
    const QString key = u"AccountName=contoso;AccountKey=c2VjcmV0"_s;
    for (const QString &option :
         { u"--storage"_s, u"--storage-file"_s, u"--account"_s, u"--project"_s, u"--hub"_s }) {
        QTest::newRow(qPrintable(option)) << QStringList { option, key };
        QTest::newRow(qPrintable(QString(option + u" attached")))
            << QStringList { QString(option + u'=' + key) };
    }
    QTest::newRow("alone") << QStringList { key };
    QTest::newRow("small letters") << QStringList { u"--account"_s, key.toLower() + u"c2VjcmV0" };
    QTest::newRow("SAS") << QStringList {
        u"--account"_s, u"BlobEndpoint=https://x;SharedAccessSignature=c2VjcmV0"_s
    };
    QTest::newRow("SAS address") << QStringList {
        u"--url"_s, u"https://contoso.table.core.windows.net/?sv=1&sig=c2VjcmV0"_s
    };
}

void TestStorageChoice::refusesAStringAsAnArgument()
{
    QFETCH(const QStringList, words);
    try {
        choose(words);
        QFAIL("accepted");
    } catch (const UsageError &error) {
        QVERIFY2(error.text().contains(u"HUBDECK_STORAGE") && !error.text().contains(u"c2VjcmV0"),
                 qPrintable(error.text()));
    }
}

HUBDECK_GUILESS_TEST(TestStorageChoice)
#include "tst_storagechoice.moc"
