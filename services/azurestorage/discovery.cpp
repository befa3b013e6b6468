// SPDX-License-Identifier: MIT
#include "services/azurestorage/discovery.h"

#include "services/json/jsonscanner.h"

#include <QCoreApplication>

#include <algorithm>
#include <map>

namespace hubdeck::azurestorage {

namespace {

using namespace Qt::StringLiterals;

constexpr QLatin1StringView controlMark("-control-");
// Netherite, another backend, keeps its partitions in a table of this name
constexpr QLatin1StringView netheritePartitions("DurableTaskPartitions");

QString tr(const char *text)
{
    return QCoreApplication::translate("hubdeck::HubDiscovery", text);
}

/// What stands before `suffix` when it can be a hub's name; a null QString otherwise.
QString hubBefore(const QString &name, QLatin1StringView suffix)
{
    const QString hub = name.endsWith(suffix) ? name.chopped(suffix.size()) : QString();
    return hub.isEmpty() || !problemWithStorageHubName(hub).isEmpty() ? QString() : hub;
}

/// The partition that a control queue of any hub serves, and that hub's name in lower case.
std::optional<std::pair<QString, int>> controlQueueOf(const QString &queue)
{
    constexpr qsizetype digits = 2;
    const qsizetype at = queue.size() - digits - controlMark.size();
    if (at <= 0 || QStringView(queue).sliced(at, controlMark.size()) != controlMark) {
        return std::nullopt;
    }
    const QStringView number = QStringView(queue).last(digits);
    const bool isNumber
        = std::ranges::all_of(number, [](QChar c) { return c >= u'0' && c <= u'9'; });
    const int partition = isNumber ? number.toInt() : -1;
    const QString hub = queue.first(at);
    if (partition < 0 || partition >= HubNames::maxPartitions
        || !problemWithStorageHubName(hub).isEmpty()) {
        return std::nullopt;
    }
    return std::pair(hub, partition);
}

/// Hubs by lower-case name.
class Collector
{
public:
    void addTable(const QString &table)
    {
        struct Kind
        {
            QLatin1StringView suffix;
            bool FoundHub::*flag;
            QString HubNames::*name;
        };

        static constexpr Kind kinds[] {
            { "Instances"_L1, &FoundHub::hasInstances, &HubNames::instances },
            { "History"_L1, &FoundHub::hasHistory, &HubNames::history },
            { "Partitions"_L1, &FoundHub::hasPartitions, &HubNames::partitions },
        };
        for (const Kind &kind : kinds) {
            const QString prefix = hubBefore(table, kind.suffix);
            if (prefix.isNull()) {
                continue;
            }
            FoundHub &hub = at(prefix.toLower());
            if (hub.name.text() == hub.name.text().toLower()) {
                hub.name = TaskHubName(prefix);
            }
            hub.*kind.flag = true;
            m_exact[prefix.toLower()].push_back({ kind.name, table });
        }
    }

    void addQueue(const QString &queue)
    {
        if (const QString hub = hubBefore(queue, "-workitems"_L1); !hub.isNull()) {
            at(hub).hasWorkItems = true;
        } else if (const auto control = controlQueueOf(queue)) {
            at(control->first).controlQueues.push_back(control->second);
        }
    }

    void addContainer(const QString &container)
    {
        const auto add = [&](QLatin1StringView suffix, bool FoundHub::*flag) {
            if (const QString hub = hubBefore(container, suffix); !hub.isNull()) {
                at(hub).*flag = true;
            }
        };
        add("-leases"_L1, &FoundHub::hasLeases);
        add("-applease"_L1, &FoundHub::hasAppLease);
        add("-largemessages"_L1, &FoundHub::hasLargeMessages);
    }

    [[nodiscard]] std::vector<FoundHub> hubs(const ListedServices &listed)
    {
        std::vector<FoundHub> found;
        for (auto &[key, hub] : m_hubs) {
            std::ranges::sort(hub.controlQueues);
            hub.names = HubNames(hub.name.text());
            hub.listed = listed;
            for (const auto &[name, table] : m_exact[key]) {
                hub.names.*name = table;
            }
            const bool isNetherites
                = hub.names.partitions == netheritePartitions && hub.controlQueues.empty();
            hub.hasPartitions = hub.hasPartitions && !isNetherites;
            if (isHub(hub)) {
                found.push_back(hub);
            }
        }
        return found;
    }

private:
    FoundHub &at(const QString &lowerName)
    {
        const QString key = lowerName.toLower();
        FoundHub &hub = m_hubs[key];
        if (hub.name.isEmpty()) {
            hub.name = TaskHubName(key);
        }
        return hub;
    }

    /// Other programs have tables called OrderHistory and queues called x-workitems, too.
    [[nodiscard]] static bool isHub(const FoundHub &hub)
    {
        const bool hasQueue = hub.hasWorkItems || !hub.controlQueues.empty();
        const bool hasContainer = hub.hasLeases || hub.hasAppLease || hub.hasLargeMessages;
        return hub.hasInstances || (hub.hasHistory && (hasQueue || hasContainer))
            || (hub.hasPartitions && hasQueue) || (hub.hasWorkItems && !hub.controlQueues.empty())
            || (hasQueue && hasContainer);
    }

