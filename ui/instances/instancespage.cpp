// SPDX-License-Identifier: MIT
#include "ui/instances/instancespage.h"

#include "models/displaytext.h"
#include "models/instances/instancelist.h"
#include "models/instances/listquerystate.h"
#include "models/job.h"
#include "ui/instances/emptystate.h"
#include "ui/instances/instancetable.h"
#include "ui/instances/loadingline.h"
#include "ui/instances/pagingfooter.h"
#include "ui/instances/querybar.h"
#include "ui/shell/messagebar.h"
#include "ui/shell/theme.h"

#include <QHeaderView>
#include <QStackedWidget>
#include <QTimer>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace hubdeck {

namespace {

constexpr int askAfterMs = 400;
constexpr int tickMs = 1000;

} // namespace

/// What became of several ids.
struct FoundInstances
{
    std::vector<InstanceDetails> found;
    QStringList missing;
};

class InstancesPage::Private
{
public:
    Private(InstancesPage &owner, HubSession &hub, TimeDisplay &display);

    void build();
    void connectAll();
    void queryChanged();
    void askHub();
    void listChanged();
    void showEmptyState();
    [[nodiscard]] bool offersWiderRange() const;
    void askFor(std::optional<std::chrono::seconds> last);
    void clearFilters();
    void showError(const TaskHubError &error);
    void followCurrent();
    void followSelection();
    void reveal(const InstanceId &id);
    void selectLoaded(const std::vector<InstanceId> &ids);
    void sayMissing(const QStringList &ids);
    [[nodiscard]] SelectedInstance instanceAt(int row) const;

    InstancesPage &page;
    HubSession &session;
    TimeDisplay &time;
    InstanceList list;
    QueryBar *bar;
    MessageBar *messages;
    LoadingLine *line;
    QStackedWidget *stack;
    InstanceTable *table;
    EmptyState *empty;
    PagingFooter *footer;
    QTimer ask;
    QTimer tick;
    std::unique_ptr<Job<InstanceDetails>> reading;
    std::unique_ptr<Job<FoundInstances>> readingSeveral;
    InstanceId readingId;
    std::optional<SelectedInstance> lastCurrent;
    InstanceLoader::State lastState = InstanceLoader::State::Idle;
    bool loaded = false;
};

InstancesPage::Private::Private(InstancesPage &owner, HubSession &hub, TimeDisplay &display)
    : page(owner)
    , session(hub)
    , time(display)
    , list(hub, display)
    , bar(new QueryBar(display, &owner))
    , messages(new MessageBar(&owner))
    , line(new LoadingLine(&owner))
    , stack(new QStackedWidget(&owner))
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
    layout->addWidget(line);
    layout->addWidget(stack, 1);
    layout->addWidget(footer);
    ask.setSingleShot(true);
    ask.setInterval(askAfterMs);
    tick.setInterval(tickMs);
}

