// SPDX-License-Identifier: MIT
#include "ui/hubs/viewactions.h"

#include "hubregistryfixture.h"
#include "scriptedprompts.h"
#include "testprogram.h"
#include "ui/details/instancedock.h"
#include "ui/entities/entitiespage.h"
#include "ui/hubs/hubtabs.h"
#include "ui/instances/instancespage.h"
#include "ui/shell/actionregistry.h"

#include <QMessageBox>
#include <QSignalSpy>
#include <QTest>

using namespace hubdeck;
using namespace hubdeck::test;
using namespace Qt::StringLiterals;

namespace {

struct Fixture : HubRegistryFixture
{
    Fixture()
    {
        tabs = std::make_unique<HubTabs>(registry, activity, time, prompts);
        details = new InstanceDock(time, prompts, &window);
        view = new ViewActions(actions, *tabs, *details, time, window);
    }

    ~Fixture()
    {
        details->clear();
        registry.closeAll();
        tabs.reset();
    }

    void open() { registry.open(registry.add(address(u"a.example"_s), info(u"A"_s))); }

    void trigger(const QString &id)
    {
        actions.update();
        actions.action(id)->trigger();
    }

    [[nodiscard]] bool isPossible(const QString &id)
    {
        actions.update();
        return actions.action(id)->isEnabled();
    }

    ScriptedPrompts prompts;
    QWidget window;
    ActionRegistry actions;
    std::unique_ptr<HubTabs> tabs;
    InstanceDock *details = nullptr;
    ViewActions *view = nullptr;

    Q_DISABLE_COPY_MOVE(Fixture)
};

} // namespace

class TestViewActions : public QObject
{
    Q_OBJECT

private slots:

    void withoutAHubThereIsNothingToRefresh()
    {
        Fixture f;
        QVERIFY(!f.isPossible(u"hub.refresh"_s));
        QVERIFY(!f.isPossible(u"hub.entities"_s));
        f.open();
        QVERIFY(f.isPossible(u"hub.refresh"_s));
        const QSignalSpy refresh(f.view, &ViewActions::refreshRequested);
        f.trigger(u"hub.refresh"_s);
        QCOMPARE(refresh.size(), 1);
    }

    void entitiesAndInstancesComeToTheFront()
    {
        Fixture f;
        f.open();
        f.trigger(u"hub.entities"_s);
        QVERIFY(f.tabs->currentEntities());
        QVERIFY(!f.isPossible(u"view.narrow"_s));
        QVERIFY(f.actions.action(u"view.narrow"_s)->toolTip().contains(u"instances"_s));
        QVERIFY(f.isPossible(u"hub.refresh"_s));
        f.trigger(u"hub.instances"_s);
        QVERIFY(f.tabs->currentPage());
        QVERIFY(f.isPossible(u"view.narrow"_s));
    }

    void utcIsOneSwitchForTheProgram()
    {
        Fixture f;
        f.actions.action(u"view.utc"_s)->setChecked(true);
        QVERIFY(f.time.isUtc());
        f.time.setUtc(false);
        QVERIFY(!f.actions.action(u"view.utc"_s)->isChecked());
    }

    void appearancesExcludeEachOther()
    {
        Fixture f;
        const QSignalSpy chosen(f.view, &ViewActions::appearanceChosen);
        f.trigger(u"view.theme.dark"_s);
        f.trigger(u"view.theme.light"_s);
        QCOMPARE(chosen.size(), 2);
        QVERIFY(!f.actions.action(u"view.theme.dark"_s)->isChecked());
        QVERIFY(f.actions.action(u"view.theme.light"_s)->isChecked());
    }

    void aboutNamesTheProgram()
    {
        Fixture f;
        f.window.show();
        f.trigger(u"help.about"_s);
        const auto *box = f.window.findChild<QMessageBox *>(u"aboutBox"_s);
        QVERIFY(box);
        QVERIFY(box->text().startsWith(u"Hubdeck"_s));
        QCOMPARE(box->textFormat(), Qt::PlainText);
    }
};

HUBDECK_TEST(TestViewActions)
#include "tst_viewactions.moc"
