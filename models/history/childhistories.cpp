// SPDX-License-Identifier: MIT
#include "models/history/childhistories.h"

#include "models/history/historytext.h"
#include "models/hubs/hubsession.h"

#include <utility>

namespace hubdeck {

using namespace Qt::StringLiterals;

namespace {

/// A sub-orchestration is told of by its call and, instead, with the same name and time of call by
/// its end. Empty for other events.
QString callOf(const HistoryEvent &event)
{
    if (historytext::familyOf(event) != historytext::Family::SubOrchestration) {
        return {};
    }
    const std::optional<Instant> called
        = event.type == u"SubOrchestrationInstanceCreated" ? event.timestamp : event.scheduled;
    return called ? QString(QString::number(called->ticks()) + u' ' + event.name) : QString();
}

} // namespace

ChildHistories::ChildHistories(QObject *parent)
    : QObject(parent)
{ }

ChildHistories::~ChildHistories() = default;

void ChildHistories::startAfresh(HubSession &session)
{
    clear();
    m_session = &session;
}

void ChildHistories::clear()
{
    const bool any = !m_expanded.empty() || !m_known.isEmpty();
    m_session.clear();
    m_expanded.clear();
    m_known.clear();
    if (any) {
        emit changed();
    }
}

void ChildHistories::learn(const std::vector<HistoryEvent> &events)
{
    QHash<QString, QStringList> found;
    for (const HistoryEvent &event : events) {
        if (const QString call = callOf(event); !call.isEmpty()) {
            found[call].append(historytext::childOf(event).text());
        }
    }
    bool more = false;
    for (auto call = found.cbegin(); call != found.cend(); ++call) {
        QStringList &known = m_known[call.key()];
        for (const QString &id : *call) {
            // Several calls of one moment could not be told apart when they have ended.
            if (known.size() < 2 && (call->size() > 1 || (!id.isEmpty() && !known.contains(id)))) {
                more = true;
                known.append(id);
            }
        }
    }
    if (more) {
        emit changed();
    }
}

std::optional<InstanceId> ChildHistories::childOf(const HistoryEvent &event) const
{
    if (const InstanceId named = historytext::childOf(event); !named.isEmpty()) {
        return named;
    }
    const QStringList known = m_known.value(callOf(event));
    const bool isTold = known.size() == 1 && !known.front().isEmpty();
    return isTold ? std::optional(InstanceId(known.front())) : std::nullopt;
}

void ChildHistories::expand(const InstanceId &id)
{
    if (m_session != nullptr && !m_expanded.contains(id)) {
        m_expanded[id].child.words = tr("Reading the history of %1…").arg(id.text());
        read(id);
        emit changed();
    }
}

void ChildHistories::collapse(const InstanceId &id)
{
    if (m_expanded.erase(id) > 0) {
        emit changed();
    }
}

void ChildHistories::refresh()
{
    for (const auto &[id, expanded] : m_expanded) {
        if (!expanded.ended && expanded.job == nullptr && m_session != nullptr) {
            read(id);
        }
    }
}

const ChildHistories::Child *ChildHistories::child(const InstanceId &id) const
{
    const auto at = m_expanded.find(id);
    return at == m_expanded.end() ? nullptr : &at->second.child;
}

void ChildHistories::read(const InstanceId &id)
{
    auto work = [hub = m_session->hub(), id](const JobContext &context) {
        return hub->history(id, context.stop());
    };
    auto done = [this, id](History &&history) { take(id, std::move(history)); };
    auto job = std::make_unique<Job<History>>(m_session->pool(), std::move(work), std::move(done));
    connect(job.get(), &JobBase::failed, this,
            [this, id](const TaskHubError &error) { takeError(id, error); });
    m_expanded[id].job = std::move(job);
}

void ChildHistories::take(const InstanceId &id, History &&history)
{
    Expanded &expanded = m_expanded[id];
    const std::unique_ptr<JobBase> finished = std::move(expanded.job);
    expanded.ended = history.instance.status.isTerminal();
    const bool pending = history.instance.status.kind() == RuntimeStatus::Kind::Pending;
    if (history.events.empty()) {
        expanded.child.events.reset();
        expanded.child.words = pending ? tr("%1 is pending: it has no history yet.").arg(id.text())
                                       : tr("The hub has no history of %1.").arg(id.text());
    } else if (!expanded.child.events || *expanded.child.events != history.events) {
        learn(history.events);
        expanded.child.events
            = std::make_shared<const std::vector<HistoryEvent>>(std::move(history.events));
        expanded.child.words.clear();
    }
    emit changed();
}

void ChildHistories::takeError(const InstanceId &id, const TaskHubError &error)
{
    Expanded &expanded = m_expanded[id];
    expanded.job.release()->deleteLater();
    const bool gone = error.kind == ErrorKind::NotFound;
    expanded.ended = gone;
    if (!expanded.child.events) { // what was read stays
        expanded.child.words = gone
            ? tr("%1 is not in the hub: it may have been purged.").arg(id.text())
            : tr("The history of %1 could not be read. %2").arg(id.text(), error.message);
    }
    emit changed();
}

} // namespace hubdeck
