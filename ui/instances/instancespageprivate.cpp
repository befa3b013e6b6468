// SPDX-License-Identifier: MIT
#include "ui/instances/instancespageprivate.h"

#include "models/displaytext.h"

#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace hubdeck {

namespace {

constexpr int askAfterMs = 400;
constexpr int tickMs = 1000;
constexpr int countAfterMs = 150;
/// A lower page has no room for more than its rows.
constexpr int leastHeightForHistogram = 460;

} // namespace

InstancesPage::Private::Private(InstancesPage &owner, HubSession &hub, TimeDisplay &display)
    : page(owner)
    , session(hub)
    , time(display)
    , list(hub, display)
    , finder(hub, list)
    , bar(new QueryBar(display, &owner))
    , messages(new MessageBar(&owner))
    , line(new LoadingLine(&owner))
    , stack(new QStackedWidget(&owner))
    , histogram(new HistogramView(display, &owner))
    , table(new InstanceTable(list.model(), stack))
    , empty(new EmptyState(stack))
    , footer(new PagingFooter(list, display, &owner))
{ }

void InstancesPage::Private::build()
{
    page.setObjectName(u"instancesPage"_s);
    stack->addWidget(table);
    stack->addWidget(empty);
    messages->setObjectName(u"instancesMessageBar"_s);
    auto *layout = new QVBoxLayout(&page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(bar);
    layout->addWidget(messages);
    layout->addWidget(histogram);
    layout->addWidget(line);
    layout->addWidget(stack, 1);
    layout->addWidget(footer);
    ask.setSingleShot(true);
    ask.setInterval(askAfterMs);
    tick.setInterval(tickMs);
    countSoon.setSingleShot(true);
    countSoon.setInterval(countAfterMs);
    histogram->hide();
}

void InstancesPage::Private::connectAll()
{
    QObject::connect(bar, &QueryBar::queryChanged, &page, [this] { queryChanged(); });
    QObject::connect(bar, &QueryBar::narrowChanged, &page,
                     [this](const QString &text) { list.setNarrow(text); });
    QObject::connect(bar, &QueryBar::childrenHidden, &page,
                     [this](bool hidden) { list.setChildrenHidden(hidden); });
    QObject::connect(&finder, &InstanceFinder::found, &page,
                     [this](const std::vector<InstanceId> &ids, const QStringList &missing) {
                         found(ids, missing);
                     });
    QObject::connect(&finder, &InstanceFinder::failed, &page,
                     [this](const TaskHubError &error, const std::vector<InstanceId> &ids) {
                         messages->showError(error, [this, ids] { finder.find(ids); });
                     });
    QObject::connect(bar, &QueryBar::leftForTable, table, [this] { table->setFocus(); });
    QObject::connect(&ask, &QTimer::timeout, &page, [this] { askHub(); });
    QObject::connect(&tick, &QTimer::timeout, &page, [this] {
        const auto [first, last] = table->visibleRows();
        list.model().tick(first, last);
        if (!table->isColumnHidden(InstanceTableModel::ParentColumn)) {
            list.lookUpParents(first, last);
        }
    });
    QObject::connect(&list, &InstanceList::changed, &page, [this] { listChanged(); });
    QObject::connect(&countSoon, &QTimer::timeout, &page, [this] { showHistogram(); });
    QObject::connect(histogram, &HistogramView::rangeSelected, &page,
                     [this](Instant from, Instant to) { chooseRange({}, from, to); });
    QObject::connect(histogram, &HistogramView::rangeCleared, &page, [this] {
        const ListQuery &whole = list.loadedQuery();
        chooseRange(whole.last, whole.query.createdFrom, whole.query.createdTo);
    });
    QObject::connect(&list, &InstanceList::failed, &page,
                     [this](const TaskHubError &error) { showError(error); });
    QObject::connect(table, &InstanceTable::rowActivated, &page, &InstancesPage::activated);

    QItemSelectionModel *selection = table->selectionModel();
    QObject::connect(selection, &QItemSelectionModel::currentRowChanged, &page,
                     [this] { followCurrent(); });
    QObject::connect(selection, &QItemSelectionModel::selectionChanged, &page,
                     [this] { followSelection(); });
    const InstanceTableModel &model = list.model();
    QObject::connect(&model, &QAbstractItemModel::dataChanged, &page,
                     [this](const QModelIndex &, const QModelIndex &, const QList<int> &roles) {
                         if (roles.isEmpty()) { // not the clock of the durations
                             followSelection();
                         }
                     });
    QObject::connect(&model, &QAbstractItemModel::modelReset, &page, [this] { followSelection(); });
    QObject::connect(&session, &HubSession::instanceCreated, &page, &InstancesPage::selectInstance);
}

void InstancesPage::Private::queryChanged()
{
    if (!loaded) {
        return;
    }
    const ListQuery query = bar->query();
    ask.stop();
    if (!problemWithQuery(query.at(Instant::now())).isEmpty()) {
        return; // the bar says what is wrong
    }
    if (list.answers(query)) {
        list.setQuery(query);
    } else if (query != list.query() || list.loader().state() == InstanceLoader::State::Failed) {
        ask.start();
    }
}

void InstancesPage::Private::askHub()
{
    messages->clear();
    list.setQuery(bar->query());
}

void InstancesPage::Private::listChanged()
{
    bar->setCounts(list.model().counts(), list.loadedQuery().query.statuses);
    line->setActive(list.isLoading());
    if (!countSoon.isActive()) {
        countSoon.start(); // not at every page of a load
    }
    if (list.model().rowCount() == 0) {
        describeEmptyList(*empty, list, offers());
        stack->setCurrentWidget(empty);
    } else if (stack->currentWidget() != table) {
        stack->setCurrentWidget(table);
        table->fitColumns();
    }
    const InstanceLoader::State state = list.loader().state();
    if (state != lastState
        && (state == InstanceLoader::State::Complete
            || state == InstanceLoader::State::MoreAvailable)) {
        messages->clear();
        lastState = state;
        emit page.loaded();
    }
    lastState = state;
}

EmptyListOffers InstancesPage::Private::offers()
{
    return { .clearNarrow = [this] { bar->clearNarrow(); },
             .clearFilters = [this] { clearFilters(); },
             .showChildren = [this] { bar->setHidesChildren(false); },
             .lookAgain = [this] { page.refresh(); },
             .askFor = [this](std::optional<std::chrono::seconds> last) { askFor(last); } };
}

void InstancesPage::Private::askFor(std::optional<std::chrono::seconds> last)
{
    chooseRange(last, {}, {});
    ask.stop();
    askHub();
}

void InstancesPage::Private::showHistogram()
{
    const bool room = page.height() >= leastHeightForHistogram;
    const Histogram counted = room
        ? histogramOf(list, HistogramView::barsFor(page.width()), Instant::now())
        : Histogram();
    const InstanceQuery &asked = list.query().query;
    const bool narrower
        = list.query() != list.loadedQuery() && asked.createdFrom && asked.createdTo;
    histogram->setSelection(
        narrower ? std::optional(std::pair(*asked.createdFrom, *asked.createdTo)) : std::nullopt);
    histogram->setHistogram(counted);
    histogram->setVisible(!counted.bars.empty());
}

void InstancesPage::Private::chooseRange(std::optional<std::chrono::seconds> last,
                                         std::optional<Instant> from, std::optional<Instant> to)
{
    ListQuery query = bar->query();
    query.last = last;
    query.query.createdFrom = from;
    query.query.createdTo = to;
    bar->setQuery(query);
}

void InstancesPage::Private::clearFilters()
{
    ListQuery query = QueryBar::firstQuery();
    query.last = bar->query().last;
    bar->clearNarrow();
    bar->setQuery(query);
}

void InstancesPage::Private::showError(const TaskHubError &error)
{
    emit page.loadFailed();
    messages->showError(error, [this] {
        messages->clear();
        list.retry();
    });
}

SelectedInstance InstancesPage::Private::instanceAt(int row) const
{
    const InstanceStore &store = list.model().store();
    const InstanceStore::Row stored = list.model().storeRow(row);
    return { store.id(stored), store.name(stored), store.status(stored),
             store.extras().scheduledStart(stored) };
}

void InstancesPage::Private::followCurrent()
{
    std::optional<SelectedInstance> now = page.current();
    if (now != lastCurrent) {
        lastCurrent = std::move(now);
        emit page.currentChanged();
    }
}

void InstancesPage::Private::followSelection()
{
    qsizetype rows = 0;
    for (const QItemSelectionRange &range : table->selectionModel()->selection()) {
        rows += range.height();
    }
    footer->setSelected(rows);
    followCurrent();
    emit page.selectionChanged();
}

void InstancesPage::Private::reveal(const InstanceId &id)
{
    if (list.model().rowOf(id) < 0) {
        bar->clearNarrow();
    }
    if (list.model().rowOf(id) < 0) {
        bar->setHidesChildren(false);
    }
    if (list.model().rowOf(id) < 0 && list.query() != list.loadedQuery()) {
        bar->setQuery(list.loadedQuery());
    }
    if (const int row = list.model().rowOf(id); row >= 0) {
        stack->setCurrentWidget(table);
        table->showRow(row);
    }
}

void InstancesPage::Private::selectLoaded(const std::vector<InstanceId> &ids)
{
    QItemSelection rows;
    for (const InstanceId &id : ids) {
        if (const int row = list.model().rowOf(id); row >= 0) {
            rows.select(list.model().index(row, 0),
                        list.model().index(row, list.model().columnCount() - 1));
        }
    }
    table->selectionModel()->select(rows, QItemSelectionModel::ClearAndSelect);
}

void InstancesPage::Private::sayMissing(const QStringList &ids)
{
    if (ids.isEmpty()) {
        return;
    }
    QStringList shown;
    for (const QString &id : ids.mid(0, 5)) {
        shown.append(displaytext::singleLine(id, 60));
    }
    const QString more = ids.size() > shown.size() ? u", …"_s : QString();
    messages->showMessage(MessageBar::Severity::Warning,
                          InstancesPage::tr("The hub has no instance with %n of these ids: %1",
                                            nullptr, static_cast<int>(ids.size()))
                              .arg(shown.join(u", "_s) + more));
}

void InstancesPage::Private::found(const std::vector<InstanceId> &ids, const QStringList &missing)
{
    for (auto id = ids.rbegin(); id != ids.rend(); ++id) {
        reveal(*id); // the first one at last: it stays the current one
    }
    if (ids.size() > 1) {
        selectLoaded(ids);
    }
    sayMissing(missing);
}

} // namespace hubdeck
