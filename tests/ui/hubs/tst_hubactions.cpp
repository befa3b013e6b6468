// SPDX-License-Identifier: MIT
#include "ui/hubs/hubactions.h"

#include "hubregistryfixture.h"
#include "models/activity/actionrunner.h"
#include "scriptedprompts.h"
#include "testprogram.h"
#include "ui/dialogs/exportprogress.h"
#include "ui/dialogs/raiseeventdialog.h"
#include "ui/dialogs/startdialog.h"
#include "ui/shell/actionregistry.h"
#include "ui/shell/messagebar.h"

#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QPlainTextEdit>
#include <QTableView>
#include <QTest>

using namespace hubdeck;
using namespace hubdeck::test;
using namespace Qt::StringLiterals;
using Kind = RuntimeStatus::Kind;

class TestHubActions : public QObject
{
    Q_OBJECT

    struct Fixture : HubRegistryFixture
    {
        explicit Fixture(const HubInfo &opened = info(u"OrdersHub"_s))
        {
            id = registry.add(address(u"a.example"_s), opened);
        }

        ~Fixture()
        {
            hubActions.setTarget({});
            page.reset();
            registry.closeAll();
        }

        void open()
        {
            registry.open(id);
            page = std::make_unique<InstancesPage>(*registry.session(id), time);
            page->show();
            hubActions.setTarget({ registry.session(id), registry.runner(id), page.get() });
        }

        bool select(const QString &instance)
        {
            page->selectInstance(InstanceId(instance));
            const bool found = QTest::qWaitFor(
                [this, &instance] {
                    return page->current() && page->current()->id.text() == instance;
                },
                20'000);
            actions.update();
            return found;
        }

        [[nodiscard]] QAction *action(const QString &name) const { return actions.action(name); }

        QWidget window;
        ScriptedPrompts prompts;
        ActionRegistry actions;
        ExportProgressBar exporting { activity };
        HubRegistry::EntryId id = 0;
        std::unique_ptr<InstancesPage> page;
        HubActions hubActions { actions, prompts, time, exporting, window };
    };

    static InstanceDetails made(const QString &id, Kind kind, const QByteArray &customStatus = {})
    {
        return ScriptedHub::made(id, u"Order"_s, kind, Instant::now(), customStatus);
    }

private slots:

    void everyDisabledActionHasAReason()
    {
        Fixture f;
        f.hub->put(made(u"done"_s, Kind::Completed));
        const auto check = [&f] {
            for (const ActionRegistry::Item &item : f.actions.items()) {
                QVERIFY2(item.action->isEnabled() != !item.reason.isEmpty(), qPrintable(item.text));
            }
        };
        check();
        f.open();
        check();
        QVERIFY(f.select(u"done"_s));
        check();
        QVERIFY(!f.action(u"instance.terminate"_s)->isEnabled());
    }

    void aSelectionOfSeveralIsToldWhyForAll()
    {
        Fixture f;
        f.hub->put(made(u"done-1"_s, Kind::Completed));
        f.hub->put(made(u"done-2"_s, Kind::Failed));
        f.open();
        QVERIFY(f.select(u"done-1"_s));
        f.page->findChild<QTableView *>(u"instanceTable"_s)->selectAll();
        QTRY_COMPARE(f.page->selection().size(), size_t(2));
        f.actions.update();
        QVERIFY(f.action(u"instance.terminate"_s)
                    ->toolTip()
                    .contains(u"none of the 2 selected instances"_s));
    }

    void aReadOnlyConnectionRefusesEveryChange()
    {
        HubInfo info = HubRegistryFixture::info(u"OrdersHub"_s);
        info.readOnly = true;
        Fixture f(info);
        f.hub->put(made(u"running"_s, Kind::Running));
        f.open();
        QVERIFY(f.select(u"running"_s));
        for (const QString &name :
             { u"hub.start"_s, u"hub.purgeFilter"_s, u"instance.raise"_s, u"instance.suspend"_s,
               u"instance.terminate"_s, u"instance.restart"_s, u"instance.purge"_s }) {
            QVERIFY2(!f.action(name)->isEnabled(), qPrintable(name));
            QVERIFY2(f.action(name)->toolTip().contains(u"read-only"_s), qPrintable(name));
        }
        QVERIFY(f.action(u"hub.export"_s)->isEnabled());
        QVERIFY(f.action(u"hub.goto"_s)->isEnabled());
    }

    void menusNameOnlyActionsThatExist()
    {
        const Fixture f;
        const QStringList elsewhere { u"instance.open"_s };
        const QStringList all
            = HubActions::instanceMenu() + HubActions::contextMenu() + HubActions::toolBar();
        for (const QString &name : all) {
            QVERIFY2(name.isEmpty() || elsewhere.contains(name) || f.action(name),
                     qPrintable(name));
        }
    }

