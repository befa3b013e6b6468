// SPDX-License-Identifier: MIT
#include "services/azurestorage/rewindplan.h"

#include "captures.h"
#include "services/azurestorage/instancekeys.h"
#include "services/json/jsonscanner.h"
#include "storagecapture.h"
#include "testprogram.h"
#include "thrown.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace hubdeck;
using namespace hubdeck::azurestorage;
using Step = RewindStep::Kind;

namespace {

const Instant now = Instant::fromText("2026-11-23T10:00:00Z").value(); // NOLINT(cert-err58-cpp)

TableRow eventRow(int number, const QString &type, int eventId = -1)
{
    TableRow row;
    row.partitionKey = u"root"_s;
    row.rowKey = QString::number(number).rightJustified(16, u'0');
    row.etag = "W/\"" + QByteArray::number(number) + '"';
    row.set(u"ExecutionId"_s, EdmType::String, u"x"_s);
    row.set(u"EventType"_s, EdmType::String, type);
    row.set(u"EventId"_s, EdmType::Int32, QString::number(eventId));
    return row;
}

TableRow with(TableRow row, const QString &name, const QString &text)
{
    row.set(name, EdmType::String, text);
    return row;
}

TableRow sentinel(const QString &execution = u"x"_s)
{
    TableRow row;
    row.partitionKey = u"root"_s;
    row.rowKey = u"sentinel"_s;
    row.set(u"ExecutionId"_s, EdmType::String, execution);
    row.set(u"IsCheckpointComplete"_s, EdmType::Boolean, u"true"_s);
    return row;
}

/// An account in memory, as far as a rewind needs one.
struct Store
{
    std::map<QString, TableRow> instances; // by id
    std::map<QString, std::vector<TableRow>> histories;
    QStringList queue; // instances with a GenericEvent waiting
    int etags = 0;

    void add(const QString &id, const QString &status, std::vector<TableRow> history)
    {
        TableRow row;
        row.partitionKey = escapedKey(id);
        row.set(u"RuntimeStatus"_s, EdmType::String, status);
        row.set(u"ExecutionId"_s, EdmType::String, u"x"_s);
        instances[id] = row;
        for (TableRow &item : history) {
            item.partitionKey = escapedKey(id);
        }
        history.push_back(sentinel());
        histories[id] = std::move(history);
    }

    [[nodiscard]] RewindMember member(const InstanceId &id) const
    {
        RewindMember result;
        result.id = id;
        if (instances.contains(id.text())) {
            result.instance = instances.at(id.text());
        }
        if (histories.contains(id.text())) {
            result.history = histories.at(id.text());
        }
        return result;
    }

    [[nodiscard]] std::vector<RewindStep> plan(const QString &root) const
    {
        RewindPlan plan { InstanceId(root) };
        while (const auto next = plan.nextToRead()) {
            plan.add(member(*next));
        }
        return plan.steps(now);
    }

    void apply(const RewindStep &step)
    {
        const QString id = step.instance.text();
        if (step.kind == Step::Wake) {
            if (!step.mayBePosted || !queue.contains(id)) {
                queue << id;
            }
            return;
        }
        TableRow *row = nullptr;
        if (step.kind == Step::MergeInstance) {
            QCOMPARE(step.change.etag, QByteArray("*"));
            row = &instances.at(id);
        } else {
            auto &rows = histories.at(id);
            const auto found = std::ranges::find(rows, step.change.rowKey, &TableRow::rowKey);
            QVERIFY(found != rows.end());
            QCOMPARE(step.change.etag, found->etag);
            QCOMPARE(step.change.partitionKey, found->partitionKey);
            found->etag = "new" + QByteArray::number(++etags);
            row = &*found;
        }
        for (const TableProperty &property : step.change.properties) {
            row->set(property.name, property.type, property.text);
        }
    }

