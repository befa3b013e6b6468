// SPDX-License-Identifier: MIT
#include "ui/dialogs/connectdialog.h"

#include "dialogfixture.h"
#include "services/connections/connectionstring.h"
#include "testprogram.h"

#include <QCheckBox>
#include <QComboBox>
#include <QRadioButton>
#include <QTreeWidget>

using namespace Qt::Literals::StringLiterals;
using namespace hubdeck;
using test::DialogFixture;
using test::ScriptedHub;

class ConnectDialogTest : public QObject
{
    Q_OBJECT

private slots:

    void init()
    {
        m_fixture = std::make_unique<DialogFixture>();
        m_asked.clear();
        m_known = false;
        ConnectDialog::Services services {
            [this](const HubAddress &address) -> std::shared_ptr<TaskHub> {
                m_asked.push_back(address);
                return m_fixture->hub;
            },
            [this](const HubAddress &) { return m_known; },
            { .contents = [this](const auto &, const std::stop_token &) { return m_contents; } }
        };
        m_dialog = std::make_unique<ConnectDialog>(services, m_fixture->pool);
        QVERIFY(test::shown(*m_dialog));
    }

    void cleanup()
    {
        m_dialog.reset();
        m_fixture.reset();
    }

    void takesAnOriginAndAKey()
    {
        QVERIFY(!canConnect());
        QCOMPARE(test::labelText(*m_dialog, "dialogProblem"),
                 QString()); // an empty field is no mistake
        url(u"contoso.azurewebsites.net"_s);
        test::type(*m_dialog, "connectKey", u"abc=="_s);
        QVERIFY(canConnect());
        const ConnectionChoice choice = m_dialog->choice();
        QCOMPARE(choice.address.base,
                 QUrl(u"https://contoso.azurewebsites.net/runtime/webhooks/durabletask"_s));
        QCOMPARE(choice.address.key.reveal(), QByteArray("abc=="));
        QVERIFY(!choice.address.allowInsecureHttp);
        QVERIFY(!choice.production && !choice.readOnly);
        QCOMPARE(choice.name, choice.address.displayName());
        QCOMPARE(test::cutOffText(*m_dialog), QString());
        QCOMPARE(test::unnamedControls(*m_dialog), QStringList());
        QCOMPARE(test::sharedMnemonics(*m_dialog), QStringList());
    }

    void warnsOfPlainHttpToAnotherHost()
    {
        url(u"http://localhost:7071"_s);
        QVERIFY(canConnect());
        QVERIFY(!test::part<QLabel>(*m_dialog, "insecureWarning")->isVisible());
        url(u"http://orders.internal"_s);
        QVERIFY(test::part<QLabel>(*m_dialog, "insecureWarning")->isVisible());
        QVERIFY(!canConnect());
        QVERIFY(!test::part<QPushButton>(*m_dialog, "connectTest")->isEnabled());
        test::part<QCheckBox>(*m_dialog, "connectInsecure")->click();
        QVERIFY(canConnect());
        QVERIFY(m_dialog->choice().address.allowInsecureHttp);
        QCOMPARE(test::cutOffText(*m_dialog), QString());
        url(u"https://orders.internal"_s);
        QVERIFY(!m_dialog->choice().address.allowInsecureHttp);
    }

    void asksBeforeAHubIsNamedForTheFirstTime()
    {
        url(u"https://contoso.example"_s);
        test::type(*m_dialog, "connectTaskHub", u"OrdersHub"_s);
        QVERIFY(!canConnect());
        QVERIFY(test::labelText(*m_dialog, "newHubWarning").contains(u"creates"_s));
        QVERIFY(!test::part<QPushButton>(*m_dialog, "connectTest")
                     ->isEnabled()); // a test would create it too
        test::part<QCheckBox>(*m_dialog, "connectNewHub")->click();
        QVERIFY(canConnect());
        m_known = true;
        test::part<QCheckBox>(*m_dialog, "connectNewHub")->click();
        QVERIFY(canConnect());
        QVERIFY(!test::part<QLabel>(*m_dialog, "newHubWarning")->isVisible());
    }

    void refusesWhatCannotBe_data()
    {
        QTest::addColumn<QString>("address");
        QTest::addColumn<QString>("taskHub");
        QTest::addRow("other scheme") << u"ftp://x"_s << QString();
        QTest::addRow("no host") << u"https://"_s << QString();
        QTest::addRow("hub name") << u"https://contoso.example"_s << u"9 bad name"_s;
    }

    void refusesWhatCannotBe()
    {
        QFETCH(const QString, address);
        QFETCH(const QString, taskHub);
        m_known = true;
        url(address);
        test::type(*m_dialog, "connectTaskHub", taskHub);
        QVERIFY(!canConnect());
        QVERIFY(!test::labelText(*m_dialog, "dialogProblem").isEmpty());
        QCOMPARE(test::cutOffText(*m_dialog), QString());
    }

    void takesMarksAndAName()
    {
        url(u"https://contoso.example"_s);
        test::type(*m_dialog, "connectName", u"Orders"_s);
        test::part<QCheckBox>(*m_dialog, "connectProduction")->click();
        test::part<QCheckBox>(*m_dialog, "connectReadOnly")->click();
        const ConnectionChoice choice = m_dialog->choice();
        QCOMPARE(choice.name, u"Orders"_s);
        QVERIFY(choice.production && choice.readOnly);
    }

