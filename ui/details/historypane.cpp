// SPDX-License-Identifier: MIT
#include "ui/details/historypane.h"

#include "ui/details/historytable.h"
#include "ui/details/jsonpane.h"

#include "models/displaytext.h"
#include "models/history/historymodel.h"
#include "models/history/historytext.h"
#include "models/hubs/hubsession.h"

#include <QCheckBox>
#include <QDataStream>
#include <QLabel>
#include <QLineEdit>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace hubdeck {

using namespace Qt::StringLiterals;

HistoryPane::HistoryPane(TimeDisplay &time, Prompts &prompts, QWidget *parent)
    : QWidget(parent)
    , m_children(new ChildHistories(this))
    , m_model(new HistoryModel(time, this))
{
    setObjectName(u"historyPane"_s);
    m_filter = new QLineEdit(this);
    m_filter->setObjectName(u"historyFilter"_s);
    m_filter->setPlaceholderText(tr("Filter events by type, name or value"));
    m_filter->setAccessibleName(tr("Filter the events"));
    m_filter->setClearButtonEnabled(true);
    m_allSwitch = new QCheckBox(tr("&All events"), this);
    m_allSwitch->setObjectName(u"historyAllEvents"_s);
    m_allSwitch->setToolTip(tr("Every single event: also those that schedule something, and the "
                               "starts and ends of the orchestrator's episodes"));
    m_allSwitch->hide();
    m_count = new QLabel(this);
    m_count->setObjectName(u"historyCount"_s);
    m_count->setTextFormat(Qt::PlainText);
    m_count->setForegroundRole(QPalette::PlaceholderText);
    auto *top = new QHBoxLayout;
    top->setContentsMargins(8, 6, 8, 4);
    top->setSpacing(8);
    top->addWidget(m_filter, 1);
    top->addWidget(m_allSwitch);
    top->addWidget(m_count);
    m_model->setChildren(*m_children);
    m_table = new HistoryTable(*m_model, this);
    m_words = new QLabel(this);
    m_words->setObjectName(u"historyWords"_s);
    m_words->setTextFormat(Qt::PlainText);
    m_words->setWordWrap(true);
    m_words->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    m_words->setContentsMargins(12, 10, 12, 10);
    m_words->setForegroundRole(QPalette::PlaceholderText);
    m_stack = new QStackedWidget(this);
    m_stack->addWidget(m_table);
    m_stack->addWidget(m_words);
    m_event = new JsonPane(tr("Event"), prompts, this);
    m_event->setObjectName(u"eventPane"_s);
    m_event->showWords(tr("Select an event to see all of it."));
    m_splitter = new QSplitter(Qt::Vertical, this);
    m_splitter->setObjectName(u"historySplitter"_s);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->addWidget(m_stack);
    m_splitter->addWidget(m_event);
    m_splitter->setStretchFactor(0, 3);
    m_splitter->setStretchFactor(1, 2);
    m_splitter->setSizes({ 300, 200 }); // before there is anything to be stretched
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(top);
    column->addWidget(m_splitter, 1);
    connect(m_filter, &QLineEdit::textChanged, this, &HistoryPane::applyFilter);
    connect(m_allSwitch, &QCheckBox::toggled, this, &HistoryPane::switchEvents);
    connect(m_event, &JsonPane::failed, this, &HistoryPane::failed);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &HistoryPane::showCurrent);
    connect(m_table, &HistoryTable::instanceRequested, this, &HistoryPane::instanceRequested);
    connect(m_children, &ChildHistories::changed, this, &HistoryPane::updateWords);
    updateWords();
}

HistoryPane::~HistoryPane() = default;

void HistoryPane::showEvents(QThreadPool &pool, const std::vector<HistoryEvent> &events,
                             const QString &empty, const std::vector<HistoryEvent> &all)
{
    m_pool = &pool;
    m_empty = empty;
    m_children->learn(events);
    m_folded = events;
    m_all = all;
    m_allSwitch->setVisible(!m_all.empty());
    applyEvents();
}

void HistoryPane::applyEvents()
{
    const bool all = m_allSwitch->isChecked() && !m_all.empty();
    m_model->setEvents(all ? m_all : m_folded);
    m_children->refresh();
    updateWords();
    showCurrent();
}

