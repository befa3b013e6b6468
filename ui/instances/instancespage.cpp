// SPDX-License-Identifier: MIT
#include "models/instances/listquerystate.h"
#include "ui/instances/instancespageprivate.h"

#include <QFocusEvent>

using namespace Qt::Literals::StringLiterals;

namespace hubdeck {

namespace {

const QString hideChildrenKey = u"hideChildren"_s;

} // namespace

InstancesPage::InstancesPage(HubSession &session, TimeDisplay &time, QWidget *parent)
    : QWidget(parent)
    , d(std::make_unique<Private>(*this, session, time))
{
    d->build();
    d->connectAll();
    d->listChanged();
    d->table->setFocus();
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

qint64 InstancesPage::shownCount() const
{
    return d->list.model().rowCount();
}

void InstancesPage::setContextMenu(QMenu *menu)
{
    d->table->setRowMenu(menu);
}

void InstancesPage::refresh()
{
    const bool waits = d->ask.isActive(); // a query that was chosen a moment ago
    d->ask.stop();
    if (!problemWithQuery(query()).isEmpty()) {
        return;
    }
    if (waits) {
        d->askHub();
    } else {
        d->list.refresh();
    }
}

void InstancesPage::selectInstances(const std::vector<InstanceId> &ids)
{
    d->finder.find(ids);
}

void InstancesPage::selectInstance(const InstanceId &id)
{
    d->finder.find({ id });
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

// A focus proxy would do for this, but with one the Tab key goes past all that stands before it.
void InstancesPage::focusInEvent(QFocusEvent *event)
{
    d->table->setFocus(event->reason());
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

void InstancesPage::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    d->countSoon.start();
}

void InstancesPage::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    d->tick.stop();
}

QByteArray InstancesPage::saveColumns() const
{
    return d->table->saveColumns();
}

bool InstancesPage::restoreColumns(const QByteArray &state)
{
    return d->table->restoreColumns(state);
}

QVariantMap InstancesPage::saveQuery() const
{
    QVariantMap state = toState(d->bar->query());
    state.insert(hideChildrenKey, d->bar->hidesChildren());
    return state;
}

void InstancesPage::restoreQuery(const QVariantMap &state)
{
    d->bar->setHidesChildren(state.value(hideChildrenKey).toBool());
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