    void keepsTheKeyOfAnEditedConnection()
    {
        ConnectionChoice old;
        old.address.base = QUrl(u"https://contoso.example/runtime/webhooks/durabletask"_s);
        old.address.taskHub = TaskHubName(u"OrdersHub"_s);
        old.address.key = Secret("secret");
        old.name = u"Orders"_s;
        old.production = true;
        m_dialog->edit(old);
        QVERIFY(canConnect());
        QCOMPARE(test::part<QLineEdit>(*m_dialog, "connectKey")->text(), QString());
        QVERIFY(m_dialog->choice().address == old.address);
        QCOMPARE(m_dialog->choice().name, u"Orders"_s);
        QVERIFY(m_dialog->choice().production);
        test::type(*m_dialog, "connectKey", u"new"_s);
        QCOMPARE(m_dialog->choice().address.key.reveal(), QByteArray("new"));
        test::type(*m_dialog, "connectKey", QString());
        url(u"https://other.example"_s); // a key never goes to another host
        QVERIFY(m_dialog->choice().address.key.isEmpty());
    }

    void connectsToHubsOfAStorageAccount()
    {
        m_contents.listing.tables = { u"OrdersHubInstances"_s, u"OrdersHubHistory"_s };
        m_dialog->showStorage();
        QVERIFY(!test::part<QLineEdit>(*m_dialog, "connectUrl")->isVisible());
        QVERIFY(!canConnect());
        test::part<QComboBox>(*m_dialog, "storageWay")->setCurrentIndex(1);
        QTRY_VERIFY(canConnect()); // the only hub is ticked
        const ConnectionChoice choice = m_dialog->choice();
        QCOMPARE(choice.road, ConnectionChoice::Road::Storage);
        QCOMPARE(choice.storage.size(), 1U);
        QCOMPARE(choice.name, choice.storage.front().account.displayName());
        QCOMPARE(test::cutOffText(*m_dialog), QString());
        test::part<QRadioButton>(*m_dialog, "connectOverHttp")->click();
        QVERIFY(!canConnect()); // no address yet
    }

    void isNoHigherThanItsFieldsNeed()
    {
        for (int i = 0; i < 9; ++i) {
            m_contents.listing.tables += { u"Hub%1Instances"_s.arg(i), u"Hub%1History"_s.arg(i) };
        }
        auto *way = test::part<QComboBox>(*m_dialog, "storageWay");
        m_dialog->showStorage();
        way->setCurrentIndex(2);
        const int fresh = m_dialog->height();
        way->setCurrentIndex(1);
        auto *list = test::part<QTreeWidget>(*m_dialog, "storageHubs");
        QTRY_VERIFY(list->isVisible());
        QVERIFY(m_dialog->height() > fresh + 50);
        QCOMPARE(test::cutOffText(*m_dialog), QString());
        way->setCurrentIndex(2);
        QVERIFY(!list->isVisible());
        QCOMPARE(m_dialog->height(), fresh);
    }

    void editsAPlace()
    {
        ConnectionChoice old;
        old.road = ConnectionChoice::Road::Storage;
        StoragePlace place;
        place.account = parseConnectionString(u"AccountName=contoso;AccountKey=c2VjcmV0a2V5"_s);
        place.hub = TaskHubName(u"OrdersHub"_s);
        old.storage = { place };
        old.name = u"Orders"_s;
        old.readOnly = true;
        m_dialog->edit(old);
        QVERIFY(canConnect());
        const ConnectionChoice choice = m_dialog->choice();
        QCOMPARE(choice.road, ConnectionChoice::Road::Storage);
        QCOMPARE(choice.name, u"Orders"_s);
        QVERIFY(choice.readOnly && !choice.production);
        QVERIFY(choice.storage.front().account == place.account);
    }

    void asksForAMissingSecretFirst()
    {
        ConnectionChoice http;
        http.address = parseHubAddress(u"https://contoso.example"_s);
        m_dialog->hide(); // a dialog is filled in before it is shown
        m_dialog->edit(http, true);
        QVERIFY(test::shown(*m_dialog));
        QCOMPARE(m_dialog->focusWidget(), test::part<QLineEdit>(*m_dialog, "connectKey"));
        StoragePlace place;
        place.account = parseConnectionString(u"AccountName=contoso;AccountKey=c2VjcmV0a2V5"_s);
        place.hub = TaskHubName(u"OrdersHub"_s);
        ConnectionChoice stored;
        stored.road = ConnectionChoice::Road::Storage;
        stored.storage = { *StoragePlace::fromRemembered(place.remembered()) };
        m_dialog->hide();
        m_dialog->edit(stored, true);
        QVERIFY(test::shown(*m_dialog));
        QCOMPARE(m_dialog->focusWidget(),
                 test::part<QLineEdit>(*m_dialog, "storageConnectionString"));
    }

    void stopsTestingWhenClosed()
    {
        m_fixture->hub->hold();
        url(u"https://contoso.example"_s);
        test::part<QPushButton>(*m_dialog, "connectTest")->click();
        QTRY_COMPARE(m_fixture->hub->waiting(), 1);
        m_dialog.reset();
        QTRY_COMPARE(m_fixture->hub->waiting(), 0);
    }

private:
    void url(const QString &text) { test::type(*m_dialog, "connectUrl", text); }

    [[nodiscard]] bool canConnect() const { return test::acceptButton(*m_dialog)->isEnabled(); }

    std::unique_ptr<DialogFixture> m_fixture;
    std::unique_ptr<ConnectDialog> m_dialog;
    std::vector<HubAddress> m_asked;
    bool m_known = false;
    azurestorage::AccountContents m_contents;
};

HUBDECK_TEST(ConnectDialogTest)
#include "tst_connectdialog.moc"