    [[nodiscard]] QStringList state() const
    {
        QStringList lines;
        for (const auto &[id, row] : instances) {
            lines << id + u' ' + row.text(u"RuntimeStatus");
        }
        for (const auto &[id, rows] : histories) {
            for (const TableRow &row : rows) {
                lines << id + u' ' + row.rowKey + u' ' + row.text(u"EventType") + u' '
                        + row.text(u"Reason");
            }
        }
        QStringList waiting = queue;
        waiting.sort();
        return lines + waiting;
    }
};

/// A parent with a failed activity of its own, a failed child with a failed child, and a second
/// one.
Store family()
{
    const auto failedTask = [](int eventId) {
        return std::vector<TableRow> { eventRow(0, u"OrchestratorStarted"_s),
                                       eventRow(1, u"ExecutionStarted"_s),
                                       eventRow(2, u"TaskScheduled"_s, eventId),
                                       eventRow(3, u"OrchestratorStarted"_s),
                                       with(eventRow(4, u"TaskFailed"_s), u"TaskScheduledId"_s,
                                            QString::number(eventId)),
                                       with(eventRow(5, u"ExecutionCompleted"_s, eventId + 1),
                                            u"OrchestrationStatus"_s, u"Failed"_s),
                                       eventRow(6, u"OrchestratorCompleted"_s) };
    };
    const auto created = [](int number, int eventId, const QString &child) {
        return with(eventRow(number, u"SubOrchestrationInstanceCreated"_s, eventId),
                    u"InstanceId"_s, child);
    };
    const auto failed = [](int number, const QString &type, int eventId) {
        return with(eventRow(number, type), u"TaskScheduledId"_s, QString::number(eventId));
    };
    Store store;
    store.add(
        u"root"_s, u"Failed"_s,
        { eventRow(0, u"OrchestratorStarted"_s), eventRow(1, u"ExecutionStarted"_s),
          created(2, 0, u"a/1"_s), created(3, 1, u"b"_s), eventRow(4, u"TaskScheduled"_s, 2),
          eventRow(5, u"OrchestratorStarted"_s), failed(6, u"SubOrchestrationInstanceFailed"_s, 0),
          failed(7, u"SubOrchestrationInstanceFailed"_s, 1), failed(8, u"TaskFailed"_s, 2),
          with(eventRow(9, u"ExecutionCompleted"_s, 3), u"OrchestrationStatus"_s, u"Failed"_s) });
    store.add(
        u"a/1"_s, u"Failed"_s,
        { eventRow(0, u"OrchestratorStarted"_s), created(1, 0, u"a/2"_s),
          eventRow(2, u"OrchestratorStarted"_s), failed(3, u"SubOrchestrationInstanceFailed"_s, 0),
          with(eventRow(4, u"ExecutionCompleted"_s, 1), u"OrchestrationStatus"_s, u"Failed"_s) });
    store.add(u"a/2"_s, u"Failed"_s, failedTask(0));
    store.add(u"b"_s, u"Failed"_s, failedTask(4));
    return store;
}

} // namespace

class RewindPlanTest : public QObject
{
    Q_OBJECT

private slots:
    void changesFailuresAndWhatScheduledThem();
    void wakesLeavesLast();
    void finishesAfterEveryInterruption();
    void repeatsNothingOnceAwake();
    void wakesWhoWasForgottenBelowTheLiving();
    void rewindsAgainAfterAnotherFailure();
    void refusesWhatHasNotFailed_data();
    void refusesWhatHasNotFailed();
    void refusesOtherExecutions();
    void refusesMissingSchedulingRows();
    void refusesLostChildren();
    void leavesRevivedChildrenAlone();
    void changesWhatTheOfficialClientChanges();
};

