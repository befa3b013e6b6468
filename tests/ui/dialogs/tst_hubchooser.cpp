// SPDX-License-Identifier: MIT
#include "ui/dialogs/hubchooser.h"

#include "dialogfixture.h"

#include "services/connections/connectionstring.h"
#include "testprogram.h"

#include <QScopeGuard>
#include <QSpinBox>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <atomic>

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

/// Counts the key presses that reach a widget.
class KeyCounter : public QObject
{
public:
    int keys = 0;

    bool eventFilter(QObject *, QEvent *event) override
    {
        keys += event->type() == QEvent::KeyPress ? 1 : 0;
        return false;
    }
};

} // namespace

class HubChooserTest : public QObject
{
    Q_OBJECT

private slots:

    void init()
    {
        m_fixture = std::make_unique<test::DialogFixture>();
        m_contents = accountWithTwoHubs();
        m_place = {};
        m_place.account = emulatorAccount();
        m_chooser = std::make_unique<HubChooser>(
            [this](const auto &, const std::stop_token &) {
                ++m_asked;
                return m_contents;
            },
            m_fixture->pool);
        connect(m_chooser.get(), &HubChooser::lookRequested, this, [this] { lookInto(); });
        m_asked = 0;
        QVERIFY(test::shown(*m_chooser));
    }

    void cleanup()
    {
        m_chooser.reset();
        m_fixture.reset();
    }

    void looksOnlyIntoAnAccount()
    {
        QVERIFY(!look()->isEnabled());
        m_chooser->setAccountGiven(true);
        QVERIFY(look()->isEnabled());
        QVERIFY(m_chooser->isProblemQuiet());
        lookInto();
        QVERIFY(!look()->isEnabled()); // it is under way
        QTRY_COMPARE(hubs()->topLevelItemCount(), 2);
        QCOMPARE(m_asked.load(), 1);
        m_chooser->forget();
        QVERIFY(!hubs()->isVisible());
        QVERIFY(m_chooser->chosen().empty());
    }

    void saysThatSomeOfSeveralMustBeTicked()
    {
        lookInto();
        QTRY_COMPARE(hubs()->topLevelItemCount(), 2);
        const QString said = u"The account answers: 2 hubs. Tick those to connect to."_s;
        QCOMPARE(test::labelText(*m_chooser, "storageState"), said);
        QCOMPARE(hubs()->accessibleDescription(), said);
        QCOMPARE(m_chooser->problem(), u"Tick at least one hub of the list."_s);
        QVERIFY(!m_chooser->isProblemQuiet());
    }

    void goesToTheListWhenTheButtonHadTheFocus()
    {
        m_chooser->setAccountGiven(true);
        look()->setFocus();
        QTest::keyClick(look(), Qt::Key_Space);
        QTRY_COMPARE(hubs()->topLevelItemCount(), 2);
        QVERIFY(hubs()->hasFocus());
        QCOMPARE(hubs()->currentItem(), hubs()->topLevelItem(0));
        QTest::keyClick(hubs(), Qt::Key_Space);
        QCOMPARE(hubs()->topLevelItem(0)->checkState(0), Qt::Checked);
    }

    void leavesTheFocusWhereThePersonTookIt()
    {
        lookInto(); // without the button
        auto *name = test::part<QLineEdit>(*m_chooser, "storageHubName");
        name->setFocus();
        QTRY_COMPARE(hubs()->topLevelItemCount(), 2);
        QVERIFY(name->hasFocus());
    }

