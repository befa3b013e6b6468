// SPDX-License-Identifier: MIT
#include "ui/hubs/hubsdock.h"

#include "hubregistryfixture.h"
#include "testprogram.h"
#include "ui/shell/theme.h"

#include <QApplication>
#include <QLabel>
#include <QMenu>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>
#include <QTreeView>

using namespace hubdeck;
using namespace hubdeck::test;
using namespace Qt::StringLiterals;

class TestHubsDock : public QObject
{
    Q_OBJECT

private slots:

    void saysWhatToDoWhileThereIsNoHub()
    {
        HubRegistryFixture f;
        const HubsDock dock(f.registry);
        QVERIFY(dock.findChild<QTreeView *>(u"hubTree"_s)->isHidden());
        f.registry.add(f.address(u"a.example"_s), f.info(u"orders"_s));
        QVERIFY(!dock.findChild<QTreeView *>(u"hubTree"_s)->isHidden());
    }

    void enterOpensAHub()
    {
        HubRegistryFixture f;
        HubsDock dock(f.registry);
        const auto id = f.registry.add(f.address(u"a.example"_s), f.info(u"orders"_s));
        QSignalSpy activated(&dock, &HubsDock::activated);
        dock.setCurrent(id);
        QCOMPARE(dock.current(), id);
        dock.show();
        QTest::keyClick(dock.findChild<QTreeView *>(u"hubTree"_s), Qt::Key_Return);
        QCOMPARE(activated.size(), 1);
        QCOMPARE(activated.at(0).at(0).toInt(), id);
    }

    void aConnectionWithOneHubStandsForIt()
    {
        HubRegistryFixture f;
        const HubsDock dock(f.registry);
        const auto id = f.registry.add(f.address(u"a.example"_s), f.info(u"orders"_s));
        auto *tree = dock.findChild<QTreeView *>(u"hubTree"_s);
        tree->setCurrentIndex(tree->model()->index(0, 0));
        QCOMPARE(dock.current(), id);
        f.registry.add(f.address(u"a.example"_s, u"Other"_s), f.info(u"orders"_s));
        tree->setCurrentIndex(tree->model()->index(0, 0));
        QCOMPARE(dock.current(), 0);
    }

    void aRowsMenuIsAboutItsHub()
    {
        HubRegistryFixture f;
        HubsDock dock(f.registry);
        QMenu menu;
        menu.addAction(u"Close"_s);
        dock.setContextMenu(&menu);
        const auto id = f.registry.add(f.address(u"a.example"_s), f.info(u"orders"_s));
        f.registry.add(f.address(u"b.example"_s), f.info(u"shop"_s));
        f.registry.add(f.address(u"b.example"_s, u"Other"_s), f.info(u"shop"_s));
        dock.resize(240, 240);
        dock.show();
        auto *tree = dock.findChild<QTreeView *>(u"hubTree"_s);
        const auto ask = [tree](const QModelIndex &row) {
            emit tree->customContextMenuRequested(tree->visualRect(row).center());
        };
        QVERIFY(!dock.menuEntry());
        ask(tree->model()->index(0, 0, tree->model()->index(0, 0)));
        QVERIFY(menu.isVisible());
        QCOMPARE(dock.menuEntry().value_or(-1), id);
        menu.hide();
        QCOMPARE(dock.menuEntry().value_or(-1), id); // what was chosen is run now
        QTRY_VERIFY(!dock.menuEntry());
        ask(tree->model()->index(1, 0)); // two hubs: none of them
        QCOMPARE(dock.menuEntry().value_or(-1), 0);
    }

    void theButtonsAskForNewHubs()
    {
        HubRegistryFixture f;
        HubsDock dock(f.registry);
        QSignalSpy connects(&dock, &HubsDock::connectRequested);
        QSignalSpy sandboxes(&dock, &HubsDock::sandboxRequested);
        dock.findChild<QToolButton *>(u"addHub"_s)->click();
        dock.findChild<QToolButton *>(u"addSandbox"_s)->click();
        QCOMPARE(connects.size(), 1);
        QCOMPARE(sandboxes.size(), 1);
    }

    void rowsAreDrawnInLightAndDark()
    {
        HubRegistryFixture f;
        HubsDock dock(f.registry);
        HubInfo info = f.info(u"orders-prod"_s);
        info.production = true;
        const auto id = f.registry.add(f.address(u"a.example"_s), info);
        f.registry.noteFailure(id, TaskHubError(ErrorKind::Unreachable, u"No answer."_s));
        dock.resize(240, 200);
        dock.show();
        QImage pictures[2];
        for (const bool dark : { false, true }) {
            dock.setPalette(dark ? theme::darkPalette() : theme::lightPalette());
            pictures[dark] = dock.findChild<QTreeView *>(u"hubTree"_s)->grab().toImage();
        }
        QVERIFY(!pictures[0].isNull());
        QVERIFY(pictures[0] != pictures[1]);
    }
};

HUBDECK_TEST(TestHubsDock)
#include "tst_hubsdock.moc"