void InstancesPage::Private::connectAll()
{
    QObject::connect(bar, &QueryBar::queryChanged, &page, [this] { queryChanged(); });
    QObject::connect(bar, &QueryBar::narrowChanged, &page,
                     [this](const QString &text) { list.setNarrow(text); });
    QObject::connect(bar, &QueryBar::leftForTable, table, [this] { table->setFocus(); });
    QObject::connect(&ask, &QTimer::timeout, &page, [this] { askHub(); });
    QObject::connect(&tick, &QTimer::timeout, &page, [this] {
        const auto [first, last] = table->visibleRows();
        list.model().tick(first, last);
    });
    QObject::connect(&list, &InstanceList::changed, &page, [this] { listChanged(); });
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
    if (list.model().rowCount() == 0) {
        showEmptyState();
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

bool InstancesPage::Private::offersWiderRange() const
{
    const ListQuery &query = list.query();
    return query.last && query.query.statuses.empty() && query.query.idPrefix.isEmpty();
}

void InstancesPage::Private::showEmptyState()
{
    const InstanceCounts &counts = list.model().counts();
    const EmptyState::Offer clear { tr("Clear filters"), u"clearFiltersButton"_s,
                                    [this] { clearFilters(); } };
    if (list.isLoading() && counts.loaded == 0) {
        empty->setContent(tr("Asking the hub…"), {});
    } else if (counts.hiddenByText > 0) {
        empty->setContent(tr("Nothing matches the narrow field"),
                          tr("It hides all %1 instances of this list.")
                              .arg(displaytext::count(counts.hiddenByText)),
                          { { tr("Clear the narrow field"), u"clearNarrowButton"_s,
                              [this] { bar->clearNarrow(); } } });
    } else if (list.loader().state() == InstanceLoader::State::Failed) {
        empty->setContent(tr("The list could not be loaded"), tr("The message above says why."));
    } else if (list.loader().state() == InstanceLoader::State::Stopped) {
        empty->setContent(tr("Stopped before the first instance came"),
                          tr("The line below goes on with it."));
    } else if (list.query().query == InstanceQuery() && !list.query().last) {
        empty->setContent(
            tr("This hub has no instances"),
            tr("Start one with “Start new…” (Ctrl+N), or look whether the connection names the "
               "right hub."),
            { { tr("Look again"), u"lookAgainButton"_s, [this] { page.refresh(); } } });
    } else if (offersWiderRange()) {
        const bool lastHour = *list.query().last < std::chrono::hours(2);
        const bool lastDay = *list.query().last < std::chrono::hours(48);
        std::vector<EmptyState::Offer> offers;
        if (lastDay) {
            offers.push_back({ tr("Last 7 days"), u"lastWeekButton"_s,
                               [this] { askFor(std::chrono::hours(7 * 24)); } });
        }
        offers.push_back({ tr("All"), u"allTimesButton"_s, [this] { askFor({}); } });
        empty->setContent(lastHour      ? tr("No instance was created in the last hour")
                              : lastDay ? tr("No instance was created in the last 24 hours")
                                        : tr("No instance was created in the last 7 days"),
                          tr("Older ones can be asked for; “All” reads the whole hub."), offers);
    } else {
        empty->setContent(tr("No instance matches"),
                          tr("The hub has none with these statuses, times and ids."), { clear });
    }
}

void InstancesPage::Private::askFor(std::optional<std::chrono::seconds> last)
{
    ListQuery query = bar->query();
    query.last = last;
    query.query.createdFrom.reset();
    query.query.createdTo.reset();
    bar->setQuery(query);
    ask.stop();
    askHub();
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
    return { store.id(stored), store.name(stored), store.status(stored) };
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
    if (list.model().rowOf(id) < 0 && list.query() != list.loadedQuery()) {
        bar->setQuery(list.loadedQuery());
    }
    if (const int row = list.model().rowOf(id); row >= 0) {
        stack->setCurrentWidget(table);
        table->showRow(row);
    }
}

InstancesPage::InstancesPage(HubSession &session, TimeDisplay &time, QWidget *parent)
    : QWidget(parent)
    , d(std::make_unique<Private>(*this, session, time))
{
    d->build();
    d->connectAll();
    d->listChanged();
    setFocusProxy(d->table);
}

InstancesPage::~InstancesPage()
{
    // The table looks at the model, which lives in d: it goes first.
    delete d->stack;
    delete d->footer;
}

HubSession &InstancesPage::session() const noexcept
{
    return d->session;
}

std::vector<SelectedInstance> InstancesPage::selection() const
{
    std::vector<SelectedInstance> result;
    for (const int row : d->table->selectedRowNumbers()) {
        result.push_back(d->instanceAt(row));
    }
    return result;
}

std::optional<SelectedInstance> InstancesPage::current() const
{
    // The view makes the first row current when it gets the focus; nobody has chosen that one.
    const QModelIndex index = d->table->currentIndex();
    return index.isValid() && d->table->selectionModel()->hasSelection()
        ? std::optional(d->instanceAt(index.row()))
        : std::nullopt;
}

InstanceQuery InstancesPage::query() const
{
    return d->bar->query().at(Instant::now());
}

std::vector<InstanceId> InstancesPage::shownIds() const
{
    std::vector<InstanceId> ids;
    const InstanceTableModel &model = d->list.model();
    ids.reserve(static_cast<size_t>(model.rowCount()));
    for (int row = 0; row < model.rowCount(); ++row) {
        ids.push_back(model.id(row));
    }
    return ids;
}

void InstancesPage::setContextMenu(QMenu *menu)
{
    d->table->setRowMenu(menu);
}

void InstancesPage::refresh()
{
    d->ask.stop();
    if (problemWithQuery(query()).isEmpty()) {
        d->list.refresh();
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

void InstancesPage::selectInstances(const std::vector<InstanceId> &ids)
{
    std::vector<InstanceId> unknown;
    for (const InstanceId &id : ids) {
        if (!d->list.model().isLoaded(id)) {
            unknown.push_back(id);
        }
    }
    d->readingSeveral = std::make_unique<Job<FoundInstances>>(
        d->session.pool(),
        [hub = d->session.hub(), unknown](const JobContext &context) {
            FoundInstances result;
            for (const InstanceId &id : unknown) {
                try {
                    result.found.push_back(hub->instance(id, context.stop()));
                } catch (const TaskHubError &error) {
                    if (error.kind != ErrorKind::NotFound) {
                        throw;
                    }
                    result.missing.append(id.text());
                }
            }
            return result;
        },
        [this, ids](FoundInstances &&result) {
            for (const InstanceDetails &instance : result.found) {
                d->list.keep(instance);
            }
            for (auto id = ids.rbegin(); id != ids.rend(); ++id) {
                d->reveal(*id); // the first one at last: it stays the current one
            }
            d->selectLoaded(ids);
            d->sayMissing(result.missing);
        });
    connect(d->readingSeveral.get(), &JobBase::failed, this,
            [this, ids](const TaskHubError &error) {
                d->messages->showError(error, [this, ids] { selectInstances(ids); });
            });
}

QStringList InstancesPage::functionNames() const
{
    QStringList names;
    for (const QString &name : d->list.model().store().names()) {
        if (!name.isEmpty() && !name.startsWith(u'@')) {
            names.append(name);
        }
    }
    names.sort(Qt::CaseInsensitive);
    return names;
}

void InstancesPage::selectInstance(const InstanceId &id)
{
    if (d->list.model().isLoaded(id)) {
        d->reveal(id);
        return;
    }
    if (d->reading && d->reading->isRunning() && d->readingId == id) {
        return;
    }
    d->readingId = id;
    d->reading = std::make_unique<Job<InstanceDetails>>(
        d->session.pool(),
        [hub = d->session.hub(), id](const JobContext &context) {
            return hub->instance(id, context.stop());
        },
        [this](InstanceDetails &&instance) {
            d->list.keep(instance);
            d->reveal(instance.id);
        });
    connect(d->reading.get(), &JobBase::failed, this, [this, id](const TaskHubError &error) {
        d->messages->showError(error, [this, id] { selectInstance(id); });
    });
}

void InstancesPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    d->tick.start();
    if (!d->loaded) {
        d->loaded = true;
        d->list.setQuery(d->bar->query());
    }
}

void InstancesPage::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    d->tick.stop();
}

QByteArray InstancesPage::saveColumns() const
{
    return d->table->horizontalHeader()->saveState();
}

bool InstancesPage::restoreColumns(const QByteArray &state)
{
    return d->table->restoreColumns(state);
}

QVariantMap InstancesPage::saveQuery() const
{
    return toState(d->bar->query());
}

void InstancesPage::restoreQuery(const QVariantMap &state)
{
    d->bar->setQuery(fromState(state, QueryBar::firstQuery()));
}

void InstancesPage::focusQueryBar()
{
    d->bar->focusQuery();
}

void InstancesPage::focusNarrow()
{
    d->bar->focusNarrow();
}

} // namespace hubdeck
