// SPDX-License-Identifier: MIT
#include "services/connections/functionappproject.h"

#include "services/taskhub/taskhuberror.h"
#include "testprogram.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <optional>

using namespace hubdeck;
using namespace Qt::StringLiterals;

class tst_FunctionAppProject : public QObject
{
    Q_OBJECT

private slots:
    void usesDefaultsWhereNothingIsSet();
    void readsHubName_data();
    void readsHubName();
    void readsStorageSetting_data();
    void readsStorageSetting();
    void readsWhereTheHubIsStored();
    void readsTheSettings();
    void refusesPartitionCountsThatNoHubHas_data();
    void refusesPartitionCountsThatNoHubHas();
    void readsThePort_data();
    void readsThePort();
    void readsFilesAsTheHostDoes();
    void prefersSettingsToTheHostFile();
    void failsWithoutHostFile();
    void namesFileAndPlaceOfBadJson();
    void namesTheSettingThatIsMissing();
    void refusesPortsThatAreNone();
};

namespace {

class Project
{
public:
    explicit Project(const QByteArray &host, const std::optional<QByteArray> &local = {})
    {
        write(u"host.json"_s, host);
        if (local) {
            write(u"local.settings.json"_s, *local);
        }
    }

    [[nodiscard]] FunctionAppProject read() const
    {
        return readFunctionAppProject(m_folder.path());
    }

    /// The error of read().
    [[nodiscard]] TaskHubError failure() const
    {
        try {
            static_cast<void>(read());
        } catch (const TaskHubError &error) {
            return error;
        }
        return TaskHubError(ErrorKind::Cancelled, u"there was none"_s);
    }

private:
    void write(const QString &name, const QByteArray &text)
    {
        QFile file(m_folder.filePath(name));
        if (file.open(QIODevice::WriteOnly)) {
            file.write(text);
        }
    }

    QTemporaryDir m_folder;
};

QByteArray durable(const QByteArray &members)
{
    return "{\"version\":\"2.0\",\"extensions\":{\"durableTask\":{" + members + "}}}";
}

} // namespace

void tst_FunctionAppProject::usesDefaultsWhereNothingIsSet()
{
    const FunctionAppProject project = Project("{\"version\":\"2.0\"}").read();
    QCOMPARE(project.hubName.text(), u"TestHubName"_s);
    QCOMPARE(project.storageSetting, u"AzureWebJobsStorage"_s);
    QCOMPARE(project.address.base.toString(),
             u"http://localhost:7071/runtime/webhooks/durabletask"_s);
    QVERIFY(project.address.key.isEmpty());
    QVERIFY(project.address.taskHub.isEmpty());
}

void tst_FunctionAppProject::readsHubName_data()
{
    QTest::addColumn<QByteArray>("host");
    QTest::addColumn<QByteArray>("local");
    QTest::addColumn<QString>("name");
    const QByteArray local
        = R"({"IsEncrypted":false,"Values":{"TaskHub":"FromSettings","N":5,"Stage":"Dev"}})";
    QTest::newRow("plain") << durable(R"("hubName":"OrdersHub")") << local << u"OrdersHub"_s;
    QTest::newRow("other case") << QByteArray(
        R"({"Extensions":{"DURABLETASK":{"HubName":"OrdersHub"}}})")
                                << local << u"OrdersHub"_s;
    QTest::newRow("empty") << durable(R"("hubName":"")") << local << u"TestHubName"_s;
    QTest::newRow("null") << durable(R"("hubName":null)") << local << u"TestHubName"_s;
    QTest::newRow("setting") << durable(R"("hubName":"%TaskHub%")") << local << u"FromSettings"_s;
    QTest::newRow("setting in other case")
        << durable(R"("hubName":"%TASKHUB%")") << local << u"FromSettings"_s;
    QTest::newRow("parts") << durable(R"("hubName":"Orders%Stage%%N%x")") << local
                           << u"OrdersDev5x"_s;
    QTest::newRow("lone percent") << durable(R"("hubName":"50%")") << local << u"50%"_s;
    QTest::newRow("escapes") << durable(R"("hub\u004eame":"\u0041bc")") << local << u"Abc"_s;
    QTest::newRow("Functions v1") << QByteArray(R"({"durableTask":{"HubName":"OldHub"}})") << local
                                  << u"OldHub"_s;
}

