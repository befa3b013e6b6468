// SPDX-License-Identifier: MIT
#include "ui/health/healthsections.h"

#include "ui/instances/instancedelegate.h"

#include <QEvent>
#include <QHeaderView>
#include <QLabel>
#include <QScrollBar>
#include <QSplitter>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

namespace hubdeck {

using namespace Qt::StringLiterals;

namespace {

constexpr int lettersSideBySide = 110;
constexpr int lettersOfAText = 45; // of a message beside the table of all
constexpr int leastLetters = 14; // of what gives way: a queue of a hub is still whole
constexpr int rowsAbove = 5; // of partitions and queues in sight: four and the work items
constexpr int rowsBelow = 3;

int widthOfColumn(const QTableView &table, int column)
{
    const QAbstractItemView &view = table;
    return std::max(view.sizeHintForColumn(column),
                    table.horizontalHeader()->sectionSizeHint(column));
}

int heightOf(const QTableView &table, int rows)
{
    const QHeaderView &header = *table.horizontalHeader();
    const bool scrolls = header.length() > table.viewport()->width()
        && table.horizontalScrollBarPolicy() != Qt::ScrollBarAlwaysOff;
    return header.sizeHint().height() + rows * table.verticalHeader()->defaultSectionSize()
        + (scrolls ? table.horizontalScrollBar()->sizeHint().height() : 0);
}

/// With its title, all rows and a little room.
int wholeHeight(const QTableView &table)
{
    return table.parentWidget()->layout()->itemAt(0)->sizeHint().height()
        + heightOf(table, table.model()->rowCount() + 1);
}

int stretchedColumn(const QHeaderView &header)
{
    for (int column = 0; column < header.count(); ++column) {
        if (header.sectionResizeMode(column) == QHeaderView::Stretch) {
            return column;
        }
    }
    return -1;
}

/// `all` among two: each what it needs and half of what is left; less in the same proportion.
QList<int> divided(int all, int first, int second)
{
    const int left = all - first - second;
    const int given = left >= 0 ? first + left / 2 : all * first / std::max(1, first + second);
    return { given, all - given };
}

} // namespace

HealthSections::HealthSections(QWidget *parent)
    : QScrollArea(parent)
    , m_body(new QWidget)
    , m_column(new QVBoxLayout(m_body))
    , m_all(new QSplitter(Qt::Vertical, m_body))
    , m_upper(new QSplitter(Qt::Horizontal, m_all))
    , m_lower(new QSplitter(Qt::Horizontal, m_all))
{
    setObjectName(u"healthSections"_s);
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setFocusPolicy(Qt::NoFocus);
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(0);
    m_column->addWidget(m_all, 1);
    // What it wants to be is no reason to scroll, only what it needs (share()).
    m_all->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Ignored);
    for (QSplitter *splitter : { m_all, m_upper, m_lower }) {
        splitter->setChildrenCollapsible(false);
        connect(splitter, &QSplitter::splitterMoved, this, [this] { m_chosen = true; });
    }
    setWidget(m_body);
}

void HealthSections::setHead(QWidget *head)
{
    m_head = head;
    m_column->insertWidget(0, head);
}

void HealthSections::addTable(const QString &title, QTableView *table, QLabel *instead)
{
    auto *section = new QWidget(m_sections.size() < 2 ? m_upper : m_lower);
    auto *column = new QVBoxLayout(section);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto *label = new QLabel(title, section);
    label->setMargin(8);
    label->setContentsMargins(InstanceDelegate::padding - 8, 0, 0, 0);
    QFont bold = label->font();
    bold.setBold(true);
    label->setFont(bold);
    column->addWidget(label);
    column->addWidget(table, 1);
    if (instead) {
        column->addWidget(instead, 1);
    }
    m_sections.push_back({ table, stretchedColumn(*table->horizontalHeader()) });
    table->viewport()->installEventFilter(this);
}

void HealthSections::addText(QWidget *text)
{
    m_lower->addWidget(text);
}

void HealthSections::resizeEvent(QResizeEvent *event)
{
    QScrollArea::resizeEvent(event);
    share();
}

bool HealthSections::eventFilter(QObject *watched, QEvent *event)
{
    // New signs are as high as they are only when their labels have been shown.
    if (watched == m_body && event->type() == QEvent::LayoutRequest
        && neededHeight() != m_body->minimumHeight()) {
        share();
    }
    if (event->type() == QEvent::Resize) {
        for (const Section &section : m_sections) {
            if (watched == section.table->viewport()) {
                fit(section);
            }
        }
    }
    return QScrollArea::eventFilter(watched, event);
}

