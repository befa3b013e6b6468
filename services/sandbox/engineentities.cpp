// SPDX-License-Identifier: MIT
#include "services/sandbox/engine.h"

#include "services/sandbox/jsontext.h"
#include "services/sandbox/lenientjson.h"

#include <nlohmann/json.hpp>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace hubdeck::sandbox {
namespace {

using Kind = RuntimeStatus::Kind;

constexpr auto signalLatency = std::chrono::duration_cast<Instant::Ticks>(120ms);

// The scheduler of an entity keeps the state as a text in its input.
QByteArray schedulerState(const QByteArray &state)
{
    return "{\"exists\":" + QByteArray(state.isNull() ? "false" : "true")
        + ",\"state\":" + quotedOrNull(state) + ",\"sorter\":{}}";
}

QByteArray textMember(const nlohmann::json &object, const char *name)
{
    const auto found = object.find(name);
    return found != object.end() && found->is_string()
        ? QByteArray::fromStdString(found->get<std::string>())
        : QByteArray();
}

} // namespace

void Engine::signalEntity(const QString &name, const QString &key, const QString &operation,
                          const QByteArray &input)
{
    const std::scoped_lock lock(m_mutex);
    const QByteArray message = "{\"op\":" + quotedJson(operation.toUtf8())
        + ",\"signal\":true,\"input\":" + quotedOrNull(input) + '}';
    enqueue({ .due = m_clock->now() + signalLatency,
              .kind = WorkKind::Signal,
              .id = u'@' + name.toLower() + u'@' + key,
              .event = { .kind = EventKind::EventSent, .name = u"op"_s, .input = message } });
}

void Engine::applySignal(const QString &id, const HistoryEvent &event)
{
    const EntityFunction *function = m_functions->entity(id.section(u'@', 1, 1));
    if (!function)
        return;
    InstanceRecord *record = find(id);
    if (!record) {
        InstanceRecord fresh;
        fresh.id = fresh.name = id;
        fresh.status = Kind::Running;
        fresh.executionId = newId();
        fresh.started = true;
        record = &(m_records[id] = std::move(fresh));
    }
    if (!isActive(record->status))
        return; // terminated: signals are accepted and lost (L6)
    if (record->suspended) {
        record->inbox.push_back(event);
        return;
    }
    const auto message = nlohmann::json::parse(event.input.toStdString(), nullptr, false);
    try {
        function->run({ QString::fromUtf8(textMember(message, "op")), textMember(message, "input"),
                        record->entityState });
    } catch (const std::exception &) {
        // Input of another kind than the operation expects: the state stays, as nobody waits for an
        // answer.
    }
    record->created = record->updated = m_clock->now(); // every batch is a new execution
    record->input = schedulerState(record->entityState);
    record->customStatus = record->entityState.isNull() ? QByteArray("{\"entityExists\":false}")
                                                        : QByteArray("{\"entityExists\":true}");
    record->history = { { .kind = EventKind::ExecutionStarted,
                          .at = record->created,
                          .name = id,
                          .input = record->input } };
}

QByteArray Engine::entityState(const QString &name, const QString &key) const
{
    const std::scoped_lock lock(m_mutex);
    const auto found = m_records.find(u'@' + name.toLower() + u'@' + key);
    return found == m_records.end() ? QByteArray() : found->second.entityState;
}

Page<EntityRow> Engine::entities(const EntityFilter &filter, const QString &from,
                                 qsizetype top) const
{
    const std::scoped_lock lock(m_mutex);
    const QString prefix = filter.name.isEmpty() ? u"@"_s : u'@' + filter.name.toLower() + u'@';
    Page<EntityRow> page;
    qsizetype seen = 0;
    for (auto i = m_records.lower_bound(std::max(from, prefix));
         i != m_records.end() && i->first.startsWith(prefix); ++i) {
        const InstanceRecord &record = i->second;
        if ((filter.from && record.created < *filter.from)
            || (filter.to && record.created > *filter.to))
            continue;
        if (seen++ >= top) {
            page.next = i->first;
            break;
        }
        if (record.entityState.isNull())
            continue; // dropped after the page is cut, so pages can be short
        page.rows.push_back({ i->first.section(u'@', 1, 1), i->first.section(u'@', 2),
                              record.created, record.entityState });
    }
    return page;
}

} // namespace hubdeck::sandbox