void tst_FunctionAppProject::readsHubName()
{
    QFETCH(QByteArray, host);
    QFETCH(QByteArray, local);
    QTEST(Project(host, local).read().hubName.text(), "name");
}

void tst_FunctionAppProject::readsStorageSetting_data()
{
    QTest::addColumn<QByteArray>("members");
    QTest::addColumn<QString>("setting");
    QTest::newRow("name") << QByteArray(R"("storageProvider":{"connectionName":"MyStorage"})")
                          << u"MyStorage"_s;
    QTest::newRow("string name") << QByteArray(
        R"("storageProvider":{"connectionStringName":"MyStorage"})")
                                 << u"MyStorage"_s;
    QTest::newRow("both") << QByteArray(
        R"("storageProvider":{"connectionStringName":"B","connectionName":"A"})")
                          << u"A"_s;
    QTest::newRow("neither") << QByteArray(R"("storageProvider":{"partitionCount":3})")
                             << u"AzureWebJobsStorage"_s;
    QTest::newRow("v1") << QByteArray(R"("azureStorageConnectionStringName":"Old")") << u"Old"_s;
}

void tst_FunctionAppProject::readsStorageSetting()
{
    QFETCH(QByteArray, members);
    QTEST(Project(durable(members)).read().storageSetting, "setting");
}

void tst_FunctionAppProject::readsWhereTheHubIsStored()
{
    const FunctionAppProject none = Project(durable({})).read();
    QVERIFY(!none.partitionCount);
    QVERIFY(none.trackingSetting.isEmpty() && none.trackingPrefix.isEmpty());
    QVERIFY(none.storageProvider.isEmpty());
    const FunctionAppProject full
        = Project(durable(R"("storageProvider":{"type":"AzureStorage","partitionCount":7,)"
                          R"("trackingStoreConnectionName":"Tracking",)"
                          R"("trackingStoreNamePrefix":"Orders"})"))
              .read();
    QCOMPARE(full.storageProvider, u"AzureStorage"_s);
    QCOMPARE(full.partitionCount, std::optional(7));
    QCOMPARE(full.trackingSetting, u"Tracking"_s);
    QCOMPARE(full.trackingPrefix, u"Orders"_s);
    const FunctionAppProject old
        = Project(durable(R"("partitionCount":3,"trackingStoreConnectionStringName":"T")")).read();
    QCOMPARE(old.partitionCount, std::optional(3));
    QCOMPARE(old.trackingSetting, u"T"_s);
}

void tst_FunctionAppProject::readsTheSettings()
{
    const FunctionAppProject project
        = Project(durable({}),
                  R"({"Values":{"A":"a","N":5,"none":null,"list":[1]},)"
                  R"("ConnectionStrings":{"Mine":"UseDevelopmentStorage=true"}})")
              .read();
    const QHash<QString, QString> expected { { u"A"_s, u"a"_s },
                                             { u"N"_s, u"5"_s },
                                             { u"ConnectionStrings:Mine"_s,
                                               u"UseDevelopmentStorage=true"_s } };
    QCOMPARE(project.settings, expected);
    QVERIFY(!project.settingsAreEncrypted);
    QVERIFY(Project(durable({}), R"({"IsEncrypted":true})").read().settingsAreEncrypted);
    QVERIFY(Project(durable({})).read().settings.isEmpty());
}

void tst_FunctionAppProject::refusesPartitionCountsThatNoHubHas_data()
{
    QTest::addColumn<QByteArray>("count");
    QTest::newRow("0") << QByteArray("0");
    QTest::newRow("17") << QByteArray("17");
    QTest::newRow("text") << QByteArray("\"four\"");
}

void tst_FunctionAppProject::refusesPartitionCountsThatNoHubHas()
{
    QFETCH(QByteArray, count);
    const TaskHubError error
        = Project(durable(R"("storageProvider":{"partitionCount":)" + count + '}')).failure();
    QCOMPARE(error.kind, ErrorKind::InvalidInput);
    QVERIFY2(error.message.contains(u"partitionCount"), qPrintable(error.message));
}