    void enterAndADoubleClickTickToo()
    {
        QWidget window; // where a key goes that nobody takes
        KeyCounter counter;
        window.installEventFilter(&counter);
        auto *column = new QVBoxLayout(&window);
        column->addWidget(m_chooser.get());
        const auto back = qScopeGuard([this] { m_chooser->setParent(nullptr); });
        QVERIFY(test::shown(window));
        lookInto();
        QTRY_COMPARE(hubs()->topLevelItemCount(), 2);
        hubs()->setCurrentItem(hubs()->topLevelItem(1));
        hubs()->setFocus();
        QTest::keyClick(hubs(), Qt::Key_Return);
        QCOMPARE(hubs()->topLevelItem(1)->checkState(0), Qt::Checked);
        QCOMPARE(counter.keys, 0); // it would press the dialog's button
        hubs()->scrollToItem(hubs()->topLevelItem(0));
        const QPoint what = hubs()->visualItemRect(hubs()->topLevelItem(0)).center();
        QTest::mouseClick(hubs()->viewport(), Qt::LeftButton, {}, what);
        QTest::mouseDClick(hubs()->viewport(), Qt::LeftButton, {}, what);
        QCOMPARE(hubs()->topLevelItem(0)->checkState(0), Qt::Checked);
    }

    void ticksTheOnlyHub()
    {
        m_contents.listing.tables.resize(3);
        lookInto();
        QTRY_COMPARE(m_chooser->chosen().size(), 1U);
    }

    void saysWhenANamedHubIsNotThere()
    {
        lookInto();
        QTRY_COMPARE(hubs()->topLevelItemCount(), 2);
        test::type(*m_chooser, "storageHubName", u"ordershub"_s);
        QVERIFY(m_chooser->problem().contains(u"ordershub"_s));
    }

    void takesATypedNameThatIsListed()
    {
        lookInto();
        QTRY_COMPARE(hubs()->topLevelItemCount(), 2);
        test::type(*m_chooser, "storageHubName", u"OrdersHub"_s);
        QCOMPARE(m_chooser->problem(), QString());
        QCOMPARE(m_chooser->chosen().size(), 1U);
        QCOMPARE(m_chooser->chosen().front().text(), u"OrdersHub"_s);
        hubs()->topLevelItem(1)->setCheckState(0, Qt::Checked); // said twice, opened once
        QCOMPARE(m_chooser->chosen().size(), 1U);
    }

    void forgetsTheNamesOfAnEarlierLook()
    {
        lookInto();
        QTRY_COMPARE(hubs()->topLevelItemCount(), 2);
        m_contents.listing.tables = { u"OrdersHubInstances"_s, u"OrdersHubHistory"_s };
        look()->click();
        QTRY_COMPARE(hubs()->topLevelItemCount(), 1);
        hubs()->topLevelItem(0)->setCheckState(0, Qt::Unchecked);
        test::type(*m_chooser, "storageHubName", u"BrokenHub"_s);
        QVERIFY2(m_chooser->problem().contains(u"BrokenHub"_s), qPrintable(m_chooser->problem()));
    }

    void findsAHubWithATrackingStore()
    {
        m_place.trackingStore = TrackingStore { emulatorAccount(), u"Shop"_s };
        m_contents.listing.tables = { u"ShopInstances"_s, u"ShopHistory"_s };
        m_contents.listing.queues = { u"ordershub-workitems"_s, u"ordershub-control-00"_s };
        test::type(*m_chooser, "storageHubName", u"OrdersHub"_s); // host.json's
        lookInto();
        QTRY_COMPARE(hubs()->topLevelItemCount(), 1); // the store itself is no hub
        QCOMPARE(hubs()->topLevelItem(0)->text(1), u"complete"_s);
        QCOMPARE(m_chooser->problem(), QString());
        QCOMPARE(m_chooser->chosen().size(), 1U);
        QCOMPARE(m_chooser->chosen().front().text(), u"OrdersHub"_s);
    }

    void keepsTheTypedSpellingWhereNoTableTellsIt()
    {
        m_contents.listing.tables.clear();
        lookInto();
        QTRY_COMPARE(hubs()->topLevelItemCount(), 1);
        QCOMPARE(m_chooser->chosen().front().text(), u"ordershub"_s);
        test::type(*m_chooser, "storageHubName", u"OrdersHub"_s);
        QCOMPARE(m_chooser->problem(), QString());
        QCOMPARE(m_chooser->chosen().size(), 1U);
        QCOMPARE(m_chooser->chosen().front().text(), u"OrdersHub"_s);
    }