/// The event that is selected stays so, as the same one or, where it is folded into the one that
/// finishes it, as that one.
void HistoryPane::switchEvents()
{
    const QModelIndex current = m_table->currentIndex();
    const HistoryEvent *at = current.isValid() ? m_model->eventAt(current.row()) : nullptr;
    const std::optional<HistoryEvent> before = at ? std::optional(*at) : std::nullopt;
    applyEvents();
    if (!before) {
        return;
    }
    const auto isSame = [&before](const HistoryEvent &event) {
        return event.type == before->type && event.timestamp == before->timestamp
            && event.eventId == before->eventId && event.scheduledId == before->scheduledId;
    };
    const auto finishesIt = [&before](const HistoryEvent &event) {
        return before->eventId.value_or(-1) >= 0 && event.scheduledId == before->eventId
            && historytext::familyOf(event) == historytext::familyOf(*before);
    };
    const std::vector<HistoryEvent> &events = m_model->events();
    auto found = std::ranges::find_if(events, isSame);
    if (found == events.end()) {
        found = std::ranges::find_if(events, finishesIt);
    }
    const int row = found == events.end() ? -1 : m_model->rowOf(found - events.begin());
    m_table->setCurrentIndex(row < 0 ? QModelIndex()
                                     : m_model->index(row, HistoryModel::EventColumn));
    if (row < 0) {
        m_table->clearSelection();
    }
}

void HistoryPane::showWords(const QString &words)
{
    m_empty = words;
    m_folded.clear();
    m_all.clear();
    m_allSwitch->hide();
    m_model->setEvents({});
    updateWords();
    showCurrent();
}

void HistoryPane::startAfresh(HubSession &session, const QString &fileName)
{
    m_children->startAfresh(session);
    m_table->clearSelection();
    m_table->setCurrentIndex({});
    m_filter->clear();
    m_event->setFileName(tr("%1-event", "file name").arg(fileName));
}

void HistoryPane::clear()
{
    m_children->clear();
}

QByteArray HistoryPane::saveState() const
{
    QByteArray state;
    QDataStream out(&state, QIODevice::WriteOnly);
    out << m_splitter->saveState() << m_table->saveColumns();
    return state;
}

void HistoryPane::restoreState(const QByteArray &state)
{
    QDataStream in(state);
    QByteArray splitter;
    QByteArray columns;
    in >> splitter >> columns;
    if (in.status() == QDataStream::Ok) {
        m_splitter->restoreState(splitter);
        m_table->restoreColumns(columns);
    }
}

void HistoryPane::selectEvent(qsizetype event)
{
    if (!m_all.empty()) {
        m_allSwitch->setChecked(false); // `event` counts among the folded ones
    }
    if (m_model->rowOf(event) < 0) {
        m_filter->clear();
    }
    if (const int row = m_model->rowOf(event); row >= 0) {
        m_table->setCurrentIndex(m_model->index(row, HistoryModel::EventColumn));
    }
}

void HistoryPane::applyFilter()
{
    m_model->setFilter(m_filter->text());
    updateWords();
}

void HistoryPane::updateWords()
{
    const auto all = static_cast<qint64>(m_model->events().size());
    const int shown = m_model->ownRowCount();
    m_words->setText(
        all == 0 ? m_empty
                 : tr("None of the %1 events matches the filter.").arg(displaytext::count(all)));
    m_stack->setCurrentWidget(shown == 0 ? static_cast<QWidget *>(m_words) : m_table);
    m_event->setVisible(all > 0);
    m_filter->setEnabled(all > 0);
    if (all == 0) {
        m_count->clear();
    } else if (shown == all) {
        m_count->setText(all == 1 ? tr("1 event") : tr("%1 events").arg(displaytext::count(all)));
    } else {
        m_count->setText(tr("%1 of %2").arg(displaytext::count(shown), displaytext::count(all)));
    }
}

void HistoryPane::showCurrent()
{
    const QModelIndex current = m_table->currentIndex();
    const HistoryEvent *event = current.isValid() ? m_model->eventAt(current.row()) : nullptr;
    if (event == nullptr || m_pool == nullptr) {
        m_event->showWords(tr("Select an event to see all of it."));
        return;
    }
    m_event->showPayload(*m_pool, Payload { .text = event->raw, .storedAt = {} }, {});
}

} // namespace hubdeck
