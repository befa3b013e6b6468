// SPDX-License-Identifier: MIT
#include "app/cli/commandline.h"
#include "app/cli/hubchoice.h"
#include "app/cli/savedconnection.h"
#include "app/cli/storagechoice.h"
#include "services/azurestorage/tokensource.h"
#include "services/connections/connectionstring.h"
#include "testprogram.h"

#include <QSettings>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace hubdeck;
using namespace hubdeck::azurestorage;
using namespace hubdeck::cli;
using namespace Qt::Literals::StringLiterals;

/// Connections that the window saved, taken by --profile.
class TestSavedConnection : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void takesTheAddressOfAConnection();
    void asksForAKeyThatWasUsed();
    void opensTheAccountWithAKeyGivenAgain();
    void refusesTheKeyOfAnotherAccount();
    void needsNoKeyForTheEmulator();
    void choosesTheHubOfAnAccount();
    void namesWhatIsSavedWhenTheNameIsWrong();
    void keepsReadOnlyConnections();
    void excludesOtherWays();

private:
    static CommandLine line(const QStringList &words, const QString &verb = u"instances"_s)
    {
        return CommandLine(QStringList { u"hubdeckctl"_s, verb } + words);
    }

    static void addStorage(QSettings &settings, int row, const StoragePlace &place,
                           const QString &connection, bool readOnly = false);
    static QString refusal(const QStringList &words, const QString &verb = u"instances"_s);

    const QString m_contoso = u"AccountName=contoso;AccountKey=c2VjcmV0"_s;
    QTemporaryDir m_folder;
};

void TestSavedConnection::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, m_folder.path());
    QSettings settings(u"Hubdeck"_s, u"Hubdeck"_s);
    settings.beginWriteArray(u"hubs/connections"_s);
    settings.setArrayIndex(0);
    settings.setValue(u"name"_s, u"shop"_s);
    settings.setValue(u"base"_s, u"https://app.example/runtime/webhooks/durabletask"_s);
    settings.setValue(u"hadKey"_s, true);
    settings.endArray();
    settings.beginWriteArray(u"hubs/storage"_s);
    const StorageAccount contoso = parseConnectionString(m_contoso);
    addStorage(settings, 0, { contoso, TaskHubName(u"OrdersHub"_s), 7, {} }, u"contoso"_s);
    addStorage(settings, 1, { contoso, TaskHubName(u"ProbeHub"_s), {}, {} }, u"contoso"_s);
    addStorage(settings, 2, { emulatorAccount(), TaskHubName(u"LocalHub"_s), {}, {} }, u"local"_s,
               true);
    settings.endArray();
}

void TestSavedConnection::init()
{
    qunsetenv("HUBDECK_KEY");
    qunsetenv("HUBDECK_STORAGE");
}

void TestSavedConnection::addStorage(QSettings &settings, int row, const StoragePlace &place,
                                     const QString &connection, bool readOnly)
{
    settings.setArrayIndex(row);
    settings.setValue(u"connection"_s, connection);
    settings.setValue(u"place"_s, place.remembered());
    settings.setValue(u"readOnly"_s, readOnly);
}

QString TestSavedConnection::refusal(const QStringList &words, const QString &verb)
{
    try {
        const CommandLine parsed = line(words, verb);
        if (wantsStorage(parsed)) {
            static_cast<void>(chosenStorage(parsed));
        } else {
            static_cast<void>(chosenHub(parsed));
        }
    } catch (const UsageError &error) {
        return error.text();
    }
    return {};
}

void TestSavedConnection::takesTheAddressOfAConnection()
{
    qputenv("HUBDECK_KEY", "key");
    const CommandLine shop = line({ u"--profile"_s, u"shop"_s });
    QVERIFY(!wantsStorage(shop));
    const HubAddress address = chosenHub(shop);
    QCOMPARE(address.base, QUrl(u"https://app.example/runtime/webhooks/durabletask"_s));
    QCOMPARE(address.key, Secret("key"));
}

void TestSavedConnection::asksForAKeyThatWasUsed()
{
    const QString text = refusal({ u"--profile"_s, u"shop"_s });
    QVERIFY2(text.contains(u"HUBDECK_KEY"_s), qPrintable(text));
}