int HealthSections::neededHeight() const
{
    const int head = m_head ? m_head->heightForWidth(viewport()->width()) : 0;
    return m_all->minimumSizeHint().height() + std::max(0, head);
}

int HealthSections::neededWidth(const Section &section)
{
    const QTableView &table = *section.table;
    const int least
        = table.fontMetrics().averageCharWidth() * leastLetters + 2 * InstanceDelegate::padding;
    int needed = 0;
    for (int column = 0; column < table.horizontalHeader()->count(); ++column) {
        const int width = widthOfColumn(table, column);
        needed += column == section.stretched ? std::min(width, least) : width;
    }
    return needed;
}

/// Where the whole is too narrow, the table scrolls instead of squeezing the one column away.
void HealthSections::fit(const Section &section)
{
    if (section.stretched < 0) {
        return;
    }
    const QTableView &table = *section.table;
    QHeaderView &header = *table.horizontalHeader();
    const bool fits = neededWidth(section) <= table.viewport()->width();
    const auto mode = fits ? QHeaderView::Stretch : QHeaderView::Fixed;
    if (header.sectionResizeMode(section.stretched) != mode) {
        header.setSectionResizeMode(section.stretched, mode);
    }
    if (!fits) {
        const int least
            = table.fontMetrics().averageCharWidth() * leastLetters + 2 * InstanceDelegate::padding;
        header.resizeSection(section.stretched,
                             std::min(widthOfColumn(table, section.stretched), least));
    }
}

void HealthSections::turn(QSplitter &splitter, int needed)
{
    const int least = std::max(needed, fontMetrics().averageCharWidth() * lettersSideBySide);
    const Qt::Orientation wanted = viewport()->width() < least ? Qt::Vertical : Qt::Horizontal;
    if (splitter.orientation() != wanted) {
        splitter.setOrientation(wanted);
        m_chosen = false; // that was for the other arrangement
    }
}

void HealthSections::share()
{
    if (m_sections.size() < 3) {
        return;
    }
    const int partitions = neededWidth(m_sections[0]);
    const int queues = neededWidth(m_sections[1]);
    const int messages = neededWidth(m_sections[2]);
    const int text = fontMetrics().averageCharWidth() * lettersOfAText;
    turn(*m_upper, partitions + queues + m_upper->handleWidth());
    turn(*m_lower, messages + text + m_lower->handleWidth());
    const auto least = [this](size_t section, int most) {
        QTableView &table = *m_sections[section].table;
        table.setMinimumHeight(heightOf(table, std::clamp(table.model()->rowCount(), 1, most)));
    };
    least(0, rowsAbove);
    least(1, rowsAbove);
    least(2, rowsBelow);
    arrange();
    for (const Section &section : m_sections) {
        fit(section);
    }
}

void HealthSections::arrange()
{
    m_all->setMinimumHeight(m_all->minimumSizeHint().height());
    m_body->setMinimumHeight(neededHeight());
    m_column->activate();
    if (m_chosen) {
        return;
    }
    const QTableView &messages = *m_sections[2].table;
    const int first = wholeHeight(*m_sections[0].table);
    const int second = wholeHeight(*m_sections[1].table);
    const bool stacked = m_upper->orientation() == Qt::Vertical;
    const int height = m_all->height();
    const int lower = m_lower->minimumSizeHint().height();
    // Nothing below wants the room that the rows above can use.
    const int most = messages.model()->rowCount() == 0 ? height - lower
                                                       : std::max(height / 2, height - lower * 2);
    const int top = std::min(stacked ? first + second : std::max(first, second), most);
    m_all->setSizes({ top, height - top });
    m_upper->setSizes(stacked ? divided(top, first, second)
                              : divided(m_upper->width(), neededWidth(m_sections[0]),
                                        neededWidth(m_sections[1])));
    const int along = m_lower->orientation() == Qt::Vertical ? height - top : m_lower->width();
    m_lower->setSizes(m_lower->orientation() == Qt::Vertical
                          ? QList { along / 2, along / 2 }
                          : QList { along * 3 / 5, along * 2 / 5 });
}

} // namespace hubdeck
