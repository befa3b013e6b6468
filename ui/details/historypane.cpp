// SPDX-License-Identifier: MIT
#include "ui/details/historypane.h"

#include "ui/details/flatheader.h"
#include "ui/details/historydelegate.h"
#include "ui/details/jsonpane.h"

#include "models/displaytext.h"
#include "models/history/historymodel.h"

#include <QApplication>
#include <QClipboard>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QSplitter>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

namespace hubdeck {

using namespace Qt::StringLiterals;

HistoryPane::HistoryPane(TimeDisplay &time, Prompts &prompts, QWidget *parent)
    : QWidget(parent)
    , m_model(new HistoryModel(time, this))
{
    setObjectName(u"historyPane"_s);
    m_filter = new QLineEdit(this);
    m_filter->setObjectName(u"historyFilter"_s);
    m_filter->setPlaceholderText(tr("Filter events by type, name or value"));
    m_filter->setAccessibleName(tr("Filter the events"));
    m_filter->setClearButtonEnabled(true);
    m_count = new QLabel(this);
    m_count->setObjectName(u"historyCount"_s);
    m_count->setTextFormat(Qt::PlainText);
    m_count->setForegroundRole(QPalette::PlaceholderText);
    auto *top = new QHBoxLayout;
    top->setContentsMargins(8, 6, 8, 4);
    top->setSpacing(8);
    top->addWidget(m_filter, 1);
    top->addWidget(m_count);
    makeTable();
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
    auto *splitter = new QSplitter(Qt::Vertical, this);
    splitter->setObjectName(u"historySplitter"_s);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(m_stack);
    splitter->addWidget(m_event);
    splitter->setStretchFactor(0, 3);
    splitter->setStretchFactor(1, 2);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(top);
    column->addWidget(splitter, 1);
    connect(m_filter, &QLineEdit::textChanged, this, &HistoryPane::applyFilter);
    connect(m_event, &JsonPane::failed, this, &HistoryPane::failed);
    updateWords();
}

HistoryPane::~HistoryPane() = default;

void HistoryPane::makeTable()
{
    m_table = new QTableView(this);
    m_table->setObjectName(u"historyTable"_s);
    m_table->setAccessibleName(tr("History"));
    m_table->setHorizontalHeader(new FlatHeader(m_table));
    m_table->setModel(m_model);
    m_table->setItemDelegate(new HistoryDelegate(m_table));
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_table->setAlternatingRowColors(true);
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setTabKeyNavigation(false);
    m_table->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_table->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 8);
    m_table->installEventFilter(this);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &HistoryPane::showCurrent);
}

void HistoryPane::showEvents(QThreadPool &pool, const std::vector<HistoryEvent> &events,
                             const QString &empty)
{
    m_pool = &pool;
    m_empty = empty;
    m_model->setEvents(events);
    if (!m_columnsFitted && !events.empty()) {
        m_columnsFitted = true;
        for (int column = 0; column < HistoryModel::ContentsColumn; ++column) {
            constexpr int widest = 280;
            constexpr int padding = 4;
            m_table->resizeColumnToContents(column);
            m_table->setColumnWidth(column,
                                    std::min(m_table->columnWidth(column) + padding, widest));
        }
    }
    updateWords();
    showCurrent();
}

void HistoryPane::showWords(const QString &words)
{
    m_empty = words;
    m_model->setEvents({});
    updateWords();
    showCurrent();
}

void HistoryPane::startAfresh(const QString &fileName)
{
    m_table->clearSelection();
    m_table->setCurrentIndex({});
    m_filter->clear();
    m_columnsFitted = false;
    m_event->setFileName(tr("%1-event", "file name").arg(fileName));
}

void HistoryPane::selectEvent(qsizetype event)
{
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
    const int shown = m_model->rowCount();
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
    if (!current.isValid() || m_pool == nullptr) {
        m_event->showWords(tr("Select an event to see all of it."));
        return;
    }
    m_event->showPayload(
        *m_pool, Payload { .text = m_model->eventAt(current.row()).raw, .storedAt = {} }, {});
}

void HistoryPane::copyRows() const
{
    QModelIndexList rows = m_table->selectionModel()->selectedRows();
    std::sort(rows.begin(), rows.end());
    QStringList lines;
    for (const QModelIndex &row : std::as_const(rows)) {
        QStringList cells;
        for (int column = 0; column < HistoryModel::ColumnCount; ++column) {
            cells << row.siblingAtColumn(column).data().toString();
        }
        lines << cells.join(u'\t');
    }
    QApplication::clipboard()->setText(lines.join(u'\n'));
}

bool HistoryPane::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_table
        && (event->type() == QEvent::KeyPress || event->type() == QEvent::ShortcutOverride)) {
        const auto *key = static_cast<QKeyEvent *>(event);
        const bool copy = key->matches(QKeySequence::Copy);
        const bool all = key->matches(QKeySequence::SelectAll);
        if (copy && event->type() == QEvent::KeyPress) {
            copyRows();
        }
        if (copy || (all && event->type() == QEvent::ShortcutOverride)) {
            event->accept(); // these mean the table while it has the focus
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace hubdeck
