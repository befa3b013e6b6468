// SPDX-License-Identifier: MIT
#include "scriptedhub.h"

#include <algorithm>
#include <array>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace hubdeck::test {

Capabilities ScriptedHub::ordinaryCapabilities()
{
    Capabilities result;
    for (const Feature feature :
         { Feature::Health, Feature::DeleteTaskHub, Feature::CancelScheduledStart,
           Feature::DelayedSignal, Feature::CleanEntities }) {
        result.lack(feature, QStringLiteral("This hub does not tell."));
    }
    return result;
}

ScriptedHub::ScriptedHub() = default;

ScriptedHub::ScriptedHub(std::vector<InstanceDetails> instances)
{
    setInstances(std::move(instances));
}

ScriptedHub::~ScriptedHub() = default;

InstanceDetails ScriptedHub::made(const QString &id, const QString &name, RuntimeStatus status,
                                  Instant created, const QByteArray &customStatus)
{
    InstanceDetails result;
    result.id = InstanceId(id);
    result.name = name;
    result.status = status;
    result.created = created;
    result.lastUpdated = created + Instant::Ticks(26'500'000);
    result.customStatus.text = customStatus;
    return result;
}

std::vector<InstanceDetails> ScriptedHub::generated(int count, Instant newest)
{
    using Kind = RuntimeStatus::Kind;
    static constexpr std::array kinds { Kind::Completed,  Kind::Completed, Kind::Failed,
                                        Kind::Completed,  Kind::Running,   Kind::Completed,
                                        Kind::Terminated, Kind::Completed, Kind::Pending,
                                        Kind::Suspended,  Kind::Completed };
    static const std::array names { u"Order"_s, u"Approval"_s, u"FanOut"_s, u"NightlyReport"_s,
                                    u"Retry"_s };
    std::vector<InstanceDetails> result;
    result.reserve(static_cast<size_t>(count));
    for (int i = 0; i < count; ++i) {
        const auto index = static_cast<size_t>(i);
        // 7919 is prime: creation order differs from id order, as in a real hub
        const Instant created
            = newest - std::chrono::seconds((static_cast<qint64>(i) * 7919) % std::max(count, 1));
        const QByteArray custom = i % 3 == 0
            ? R"({"step":"charge","pct":)" + QByteArray::number(i % 101) + '}'
            : i % 3 == 1 ? QByteArray(R"("waiting for approval")")
                         : QByteArray();
        result.push_back(made(u"order-%1"_s.arg(i, 6, 10, QChar(u'0')), names[index % names.size()],
                              kinds[index % kinds.size()], created, custom));
    }
    return result;
}

InstancePage ScriptedHub::pageOf(const std::vector<InstanceDetails> &instances)
{
    InstancePage page;
    for (const InstanceDetails &instance : instances) {
        page.add(instance);
    }
    return page;
}

void ScriptedHub::setCapabilities(const Capabilities &capabilities)
{
    const Lock lock(m_mutex);
    m_capabilities = capabilities;
}

void ScriptedHub::put(const InstanceDetails &instance)
{
    const Lock lock(m_mutex);
    m_instances.insert_or_assign(instance.id, instance);
}

void ScriptedHub::remove(const InstanceId &id)
{
    const Lock lock(m_mutex);
    m_instances.erase(id);
}

void ScriptedHub::setInstances(std::vector<InstanceDetails> instances)
{
    const Lock lock(m_mutex);
    m_instances.clear();
    for (InstanceDetails &instance : instances) {
        const InstanceId id = instance.id;
        m_instances.insert_or_assign(id, std::move(instance));
    }
}

void ScriptedHub::setHistory(const InstanceId &id, const hubdeck::History &history)
{
    const Lock lock(m_mutex);
    m_histories.insert_or_assign(id, history);
}

void ScriptedHub::putEntity(const EntityRow &entity)
{
    const Lock lock(m_mutex);
    m_entities.push_back(entity);
}

void ScriptedHub::setManagementUrls(std::vector<ManagementUrl> urls)
{
    const Lock lock(m_mutex);
    m_urls = std::move(urls);
}

void ScriptedHub::setPageSize(int rows)
{
    const Lock lock(m_mutex);
    m_pageSize = rows;
}

void ScriptedHub::setEmptyPages(int pages)
{
    const Lock lock(m_mutex);
    m_emptyPages = pages;
}

void ScriptedHub::setEndless(bool endless)
{
    const Lock lock(m_mutex);
    m_endless = endless;
}

void ScriptedHub::setActionsApply(bool apply)
{
    const Lock lock(m_mutex);
    m_actionsApply = apply;
}

void ScriptedHub::fail(Call call, const TaskHubError &error, int times, int afterPages)
{
    const Lock lock(m_mutex);
    m_failures[call].push_back(Failure { error, times, afterPages });
}

void ScriptedHub::hold()
{
    const Lock lock(m_mutex);
    m_held = true;
    m_steps = 0;
}

void ScriptedHub::release(int steps)
{
    const Lock lock(m_mutex);
    if (steps < 0) {
        m_held = false;
    } else {
        m_steps += steps;
    }
    m_released.notify_all();
}

std::vector<ScriptedHub::Arrival> ScriptedHub::arrivals() const
{
    const Lock lock(m_mutex);
    return m_arrivals;
}

int ScriptedHub::arrivalCount(Call call) const
{
    const Lock lock(m_mutex);
    return static_cast<int>(std::ranges::count(m_arrivals, call, &Arrival::call));
}

int ScriptedHub::pagesServed() const
{
    const Lock lock(m_mutex);
    return m_pagesServed;
}

int ScriptedHub::waiting() const
{
    const Lock lock(m_mutex);
    return m_waiting;
}

std::optional<InstanceDetails> ScriptedHub::stored(const InstanceId &id) const
{
    const Lock lock(m_mutex);
    const auto found = m_instances.find(id);
    return found == m_instances.end() ? std::nullopt : std::optional(found->second);
}

} // namespace hubdeck::test
