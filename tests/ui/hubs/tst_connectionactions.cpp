// SPDX-License-Identifier: MIT
#include "ui/hubs/connectionactions.h"

#include "hubregistryfixture.h"
#include "models/activity/actionrunner.h"
#include "scriptedprompts.h"
#include "services/connections/connectionstring.h"
#include "testprogram.h"
#include "ui/dialogs/connectdialog.h"
#include "ui/shell/actionregistry.h"

#include <QComboBox>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTreeWidget>

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

        /// What the account has from now on: whole pairs of tables.
        void listAs(const QStringList &hubs)
        {
            for (const QString &name : hubs) {
                contents.listing.tables += { name + u"Instances"_s, name + u"History"_s };
            }
        }

        HubRegistry::EntryId addStorage(const QString &name)
        {
            StoragePlace place;
            place.account = emulatorAccount();
            place.hub = TaskHubName(name);
            HubInfo made = info(name);
            made.kind = HubKind::Storage;
            return registry.add(place, u"contoso"_s, made);
        }

        /// A hub to which a purge is being sent.
        HubRegistry::EntryId openBusy()
        {
            hub->setInstances(ScriptedHub::generated(5));
            const auto id = registry.add(address(u"a.example"_s), info(u"orders"_s));
            registry.open(id);
            hub->hold();
            registry.runner(id)->perform(PurgeAction {}, { InstanceId(u"order-000000"_s) });
            return registry.isBusy(id) ? id : 0;
        }

        void trigger(const QString &action)
        {
            actions.update();
            actions.action(action)->trigger();
        }

        [[nodiscard]] QStringList hubNames() const
        {
            QStringList names;
            for (const HubRegistry::Entry &entry : registry.entries()) {
                names += entry.info.name;
            }
            return names;
        }
    };

    /// Chooses the emulator, looks into it and works the form then.
    static bool look(QDialog &dialog, const std::function<bool(QDialog &)> &then)
    {
        dialog.show();
        dialog.findChild<QRadioButton *>(u"connectOverStorage"_s)->setChecked(true);
        dialog.findChild<QComboBox *>(u"storageWay"_s)->setCurrentIndex(1);
        auto *button = dialog.findChild<QPushButton *>(u"storageLook"_s);
        if (button->isEnabled()) {
            button->click();
        }
        const auto *list = dialog.findChild<QTreeWidget *>(u"storageHubs"_s);
        return QTest::qWaitFor([list] { return list->topLevelItemCount() > 0; }) && then(dialog);
    }

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

    void removingEditingAndConnectingAgainAskWhileAHubIsBusy()
    {
        Fixture f;
        const auto id = f.openBusy();
        f.current = id;
        const auto acceptAsIs = [](QDialog &dialog) {
            dialog.findChild<QLineEdit *>(u"connectUrl"_s)->setText(u"https://a.example"_s);
            return true;
        };
        f.prompts.expectConfirm(true); // remove
        f.prompts.expectConfirm(false); // but do not stop
        f.trigger(u"hub.remove"_s);
        QVERIFY(f.registry.isBusy(id));
        f.prompts.expectDialog(acceptAsIs);
        f.prompts.expectConfirm(false);
        f.trigger(u"hub.edit"_s);
        QVERIFY(f.registry.isBusy(id));
        f.prompts.expectDialog(acceptAsIs);
        f.prompts.expectConfirm(false);
        f.connections.connectToHub();
        QVERIFY(f.registry.isBusy(id));
        QCOMPARE(f.prompts.questions().size(), 4);
        QCOMPARE(f.prompts.unexpected(), 0);
        f.prompts.expectDialog(acceptAsIs);
        f.prompts.expectConfirm(true);
        f.connections.connectToHub();
        QVERIFY(!f.registry.isBusy(id));
        QVERIFY(f.registry.find(id)->open);
    }

    void closingAHubThatIsBusyAsksFirst()
    {
        Fixture f;
        const auto id = f.openBusy();
        f.prompts.expectConfirm(false);
        f.connections.close(id);
        QVERIFY(f.registry.find(id)->open);
        f.prompts.expectConfirm(true);
        f.connections.close(id);
        QVERIFY(!f.registry.find(id)->open);
        QVERIFY(!f.registry.isBusy(id));
    }

    void aTypedNameThatIsListedConnectsToTheHub()
    {
        Fixture f;
        f.listAs({ u"OrdersHub"_s, u"OtherHub"_s });
        f.prompts.expectDialog([](QDialog &dialog) {
            dialog.findChild<QLineEdit *>(u"storageHubName"_s)->setText(u"OrdersHub"_s);
            return look(dialog, [](QDialog &looked) {
                looked.findChild<QLineEdit *>(u"storageHubName"_s)->setText(u"OtherHub"_s);
                return true;
            });
        });
        f.connections.connectToHub();
        QCOMPARE(f.hubNames(), QStringList({ u"OrdersHub"_s, u"OtherHub"_s }));
    }

    void anEditedHubStaysOneInStorage()
    {
        Fixture f;
        f.listAs({ u"OrdersHub"_s, u"OtherHub"_s });
        const auto id = f.addStorage(u"OrdersHub"_s);
        f.prompts.expectDialog([](QDialog &dialog) {
            return look(dialog, [](QDialog &looked) {
                auto *list = looked.findChild<QTreeWidget *>(u"storageHubs"_s);
                list->topLevelItem(0)->setCheckState(0, Qt::Unchecked);
                looked.findChild<QLineEdit *>(u"storageHubName"_s)->setText(u"OrdersHub"_s);
                return true;
            });
        });
        f.current = id;
        f.trigger(u"hub.edit"_s);
        QCOMPARE(f.prompts.titles().constFirst(), u"Edit connection to OrdersHub"_s);
        QVERIFY(f.registry.find(id)->storage);
        QCOMPARE(f.hubNames(), QStringList({ u"OrdersHub"_s }));
        QCOMPARE(f.registry.find(id)->info.kind, HubKind::Storage);
    }

    void aSecondHubTickedInAnEditIsANewOne()
    {
        Fixture f;
        f.listAs({ u"AHub"_s, u"OrdersHub"_s });
        const auto id = f.addStorage(u"OrdersHub"_s);
        f.prompts.expectDialog([](QDialog &dialog) {
            return look(dialog, [](QDialog &looked) {
                const auto *list = looked.findChild<QTreeWidget *>(u"storageHubs"_s);
                list->topLevelItem(0)->setCheckState(0, Qt::Checked); // before the edited one
                return true;
            });
        });
        f.current = id;
        f.trigger(u"hub.edit"_s);
        QCOMPARE(f.registry.find(id)->info.name, u"OrdersHub"_s);
        QCOMPARE(f.hubNames(), QStringList({ u"OrdersHub"_s, u"AHub"_s }));
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

HUBDECK_TEST(TestConnectionActions)
#include "tst_connectionactions.moc"
