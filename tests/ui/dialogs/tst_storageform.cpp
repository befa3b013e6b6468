// SPDX-License-Identifier: MIT
#include "ui/dialogs/storageform.h"

#include "dialogfixture.h"

#include "services/connections/connectionstring.h"
#include "testprogram.h"

#include <QComboBox>
#include <QSpinBox>
#include <QTreeWidget>

using namespace Qt::Literals::StringLiterals;
using namespace hubdeck;
using namespace hubdeck::azurestorage;

namespace {

AccountContents accountWithTwoHubs()
{
    AccountContents contents;
    contents.listing.tables
        = { u"OrdersHubInstances"_s, u"OrdersHubHistory"_s, u"OrdersHubPartitions"_s,
            u"BrokenHubInstances"_s, u"BrokenHubHistory"_s };
    contents.listing.queues = { u"ordershub-workitems"_s, u"ordershub-control-00"_s };
    return contents;
}

} // namespace

class StorageFormTest : public QObject
{
    Q_OBJECT

private slots:

    void init()
    {
        m_fixture = std::make_unique<test::DialogFixture>();
        m_contents = accountWithTwoHubs();
        m_error.reset();
        m_asked = 0;
        StorageForm::Services services;
        services.contents = [this](const StoragePlace &, const std::stop_token &) {
            ++m_asked;
            if (m_error) {
                throw *m_error;
            }
            return m_contents;
        };
        m_foldersRead = 0;
        services.placeOfFolder = [this](const QString &folder) {
            ++m_foldersRead;
            if (folder != u"/app"_s) {
                throw TaskHubError(ErrorKind::Local, u"host.json cannot be read."_s);
            }
            StoragePlace place;
            place.account = emulatorAccount();
            place.hub = TaskHubName(u"OrdersHub"_s);
            place.partitionCount = 7;
            return place;
        };
        services.prompts = &m_fixture->prompts;
        m_form = std::make_unique<StorageForm>(services, m_fixture->pool);
        QVERIFY(test::shown(*m_form));
    }

    void cleanup()
    {
        m_form.reset();
        m_fixture.reset();
    }

    void asksForAnAccountFirst()
    {
        QVERIFY(!m_form->problem().isEmpty());
        QVERIFY(m_form->isProblemQuiet());
        QVERIFY(m_form->places().empty());
        QVERIFY(!look()->isEnabled());
        QCOMPARE(test::unnamedControls(*m_form), QStringList());
    }

    void enterLooksAndSaysWhatIsMissing()
    {
        auto *edit = test::part<QLineEdit>(*m_form, "storageConnectionString");
        QVERIFY(m_form->isProblemQuiet());
        QTest::keyClick(edit, Qt::Key_Return);
        QVERIFY(!m_form->isProblemQuiet()); // nothing is given yet
        test::type(*m_form, "storageConnectionString", u"AccountName=contoso;AccountKey=c2Vj"_s);
        QVERIFY(m_form->isProblemQuiet());
        QCOMPARE(m_asked, 0);
        QTest::keyClick(edit, Qt::Key_Return);
        QTRY_COMPARE(hubs()->topLevelItemCount(), 2);
        QCOMPARE(m_asked, 1);
    }

    void saysWhyAnEditedPlaceNeedsALookAgain()
    {
        StoragePlace place;
        place.account = parseConnectionString(u"AccountName=contoso;AccountKey=c2Vj"_s);
        place.hub = TaskHubName(u"OrdersHub"_s);
        place.trackingStore = TrackingStore { place.account, u"Shop"_s };
        m_form->edit(place, false);
        QCOMPARE(m_form->problem(), QString());
        test::part<QPushButton>(*m_form, "storageStoreRemove")->click();
        QCOMPARE(m_form->problem(), u"Look for the hubs of the account first."_s);
        QVERIFY(!m_form->isProblemQuiet());
    }

