// SPDX-License-Identifier: MIT
#include "ui/instances/flowlayout.h"

#include <QStyle>
#include <QWidget>

#include <algorithm>

namespace hubdeck {

FlowLayout::FlowLayout(int horizontalSpacing, int verticalSpacing, QWidget *parent)
    : QLayout(parent)
    , m_horizontalSpacing(horizontalSpacing)
    , m_verticalSpacing(verticalSpacing)
{
    setContentsMargins(0, 0, 0, 0);
}

FlowLayout::~FlowLayout()
{
    for (const QLayoutItem *item : m_items) {
        delete item;
    }
}

void FlowLayout::addItem(QLayoutItem *item)
{
    m_items.push_back(item);
}

int FlowLayout::count() const
{
    return static_cast<int>(m_items.size());
}

QLayoutItem *FlowLayout::itemAt(int index) const
{
    return index >= 0 && index < count() ? m_items[static_cast<size_t>(index)] : nullptr;
}

QLayoutItem *FlowLayout::takeAt(int index)
{
    QLayoutItem *item = itemAt(index);
    if (item != nullptr) {
        m_items.erase(m_items.begin() + index);
    }
    return item;
}

Qt::Orientations FlowLayout::expandingDirections() const
{
    return Qt::Horizontal;
}

bool FlowLayout::hasHeightForWidth() const
{
    return true;
}

int FlowLayout::heightForWidth(int width) const
{
    const QMargins margins = contentsMargins();
    int height = margins.top() + margins.bottom() - m_verticalSpacing;
    for (const Line &line : lines(width - margins.left() - margins.right())) {
        height += lineHeight(line) + m_verticalSpacing;
    }
    return std::max(height, 0);
}

QSize FlowLayout::sizeHint() const
{
    return minimumSize();
}

QSize FlowLayout::minimumSize() const
{
    QSize size;
    for (const QLayoutItem *item : m_items) {
        if (!item->isEmpty()) {
            size = size.expandedTo(item->minimumSize());
        }
    }
    return size.grownBy(contentsMargins());
}

void FlowLayout::setGeometry(const QRect &rect)
{
    QLayout::setGeometry(rect);
    QRect area = rect.marginsRemoved(contentsMargins());
    for (const Line &line : lines(area.width())) {
        const int height = lineHeight(line);
        place(line, QRect(area.left(), area.top(), area.width(), height));
        area.setTop(area.top() + height + m_verticalSpacing);
    }
}

std::vector<FlowLayout::Line> FlowLayout::lines(int width) const
{
    std::vector<Line> result;
    int used = 0;
    for (QLayoutItem *item : m_items) {
        if (item->isEmpty()) {
            continue;
        }
        const int wanted = item->sizeHint().width();
        if (result.empty() || used + m_horizontalSpacing + wanted > width) {
            result.emplace_back();
            used = 0;
        } else {
            used += m_horizontalSpacing;
        }
        result.back().push_back(item);
        used += wanted;
    }
    return result;
}

int FlowLayout::lineWidth(const Line &line) const
{
    int width = m_horizontalSpacing * static_cast<int>(line.size() - 1);
    for (const QLayoutItem *item : line) {
        width += item->sizeHint().width();
    }
    return width;
}

int FlowLayout::lineHeight(const Line &line)
{
    int height = 0;
    for (const QLayoutItem *item : line) {
        height = std::max(height, item->sizeHint().height());
    }
    return height;
}

void FlowLayout::place(const Line &line, QRect area) const
{
    const auto expands = [](const QLayoutItem *item) {
        return item->expandingDirections().testFlag(Qt::Horizontal);
    };
    const auto expanding = static_cast<int>(std::ranges::count_if(line, expands));
    const int extra = expanding == 0 ? 0 : std::max(0, area.width() - lineWidth(line)) / expanding;
    const Qt::LayoutDirection direction
        = parentWidget() != nullptr ? parentWidget()->layoutDirection() : Qt::LeftToRight;
    int x = area.left();
    for (QLayoutItem *item : line) {
        const QSize hint = item->sizeHint();
        const int width = std::min(hint.width() + (expands(item) ? extra : 0), area.width());
        const QRect place(x, area.top() + (area.height() - hint.height()) / 2, width,
                          hint.height());
        item->setGeometry(QStyle::visualRect(direction, area, place));
        x += width + m_horizontalSpacing;
    }
}

} // namespace hubdeck
