// SPDX-License-Identifier: MIT
#include "ui/health/healthsections.h"

#include "ui/instances/instancedelegate.h"

#include <QHeaderView>
#include <QLabel>
#include <QSplitter>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

namespace hubdeck {

using namespace Qt::StringLiterals;

namespace {

constexpr int lettersSideBySide = 130;
constexpr int leastRowsInSight = 3;

int heightOf(const QTableView &table, int rows)
{
    return table.horizontalHeader()->sizeHint().height()
        + rows * table.verticalHeader()->defaultSectionSize();
}

/// With its title, all rows and a little room.
int wholeHeight(const QTableView &table)
{
    return table.parentWidget()->layout()->itemAt(0)->sizeHint().height()
        + heightOf(table, table.model()->rowCount() + 1);
}

} // namespace

HealthSections::HealthSections(QWidget *parent)
    : QScrollArea(parent)
    , m_all(new QSplitter(Qt::Vertical))
    , m_upper(new QSplitter(Qt::Horizontal, m_all))
    , m_lower(new QSplitter(Qt::Horizontal, m_all))
{
    setObjectName(u"healthSections"_s);
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::NoFocus);
    setWidget(m_all);
    for (QSplitter *splitter : { m_all, m_upper, m_lower }) {
        splitter->setChildrenCollapsible(false);
        connect(splitter, &QSplitter::splitterMoved, this, [this] { m_chosen = true; });
    }
}

void HealthSections::addTable(const QString &title, QTableView *table, QLabel *instead)
{
    auto *section = new QWidget(m_tables.size() < 2 ? m_upper : m_lower);
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
    m_tables.push_back(table);
}

void HealthSections::addText(QWidget *text)
{
    m_lower->addWidget(text);
}

void HealthSections::resizeEvent(QResizeEvent *event)
{
    QScrollArea::resizeEvent(event);
    arrange();
}

void HealthSections::arrange()
{
    const bool narrow = width() < fontMetrics().averageCharWidth() * lettersSideBySide;
    const Qt::Orientation wanted = narrow ? Qt::Vertical : Qt::Horizontal;
    if (m_upper->orientation() != wanted) {
        m_upper->setOrientation(wanted);
        m_lower->setOrientation(wanted);
        m_chosen = false; // that was for the other arrangement
    }
    share();
}

void HealthSections::share()
{
    for (QTableView *table : m_tables) {
        const int rows = std::clamp(table->model()->rowCount(), 1, leastRowsInSight);
        table->setMinimumHeight(heightOf(*table, rows));
    }
    if (m_chosen || m_tables.size() < 2) {
        return;
    }
    const int first = wholeHeight(*m_tables[0]);
    const int second = wholeHeight(*m_tables[1]);
    const bool stacked = m_upper->orientation() == Qt::Vertical;
    const int few = stacked ? first + second : std::max(first, second);
    const int top = std::min(few, m_all->height() / 2);
    m_all->setSizes({ top, m_all->height() - top });
    m_upper->setSizes(stacked ? QList { first, second } : QList { 1, 1 });
    m_lower->setSizes(stacked ? QList { 1, 1 } : QList { 3, 2 });
}

} // namespace hubdeck
