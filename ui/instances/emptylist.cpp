// SPDX-License-Identifier: MIT
#include "ui/instances/emptylist.h"

#include "models/displaytext.h"
#include "models/instances/instancelist.h"
#include "ui/instances/emptystate.h"

#include <QCoreApplication>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace hubdeck {

namespace {

class Words
{
    Q_DECLARE_TR_FUNCTIONS(hubdeck::EmptyList)

public:
    static void hiddenByText(EmptyState &place, qint64 hidden, const EmptyListOffers &offers);
    static void hiddenChildren(EmptyState &place, qint64 hidden, const EmptyListOffers &offers);
    static void noneInRange(EmptyState &place, std::chrono::seconds range,
                            const EmptyListOffers &offers);
    static void describe(EmptyState &place, const InstanceList &list,
                         const EmptyListOffers &offers);
};

void Words::hiddenByText(EmptyState &place, qint64 hidden, const EmptyListOffers &offers)
{
    place.setContent(
        tr("Nothing matches the narrow field"),
        hidden == 1 ? tr("It hides the only instance of this list.")
                    : tr("It hides all %1 instances of this list.").arg(displaytext::count(hidden)),
        { { tr("Clear the narrow field"), u"clearNarrowButton"_s, offers.clearNarrow } });
}

void Words::hiddenChildren(EmptyState &place, qint64 hidden, const EmptyListOffers &offers)
{
    place.setContent(
        tr("Only sub-orchestrations with generated ids"),
        hidden == 1
            ? tr("The only instance of this list is hidden.")
            : tr("All %1 instances of this list are hidden.").arg(displaytext::count(hidden)),
        { { tr("Show them"), u"showChildrenButton"_s, offers.showChildren } });
}

void Words::noneInRange(EmptyState &place, std::chrono::seconds range,
                        const EmptyListOffers &offers)
{
    const bool lastHour = range < 2h;
    const bool lastDay = range < 48h;
    std::vector<EmptyState::Offer> ranges;
    if (lastDay) {
        ranges.push_back({ tr("Last 7 days"), u"lastWeekButton"_s,
                           [askFor = offers.askFor] { askFor(7 * 24h); } });
    }
    ranges.push_back({ tr("All"), u"allTimesButton"_s, [askFor = offers.askFor] { askFor({}); } });
    place.setContent(lastHour      ? tr("No instance was created in the last hour")
                         : lastDay ? tr("No instance was created in the last 24 hours")
                                   : tr("No instance was created in the last 7 days"),
                     tr("Older ones can be asked for; “All” reads the whole hub."), ranges);
}

void Words::describe(EmptyState &place, const InstanceList &list, const EmptyListOffers &offers)
{
    const InstanceCounts &counts = list.model().counts();
    const ListQuery &query = list.query();
    const InstanceLoader::State state = list.loader().state();
    if (list.isLoading() && counts.loaded == 0) {
        place.setContent(tr("Asking the hub…"), {});
    } else if (counts.hiddenByText > 0) {
        hiddenByText(place, counts.hiddenByText, offers);
    } else if (counts.hiddenChildren > 0) {
        hiddenChildren(place, counts.hiddenChildren, offers);
    } else if (state == InstanceLoader::State::Failed) {
        place.setContent(tr("The list could not be loaded"),
                         tr("Refresh (F5) asks the hub again."));
    } else if (state == InstanceLoader::State::Stopped) {
        place.setContent(tr("Stopped before the first instance came"),
                         tr("The line below goes on with it."));
    } else if (query.query == InstanceQuery() && !query.last) {
        place.setContent(
            tr("This hub has no instances"),
            tr("Start one with “Start new…” (Ctrl+N), or look whether the connection names the "
               "right hub."),
            { { tr("Look again"), u"lookAgainButton"_s, offers.lookAgain } });
    } else if (query.last && query.query.statuses.empty() && query.query.idPrefix.isEmpty()) {
        noneInRange(place, *query.last, offers);
    } else {
        place.setContent(tr("No instance matches"),
                         tr("The hub has none with these statuses, times and ids."),
                         { { tr("Clear filters"), u"clearFiltersButton"_s, offers.clearFilters } });
    }
}

} // namespace

void describeEmptyList(EmptyState &place, const InstanceList &list, const EmptyListOffers &offers)
{
    Words::describe(place, list, offers);
}

} // namespace hubdeck
