// SPDX-License-Identifier: MIT
#include "models/activity/purgeplan.h"

#include <QCoreApplication>

#include <algorithm>

namespace hubdeck {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(hubdeck::PurgePlan)
};

using Kind = RuntimeStatus::Kind;

// A hub's clock may be behind ours: what it creates just now must not fall into a window that we
// take for past.
constexpr Instant::Ticks clockTolerance = std::chrono::minutes(5);

bool isTerminalKind(Kind kind)
{
    return RuntimeStatus(kind).isTerminal();
}

// True when the hub lists anything for `query`; asks for one row at a time because the first is
// enough.
bool hasAny(TaskHub &hub, const InstanceQuery &query, bool entities, std::stop_token stop)
{
    bool found = false;
    const auto sink = [&](InstancePage &&page) {
        found = std::ranges::any_of(page.rows, [&](const InstanceRow &row) {
            return isEntityId(page.id(row)) == entities;
        });
        return found ? SinkAnswer::Stop : SinkAnswer::Continue;
    };
    hub.listInstances(query, {}, sink, stop);
    return found;
}

// Why one filter request could delete something else than what was listed; empty when it cannot.
QString whyNotAtOnce(TaskHub &hub, const InstanceQuery &query, Instant to, Instant now,
                     const PurgePlan &plan, std::stop_token stop)
{
    if (!hub.capabilities().has(Feature::PurgeByFilter)) {
        return hub.capabilities().whyNot(Feature::PurgeByFilter);
    }
    if (!query.idPrefix.isEmpty()) {
        return Words::tr(
            "a purge request ignores the id prefix and would delete the whole time window");
    }
    if (to + clockTolerance > now) {
        return Words::tr("the time window reaches to the present, where instances may still end "
                         "and would be deleted unseen");
    }
    InstanceQuery window;
    window.createdFrom = query.createdFrom;
    window.createdTo = to;
    window.kinds = InstanceKinds::Entities;
    if (plan.entitiesLeftOut > 0 || hasAny(hub, window, true, stop)) {
        return Words::tr(
            "there are entities in the time window, which a purge request may delete too");
    }
    window.kinds = InstanceKinds::Orchestrations;
    window.statuses = { Kind::Running, Kind::Pending, Kind::Suspended, Kind::ContinuedAsNew };
    if (hasAny(hub, window, false, stop)) {
        return Words::tr("there are active instances in the time window, which may end meanwhile "
                         "and would be deleted unseen");
    }
    return {};
}

} // namespace

QString problemWithPurgeQuery(const InstanceQuery &query)
{
    if (query.statuses.empty()) {
        return Words::tr("Choose at least one of Completed, Failed, Terminated and Canceled. "
                         "Without a status the hub would delete "
                         "everything in the time window, running instances and entities included.");
    }
    if (const auto active = std::ranges::find_if_not(query.statuses, isTerminalKind);
        active != query.statuses.end()) {
        return Words::tr("%1 instances cannot be purged by a filter: the hub would ignore that "
                         "status and might delete everything in "
                         "the time window. Select them in the table instead.")
            .arg(nameOf(*active));
    }
    if (query.createdFrom && query.createdTo && *query.createdFrom > *query.createdTo) {
        return Words::tr("The time window ends before it begins.");
    }
    return {};
}

PurgePlan planPurge(TaskHub &hub, const InstanceQuery &query, Instant now,
                    const std::function<void(qint64)> &progress, std::stop_token stop)
{
    if (const QString problem = problemWithPurgeQuery(query); !problem.isEmpty()) {
        throw TaskHubError(ErrorKind::InvalidInput, problem);
    }
    const Instant from = query.createdFrom.value_or(Instant());
    const Instant to = query.createdTo.value_or(now);
    InstanceQuery listing = query;
    listing.createdFrom = from;
    listing.createdTo = to;
    listing.kinds = InstanceKinds::Both;
    listing.include = RowContents::Compact;

    PurgePlan plan;
    const auto sink = [&](InstancePage &&page) {
        for (const InstanceRow &row : page.rows) {
            InstanceId id = page.id(row);
            // The hub's filter is not trusted: an unknown status is ignored by it (L4).
            const RuntimeStatus &status = page.status(row);
            if (isEntityId(id)) {
                ++plan.entitiesLeftOut;
            } else if (std::ranges::find(query.statuses, status.kind()) != query.statuses.end()
                       && id.text().startsWith(query.idPrefix)) {
                ++plan.countByStatus[status.name()];
                plan.ids.push_back(std::move(id));
            }
        }
        if (progress) {
            progress(static_cast<qint64>(plan.ids.size()));
        }
        return SinkAnswer::Continue;
    };
    hub.listInstances(listing, {}, sink, stop);
    if (!plan.ids.empty()) {
        plan.whyOneByOne = whyNotAtOnce(hub, listing, to, now, plan, stop);
        const PurgeFilter filter { from, to, query.statuses };
        if (plan.whyOneByOne.isEmpty()) {
            plan.whyOneByOne = problemWithPurge(filter);
        }
        if (plan.whyOneByOne.isEmpty()) {
            plan.request = filter;
        }
    }
    return plan;
}

} // namespace hubdeck