    void callsNoHubCompleteThatWasNotSeenWhole()
    {
        m_contents.listing.listed.containers = false;
        lookInto();
        QTRY_COMPARE(hubs()->topLevelItemCount(), 2);
        for (int row = 0; row < hubs()->topLevelItemCount(); ++row) {
            const QString there = hubs()->topLevelItem(row)->text(1);
            QVERIFY2(there != u"complete"_s, qPrintable(there));
            QVERIFY(!hubs()->topLevelItem(row)->icon(1).isNull());
        }
    }

    void takesANumberOfPartitions()
    {
        QCOMPARE(m_chooser->partitionCount(), std::nullopt);
        test::part<QSpinBox>(*m_chooser, "storagePartitions")->setValue(7);
        QCOMPARE(m_chooser->partitionCount(), std::optional(7));
    }

    void takesWhatAFolderSaysUntilAPersonSaysOtherwise()
    {
        auto *name = test::part<QLineEdit>(*m_chooser, "storageHubName");
        auto *partitions = test::part<QSpinBox>(*m_chooser, "storagePartitions");
        m_chooser->suggest(TaskHubName(u"OrdersHub"_s), 7);
        QCOMPARE(name->text(), u"OrdersHub"_s);
        QCOMPARE(m_chooser->partitionCount(), std::optional(7));
        m_chooser->suggest(TaskHubName(u"OtherHub"_s), 3); // another folder
        QCOMPARE(name->text(), u"OtherHub"_s);
        QCOMPARE(m_chooser->partitionCount(), std::optional(3));
        name->setText(u"Mine"_s);
        partitions->setValue(5);
        m_chooser->suggest(TaskHubName(u"OrdersHub"_s), 7);
        QCOMPARE(name->text(), u"Mine"_s);
        QCOMPARE(m_chooser->partitionCount(), std::optional(5));
    }

    void replacesASuggestionThatWasTicked()
    {
        m_chooser->suggest(TaskHubName(u"OrdersHub"_s), {});
        lookInto();
        QTRY_COMPARE(m_chooser->chosen().size(), 1U);
        m_chooser->forget();
        m_chooser->suggest(TaskHubName(u"OtherHub"_s), {});
        QCOMPARE(test::part<QLineEdit>(*m_chooser, "storageHubName")->text(), u"OtherHub"_s);
    }

    void knowsAnEditedHubWithoutALook()
    {
        m_chooser->edit(TaskHubName(u"OrdersHub"_s), 4, true);
        QCOMPARE(m_chooser->problem(), QString());
        QCOMPARE(m_chooser->chosen().front().text(), u"OrdersHub"_s);
        QCOMPARE(m_chooser->partitionCount(), std::optional(4));
        m_chooser->edit(TaskHubName(u"OrdersHub"_s), 4, false);
        QVERIFY(!m_chooser->problem().isEmpty());
    }

private:
    void lookInto()
    {
        m_chooser->setAccountGiven(true);
        m_chooser->look(m_place);
    }

    [[nodiscard]] QPushButton *look() const
    {
        return test::part<QPushButton>(*m_chooser, "storageLook");
    }

    [[nodiscard]] QTreeWidget *hubs() const
    {
        return test::part<QTreeWidget>(*m_chooser, "storageHubs");
    }

    std::unique_ptr<test::DialogFixture> m_fixture;
    std::unique_ptr<HubChooser> m_chooser;
    StoragePlace m_place;
    AccountContents m_contents;
    std::atomic<int> m_asked = 0;
};

HUBDECK_TEST(HubChooserTest)
#include "tst_hubchooser.moc"