    void raiseEventOffersTheNamesThatTheInstanceMentions()
    {
        Fixture f;
        f.hub->put(made(u"approval"_s, Kind::Running, R"("waiting for Approve")"));
        f.open();
        QVERIFY(f.select(u"approval"_s));
        QStringList offered;
        f.prompts.expectDialog([&offered](QDialog &dialog) {
            const auto *names = dialog.findChild<QComboBox *>();
            for (int i = 0; names && i < names->count(); ++i) {
                offered.append(names->itemText(i));
            }
            return false;
        });
        f.action(u"instance.raise"_s)->trigger();
        QTRY_COMPARE_WITH_TIMEOUT(f.prompts.titles().size(), 1, 20'000);
        QVERIFY(offered.contains(u"Approve"_s));
    }

    void raiseEventOpensAlsoWhenTheHistoryCannotBeRead()
    {
        Fixture f;
        f.hub->put(made(u"approval"_s, Kind::Running));
        f.open();
        QVERIFY(f.select(u"approval"_s));
        f.hub->fail(ScriptedHub::Call::History, TaskHubError(ErrorKind::ServerFailure, u"no"_s));
        f.prompts.expectDialog([](QDialog &) { return false; });
        f.action(u"instance.raise"_s)->trigger();
        QTRY_COMPARE_WITH_TIMEOUT(f.prompts.titles().size(), 1, 20'000);
    }

    void startAgainIsPrefilledFromTheInstance()
    {
        Fixture f;
        InstanceDetails like = made(u"order-1"_s, Kind::Completed);
        like.input.text = R"({"id": 42})";
        f.hub->put(like);
        f.open();
        QVERIFY(f.select(u"order-1"_s));
        f.prompts.expectDialog([](QDialog &dialog) {
            const auto *start = qobject_cast<StartDialog *>(&dialog);
            return start && start->request().function == u"Order"_s
                && start->request().input == QByteArray(R"({"id": 42})");
        });
        f.action(u"instance.startAgain"_s)->trigger();
        QTRY_COMPARE_WITH_TIMEOUT(f.hub->arrivalCount(ScriptedHub::Call::Start), 1, 20'000);
    }

    void goToOpensAnInstanceThatIsNotListed()
    {
        Fixture f;
        f.hub->put(ScriptedHub::made(u"old"_s, u"Order"_s, Kind::Completed,
                                     Instant::now() - std::chrono::hours(24 * 30)));
        f.open();
        f.prompts.expectDialog([](QDialog &dialog) {
            dialog.findChild<QPlainTextEdit *>()->setPlainText(u"old"_s);
            return true;
        });
        f.action(u"hub.goto"_s)->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(f.page->current() && f.page->current()->id.text() == u"old"_s,
                                 20'000);
    }

    void goToSeveralSelectsThemAllAndNamesTheMissing()
    {
        Fixture f;
        f.hub->put(made(u"listed"_s, Kind::Completed));
        f.hub->put(ScriptedHub::made(u"old"_s, u"Order"_s, Kind::Completed,
                                     Instant::now() - std::chrono::hours(24 * 30)));
        f.open();
        QVERIFY(f.select(u"listed"_s));
        f.prompts.expectDialog([](QDialog &dialog) {
            dialog.findChild<QPlainTextEdit *>()->setPlainText(u"old\nlisted\nnowhere"_s);
            return true;
        });
        f.action(u"hub.goto"_s)->trigger();
        QTRY_COMPARE_WITH_TIMEOUT(f.page->selection().size(), std::size_t(2), 20'000);
        const auto *messages = f.page->findChild<MessageBar *>(u"instancesMessageBar"_s);
        QVERIFY(messages->text().contains(u"nowhere"_s));
    }

    void startOffersTheNamesThatAreListed()
    {
        Fixture f;
        f.hub->put(ScriptedHub::made(u"a"_s, u"Order"_s, Kind::Completed, Instant::now()));
        f.hub->put(ScriptedHub::made(u"b"_s, u"Approval"_s, Kind::Completed, Instant::now()));
        f.open();
        QTRY_COMPARE_WITH_TIMEOUT(f.page->functionNames(),
                                  (QStringList { u"Approval"_s, u"Order"_s }), 20'000);
        QStringList offered;
        f.prompts.expectDialog([&offered](QDialog &dialog) {
            const auto *names = dialog.findChild<QComboBox *>();
            for (int i = 0; i < names->count(); ++i) {
                offered.append(names->itemText(i));
            }
            return false;
        });
        f.action(u"hub.start"_s)->trigger();
        QVERIFY(offered.contains(u"Approval"_s));
        QVERIFY(offered.contains(u"Order"_s));
    }

    void copyIdPutsTheIdOnTheClipboard()
    {
        Fixture f;
        f.hub->put(made(u"order-1"_s, Kind::Completed));
        f.open();
        QVERIFY(f.select(u"order-1"_s));
        f.action(u"instance.copyId"_s)->trigger();
        QCOMPARE(QGuiApplication::clipboard()->text(), u"order-1"_s);
    }

    void aQueryIsDescribedInWords()
    {
        QCOMPARE(describeQuery({}, true), QString());
        InstanceQuery query;
        query.statuses = { Kind::Failed, Kind::Terminated };
        query.idPrefix = u"order-"_s;
        QCOMPARE(describeQuery(query, true), u"Failed, Terminated; ids that begin with order-"_s);
        query = {};
        query.kinds = InstanceKinds::Entities;
        query.createdFrom = Instant::now();
        QVERIFY(describeQuery(query, true).startsWith(u"entities; created since 20"_s));
        query.createdTo = Instant::now();
        QVERIFY(describeQuery(query, true).contains(u" to "_s));
    }
};

HUBDECK_TEST(TestHubActions)
#include "tst_hubactions.moc"
