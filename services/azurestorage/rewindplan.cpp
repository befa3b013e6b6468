// SPDX-License-Identifier: MIT
#include "services/azurestorage/rewindplan.h"

#include "services/azurestorage/instancekeys.h"
#include "services/azurestorage/storagefilters.h"
#include "services/taskhub/runtimestatus.h"
#include "services/taskhub/taskhuberror.h"

#include <QCoreApplication>

#include <algorithm>

namespace hubdeck::azurestorage {

namespace {

using namespace Qt::StringLiterals;
using Kind = RuntimeStatus::Kind;

constexpr QLatin1StringView rewoundMark("Rewound: ");

QString tr(const char *text)
{
    return QCoreApplication::translate("hubdeck::RewindPlan", text);
}

QString typeOf(const TableRow &row)
{
    return row.text(u"EventType");
}

bool isRewound(const TableRow &row)
{
    return row.text(u"Reason").startsWith(rewoundMark);
}

/// What the row was before a rewind neutralised it.
QString originalType(const TableRow &row)
{
    const QString reason = row.text(u"Reason");
    return isRewound(row) ? reason.sliced(rewoundMark.size()) : typeOf(row);
}

Kind statusOf(const RewindMember &member)
{
    return member.instance ? RuntimeStatus::fromName(member.instance->text(u"RuntimeStatus")).kind()
                           : Kind::Unknown;
}

QString statusName(const RewindMember &member)
{
    return RuntimeStatus::fromName(member.instance->text(u"RuntimeStatus")).name();
}

TaskHubError refused(ErrorKind kind, const QString &why)
{
    return { kind, why };
}

/// The execution that the history is of, and its rows in order; no rows without any history.
struct Execution
{
    std::vector<TableRow> rows;
    bool isSafe = true; // no worker is at work, no rows of another execution are in the way (§6, 1)
};

Execution executionOf(const RewindMember &member)
{
    std::vector<TableRow> rows = member.history;
    std::ranges::stable_sort(rows, {}, &TableRow::rowKey);
    const auto sentinel = std::ranges::find(rows, "sentinel"_L1, &TableRow::rowKey);
    if (sentinel == rows.end()) {
        return {};
    }
    const QString execution = sentinel->text(u"ExecutionId");
    const bool isWriting = sentinel->text(u"IsCheckpointComplete") == "false"_L1;
    rows.erase(sentinel);
    const auto last = std::find_if(rows.rbegin(), rows.rend(), [](const TableRow &row) {
        return typeOf(row) == "OrchestratorStarted"_L1;
    });
    if (last == rows.rend()) {
        return {};
    }
    const QString ofInstance = member.instance ? member.instance->text(u"ExecutionId") : QString();
    const bool isSafe = !isWriting && last->text(u"ExecutionId") == execution
        && (ofInstance.isEmpty() || ofInstance == execution);
    std::erase_if(rows, [&](const TableRow &row) { return row.text(u"ExecutionId") != execution; });
    return { std::move(rows), isSafe };
}

bool isFailure(const TableRow &row)
{
    const QString type = typeOf(row);
    return type == "TaskFailed"_L1 || type == "SubOrchestrationInstanceFailed"_L1
        || (type == "ExecutionCompleted"_L1 && row.text(u"OrchestrationStatus") == "Failed"_L1);
}

/// True when an earlier rewind neutralised the end of this execution and no worker has gone on
/// since: it waits to be woken.
bool isWaiting(const std::vector<TableRow> &rows)
{
    bool waiting = false;
    for (const TableRow &row : rows) {
        if (isRewound(row) && originalType(row) == "ExecutionCompleted"_L1) {
            waiting = true;
        } else if (typeOf(row) == "OrchestratorStarted"_L1) {
            waiting = false;
        }
    }
    return waiting;
}

TableRow keysOf(const TableRow &row)
{
    TableRow change;
    change.partitionKey = row.partitionKey;
    change.rowKey = row.rowKey;
    change.etag = row.etag;
    return change;
}

RewindStep marked(const InstanceId &id, const TableRow &row, bool neutralised)
{
    RewindStep step;
    step.kind = RewindStep::Kind::MergeHistory;
    step.instance = id;
    step.change = keysOf(row);
    step.change.set(u"Reason"_s, EdmType::String, rewoundMark + typeOf(row));
    if (neutralised) {
        step.change.set(u"EventType"_s, EdmType::String, u"GenericEvent"_s);
    }
    return step;
}

/// The row that scheduled what `failure` ended: the last one with its number before it.
const TableRow *schedulingRow(const std::vector<TableRow> &rows, const TableRow &failure,
                              QLatin1StringView type)
{
    const QString id = failure.text(u"TaskScheduledId");
    const TableRow *found = nullptr;
    for (const TableRow &row : rows) {
        if (row.rowKey >= failure.rowKey) {
            break;
        }
        if (!id.isEmpty() && row.text(u"EventId") == id && originalType(row) == type) {
            found = &row;
        }
    }
    return found;
}

void throwUnlessRewindable(const RewindMember &member, const Execution &execution)
{
    if (!execution.isSafe) {
        throw refused(
            ErrorKind::Conflict,
            tr("The history of \"%1\" holds more than one execution, or is being written. "
               "It cannot be rewound safely; nothing was changed.")
                .arg(member.id.text()));
    }
    if (execution.rows.empty()) {
        throw refused(ErrorKind::Conflict,
                      tr("\"%1\" has no history to go back to, so it cannot be rewound. Restart it "
                         "instead.")
                          .arg(member.id.text()));
    }
}

bool contains(const std::vector<InstanceId> &ids, const InstanceId &id)
{
    return std::ranges::find(ids, id) != ids.end();
}

} // namespace

RewindPlan::RewindPlan(const InstanceId &root)
    : m_root(root)
    , m_waiting { { root, true, false } }
{ }

std::optional<InstanceId> RewindPlan::nextToRead() const
{
    return m_waiting.empty() ? std::nullopt : std::optional(m_waiting.back().id);
}

void RewindPlan::add(const RewindMember &member)
{
    const Waiting asked = m_waiting.back();
    Q_ASSERT(asked.id == member.id);
    if (!member.instance) {
        addMissing(asked);
        return;
    }
    const Kind status = statusOf(member);
    const Execution execution = executionOf(member);
    const bool canRevive = (status == Kind::Failed && !asked.isBelowAlive)
        || (status == Kind::Pending && isWaiting(execution.rows));
    // An alive root may have been brought back by a rewind that did not wake all
    const bool mayBeAlive
        = member.id == m_root ? RuntimeStatus(status).isActive() : !asked.mustRevive;
    if (!canRevive && mayBeAlive) {
        m_waiting.pop_back();
        addAlive(member, execution.rows);
    } else if (!canRevive) {
        throw notFailed(member);
    } else {
        throwUnlessRewindable(member, execution);
        m_waiting.pop_back();
        addHistory(m_members[member.id], member.id, execution.rows, status == Kind::Failed,
                   asked.isBelowAlive);
    }
    if (m_waiting.empty() && m_members.at(m_root).revived && steps(Instant()).empty()) {
        throw refused(ErrorKind::WrongState, m_whyNotRoot);
    }
}

void RewindPlan::addMissing(const Waiting &asked)
{
    if (asked.id == m_root) {
        throw refused(ErrorKind::NotFound, tr("There is no instance \"%1\".").arg(asked.id.text()));
    }
    if (asked.mustRevive) {
        throw refused(ErrorKind::NotFound,
                      tr("The failed sub-orchestration \"%1\" is not there any more, so its parent "
                         "would wait for it forever. Nothing was changed.")
                          .arg(asked.id.text()));
    }
    m_waiting.pop_back(); // purged since
    m_members[asked.id].revived = true;
}

TaskHubError RewindPlan::notFailed(const RewindMember &member) const
{
    return refused(ErrorKind::WrongState,
                   member.id == m_root
                       ? tr("Only a failed instance can be rewound; \"%1\" is %2.")
                             .arg(member.id.text(), statusName(member))
                       : tr("The sub-orchestration \"%1\" had failed but is %2 now, so its "
                            "parent would wait for it forever. Nothing was changed.")
                             .arg(member.id.text(), statusName(member)));
}

void RewindPlan::addAlive(const RewindMember &member, const std::vector<TableRow> &rows)
{
    Member &plan = m_members[member.id];
    plan.revived = true;
    plan.isActive = RuntimeStatus(statusOf(member)).isActive();
    if (member.id == m_root) {
        m_whyNotRoot = notFailed(member).message;
    }
    if (plan.isActive) { // it may wait for children that were never woken
        addChildren(plan, rewoundChildren(rows, true));
    }
}

void RewindPlan::addHistory(Member &plan, const InstanceId &id, const std::vector<TableRow> &rows,
                            bool hasFailed, bool isBelowAlive)
{
    std::set<QString> scheduled; // row keys changed already
    std::vector<Waiting> children;
    for (const TableRow &row : rows) {
        if (!isFailure(row)) {
            continue;
        }
        const bool isSub = typeOf(row) == "SubOrchestrationInstanceFailed"_L1;
        if (isSub || typeOf(row) == "TaskFailed"_L1) {
            const TableRow *scheduling = schedulingRow(
                rows, row, isSub ? "SubOrchestrationInstanceCreated"_L1 : "TaskScheduled"_L1);
            if (!scheduling) {
                throw refused(ErrorKind::Conflict,
                              tr("In the history of \"%1\" the event that scheduled a failed task "
                                 "is missing. It cannot be rewound; nothing was changed.")
                                  .arg(id.text()));
            }
            if (!isRewound(*scheduling) && scheduled.insert(scheduling->rowKey).second) {
                plan.historySteps.push_back(marked(id, *scheduling, !isSub));
            }
            if (isSub) {
                children.push_back({ InstanceId(scheduling->text(u"InstanceId")), true, false });
            }
        }
        plan.historySteps.push_back(marked(id, row, true));
    }
    const std::vector<Waiting> earlier = rewoundChildren(rows, isBelowAlive);
    children.insert(children.end(), earlier.begin(), earlier.end());
    plan.mergesInstance = hasFailed || !plan.historySteps.empty();
    addChildren(plan, children);
}

std::vector<RewindPlan::Waiting> RewindPlan::rewoundChildren(const std::vector<TableRow> &rows,
                                                             bool isBelowAlive)
{
    std::vector<Waiting> children;
    for (const TableRow &row : rows) {
        if (typeOf(row) == "SubOrchestrationInstanceCreated"_L1 && isRewound(row)) {
            children.push_back({ InstanceId(row.text(u"InstanceId")), false, isBelowAlive });
        }
    }
    return children;
}

void RewindPlan::addChildren(Member &plan, const std::vector<Waiting> &children)
{
    for (const Waiting &child : children) {
        if (!contains(plan.children, child.id)) {
            plan.children.push_back(child.id);
            const bool isKnown = m_members.contains(child.id)
                || std::ranges::find(m_waiting, child.id, &Waiting::id) != m_waiting.end();
            if (!isKnown) {
                m_waiting.push_back(child);
            }
        }
    }
}

void RewindPlan::appendSteps(const InstanceId &id, Instant now, std::set<InstanceId> &done,
                             std::vector<RewindStep> &changes,
                             std::vector<RewindStep> &messages) const
{
    const auto found = m_members.find(id);
    if (found == m_members.end() || !done.insert(id).second) {
        return;
    }
    const Member &member = found->second;
    bool isLeaf = !member.revived;
    for (const InstanceId &child : member.children) {
        appendSteps(child, now, done, changes, messages);
        const Member &below = m_members.at(child);
        // One that runs again already will wake a parent that has been rewound with it
        isLeaf = isLeaf && below.revived && (member.mergesInstance || !below.isActive);
    }
    changes.insert(changes.end(), member.historySteps.begin(), member.historySteps.end());
    if (member.mergesInstance) {
        RewindStep step;
        step.kind = RewindStep::Kind::MergeInstance;
        step.instance = id;
        step.change.partitionKey = escapedKey(id.text());
        step.change.etag = "*";
        step.change.set(u"RuntimeStatus"_s, EdmType::String, u"Pending"_s);
        step.change.set(u"LastUpdatedTime"_s, EdmType::DateTime, storedTime(now));
        changes.push_back(step);
    }
    if (isLeaf) {
        RewindStep wake;
        wake.instance = id;
        messages.push_back(wake);
    }
}

std::vector<RewindStep> RewindPlan::steps(Instant now) const
{
    std::set<InstanceId> done;
    std::vector<RewindStep> changes;
    std::vector<RewindStep> messages;
    appendSteps(m_root, now, done, changes, messages);
    for (RewindStep &message : messages) {
        message.mayBePosted = changes.empty(); // messages come after all changes
    }
    changes.insert(changes.end(), messages.begin(), messages.end());
    return changes;
}

} // namespace hubdeck::azurestorage