void TestSavedConnection::opensTheAccountWithAKeyGivenAgain()
{
    const QStringList words { u"--profile"_s, u"contoso"_s, u"--hub"_s, u"OrdersHub"_s };
    const QString text = refusal(words);
    QVERIFY2(text.contains(u"HUBDECK_STORAGE"_s) && text.contains(u"contoso"_s), qPrintable(text));
    qputenv("HUBDECK_STORAGE", m_contoso.toUtf8());
    const StorageChoice choice = chosenStorage(line(words));
    QCOMPARE(choice.account, parseConnectionString(m_contoso));
    QCOMPARE(choice.hub, TaskHubName(u"OrdersHub"_s));
    QCOMPARE(choice.options.partitionCount, std::optional(7));
    qunsetenv("HUBDECK_STORAGE");
    QFile file(m_folder.filePath(u"connection"_s));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(m_contoso.toUtf8()) > 0);
    file.close();
    QCOMPARE(
        chosenStorage(line(words + QStringList { u"--storage-file"_s, file.fileName() })).account,
        choice.account);
}

void TestSavedConnection::refusesTheKeyOfAnotherAccount()
{
    qputenv("HUBDECK_STORAGE", "AccountName=fabrikam;AccountKey=c2VjcmV0");
    const QString text = refusal({ u"--profile"_s, u"ProbeHub"_s });
    QVERIFY2(text.contains(u"the account contoso"_s) && !text.contains(u"c2VjcmV0"_s),
             qPrintable(text));
}

void TestSavedConnection::needsNoKeyForTheEmulator()
{
    const StorageChoice choice = chosenStorage(line({ u"--profile"_s, u"local"_s }));
    QVERIFY(choice.account.isEmulator());
    QCOMPARE(choice.hub, TaskHubName(u"LocalHub"_s));
}

void TestSavedConnection::choosesTheHubOfAnAccount()
{
    qputenv("HUBDECK_STORAGE", m_contoso.toUtf8());
    QVERIFY(refusal({ u"--profile"_s, u"contoso"_s }).contains(u"OrdersHub, ProbeHub"_s));
    const StorageChoice probe = chosenStorage(line({ u"--profile"_s, u"ProbeHub"_s }));
    QCOMPARE(probe.hub, TaskHubName(u"ProbeHub"_s));
    QVERIFY(!probe.options.partitionCount);
    // One that was never opened in the window: its partitions are its own
    const StorageChoice other
        = chosenStorage(line({ u"--profile"_s, u"contoso"_s, u"--hub"_s, u"OtherHub"_s }));
    QCOMPARE(other.hub, TaskHubName(u"OtherHub"_s));
    QVERIFY(!other.options.partitionCount);
}

void TestSavedConnection::namesWhatIsSavedWhenTheNameIsWrong()
{
    const QString text = refusal({ u"--profile"_s, u"nobody"_s });
    QVERIFY2(text.contains(u"'nobody'"_s) && text.contains(u"shop, contoso, local"_s),
             qPrintable(text));
}

void TestSavedConnection::keepsReadOnlyConnections()
{
    const QStringList words { u"--profile"_s, u"local"_s };
    QVERIFY(refusal(words, u"health"_s).isEmpty());
    QVERIFY(refusal(words, u"hubs"_s).isEmpty());
    QVERIFY(refusal(words, u"clean-entities"_s).contains(u"read-only"_s));
}

void TestSavedConnection::excludesOtherWays()
{
    QVERIFY(refusal({ u"--profile"_s, u"shop"_s, u"--url"_s, u"https://x.example"_s })
                .contains(u"exclude"_s));
    QVERIFY(refusal({ u"--profile"_s, u"local"_s, u"--emulator"_s }).contains(u"exclude"_s));
    QVERIFY(refusal({ u"--profile"_s, u"shop"_s, u"--storage"_s }).contains(u"HTTP"_s));
}

HUBDECK_GUILESS_TEST(TestSavedConnection)
#include "tst_savedconnection.moc"