void RewindPlanTest::changesFailuresAndWhatScheduledThem()
{
    const Store store = family();
    const auto steps = store.plan(u"b"_s);
    QCOMPARE(steps.size(), size_t(5));
    QCOMPARE(steps[0].change.rowKey, u"0000000000000002"_s); // before the failure it led to
    const std::vector<TableProperty> expected {
        { u"Reason"_s, EdmType::String, u"Rewound: TaskScheduled"_s },
        { u"EventType"_s, EdmType::String, u"GenericEvent"_s }
    };
    QCOMPARE(steps[0].change.properties, expected);
    QCOMPARE(steps[0].change.etag, QByteArray("W/\"2\""));
    QCOMPARE(steps[1].change.text(u"Reason"), u"Rewound: TaskFailed"_s);
    QCOMPARE(steps[2].change.text(u"Reason"), u"Rewound: ExecutionCompleted"_s);
    QCOMPARE(steps[3].kind, Step::MergeInstance);
    QCOMPARE(steps[3].change.text(u"RuntimeStatus"), u"Pending"_s);
    QCOMPARE(steps[3].change.text(u"LastUpdatedTime"), u"2026-11-23T10:00:00.0000000Z"_s);
    QCOMPARE(steps[3].change.find(u"LastUpdatedTime")->type, EdmType::DateTime);
    QCOMPARE(steps[4].kind, Step::Wake);
    QVERIFY(!steps[4].mayBePosted);
}

void RewindPlanTest::wakesLeavesLast()
{
    const auto steps = family().plan(u"root"_s);
    QStringList woken;
    for (const RewindStep &step : steps) {
        if (step.kind == Step::Wake) {
            woken << step.instance.text();
        } else {
            QVERIFY(woken.isEmpty());
        }
    }
    woken.sort();
    QCOMPARE(woken, QStringList({ u"a/2"_s, u"b"_s }));
    const auto sub = std::ranges::find_if(steps, [](const RewindStep &step) {
        return step.change.text(u"Reason") == u"Rewound: SubOrchestrationInstanceCreated"_s;
    });
    QVERIFY(sub != steps.end() && !sub->change.find(u"EventType")); // its type stays
}

void RewindPlanTest::finishesAfterEveryInterruption()
{
    Store whole = family();
    const auto steps = whole.plan(u"root"_s);
    for (const RewindStep &step : steps) {
        whole.apply(step);
    }
    for (size_t stop = 0; stop <= steps.size(); ++stop) {
        Store store = family();
        for (size_t i = 0; i < stop; ++i) {
            store.apply(steps[i]);
        }
        for (const RewindStep &step : store.plan(u"root"_s)) {
            store.apply(step);
        }
        QCOMPARE(store.state(), whole.state());
    }
}

void RewindPlanTest::repeatsNothingOnceAwake()
{
    Store store = family();
    for (const RewindStep &step : store.plan(u"root"_s)) {
        store.apply(step);
    }
    // One leaf was woken and runs, the other has not been reached
    store.queue = {};
    store.instances[u"b"_s].set(u"RuntimeStatus"_s, EdmType::String, u"Running"_s);
    const auto steps = store.plan(u"root"_s);
    QCOMPARE(steps.size(), size_t(1));
    QCOMPARE(steps[0].instance.text(), u"a/2"_s);
    QVERIFY(steps[0].mayBePosted);
    store.instances[u"a/2"_s].set(u"RuntimeStatus"_s, EdmType::String, u"Running"_s);
    QVERIFY(store.plan(u"root"_s).empty());
}

void RewindPlanTest::wakesWhoWasForgottenBelowTheLiving()
{
    const auto set = [](Store &store, const QString &id, const QString &status) {
        store.instances[id].set(u"RuntimeStatus"_s, EdmType::String, status);
    };
    Store store = family();
    for (const RewindStep &step : store.plan(u"root"_s)) {
        store.apply(step);
    }
    store.queue = {}; // stopped after the wake of b, which has ended and told the root
    set(store, u"b"_s, u"Completed"_s);
    const auto forgotten = [&] {
        QStringList woken;
        for (const RewindStep &step : store.plan(u"root"_s)) {
            woken << (step.kind == Step::Wake && step.mayBePosted ? QString() : u"not a wake of "_s)
                    + step.instance.text();
        }
        return woken;
    };
    set(store, u"root"_s, u"Running"_s);
    QCOMPARE(forgotten(), QStringList { u"a/2"_s });
    store.histories[u"root"_s].push_back(eventRow(11, u"OrchestratorStarted"_s));
    set(store, u"root"_s, u"Pending"_s); // alive, its row not written yet
    QCOMPARE(forgotten(), QStringList { u"a/2"_s });
    const auto last
        = std::ranges::find(store.histories[u"root"_s], u"sentinel"_s, &TableRow::rowKey);
    last->set(u"IsCheckpointComplete"_s, EdmType::Boolean, u"false"_s); // a worker is writing it
    set(store, u"root"_s, u"Suspended"_s);
    QCOMPARE(forgotten(), QStringList { u"a/2"_s });
    set(store, u"a/1"_s, u"Running"_s);
    QCOMPARE(forgotten(), QStringList { u"a/2"_s });
    // What failed once more while its parent lives is the parent's to handle
    set(store, u"a/1"_s, u"Failed"_s);
    QCOMPARE(kindThrownBy([&] { return store.plan(u"root"_s); }), u"WrongState"_s);
    set(store, u"a/1"_s, u"Running"_s);
    set(store, u"a/2"_s, u"Completed"_s);
    QCOMPARE(kindThrownBy([&] { return store.plan(u"root"_s); }), u"WrongState"_s);
    set(store, u"root"_s, u"Completed"_s);
    set(store, u"a/2"_s, u"Pending"_s);
    QCOMPARE(kindThrownBy([&] { return store.plan(u"root"_s); }), u"WrongState"_s);
}

