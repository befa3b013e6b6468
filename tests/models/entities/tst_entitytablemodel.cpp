// SPDX-License-Identifier: MIT
#include "models/entities/entitytablemodel.h"

#include "models/displaytext.h"
#include "models/hubs/hubsession.h"
#include "models/roles.h"
#include "scriptedhub.h"
#include "testprogram.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace hubdeck;
using namespace Qt::Literals::StringLiterals;
using test::ScriptedHub;
using Call = ScriptedHub::Call;
using Model = EntityTableModel;

namespace {

constexpr int patienceMs = 30'000;

EntityRow entity(const QString &name, const QString &key, const QByteArray &state)
{
    return { .id = { name, key },
             .lastOperation = Instant::fromText("2026-11-23T10:00:00Z"),
             .state = { state, {} },
             .raw = {} };
}

struct Fixture
{
    QThreadPool pool;
    std::shared_ptr<ScriptedHub> hub = std::make_shared<ScriptedHub>();
    HubSession session { { u"Hub"_s, u"http://localhost"_s, HubKind::Http, false, false },
                         hub,
                         pool };
    TimeDisplay time;
    Model model { session, time };
    QAbstractItemModelTester tester { &model };

    Fixture()
    {
        time.setUtc(true);
        hub->putEntity(entity(u"counter"_s, u"b"_s, "5"));
        hub->putEntity(entity(u"counter"_s, u"A"_s, "{\"value\":7}"));
        EntityRow locked = entity(u"lock"_s, u"x"_s, {});
        locked.queueSize = 3;
        locked.lockedBy = InstanceId(u"order-7"_s);
        locked.suspended = true;
        hub->putEntity(locked);
    }

    [[nodiscard]] bool loads(const QString &name = {})
    {
        model.load(name);
        return QTest::qWaitFor([this] { return model.state() == Model::LoadState::Complete; },
                               patienceMs);
    }

    [[nodiscard]] QString text(int row, int column) const
    {
        return model.index(row, column).data().toString();
    }
};

} // namespace

class TestEntityTableModel : public QObject
{
    Q_OBJECT

private slots:

    void showsEntitiesWithTheirStates()
    {
        Fixture f;
        QVERIFY(f.loads());
        QCOMPARE(f.model.rowCount(), 3);
        QCOMPARE(f.text(0, Model::NameColumn), u"counter"_s);
        QCOMPARE(f.text(0, Model::KeyColumn), u"A"_s);
        QCOMPARE(f.text(0, Model::StateColumn), u"{\"value\":7}"_s);
        QCOMPARE(f.text(0, Model::LastOperationColumn), u"2026-11-23 10:00:00"_s);
        QCOMPARE(f.text(2, Model::StateColumn), QString());
        QCOMPARE(f.model.index(0, 0).data(IdRole).toString(), u"@counter@A"_s);
        QVERIFY(f.model.index(0, Model::LastOperationColumn)
                    .data(Qt::ToolTipRole)
                    .toString()
                    .endsWith(u"UTC"_s));
        QVERIFY(f.model.completedAt());
    }

    void asksForOneClass()
    {
        Fixture f;
        QVERIFY(f.loads(u"Lock"_s));
        QCOMPARE(f.model.rowCount(), 1);
        QCOMPARE(f.model.entity(0).id.name, u"lock"_s);
    }

    void narrowsWithoutAsking()
    {
        Fixture f;
        QVERIFY(f.loads());
        f.model.setNarrow(u"VALUE"_s);
        QCOMPARE(f.model.rowCount(), 1);
        QCOMPARE(f.model.loadedRows(), 3);
        QCOMPARE(f.model.rowOf({ u"counter"_s, u"b"_s }), -1);
        f.model.setNarrow({});
        QCOMPARE(f.model.rowOf({ u"counter"_s, u"b"_s }), 1);
        QCOMPARE(f.hub->arrivalCount(Call::ListEntities), 1);
    }

    void sortsByEveryColumn_data()
    {
        QTest::addColumn<int>("column");
        QTest::addColumn<QString>("first");
        QTest::newRow("class") << int(Model::NameColumn) << u"lock"_s;
        QTest::newRow("key") << int(Model::KeyColumn) << u"lock"_s;
        QTest::newRow("state") << int(Model::StateColumn) << u"counter"_s;
        QTest::newRow("waiting") << int(Model::WaitingColumn) << u"lock"_s;
        QTest::newRow("locked") << int(Model::LockColumn) << u"lock"_s;
    }

    void tellsLocksAndWhatWaits()
    {
        Fixture f;
        QVERIFY(f.loads());
        QCOMPARE(f.text(2, Model::LockColumn), u"order-7"_s);
        QCOMPARE(f.text(2, Model::WaitingColumn), u"3 · paused"_s);
        QCOMPARE(f.text(0, Model::LockColumn), QString());
        QCOMPARE(f.text(0, Model::WaitingColumn), QString());
        const auto why = [&f](int column) {
            return f.model.headerData(column, Qt::Horizontal, WhyNotRole).toString();
        };
        QVERIFY(why(Model::LockColumn).contains(u"storage"_s)); // this hub cleans no entities
        QCOMPARE(why(Model::StateColumn), QString());
    }

    void sortsByEveryColumn()
    {
        QFETCH(int, column);
        QFETCH(QString, first);
        Fixture f;
        QVERIFY(f.loads());
        f.model.sort(column, Qt::DescendingOrder);
        QCOMPARE(f.text(0, Model::NameColumn), first);
    }

    void keepsTheRowsWhenARefreshFails()
    {
        Fixture f;
        QVERIFY(f.loads());
        f.hub->fail(Call::ListEntities, TaskHubError(ErrorKind::Unavailable, u"busy"_s));
        const QSignalSpy failed(&f.model, &Model::failed);
        f.model.refresh();
        QTRY_COMPARE_WITH_TIMEOUT(failed.size(), 1, patienceMs);
        QCOMPARE(f.model.state(), Model::LoadState::Failed);
        QCOMPARE(f.model.rowCount(), 3);
    }

    void anEmptyHubHasNoRows()
    {
        Fixture f;
        QVERIFY(f.loads());
        QVERIFY(f.loads(u"nobody"_s));
        QCOMPARE(f.model.rowCount(), 0);
    }
};

HUBDECK_GUILESS_TEST(TestEntityTableModel)
#include "tst_entitytablemodel.moc"