    void namesTheMisspeltPart()
    {
        test::type(*m_form, "storageConnectionString", u"AccountNam=contoso;AccountKey=c2Vj"_s);
        QVERIFY2(m_form->problem().contains(u"AccountNam"_s), qPrintable(m_form->problem()));
        QVERIFY(!m_form->isProblemQuiet());
        QVERIFY(!m_form->problem().contains(u"c2Vj"_s));
        QVERIFY(!look()->isEnabled());
        QCOMPARE(m_asked, 0);
    }

    void looksBeforeItConnectsAndListsWholeHubsAndParts()
    {
        chooseEmulator();
        QTRY_COMPARE(hubs()->topLevelItemCount(), 2);
        QCOMPARE(m_asked, 1);
        QCOMPARE(hubs()->topLevelItem(0)->text(0), u"BrokenHub"_s);
        QVERIFY(hubs()->topLevelItem(0)->text(1).startsWith(u"in parts"_s));
        QCOMPARE(hubs()->topLevelItem(1)->text(0), u"OrdersHub"_s);
        QCOMPARE(hubs()->topLevelItem(1)->text(1), u"complete"_s);
        QVERIFY(!m_form->problem().isEmpty()); // none is chosen yet
        hubs()->topLevelItem(1)->setCheckState(0, Qt::Checked);
        QCOMPARE(m_form->problem(), QString());
        const auto places = m_form->places();
        QCOMPARE(places.size(), 1U);
        QCOMPARE(places.front().hub.text(), u"OrdersHub"_s);
        QVERIFY(places.front().account == emulatorAccount());
        QVERIFY(!places.front().partitionCount);
    }

    void ticksTheOnlyHub()
    {
        m_contents.listing.tables.resize(3);
        chooseEmulator();
        QTRY_COMPARE(m_form->places().size(), 1U);
    }

    void opensSeveralAtOnce()
    {
        chooseEmulator();
        QTRY_COMPARE(hubs()->topLevelItemCount(), 2);
        hubs()->topLevelItem(0)->setCheckState(0, Qt::Checked);
        hubs()->topLevelItem(1)->setCheckState(0, Qt::Checked);
        test::part<QSpinBox>(*m_form, "storagePartitions")->setValue(7);
        const auto places = m_form->places();
        QCOMPARE(places.size(), 2U);
        QCOMPARE(places.back().partitionCount, std::optional(7));
    }

    void refusesANameThatNoHubCanHaveBeforeAnyRequest()
    {
        test::type(*m_form, "storageHubName", u"9 bad"_s);
        test::type(*m_form, "storageConnectionString", u"UseDevelopmentStorage=true"_s);
        QVERIFY(!m_form->problem().isEmpty());
        QVERIFY(!m_form->isProblemQuiet());
        QCOMPARE(m_asked, 0);
    }

    void saysWhenANamedHubIsNotThere()
    {
        chooseEmulator();
        QTRY_COMPARE(hubs()->topLevelItemCount(), 2);
        test::type(*m_form, "storageHubName", u"ordershub"_s);
        QVERIFY(m_form->problem().contains(u"ordershub"_s));
        QVERIFY(m_form->places().empty());
    }

    void takesATypedNameThatIsListed()
    {
        chooseEmulator();
        QTRY_COMPARE(hubs()->topLevelItemCount(), 2);
        test::type(*m_form, "storageHubName", u"OrdersHub"_s);
        QCOMPARE(m_form->problem(), QString());
        QCOMPARE(m_form->places().size(), 1U);
        QCOMPARE(m_form->places().front().hub.text(), u"OrdersHub"_s);
        hubs()->topLevelItem(1)->setCheckState(0, Qt::Checked); // said twice, opened once
        QCOMPARE(m_form->places().size(), 1U);
    }

    void takesANameWhereTheAccountMayNotBeListed()
    {
        m_error = TaskHubError(ErrorKind::Unauthorised, u"The signature may not list."_s);
        chooseEmulator();
        QTRY_COMPARE(test::labelText(*m_form, "storageState"), u"The signature may not list."_s);
        test::type(*m_form, "storageHubName", u"OrdersHub"_s);
        QCOMPARE(m_form->problem(), QString());
        QCOMPARE(m_form->places().size(), 1U);
    }

