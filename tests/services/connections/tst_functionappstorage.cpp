// SPDX-License-Identifier: MIT
#include "services/connections/functionappstorage.h"

#include "services/azurestorage/tokensource.h"
#include "testprogram.h"
#include "thrown.h"

#include <QTest>

using namespace hubdeck;
using namespace hubdeck::azurestorage;
using namespace Qt::Literals::StringLiterals;

class TestFunctionAppStorage : public QObject
{
    Q_OBJECT

private slots:
    void opensTheEmulator();
    void opensAnIdentity();
    void opensATrackingStore();
    void namesTheSettingThatIsMissing();
    void refusesAStringThatIsWrong();
    void refusesEncryptedSettings();
    void refusesOtherProviders();

private:
    static FunctionAppProject project()
    {
        FunctionAppProject project;
        project.hubName = TaskHubName(u"OrdersHub"_s);
        project.storageSetting = u"AzureWebJobsStorage"_s;
        project.settings.insert(u"AzureWebJobsStorage"_s, u"UseDevelopmentStorage=true"_s);
        return project;
    }

    std::shared_ptr<TokenSource> m_tokens = std::make_shared<GivenToken>(Secret("t"), u"x"_s);
};

void TestFunctionAppStorage::opensTheEmulator()
{
    FunctionAppProject app = project();
    app.storageProvider = u"azurestorage"_s;
    app.partitionCount = 7;
    const FunctionAppStorage storage = functionAppStorage(app, m_tokens);
    QVERIFY(storage.account.isEmulator());
    QCOMPARE(storage.hubName, app.hubName);
    QCOMPARE(storage.partitionCount, std::optional(7));
    QVERIFY(!storage.trackingStore);
}

void TestFunctionAppStorage::opensAnIdentity()
{
    FunctionAppProject app = project();
    app.settings = { { u"AzureWebJobsStorage__accountName"_s, u"contoso"_s } };
    const FunctionAppStorage storage = functionAppStorage(app, m_tokens);
    QCOMPARE(storage.account.name, u"contoso"_s);
    QCOMPARE(std::get<TokenCredential>(storage.account.credential).source, m_tokens);
}

void TestFunctionAppStorage::opensATrackingStore()
{
    FunctionAppProject app = project();
    app.trackingSetting = u"Tracking"_s;
    app.settings.insert(u"Tracking__accountName"_s, u"tracks"_s);
    const auto standard = functionAppStorage(app, m_tokens).trackingStore;
    QVERIFY(standard);
    QCOMPARE(standard->account.name, u"tracks"_s);
    QCOMPARE(standard->tablePrefix, u"DurableTask"_s);
    app.trackingPrefix = u"Orders"_s;
    QCOMPARE(functionAppStorage(app, m_tokens).trackingStore->tablePrefix, u"Orders"_s);
}

void TestFunctionAppStorage::namesTheSettingThatIsMissing()
{
    FunctionAppProject app = project();
    app.trackingSetting = u"Tracking"_s;
    const auto error = thrownBy([&] { static_cast<void>(functionAppStorage(app, m_tokens)); });
    QVERIFY(error && error->kind == ErrorKind::InvalidInput);
    QVERIFY2(error->message.contains(u" Tracking,"), qPrintable(error->message));
}

void TestFunctionAppStorage::refusesAStringThatIsWrong()
{
    FunctionAppProject app = project();
    app.settings = { { u"AzureWebJobsStorage"_s, u"AccountName=contoso;AcountKey=c2VjcmV0"_s } };
    const auto error = thrownBy([&] { static_cast<void>(functionAppStorage(app, m_tokens)); });
    QVERIFY(error);
    QVERIFY2(error->message.contains(u"AzureWebJobsStorage")
                 && error->message.contains(u"AcountKey") && !error->message.contains(u"c2VjcmV0"),
             qPrintable(error->message));
}

void TestFunctionAppStorage::refusesEncryptedSettings()
{
    FunctionAppProject app = project();
    app.settingsAreEncrypted = true;
    const auto error = thrownBy([&] { static_cast<void>(functionAppStorage(app, m_tokens)); });
    QVERIFY(error && error->message.contains(u"decrypt"));
}

void TestFunctionAppStorage::refusesOtherProviders()
{
    FunctionAppProject app = project();
    app.storageProvider = u"mssql"_s;
    const auto error = thrownBy([&] { static_cast<void>(functionAppStorage(app, m_tokens)); });
    QVERIFY(error && error->message.contains(u"mssql"));
}

HUBDECK_GUILESS_TEST(TestFunctionAppStorage)
#include "tst_functionappstorage.moc"
