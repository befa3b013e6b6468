// SPDX-License-Identifier: MIT
#include "ui/hubs/connectionactions.h"

#include "hubregistryfixture.h"
#include "models/activity/actionrunner.h"
#include "scriptedprompts.h"
#include "ui/dialogs/connectdialog.h"
#include "ui/shell/actionregistry.h"

#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace hubdeck;
using namespace hubdeck::test;
using namespace Qt::StringLiterals;

class TestConnectionActions : public QObject
{
    Q_OBJECT

    struct Fixture : HubRegistryFixture
    {
        QWidget window;
        ScriptedPrompts prompts;
        ActionRegistry actions;
        HubRegistry::EntryId current = 0;
        ConnectionActions connections { actions, registry, prompts, [this] { return current; },
                                        window };
    };

private slots:

    void withoutAHubTheActionsSayWhy()
    {
        const Fixture f;
        for (const QString &id : ConnectionActions::hubMenu()) {
            QVERIFY2(!f.actions.action(id)->isEnabled(), qPrintable(id));
            QVERIFY(f.actions.action(id)->toolTip().contains(u"No hub is selected."_s));
        }
        QVERIFY(f.actions.action(u"file.connect"_s)->isEnabled());
    }

    void removingAsksFirst()
    {
        Fixture f;
        f.current = f.registry.add(f.address(u"a.example"_s), f.info(u"orders"_s));
        f.prompts.expectConfirm(false);
        f.actions.action(u"hub.remove"_s)->setEnabled(true);
        f.actions.action(u"hub.remove"_s)->trigger();
        QCOMPARE(f.registry.entries().size(), std::size_t(1));
        QVERIFY(f.prompts.questions().constFirst().contains(u"orders"_s));
        f.prompts.expectConfirm(true);
        f.actions.action(u"hub.remove"_s)->trigger();
        QVERIFY(f.registry.entries().empty());
    }

    void aHubRememberedWithoutItsKeyIsAskedAbout()
    {
        Fixture f;
        const QTemporaryDir folder;
        QSettings settings(folder.filePath(u"s.ini"_s), QSettings::IniFormat);
        {
            HubRegistryFixture earlier;
            earlier.registry.add(earlier.address(u"a.example"_s, {}, "key"),
                                 earlier.info(u"orders"_s));
            earlier.registry.save(settings);
        }
        f.registry.load(settings);
        const auto id = f.registry.entries().front().id;
        bool asked = false;
        f.prompts.expectDialog([&asked](QDialog &dialog) {
            asked = qobject_cast<ConnectDialog *>(&dialog);
            return false;
        });
        f.connections.open(id);
        QVERIFY(asked);
        QVERIFY(!f.registry.find(id)->open);
    }

    void closingAHubThatIsBusyAsksFirst()
    {
        Fixture f;
        f.hub->setInstances(ScriptedHub::generated(5));
        const auto id = f.registry.add(f.address(u"a.example"_s), f.info(u"orders"_s));
        f.registry.open(id);
        f.hub->hold();
        f.registry.runner(id)->perform(PurgeAction {}, { InstanceId(u"order-000000"_s) });
        QVERIFY(f.registry.isBusy(id));
        f.prompts.expectConfirm(false);
        f.connections.close(id);
        QVERIFY(f.registry.find(id)->open);
        f.prompts.expectConfirm(true);
        f.connections.close(id);
        QVERIFY(!f.registry.find(id)->open);
        QVERIFY(!f.registry.isBusy(id));
    }

    void aFolderThatIsNoProjectIsAnError()
    {
        Fixture f;
        const QTemporaryDir folder;
        QSignalSpy failed(&f.connections, &ConnectionActions::failed);
        f.prompts.expectOpenFileName(folder.filePath(u"host.json"_s)); // not there
        f.actions.action(u"file.project"_s)->trigger();
        QCOMPARE(failed.size(), 1);
    }
};

QTEST_MAIN(TestConnectionActions)
#include "tst_connectionactions.moc"
