// SPDX-License-Identifier: MIT
#include "app/cli/commandline.h"
#include "app/cli/hubchoice.h"
#include "testprogram.h"

#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace hubdeck;
using namespace hubdeck::cli;
using namespace Qt::Literals::StringLiterals;

class TestHubChoice : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void readsTheKeyFromTheEnvironmentOrAFile();
    void takesTheKeyOfAPastedLink();
    void asksBeforeAHubNameThatNeverAnswered();
    void refusesABadHubName();
    void needsExactlyOneRoad();
    void readsAProjectFolder();

private:
    static HubAddress choose(const QStringList &words) { return chosenHub(CommandLine(QStringList { u"hubdeckctl"_s, u"instances"_s } + words)); }
};

void TestHubChoice::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
}

void TestHubChoice::init()
{
    qunsetenv("HUBDECK_KEY");
    QFile::remove(QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) + u"/hubdeck/known-hubs.ini");
}

void TestHubChoice::readsTheKeyFromTheEnvironmentOrAFile()
{
    qputenv("HUBDECK_KEY", "from-environment");
    QCOMPARE(choose({ u"--url"_s, u"https://app.example"_s }).key, Secret("from-environment"));
    QTemporaryDir folder;
    QFile file(folder.filePath(u"key"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("from-file==\n");
    file.close();
    QCOMPARE(choose({ u"--url"_s, u"https://app.example"_s, u"--key-file"_s, file.fileName() }).key, Secret("from-file=="));
    QVERIFY_THROWS_EXCEPTION(UsageError, choose({ u"--url"_s, u"https://app.example"_s, u"--key-file"_s, u"/no/such"_s }));
}

void TestHubChoice::takesTheKeyOfAPastedLink()
{
    const HubAddress address = choose({ u"--url"_s, u"https://app.example/runtime/webhooks/durabletask/instances/x?code=a%2Bb%3D%3D"_s });
    QCOMPARE(address.key, Secret("a+b=="));
    QCOMPARE(address.base, QUrl(u"https://app.example/runtime/webhooks/durabletask"_s));
}

void TestHubChoice::asksBeforeAHubNameThatNeverAnswered()
{
    const QStringList words { u"--url"_s, u"https://app.example"_s, u"--hub"_s, u"OrdersHub"_s };
    QVERIFY_THROWS_EXCEPTION(UsageError, choose(words));
    const HubAddress address = choose(words + QStringList { u"--new-hub-ok"_s });
    QCOMPARE(address.taskHub, TaskHubName(u"OrdersHub"_s));
    rememberHub(address);
    QCOMPARE(choose(words), address);
    QVERIFY_THROWS_EXCEPTION(UsageError, choose(words + QStringList { u"--app-connection"_s, u"Other"_s }));
}

void TestHubChoice::refusesABadHubName()
{
    QVERIFY_THROWS_EXCEPTION(UsageError, choose({ u"--url"_s, u"https://app.example"_s, u"--hub"_s, u"1 hub"_s, u"--new-hub-ok"_s }));
}

void TestHubChoice::needsExactlyOneRoad()
{
    QVERIFY_THROWS_EXCEPTION(UsageError, choose({}));
    QVERIFY_THROWS_EXCEPTION(UsageError, choose({ u"--url"_s, u"https://app.example"_s, u"--project"_s, u"."_s }));
}

void TestHubChoice::readsAProjectFolder()
{
    QTemporaryDir folder;
    QFile host(folder.filePath(u"host.json"_s));
    QVERIFY(host.open(QIODevice::WriteOnly));
    host.write("{ \"version\": \"2.0\" }");
    host.close();
    const HubAddress address = choose({ u"--project"_s, folder.path() });
    QCOMPARE(address.base, QUrl(u"http://localhost:7071/runtime/webhooks/durabletask"_s));
    QVERIFY(address.key.isEmpty());
    QVERIFY(address.taskHub.isEmpty());
    QVERIFY_THROWS_EXCEPTION(UsageError, choose({ u"--project"_s, u"/no/such/folder"_s }));
}

HUBDECK_GUILESS_TEST(TestHubChoice)
#include "tst_hubchoice.moc"
