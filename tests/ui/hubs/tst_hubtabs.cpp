// SPDX-License-Identifier: MIT
#include "ui/hubs/hubtabs.h"

#include "hubregistryfixture.h"
#include "scriptedprompts.h"
#include "testprogram.h"
#include "ui/entities/entitiespage.h"
#include "ui/instances/instancespage.h"

#include <QLineEdit>
#include <QSettings>
#include <QSignalSpy>
#include <QTabBar>
#include <QTemporaryDir>
#include <QTest>

using namespace hubdeck;
using namespace hubdeck::test;
using namespace Qt::StringLiterals;

namespace {

struct Fixture : HubRegistryFixture
{
    Fixture() { tabs = std::make_unique<HubTabs>(registry, activity, time, prompts); }

    ~Fixture()
    {
        registry.closeAll();
        tabs.reset();
    }

    HubRegistry::EntryId open(const QString &name)
    {
        const auto id = registry.add(address(name.toLower() + u".example"_s), info(name));
        registry.open(id);
        return id;
    }

    ScriptedPrompts prompts;
    std::unique_ptr<HubTabs> tabs;

    Q_DISABLE_COPY_MOVE(Fixture)
};

} // namespace

class TestHubTabs : public QObject
{
    Q_OBJECT

private slots:

    void everyPageTellsWhetherTheHubAnswers()
    {
        Fixture f;
        const auto id = f.open(u"A"_s);
        EntitiesPage *entities = f.tabs->entities(id);
        QTRY_COMPARE(f.registry.find(id)->reachability, HubRegistry::Reachability::Reachable);
        f.registry.noteFailure(id, TaskHubError(ErrorKind::Unreachable, u"gone"_s));
        emit entities->loaded();
        QCOMPARE(f.registry.find(id)->reachability, HubRegistry::Reachability::Reachable);
        emit entities->loadFailed(); // asks the hub
        QCOMPARE(f.registry.find(id)->reachability, HubRegistry::Reachability::Checking);
    }

    void anOpenHubHasInstancesInFrontAndEntitiesBeside()
    {
        Fixture f;
        const auto id = f.open(u"A&B"_s);
        QCOMPARE(f.tabs->count(), 2);
        QCOMPARE(f.tabs->tabText(0), u"A&&B · Instances"_s);
        QCOMPARE(f.tabs->tabText(1), u"A&&B · Entities"_s);
        QCOMPARE(f.tabs->currentIndex(), 0);
        QCOMPARE(f.tabs->currentEntry(), id);
        QVERIFY(f.tabs->currentPage());
        QVERIFY(!f.tabs->currentEntities());
    }

    void tellsHubsOfTheSameNameApart()
    {
        Fixture f;
        const auto first = f.registry.add(f.address(u"a.example"_s), f.info(u"OrdersHub"_s));
        f.registry.open(first);
        QCOMPARE(f.tabs->tabText(0), u"OrdersHub · Instances"_s);
        HubInfo same = f.info(u"OrdersHub"_s);
        same.address = u"b.example"_s;
        const auto second = f.registry.add(f.address(u"b.example"_s), same);
        QCOMPARE(f.tabs->tabText(0), u"OrdersHub · OrdersHub · Instances"_s); // its address
        f.registry.open(second);
        QCOMPARE(f.tabs->tabText(2), u"OrdersHub · b.example · Instances"_s);
        QCOMPARE(f.tabs->tabText(3), u"OrdersHub · b.example · Entities"_s);
        f.registry.remove(second);
        QCOMPARE(f.tabs->tabText(0), u"OrdersHub · Instances"_s);
    }

    void goesBetweenTheTabsOfAHub()
    {
        Fixture f;
        const auto id = f.open(u"A"_s);
        f.open(u"B"_s);
        f.tabs->showEntities(id);
        QCOMPARE(f.tabs->currentEntry(), id);
        QCOMPARE(f.tabs->currentEntities(), f.tabs->entities(id));
        QVERIFY(!f.tabs->currentPage());
        f.tabs->showEntry(id);
        QCOMPARE(f.tabs->currentPage(), f.tabs->page(id));
    }

    void closingTheEntitiesLeavesTheHubOpen()
    {
        Fixture f;
        const QSignalSpy asked(f.tabs.get(), &HubTabs::closeRequested);
        const auto id = f.open(u"A"_s);
        emit f.tabs->tabBar()->tabCloseRequested(1);
        QCOMPARE(f.tabs->count(), 1);
        QCOMPARE(asked.size(), 0);
        f.tabs->showEntities(id); // comes back
        QCOMPARE(f.tabs->count(), 2);
        QVERIFY(f.tabs->currentEntities());
    }

    void closingTheInstancesAsksToCloseTheHub()
    {
        Fixture f;
        const QSignalSpy asked(f.tabs.get(), &HubTabs::closeRequested);
        const auto id = f.open(u"A"_s);
        emit f.tabs->tabBar()->tabCloseRequested(0);
        QCOMPARE(asked.size(), 1);
        QCOMPARE(asked.first().first().toInt(), id);
        QCOMPARE(f.tabs->count(), 2);
        f.registry.close(id);
        QCOMPARE(f.tabs->count(), 0);
        QCOMPARE(f.tabs->currentEntry(), 0);
    }

    void aHubThatIsConnectedToAgainComesBackInItsPlace()
    {
        Fixture f;
        const auto first = f.open(u"A"_s);
        const auto second = f.open(u"B"_s);
        QCOMPARE(f.open(u"A"_s), first);
        QCOMPARE(f.tabs->indexOf(f.tabs->page(first)), 0);
        QCOMPARE(f.tabs->indexOf(f.tabs->page(second)), 2);
        QCOMPARE(f.tabs->currentEntry(), first);
        f.registry.close(first);
        f.registry.open(first); // in its own time: at the end
        QCOMPARE(f.tabs->indexOf(f.tabs->page(first)), 2);
    }

    void tabsComeBackInTheirPlacesAndTheSameOneInFront()
    {
        const QTemporaryDir folder;
        QSettings settings(folder.filePath(u"s.ini"_s), QSettings::IniFormat);
        {
            Fixture earlier;
            earlier.registry.openSandbox();
            QTRY_COMPARE(earlier.tabs->count(), 2);
            earlier.open(u"A"_s);
            const auto second = earlier.open(u"B"_s);
            earlier.tabs->tabBar()->moveTab(4, 0); // the instances of B first of all
            earlier.tabs->showEntities(second);
            earlier.tabs->keepViews();
            earlier.registry.save(settings);
        }
        Fixture f;
        f.registry.load(settings);
        f.registry.reopen();
        QTRY_COMPARE(f.tabs->count(), 6); // the sandbox comes late
        QStringList shown;
        for (int i = 0; i < f.tabs->count(); i += 2) {
            shown += f.tabs->tabText(i);
        }
        QCOMPARE(
            shown,
            QStringList({ u"B · Instances"_s, u"SandboxHub · Instances"_s, u"A · Instances"_s }));
        QCOMPARE(f.tabs->tabText(f.tabs->currentIndex()), u"B · Entities"_s);
    }

    void keepsWhatEachTabAskedFor()
    {
        Fixture f;
        const auto id = f.open(u"A"_s);
        f.tabs->page(id)->findChild<QLineEdit *>(u"prefixEdit"_s)->setText(u"order-"_s);
        f.tabs->keepViews();
        QCOMPARE(f.registry.find(id)->view.value(u"idPrefix"_s).toString(), u"order-"_s);
    }
};

HUBDECK_TEST(TestHubTabs)
#include "tst_hubtabs.moc"
