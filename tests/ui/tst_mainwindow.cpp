// SPDX-License-Identifier: MIT
#include "ui/mainwindow.h"

#include "hubregistryfixture.h"
#include "models/activity/actionrunner.h"
#include "models/hubs/savedviews.h"
#include "scriptedprompts.h"
#include "testprogram.h"
#include "ui/details/instancedock.h"
#include "ui/dialogs/reasondialog.h"
#include "ui/hubs/hubsdock.h"
#include "ui/hubs/hubtabs.h"
#include "ui/instances/instancespage.h"
#include "ui/shell/hubdeckstyle.h"
#include "ui/shell/messagebar.h"
#include "ui/shell/theme.h"
#include "upkeephub.h"

#include <QAbstractButton>
#include <QAction>
#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMenuBar>
#include <QSettings>
#include <QStackedWidget>
#include <QTabBar>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>
#include <QTreeView>

using namespace hubdeck;
using namespace hubdeck::test;
using namespace Qt::StringLiterals;

class TestMainWindow : public QObject
{
    Q_OBJECT

    struct Fixture : HubRegistryFixture
    {
        explicit Fixture(const QString &settingsFile = {})
            : settings(settingsFile.isEmpty() ? folder.filePath(u"s.ini"_s) : settingsFile,
                       QSettings::IniFormat)
        {
            hub->setInstances(ScriptedHub::generated(20));
            window = std::make_unique<MainWindow>(
                MainWindow::Parts { registry, activity, time, prompts, settings, systemPalette });
            window->setAppearance(Appearance::Light);
            window->show();
        }

        ~Fixture()
        {
            registry.closeAll();
            window.reset();
        }

        HubRegistry::EntryId open(const QString &name = u"OrdersHub"_s, bool production = false)
        {
            HubInfo opened = info(name);
            opened.production = production;
            const auto id = registry.add(address(name.toLower() + u".example"_s), opened);
            registry.open(id);
            return id;
        }

        [[nodiscard]] HubTabs *tabs() const { return window->findChild<HubTabs *>(u"hubTabs"_s); }

        [[nodiscard]] QAction *action(const QString &id) const
        {
            return window->findChild<QAction *>(id);
        }

        [[nodiscard]] MessageBar *messages() const
        {
            return window->findChild<MessageBar *>(u"windowMessages"_s);
        }

        QTemporaryDir folder;
        QSettings settings;
        ScriptedPrompts prompts;
        QPalette systemPalette = theme::lightPalette();
        std::unique_ptr<MainWindow> window;
    };

