// SPDX-License-Identifier: MIT
#include "services/taskhub/query.h"

#include <QCoreApplication>

#include <algorithm>

namespace hubdeck {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("hubdeck::InstanceQuery", text);
}

// Azure tables refuse dates before 1601 (durable-http-api.md §2.3).
constexpr Instant earliest { Instant::Ticks(-116'444'736'000'000'000) };

bool contains(const std::vector<RuntimeStatus::Kind> &kinds, RuntimeStatus::Kind kind)
{
    return std::find(kinds.begin(), kinds.end(), kind) != kinds.end();
}

bool coversKinds(const InstanceQuery &wide, const InstanceQuery &narrow)
{
    const bool onlyEntityIds = narrow.idPrefix.startsWith(u'@');
    return wide.kinds == InstanceKinds::Both || wide.kinds == narrow.kinds
        || (wide.kinds == InstanceKinds::Entities && narrow.kinds == InstanceKinds::Both
            && onlyEntityIds);
}

} // namespace

bool InstanceQuery::isUnbounded() const noexcept
{
    return statuses.empty() && !createdFrom && !createdTo && idPrefix.isEmpty();
}

bool InstanceQuery::covers(const InstanceQuery &narrower) const
{
    const bool statusesCovered = statuses.empty()
        || (!narrower.statuses.empty()
            && std::all_of(narrower.statuses.begin(), narrower.statuses.end(),
                           [this](auto kind) { return contains(statuses, kind); }));
    const bool fromCovered
        = !createdFrom || (narrower.createdFrom && *narrower.createdFrom >= *createdFrom);
    const bool toCovered = !createdTo || (narrower.createdTo && *narrower.createdTo <= *createdTo);
    const bool contentsCovered
        = include == RowContents::Raw || narrower.include == RowContents::Compact;
    return statusesCovered && fromCovered && toCovered && contentsCovered
        && narrower.idPrefix.startsWith(idPrefix) && coversKinds(*this, narrower);
}

QString problemWithQuery(const InstanceQuery &query)
{
    constexpr int largestPage = 1000;
    if (query.pageSize < 1 || query.pageSize > largestPage) {
        return tr("A page has 1 to 1000 rows.");
    }
    if (contains(query.statuses, RuntimeStatus::Kind::Unknown)) {
        return tr("The hub cannot be asked for instances in an unknown status.");
    }
    if ((query.createdFrom && *query.createdFrom < earliest)
        || (query.createdTo && *query.createdTo < earliest)) {
        return tr("The hub cannot be asked for times before the year 1601.");
    }
    if (query.createdFrom && query.createdTo && *query.createdFrom > *query.createdTo) {
        return tr("The time range ends before it begins.");
    }
    return {};
}

QString problemWithPurge(const PurgeFilter &filter)
{
    if (filter.statuses.empty()) {
        return tr("Name at least one finished status: without one the hub would delete everything "
                  "in the time range, running instances "
                  "included.");
    }
    const bool terminal = std::all_of(filter.statuses.begin(), filter.statuses.end(),
                                      [](auto kind) { return RuntimeStatus(kind).isTerminal(); });
    if (!terminal) {
        return tr("Only finished instances (Completed, Failed, Terminated, Canceled) can be purged "
                  "by a filter.");
    }
    if (filter.createdFrom < earliest || filter.createdTo < earliest) {
        return tr("The hub cannot be asked for times before the year 1601.");
    }
    if (filter.createdFrom > filter.createdTo) {
        return tr("The time range ends before it begins.");
    }
    return {};
}

} // namespace hubdeck