    void forgetsWhatAnotherAccountHad()
    {
        chooseEmulator();
        QTRY_COMPARE(hubs()->topLevelItemCount(), 2);
        test::part<QComboBox>(*m_form, "storageWay")->setCurrentIndex(2);
        QCOMPARE(hubs()->topLevelItemCount(), 0);
        test::type(*m_form, "storageAccountName", u"Not An Account"_s);
        QVERIFY(!m_form->isProblemQuiet());
        test::type(*m_form, "storageAccountName", u"contoso"_s);
        QVERIFY(m_form->isProblemQuiet());
        QVERIFY(look()->isEnabled());
    }

    void readsAFunctionAppsFolder()
    {
        test::part<QComboBox>(*m_form, "storageWay")->setCurrentIndex(3);
        test::type(*m_form, "storageFolder", u"/nowhere"_s);
        QCOMPARE(m_form->problem(), u"host.json cannot be read."_s);
        m_fixture->prompts.expectOpenFileName(u"/app/host.json"_s);
        test::part<QPushButton>(*m_form, "storageBrowse")->click();
        QTRY_COMPARE(m_form->places().size(), 1U); // the hub of host.json is ticked
        QCOMPARE(m_form->places().front().hub.text(), u"OrdersHub"_s);
        QCOMPARE(m_form->places().front().partitionCount, std::optional(7)); // host.json's
    }

    void readsAFolderOnceForEachText()
    {
        test::part<QComboBox>(*m_form, "storageWay")->setCurrentIndex(3);
        test::type(*m_form, "storageFolder", u"/app"_s);
        const int read = m_foldersRead;
        QCOMPARE(read, 4); // one for each key press
        test::type(*m_form, "storageHubName", u"OrdersHub"_s);
        QCOMPARE(m_form->problem(), u"Look for the hubs of the account first."_s);
        look()->click();
        QTRY_COMPARE(m_form->places().size(), 1U);
        hubs()->topLevelItem(0)->setCheckState(0, Qt::Checked);
        QCOMPARE(m_form->places().size(), 2U);
        QCOMPARE(m_foldersRead, read);
    }

    void keepsTheSecretOfAnEditedPlace()
    {
        StoragePlace place;
        place.account = parseConnectionString(u"AccountName=contoso;AccountKey=c2VjcmV0a2V5"_s);
        place.hub = TaskHubName(u"OrdersHub"_s);
        m_form->edit(place, false);
        QCOMPARE(m_form->problem(), QString());
        QCOMPARE(m_form->places().size(), 1U);
        QVERIFY(m_form->places().front().account == place.account);
        auto *text = test::part<QLineEdit>(*m_form, "storageConnectionString");
        QVERIFY(text->text().isEmpty());
        QCOMPARE(text->echoMode(), QLineEdit::Password);
    }

    void asksForASecretThatWasNotKept()
    {
        StoragePlace place;
        place.account = parseConnectionString(u"AccountName=contoso;AccountKey=c2VjcmV0a2V5"_s);
        place.hub = TaskHubName(u"OrdersHub"_s);
        m_form->edit(StoragePlace::fromRemembered(place.remembered()).value(), true);
        QVERIFY(m_form->places().empty());
        QVERIFY(test::part<QLineEdit>(*m_form, "storageConnectionString")
                    ->placeholderText()
                    .contains(u"contoso"_s));
    }

private:
    void chooseEmulator() { test::part<QComboBox>(*m_form, "storageWay")->setCurrentIndex(1); }

    [[nodiscard]] QPushButton *look() const
    {
        return test::part<QPushButton>(*m_form, "storageLook");
    }

    [[nodiscard]] QTreeWidget *hubs() const
    {
        return test::part<QTreeWidget>(*m_form, "storageHubs");
    }

    std::unique_ptr<test::DialogFixture> m_fixture;
    std::unique_ptr<StorageForm> m_form;
    AccountContents m_contents;
    std::optional<TaskHubError> m_error;
    std::atomic<int> m_asked = 0;
    int m_foldersRead = 0;
};

HUBDECK_TEST(StorageFormTest)
#include "tst_storageform.moc"