    std::map<QString, FoundHub> m_hubs;
    std::map<QString, std::vector<std::pair<QString HubNames::*, QString>>> m_exact;
};

/// How many control queues there are from 00 on without a gap.
int contiguous(const std::vector<int> &queues)
{
    int count = 0;
    while (std::ranges::find(queues, count) != queues.end()) {
        ++count;
    }
    return count;
}

bool isPossible(int count)
{
    return count >= 1 && count <= HubNames::maxPartitions;
}

/// The table as it stands in the account; the exact case first.
QString tableNamed(const QString &name, const QStringList &tables)
{
    if (tables.contains(name)) {
        return name;
    }
    const auto found = std::ranges::find_if(tables, [&](const QString &table) {
        return table.compare(name, Qt::CaseInsensitive) == 0;
    });
    return found == tables.end() ? QString() : *found;
}

} // namespace

std::optional<bool> FoundHub::completeness() const
{
    if (!missing().isEmpty()) {
        return false;
    }
    return notLookedAt().isEmpty() ? std::optional(true) : std::nullopt;
}

QStringList FoundHub::missing() const
{
    QStringList words;
    const auto need = [&](bool isThere, const QString &what, const QString &which) {
        if (!isThere) {
            words << what.arg(which);
        }
    };
    const QString table = tr("the table %1");
    const QString queue = tr("the queue %1");
    need(hasInstances || !listed.tables, table, names.instances);
    need(hasHistory || !listed.tables, table, names.history);
    need(hasWorkItems || !listed.queues, queue, names.workItems);
    if (controlQueues.empty() && listed.queues) {
        words << tr("the control queues");
    }
    for (int i = 0; !controlQueues.empty() && i < controlQueues.back(); ++i) {
        need(std::ranges::find(controlQueues, i) != controlQueues.end(), queue,
             names.controlQueue(i));
    }
    return words;
}

QStringList FoundHub::notLookedAt() const
{
    QStringList words;
    if (!listed.tables) {
        words << tr("the tables");
    }
    if (!listed.queues) {
        words << tr("the queues");
    }
    return words;
}

std::vector<FoundHub> findHubs(const AccountListing &account)
{
    Collector collector;
    for (const QString &table : account.tables) {
        collector.addTable(table);
    }
    for (const QString &queue : account.queues) {
        collector.addQueue(queue);
    }
    for (const QString &container : account.containers) {
        collector.addContainer(container);
    }
    return collector.hubs(account.listed);
}

std::optional<int> partitionCountIn(const QByteArray &taskHubJson)
{
    bool isNumber = false;
    const int count = json::member(taskHubJson, "PartitionCount").toByteArray().toInt(&isNumber);
    return isNumber && isPossible(count) ? std::optional(count) : std::nullopt;
}

PartitionCount decidePartitionCount(std::optional<int> partitionsRows,
                                    std::optional<int> taskHubJson,
                                    const std::vector<int> &controlQueues)
{
    PartitionCount result;
    QStringList sources;
    bool agree = true;
    const auto consider = [&](std::optional<int> count, const QString &what) {
        if (!count || !isPossible(*count)) {
            return;
        }
        sources << what.arg(QString::number(*count));
        agree = agree && (!result.count || *result.count == *count);
        result.count = result.count.value_or(*count); // the first one, as the official client does
    };
    consider(partitionsRows, tr("the Partitions table names %1"));
    consider(taskHubJson, tr("taskhub.json says %1"));
    const int queues = contiguous(controlQueues);
    consider(queues, tr("there are %1 control queues"));
    const bool hasGap = std::cmp_not_equal(queues, controlQueues.size());
    if (!result.count) {
        result.problem = tr("Nothing in the account tells how many partitions this hub has. Give "
                            "the partitionCount of the app's host.json.");
    } else if (!agree || hasGap) {
        if (hasGap) {
            sources << tr("some control queues are missing in between");
        }
        result.problem
            = tr("It is not certain how many partitions this hub has: %1. Messages put into the "
                 "wrong queue are lost; give the partitionCount of the app's host.json.")
                  .arg(sources.join(", "_L1));
    } else {
        result.isCertain = true;
    }
    return result;
}

HubArtefacts artefactsOf(const QString &hub, const AccountListing &account)
{
    const HubNames names(hub);
    HubArtefacts artefacts;
    for (int i = 0; i < HubNames::maxPartitions; ++i) {
        if (account.queues.contains(names.controlQueue(i))) {
            artefacts.queues << names.controlQueue(i);
        }
    }
    const bool hasControlQueues = !artefacts.queues.isEmpty();
    if (account.queues.contains(names.workItems)) {
        artefacts.queues << names.workItems;
    }
    for (const QString &container : { names.leases, names.appLease, names.largeMessages }) {
        if (account.containers.contains(container)) {
            artefacts.containers << container;
        }
    }
    for (const QString &wanted : { names.partitions, names.history, names.instances }) {
        const QString table = tableNamed(wanted, account.tables);
        if (!table.isEmpty() && (table != netheritePartitions || hasControlQueues)) {
            artefacts.tables << table;
        }
    }
    return artefacts;
}

} // namespace hubdeck::azurestorage