void tst_FunctionAppProject::readsThePort_data()
{
    QTest::addColumn<QByteArray>("local");
    QTest::addColumn<int>("port");
    QTest::newRow("number") << QByteArray(R"({"Host":{"LocalHttpPort":7171}})") << 7171;
    QTest::newRow("text") << QByteArray(R"({"host":{"localhttpport":"7172"}})") << 7172;
    QTest::newRow("none") << QByteArray(R"({"Host":{"CORS":"*"}})") << 7071;
}

void tst_FunctionAppProject::readsThePort()
{
    QFETCH(QByteArray, local);
    QTEST(Project("{}", local).read().address.base.port(), "port");
}

void tst_FunctionAppProject::readsFilesAsTheHostDoes()
{
    const QByteArray host = "\xEF\xBB\xBF// the hub\r\n{ /* \"hubName\": \"no\" */\r\n  "
                            "\"extensions\": { \"durableTask\": {\r\n"
                            "    \"hubName\": \"http://x, /* kept */\", // [\r\n  }, },\r\n}\r\n";
    QCOMPARE(Project(host).read().hubName.text(), u"http://x, /* kept */"_s);
    const QByteArray local = "\xEF\xBB\xBF{\"Values\":{\"A\":\"Hub\",},}";
    QCOMPARE(Project(durable(R"("hubName":"%A%")"), local).read().hubName.text(), u"Hub"_s);
}

void tst_FunctionAppProject::prefersSettingsToTheHostFile()
{
    const QByteArray local
        = R"({"Values":{"AzureFunctionsJobHost__extensions__durableTask__hubName":"Mine",
        "azurefunctionsjobhost:extensions:durabletask:storageprovider:connectionname":"Other"}})";
    const FunctionAppProject project = Project(durable(R"("hubName":"OrdersHub")"), local).read();
    QCOMPARE(project.hubName.text(), u"Mine"_s);
    QCOMPARE(project.storageSetting, u"Other"_s);
}

void tst_FunctionAppProject::failsWithoutHostFile()
{
    const QTemporaryDir folder;
    try {
        static_cast<void>(readFunctionAppProject(folder.path()));
        QFAIL("there was one");
    } catch (const TaskHubError &error) {
        QCOMPARE(error.kind, ErrorKind::Local);
        QVERIFY(error.message.contains(u"host.json"));
    }
    QVERIFY_THROWS_EXCEPTION(
        TaskHubError, static_cast<void>(readFunctionAppProject(folder.filePath(u"absent"_s))));
}

void tst_FunctionAppProject::namesFileAndPlaceOfBadJson()
{
    const TaskHubError host = Project("// note\n{\n  \"extensions\": nope\n}").failure();
    QCOMPARE(host.kind, ErrorKind::InvalidInput);
    QVERIFY2(host.message.contains(u"host.json") && host.message.contains(u"line 3, column 17"),
             qPrintable(host.message));
    const TaskHubError local = Project("{}", "{\"Values\":{}").failure();
    QCOMPARE(local.kind, ErrorKind::InvalidInput);
    QVERIFY2(local.message.contains(u"local.settings.json"), qPrintable(local.message));
    QCOMPARE(Project("").failure().kind, ErrorKind::InvalidInput);
}

void tst_FunctionAppProject::namesTheSettingThatIsMissing()
{
    const TaskHubError undefinedName
        = Project(durable(R"("hubName":"%TaskHub%")"), "{\"Values\":{\"Other\":\"x\"}}").failure();
    QCOMPARE(undefinedName.kind, ErrorKind::InvalidInput);
    QVERIFY(undefinedName.message.contains(u"TaskHub")
            && undefinedName.message.contains(u"local.settings.json"));
    QCOMPARE(Project(durable(R"("hubName":"%TaskHub%")")).failure().kind, ErrorKind::InvalidInput);
}

void tst_FunctionAppProject::refusesPortsThatAreNone()
{
    for (const char *port : { "0", "70000", "\"seven\"", "true" }) {
        QCOMPARE(
            Project("{}", QByteArray("{\"Host\":{\"LocalHttpPort\":") + port + "}}").failure().kind,
            ErrorKind::InvalidInput);
    }
}

HUBDECK_GUILESS_TEST(tst_FunctionAppProject)
#include "tst_functionappproject.moc"