void RewindPlanTest::rewindsAgainAfterAnotherFailure()
{
    Store store = family();
    for (const RewindStep &step : store.plan(u"b"_s)) {
        store.apply(step);
    }
    auto &rows = store.histories[u"b"_s];
    rows.insert(
        rows.end() - 1,
        { eventRow(7, u"OrchestratorStarted"_s), eventRow(8, u"TaskScheduled"_s, 4),
          eventRow(9, u"OrchestratorStarted"_s),
          with(eventRow(10, u"TaskFailed"_s), u"TaskScheduledId"_s, u"4"_s),
          with(eventRow(11, u"ExecutionCompleted"_s, 5), u"OrchestrationStatus"_s, u"Failed"_s) });
    store.instances[u"b"_s].set(u"RuntimeStatus"_s, EdmType::String, u"Failed"_s);
    const auto steps = store.plan(u"b"_s);
    QCOMPARE(steps.size(), size_t(5));
    QCOMPARE(steps[0].change.rowKey, u"0000000000000008"_s);
    QCOMPARE(steps[1].change.rowKey, u"0000000000000010"_s);
}

void RewindPlanTest::refusesWhatHasNotFailed_data()
{
    QTest::addColumn<QString>("status");
    for (const char *status : { "Running", "Completed", "Pending", "Terminated", "Suspended" }) {
        QTest::newRow(status) << QString::fromLatin1(status);
    }
}

void RewindPlanTest::refusesWhatHasNotFailed()
{
    QFETCH(const QString, status);
    Store store = family();
    store.instances[u"b"_s].set(u"RuntimeStatus"_s, EdmType::String, status);
    QCOMPARE(kindThrownBy([&] { return store.plan(u"b"_s); }), u"WrongState"_s);
    QCOMPARE(kindThrownBy([&] { return store.plan(u"nobody"_s); }), u"NotFound"_s);
    // A failed child that is something else now would never wake its parent
    QCOMPARE(kindThrownBy([&] { return store.plan(u"root"_s); }), u"WrongState"_s);
}

void RewindPlanTest::refusesOtherExecutions()
{
    Store store = family();
    auto leftover = eventRow(12, u"OrchestratorStarted"_s);
    leftover.set(u"ExecutionId"_s, EdmType::String, u"old"_s);
    store.histories[u"b"_s].push_back(leftover);
    QCOMPARE(kindThrownBy([&] { return store.plan(u"b"_s); }), u"Conflict"_s);
    store = family();
    store.instances[u"b"_s].set(u"ExecutionId"_s, EdmType::String, u"new"_s);
    QCOMPARE(kindThrownBy([&] { return store.plan(u"b"_s); }), u"Conflict"_s);
    store = family();
    store.histories[u"b"_s].back().set(u"IsCheckpointComplete"_s, EdmType::Boolean, u"false"_s);
    QCOMPARE(kindThrownBy([&] { return store.plan(u"b"_s); }), u"Conflict"_s);
    store = family();
    store.histories[u"b"_s].clear();
    QCOMPARE(kindThrownBy([&] { return store.plan(u"b"_s); }), u"Conflict"_s);
}

