// SPDX-License-Identifier: MIT
#pragma once

#include "models/instances/instancefinder.h"
#include "models/instances/instancelist.h"
#include "ui/instances/emptylist.h"
#include "ui/instances/emptystate.h"
#include "ui/instances/histogramview.h"
#include "ui/instances/instancespage.h"
#include "ui/instances/instancetable.h"
#include "ui/instances/loadingline.h"
#include "ui/instances/pagingfooter.h"
#include "ui/instances/querybar.h"
#include "ui/shell/messagebar.h"

#include <QStackedWidget>
#include <QTimer>

namespace hubdeck {

/// The parts of the page and what happens between them.
class InstancesPage::Private
{
public:
    Private(InstancesPage &owner, HubSession &hub, TimeDisplay &display);

    void build();
    void connectAll();
    void queryChanged();
    void askHub();
    void listChanged();
    [[nodiscard]] EmptyListOffers offers();
    void askFor(std::optional<std::chrono::seconds> last);
    void clearFilters();
    void showHistogram();
    void chooseRange(std::optional<std::chrono::seconds> last, std::optional<Instant> from,
                     std::optional<Instant> to);
    void showError(const TaskHubError &error);
    void followCurrent();
    void followSelection();
    void reveal(const InstanceId &id);
    void selectLoaded(const std::vector<InstanceId> &ids);
    void found(const std::vector<InstanceId> &ids, const QStringList &missing);
    void sayMissing(const QStringList &ids);
    [[nodiscard]] SelectedInstance instanceAt(int row) const;

    InstancesPage &page;
    HubSession &session;
    TimeDisplay &time;
    InstanceList list;
    InstanceFinder finder;
    QueryBar *bar;
    MessageBar *messages;
    LoadingLine *line;
    QStackedWidget *stack;
    HistogramView *histogram;
    InstanceTable *table;
    EmptyState *empty;
    PagingFooter *footer;
    QTimer ask;
    QTimer tick;
    QTimer countSoon;
    std::optional<SelectedInstance> lastCurrent;
    InstanceLoader::State lastState = InstanceLoader::State::Idle;
    bool loaded = false;
};

} // namespace hubdeck
