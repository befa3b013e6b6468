// SPDX-License-Identifier: MIT
#include "ui/hubs/savedviewactions.h"

#include "hubregistryfixture.h"
#include "scriptedprompts.h"
#include "testprogram.h"
#include "ui/hubs/hubtabs.h"
#include "ui/hubs/savedviewspanel.h"
#include "ui/instances/instancespage.h"
#include "ui/shell/actionregistry.h"

#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace hubdeck;
using namespace hubdeck::test;
using namespace Qt::StringLiterals;

namespace {

struct Fixture : HubRegistryFixture
{
    Fixture()
    {
        hub->setInstances(ScriptedHub::generated(3));
        tabs = std::make_unique<HubTabs>(registry, activity, time, prompts);
        keeping = new SavedViewActions(actions, views, panel, *tabs, prompts, window);
    }

    ~Fixture()
    {
        registry.closeAll();
        tabs.reset();
    }

    void open() { registry.open(registry.add(address(u"a.example"_s), info(u"A"_s))); }

    [[nodiscard]] QLineEdit &prefix() const
    {
        return *tabs->currentPage()->findChild<QLineEdit *>(u"prefixEdit"_s);
    }

    void save(const QString &name)
    {
        prompts.expectDialog([name](QDialog &dialog) {
            dialog.findChild<QLineEdit *>(u"nameEdit"_s)->setText(name);
            return true;
        });
        actions.update();
        panel.findChild<QToolButton *>(u"saveViewButton"_s)->click();
    }

    ScriptedPrompts prompts;
    QWidget window;
    ActionRegistry actions;
    SavedViewsModel views;
    SavedViewsPanel panel { views };
    std::unique_ptr<HubTabs> tabs;
    SavedViewActions *keeping = nullptr;

    Q_DISABLE_COPY_MOVE(Fixture)
};

} // namespace

class TestSavedViewActions : public QObject
{
    Q_OBJECT

private slots:

    void savesWhatShowsAndAppliesItAgain()
    {
        Fixture f;
        f.open();
        f.prefix().setText(u"order-"_s);
        f.save(u"Orders"_s);
        QCOMPARE(f.views.rowCount(), 1);
        f.prefix().clear();
        emit f.panel.chosen(u"Orders"_s);
        QCOMPARE(f.prefix().text(), u"order-"_s);
    }

    void applyingComesToTheFront()
    {
        Fixture f;
        f.open();
        f.save(u"All"_s);
        f.tabs->showEntities(f.tabs->currentEntry());
        emit f.panel.chosen(u"All"_s);
        QVERIFY(f.tabs->currentPage());
    }

    void withoutAHubItSaysSo()
    {
        Fixture f;
        f.views.put({ u"A"_s, {}, {}, {} });
        const QSignalSpy told(f.keeping, &SavedViewActions::noHub);
        emit f.panel.chosen(u"A"_s);
        emit f.panel.replaceRequested(u"A"_s);
        QCOMPARE(told.size(), 2);
        f.actions.update();
        QVERIFY(!f.actions.action(u"view.save"_s)->isEnabled());
    }

    void renamesReplacesAndRemoves()
    {
        Fixture f;
        f.open();
        f.save(u"A"_s);
        f.prompts.expectDialog([](QDialog &dialog) {
            dialog.findChild<QLineEdit *>(u"nameEdit"_s)->setText(u"B"_s);
            return true;
        });
        emit f.panel.renameRequested(u"A"_s);
        QVERIFY(f.views.find(u"B"_s));
        f.prefix().setText(u"x"_s);
        emit f.panel.replaceRequested(u"B"_s);
        QCOMPARE(f.views.find(u"B"_s)->query.value(u"idPrefix"_s).toString(), u"x"_s);
        f.prompts.expectConfirm(true);
        emit f.panel.removeRequested(u"B"_s);
        QCOMPARE(f.views.rowCount(), 0);
    }

    void theListAppliesAViewByEnterAndShowsWhatItIsForWhenEmpty()
    {
        Fixture f;
        f.panel.show();
        auto *list = f.panel.findChild<QListView *>(u"savedViewList"_s);
        QVERIFY(!list->isVisible());
        f.views.put({ u"A"_s, {}, {}, 3 });
        QVERIFY(list->isVisible());
        QVERIFY(!f.panel.grab().isNull());
        const QSignalSpy chosen(&f.panel, &SavedViewsPanel::chosen);
        list->setCurrentIndex(f.views.index(0));
        QTest::keyClick(list, Qt::Key_Return);
        QCOMPARE(chosen.size(), 1);
        QCOMPARE(chosen.first().first().toString(), u"A"_s);
    }
};

HUBDECK_TEST(TestSavedViewActions)
#include "tst_savedviewactions.moc"