    static void select(const Fixture &f, const QString &id)
    {
        InstancesPage *page = f.tabs()->currentPage();
        page->selectInstance(InstanceId(id));
        QTRY_VERIFY_WITH_TIMEOUT(page->current() && page->current()->id.text() == id, 20'000);
    }

private slots:

    void initTestCase() { QApplication::setStyle(new HubdeckStyle); }

    void withoutAHubTheStartPageShowsAndActionsSayWhy()
    {
        const Fixture f;
        const auto *centre = f.window->findChild<QStackedWidget *>(u"centre"_s);
        QCOMPARE(centre->currentWidget()->objectName(), u"startPage"_s);
        QCOMPARE(f.window->windowTitle(), u"Hubdeck"_s);
        for (const QString &id : { u"hub.start"_s, u"hub.refresh"_s, u"instance.suspend"_s,
                                   u"instance.purge"_s, u"hub.export"_s }) {
            QVERIFY2(!f.action(id)->isEnabled(), qPrintable(id));
            QVERIFY2(f.action(id)->toolTip().contains(u"No hub is open."_s), qPrintable(id));
        }
    }

    void anOpenHubGetsATabATitleAndItsRows()
    {
        Fixture f;
        f.open();
        QCOMPARE(f.tabs()->count(), 2);
        QCOMPARE(f.tabs()->tabText(0), u"OrdersHub · Instances"_s);
        QCOMPARE(f.window->windowTitle(), u"OrdersHub — Hubdeck"_s);
        QTRY_COMPARE_WITH_TIMEOUT(f.tabs()->currentPage()->shownIds().size(), std::size_t(20),
                                  20'000);
        QVERIFY(f.action(u"hub.start"_s)->isEnabled());
        QVERIFY(!f.action(u"instance.suspend"_s)->isEnabled());
        QVERIFY(f.action(u"instance.suspend"_s)->toolTip().contains(u"No instance is selected."_s));
    }

    void activityLeadsToTheRightOneOfTwoHubsOfTheSameName()
    {
        Fixture f;
        const auto first = f.open();
        HubInfo same = f.info(u"OrdersHub"_s);
        same.address = u"other.example"_s;
        const auto second = f.registry.add(f.address(u"other.example"_s), same);
        f.registry.open(second);
        QCOMPARE(f.window->windowTitle(), u"OrdersHub · other.example — Hubdeck"_s);
        f.registry.runner(second)->perform(SuspendAction {}, { InstanceId(u"order-000000"_s) });
        QCOMPARE(f.activity.index(0, 0).data(ActivityModel::HubEntryRole).toInt(), second);
        f.tabs()->showEntry(first);
        auto *list = f.window->findChild<QListView *>(u"activityList"_s);
        emit list->activated(f.activity.index(0, 0));
        QCOMPARE(f.tabs()->currentEntry(), second);
        f.registry.close(second);
        emit list->activated(f.activity.index(0, 0)); // not the other one
        QCOMPARE(f.tabs()->currentEntry(), first);
        QVERIFY(f.messages()->isVisible());
    }

    void actionsMeanTheTabInFrontAndARowsMenuItsRow()
    {
        Fixture f;
        const auto first = f.open(u"A"_s);
        const auto second = f.open(u"B"_s);
        const auto third = f.open(u"C"_s);
        auto *dock = f.window->findChild<HubsDock *>();
        f.tabs()->showEntry(first);
        dock->setCurrent(second);
        f.action(u"hub.close"_s)->trigger();
        QVERIFY(!f.registry.find(first)->open);
        QVERIFY(f.registry.find(second)->open);
        f.tabs()->showEntry(second);
        dock->setCurrent(third);
        auto *tree = f.window->findChild<QTreeView *>(u"hubTree"_s);
        emit tree->customContextMenuRequested(tree->visualRect(tree->currentIndex()).center());
        f.prompts.expectConfirm(true);
        f.action(u"hub.remove"_s)->trigger();
        QVERIFY2(f.prompts.questions().constLast().contains(u"Remove C "_s),
                 qPrintable(f.prompts.questions().constLast()));
        QVERIFY(!f.registry.find(third));
        for (QWidget *popup = QApplication::activePopupWidget(); popup;
             popup = QApplication::activePopupWidget()) {
            popup->close();
        }
        f.registry.closeAll(); // no tab: the row counts
        dock->setCurrent(first);
        QTRY_VERIFY(f.action(u"hub.open"_s)->isEnabled());
        f.action(u"hub.open"_s)->trigger();
        QVERIFY(f.registry.find(first)->open);
    }

    void aProductionHubIsNamedInTheTitle()
    {
        Fixture f;
        f.open(u"OrdersHub"_s, true);
        QCOMPARE(f.window->windowTitle(), u"OrdersHub (production) — Hubdeck"_s);
    }

    void theSandboxIsNamedInTheTitle()
    {
        Fixture f;
        f.action(u"file.sandbox"_s)->trigger();
        QTRY_COMPARE_WITH_TIMEOUT(f.tabs()->count(), 2, 20'000);
        QVERIFY(f.window->windowTitle().contains(u"Sandbox"_s));
    }

    void theSelectedInstanceIsShownInDetail()
    {
        Fixture f;
        f.hub->put(
            ScriptedHub::made(u"one"_s, u"Order"_s, RuntimeStatus::Kind::Running, Instant::now()));
        f.open();
        select(f, u"one"_s);
        auto *dock = f.window->findChild<InstanceDock *>();
        QTRY_VERIFY_WITH_TIMEOUT(dock->shownInstance() == InstanceId(u"one"_s), 20'000);
        f.registry.closeAll();
        QVERIFY(!dock->shownInstance());
    }

    void anInstanceThatLeavesTheListStaysInTheDetails()
    {
        Fixture f;
        f.hub->put(
            ScriptedHub::made(u"one"_s, u"Order"_s, RuntimeStatus::Kind::Failed, Instant::now()));
        f.open();
        select(f, u"one"_s);
        auto *dock = f.window->findChild<InstanceDock *>();
        QTRY_VERIFY_WITH_TIMEOUT(dock->shownInstance() == InstanceId(u"one"_s), 20'000);
        InstancesPage *page = f.tabs()->currentPage();
        page->restoreQuery({ { u"idPrefix"_s, u"nothing-"_s }, { u"lastSeconds"_s, 86'400 } });
        QTRY_VERIFY_WITH_TIMEOUT(!page->current(), 20'000);
        QCOMPARE(dock->shownInstance(), InstanceId(u"one"_s));
        f.open(u"Other"_s); // another tab has nothing to do with it
        QTRY_VERIFY_WITH_TIMEOUT(dock->shownInstance() != InstanceId(u"one"_s), 20'000);
    }

    void actionsFollowTheStatusOfTheSelection()
    {
        Fixture f;
        f.hub->put(ScriptedHub::made(u"running"_s, u"Order"_s, RuntimeStatus::Kind::Running,
                                     Instant::now()));
        f.hub->put(ScriptedHub::made(u"failed"_s, u"Order"_s, RuntimeStatus::Kind::Failed,
                                     Instant::now()));
        f.open();
        select(f, u"running"_s);
        QVERIFY(f.action(u"instance.suspend"_s)->isEnabled());
        QVERIFY(!f.action(u"instance.rewind"_s)->isEnabled());
        select(f, u"failed"_s);
        QVERIFY(!f.action(u"instance.suspend"_s)->isEnabled());
        QVERIFY(f.action(u"instance.rewind"_s)->isEnabled());
        QVERIFY(f.action(u"instance.purge"_s)->isEnabled());
    }

    void suspendAsksAndIsSentOnce()
    {
        Fixture f;
        f.hub->put(ScriptedHub::made(u"running"_s, u"Order"_s, RuntimeStatus::Kind::Running,
                                     Instant::now()));
        f.open();
        select(f, u"running"_s);
        f.prompts.expectDialog([](QDialog &dialog) {
            dialog.findChild<QLineEdit *>()->setText(u"maintenance"_s);
            return qobject_cast<ReasonDialog *>(&dialog) != nullptr;
        });
        f.action(u"instance.suspend"_s)->trigger();
        QTRY_COMPARE_WITH_TIMEOUT(f.hub->arrivalCount(ScriptedHub::Call::Perform), 1, 20'000);
        QTRY_VERIFY_WITH_TIMEOUT(f.tabs()->currentPage()->current()->status
                                     == RuntimeStatus(RuntimeStatus::Kind::Suspended),
                                 20'000);
        QTRY_VERIFY(f.action(u"instance.resume"_s)->isEnabled());
        QCOMPARE(f.hub->arrivalCount(ScriptedHub::Call::Perform), 1);
    }

    void aRefusedDialogSendsNothing()
    {
        Fixture f;
        f.hub->put(ScriptedHub::made(u"running"_s, u"Order"_s, RuntimeStatus::Kind::Running,
                                     Instant::now()));
        f.open();
        select(f, u"running"_s);
        f.prompts.expectDialog([](QDialog &) { return false; });
        f.action(u"instance.terminate"_s)->trigger();
        f.prompts.expectDialog([](QDialog &) { return false; });
        f.action(u"instance.raise"_s)->trigger();
        QTRY_COMPARE(f.prompts.titles().size(), 2);
        QCOMPARE(f.hub->arrivalCount(ScriptedHub::Call::Perform), 0);
    }

    void aFailedActionShowsInTheMessageBar()
    {
        Fixture f;
        f.hub->put(ScriptedHub::made(u"running"_s, u"Order"_s, RuntimeStatus::Kind::Running,
                                     Instant::now()));
        f.open();
        select(f, u"running"_s);
        f.hub->fail(ScriptedHub::Call::Perform,
                    TaskHubError(ErrorKind::Forbidden, u"Not allowed."_s));
        f.prompts.expectDialog([](QDialog &dialog) {
            dialog.findChild<QLineEdit *>()->setText(u"x"_s);
            return true;
        });
        f.action(u"instance.suspend"_s)->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(!f.messages()->isHidden(), 20'000);
        QVERIFY(f.messages()->text().contains(u"Not allowed."_s));
    }

    void tabsCloseWhileTheirHubsAnswer()
    {
        Fixture f;
        f.hub->hold();
        f.open(u"One"_s);
        f.open(u"Two"_s);
        QCOMPARE(f.tabs()->count(), 4);
        f.action(u"hub.close"_s)->trigger(); // the tab in front
        QCOMPARE(f.tabs()->count(), 2);
        QCOMPARE(f.window->windowTitle(), u"One — Hubdeck"_s);
        f.action(u"hub.close"_s)->trigger();
        QCOMPARE(f.tabs()->count(), 0);
        QCOMPARE(f.window->windowTitle(), u"Hubdeck"_s);
    }

    void followsTheDesktopsThemeWhenItChanges()
    {
        const Fixture f;
        f.window->setAppearance(Appearance::Dark);
        QEvent change(QEvent::ThemeChange);
        QApplication::sendEvent(f.window.get(), &change);
        QVERIFY(theme::isDark(QApplication::palette())); // chosen against the desktop
        f.window->setAppearance(Appearance::System);
        QApplication::setPalette(theme::darkPalette());
        QApplication::sendEvent(f.window.get(), &change); // the desktop of the tests is light
        QVERIFY(!theme::isDark(QApplication::palette()));
    }

    void stateSurvivesARestart()
    {
        const QTemporaryDir folder;
        const QString file = folder.filePath(u"s.ini"_s);
        {
            Fixture f(file);
            f.open();
            f.action(u"view.utc"_s)->setChecked(true);
            f.action(u"view.theme.dark"_s)->trigger();
            f.window->findChild<QDockWidget *>(u"activityDock"_s)->hide();
            f.window->close();
            f.settings.sync();
        }
        const Fixture f(file);
        QVERIFY(f.time.isUtc());
        QVERIFY(f.action(u"view.utc"_s)->isChecked());
        QVERIFY(f.window->findChild<QDockWidget *>(u"activityDock"_s)->isHidden());
    }

    void connectionsAreSavedWhenTheyChange()
    {
        const QTemporaryDir folder;
        const QString file = folder.filePath(u"s.ini"_s);
        Fixture f(file);
        f.open();
        // As a killed program leaves them: nobody has closed the window.
        const auto saved = [&file] {
            QSettings settings(file, QSettings::IniFormat);
            HubRegistryFixture later;
            later.registry.load(settings);
            QStringList names;
            for (const HubRegistry::Entry &entry : later.registry.entries()) {
                names += entry.wasOpen ? entry.info.name : u"(%1)"_s.arg(entry.info.name);
            }
            return names;
        };
        QTRY_COMPARE(saved(), QStringList { u"OrdersHub"_s });
        f.registry.close(f.tabs()->currentEntry());
        QTRY_COMPARE(saved(), QStringList { u"(OrdersHub)"_s });
        auto *views = f.window->findChild<SavedViewsModel *>();
        views->put({ u"Mine"_s, {}, {}, {} });
        QTRY_COMPARE(QSettings(file, QSettings::IniFormat).value(u"savedViews/1/name"_s).toString(),
                     u"Mine"_s);
    }

    void refreshAsksTheHubAgain()
    {
        Fixture f;
        f.open();
        QTRY_COMPARE_WITH_TIMEOUT(f.tabs()->currentPage()->shownIds().size(), std::size_t(20),
                                  20'000);
        f.hub->put(
            ScriptedHub::made(u"new"_s, u"Order"_s, RuntimeStatus::Kind::Running, Instant::now()));
        f.action(u"hub.refresh"_s)->trigger();
        QTRY_COMPARE_WITH_TIMEOUT(f.tabs()->currentPage()->shownIds().size(), std::size_t(21),
                                  20'000);
    }

    void theHubsDotFollowsWhatTheListLearns()
    {
        Fixture f;
        const auto id = f.open();
        QTRY_COMPARE_WITH_TIMEOUT(f.registry.find(id)->reachability,
                                  HubRegistry::Reachability::Reachable, 20'000);
        QTRY_COMPARE_WITH_TIMEOUT(f.tabs()->currentPage()->shownIds().size(), std::size_t(20),
                                  20'000);
        f.hub->fail(ScriptedHub::Call::ListInstances,
                    TaskHubError(ErrorKind::Unreachable, u"No answer."_s), 2);
        f.action(u"hub.refresh"_s)->trigger();
        QTRY_COMPARE_WITH_TIMEOUT(f.registry.find(id)->reachability,
                                  HubRegistry::Reachability::Unreachable, 20'000);
        QCOMPARE(f.tabs()->currentPage()->shownIds().size(), std::size_t(20)); // old rows stay
        f.action(u"hub.refresh"_s)->trigger();
        QTRY_COMPARE_WITH_TIMEOUT(f.registry.find(id)->reachability,
                                  HubRegistry::Reachability::Reachable, 20'000);
    }

    void quittingWhileSomethingIsSentAsksFirst()
    {
        Fixture f;
        const auto id = f.open();
        f.hub->hold();
        f.registry.runner(id)->perform(PurgeAction {}, { InstanceId(u"order-000000"_s) });
        f.prompts.expectConfirm(false);
        QVERIFY(!f.window->close());
        QVERIFY(f.window->isVisible());
        f.prompts.expectConfirm(true);
        QVERIFY(f.window->close());
    }

    void theThemeFollowsTheMenu()
    {
        const Fixture f;
        f.action(u"view.theme.dark"_s)->trigger();
        QTRY_VERIFY(theme::isDark(f.window->palette()));
        QVERIFY(!f.window->grab().isNull());
        f.action(u"view.theme.light"_s)->trigger();
        QTRY_VERIFY(!theme::isDark(f.window->palette()));
    }

    void everyMnemonicOfTheWindowIsItsOwn()
    {
        Fixture f;
        f.hub = std::make_shared<UpkeepHub>(); // has every tab
        f.open();
        QVERIFY(f.window->findChild<QWidget *>(u"healthPage"_s));
        QStringList texts;
        for (const QAction *menu : f.window->menuBar()->actions()) {
            texts.append(menu->text());
        }
        for (const auto *button : f.window->findChildren<QAbstractButton *>()) {
            texts.append(button->text());
        }
        for (const auto *label : f.window->findChildren<QLabel *>()) {
            texts.append(label->buddy() ? label->text() : QString());
        }
        for (const auto *bar : f.window->findChildren<QTabBar *>()) {
            for (int tab = 0; tab < bar->count(); ++tab) {
                texts.append(bar->tabText(tab));
            }
        }
        QHash<QString, QString> owners;
        QStringList clashes;
        for (const QString &text : texts) {
            const QString key = QKeySequence::mnemonic(text).toString();
            if (!key.isEmpty() && owners.contains(key)) {
                clashes.append(owners.value(key) + u" / "_s + text);
            }
            owners.insert(key, text);
        }
        QCOMPARE(clashes, QStringList());
        QVERIFY(owners.contains(u"Alt+F"_s));
        QVERIFY(owners.contains(u"Alt+R"_s)); // of the health tab
    }

    void aNarrowWindowDropsTheWordsOfTheToolBar()
    {
        const Fixture f;
        f.window->resize(1900, 800);
        auto *button = f.window->findChild<QToolButton *>(u"toolBar.instance.suspend"_s);
        QTRY_COMPARE(button->toolButtonStyle(), Qt::ToolButtonTextBesideIcon);
        f.window->resize(820, 700);
        QTRY_COMPARE(button->toolButtonStyle(), Qt::ToolButtonIconOnly);
        f.window->resize(1900, 800);
        QTRY_COMPARE(button->toolButtonStyle(), Qt::ToolButtonTextBesideIcon);
    }
};

HUBDECK_TEST(TestMainWindow)
#include "tst_mainwindow.moc"