void RewindPlanTest::refusesMissingSchedulingRows()
{
    Store store = family();
    std::erase_if(store.histories[u"b"_s],
                  [](const TableRow &row) { return row.text(u"EventType") == u"TaskScheduled"_s; });
    QCOMPARE(kindThrownBy([&] { return store.plan(u"b"_s); }), u"Conflict"_s);
    QCOMPARE(kindThrownBy([&] { return store.plan(u"root"_s); }), u"Conflict"_s);
}

void RewindPlanTest::refusesLostChildren()
{
    Store store = family();
    store.instances.erase(u"a/2"_s);
    QCOMPARE(kindThrownBy([&] { return store.plan(u"root"_s); }), u"NotFound"_s);
}

void RewindPlanTest::leavesRevivedChildrenAlone()
{
    // Children that an earlier rewind brought to a good end; the parent failed again by itself
    Store store = family();
    auto &rows = store.histories[u"root"_s];
    for (TableRow &row : rows) {
        const QString type = row.text(u"EventType");
        if (type == u"SubOrchestrationInstanceCreated"_s) {
            row.set(u"Reason"_s, EdmType::String, u"Rewound: "_s + type);
        } else if (type == u"SubOrchestrationInstanceFailed"_s) {
            row.set(u"Reason"_s, EdmType::String, u"Rewound: "_s + type);
            row.set(u"EventType"_s, EdmType::String, u"GenericEvent"_s);
        }
    }
    for (const QString &child : { u"a/1"_s, u"b"_s }) {
        store.instances[child].set(u"RuntimeStatus"_s, EdmType::String, u"Completed"_s);
    }
    const auto steps = store.plan(u"root"_s);
    QCOMPARE(steps.size(), size_t(5));
    QCOMPARE(steps.back().kind, Step::Wake);
    QCOMPARE(steps.back().instance.text(), u"root"_s);
    for (const RewindStep &step : steps) {
        QCOMPARE(step.instance.text(), u"root"_s);
    }
}

void RewindPlanTest::changesWhatTheOfficialClientChanges()
{
    const QByteArray recorded = readFile(
        QStringLiteral(HUBDECK_TEST_DATA "/captures/orders-hub/official-client-writes.json"));
    int compared = 0;
    for (json::ArrayScanner operations(recorded); operations.next();) {
        const QByteArray operation = operations.valueText().toByteArray();
        if (!json::decodeText(json::member(operation, "name")).startsWith(u"rewind"_s)) {
            continue;
        }
        const auto load = [&](QByteArrayView instances, QByteArrayView histories) {
            Store store;
            for (json::ObjectScanner rows(instances); rows.next();) {
                store.instances[QString::fromUtf8(rows.key())]
                    = test::rowFromJson(rows.valueText());
            }
            for (json::ObjectScanner lists(histories); lists.next();) {
                for (json::ArrayScanner rows(lists.valueText()); rows.next();) {
                    store.histories[QString::fromUtf8(lists.key())].push_back(
                        test::rowFromJson(rows.valueText()));
                }
            }
            return store;
        };
        const auto part = [&](QByteArrayView key) { return json::member(operation, key); };
        Store store = load(part("instancesBefore"), part("historyBefore"));
        Store expected = load(part("instancesAfter"), part("historyAfter"));
        for (json::ArrayScanner messages(part("messages")); messages.next();) {
            const QByteArray text = json::decodeString(json::member(messages.valueText(), "text"));
            expected.queue << json::decodeText(json::member(
                json::member(json::member(text, "TaskMessage"), "OrchestrationInstance"),
                "InstanceId"));
        }
        const QString root = json::decodeText(part("instanceId"));
        for (const RewindStep &step : store.plan(root)) {
            store.apply(step);
        }
        QCOMPARE(store.state(), expected.state());
        ++compared;
    }
    QCOMPARE(compared, 4);
}

HUBDECK_GUILESS_TEST(RewindPlanTest)
#include "tst_rewindplan.moc"
