// SPDX-License-Identifier: MIT
#include "ui/instances/listheader.h"

#include "models/roles.h"
#include "ui/instances/instancedelegate.h"
#include "ui/shell/theme.h"

#include <QContextMenuEvent>
#include <QMenu>
#include <QPainter>

#include <cmath>

using namespace Qt::Literals::StringLiterals;

namespace hubdeck {

namespace {

constexpr int arrowWidth = 12;

QFont titleFont(QFont font)
{
    font.setWeight(QFont::DemiBold);
    if (font.pointSizeF() > 0) {
        font.setPointSizeF(font.pointSizeF() * 0.93);
    }
    return font;
}

} // namespace

ListHeader::ListHeader(QWidget *parent)
    : QHeaderView(Qt::Horizontal, parent)
{
    setObjectName(u"listHeader"_s);
    setSectionsClickable(true);
    setSectionsMovable(true);
    setHighlightSections(false);
    setSortIndicatorShown(true);
    setMinimumSectionSize(48);
}

void ListHeader::setKeptSection(int section)
{
    m_kept = section;
}

void ListHeader::setFirstExtraSection(int section)
{
    m_firstExtra = section;
}

QSize ListHeader::sizeHint() const
{
    return { QHeaderView::sizeHint().width(), fontMetrics().height() + 12 };
}

QSize ListHeader::sectionSizeFromContents(int section) const
{
    const QString title = model()->headerData(section, Qt::Horizontal).toString();
    const int arrow = sortIndicatorSection() == section ? arrowWidth : 0;
    const qreal exact = QFontMetricsF(titleFont(font())).horizontalAdvance(title);
    return { static_cast<int>(std::ceil(exact)) + 1 + arrow // a rounded one is cut
                 + 2 * InstanceDelegate::padding,
             sizeHint().height() };
}

void ListHeader::paintSection(QPainter *painter, const QRect &rect, int section) const
{
    painter->fillRect(rect, theme::color(theme::Role::Panel, palette()));
    const QColor border = theme::color(theme::Role::Border, palette());
    painter->fillRect(rect.left(), rect.bottom(), rect.width(), 1, border);
    painter->fillRect(rect.right(), rect.top() + 6, 1, rect.height() - 12, border);

    const QFont font = titleFont(this->font());
    const QFontMetrics metrics(font);
    const bool sorted = sortIndicatorSection() == section;
    const int alignment
        = model()->headerData(section, Qt::Horizontal, Qt::TextAlignmentRole).toInt();
    const bool right = (alignment & Qt::AlignRight) != 0;
    const int arrow = sorted ? arrowWidth : 0;
    const QRect area = rect.adjusted(InstanceDelegate::padding, 0, -InstanceDelegate::padding, 0);
    const QString title = model()->headerData(section, Qt::Horizontal).toString();
    const QString shown
        = metrics.elidedText(title, Qt::ElideRight, std::max(0, area.width() - arrow));
    const int width = metrics.horizontalAdvance(shown);
    const int left = right ? area.right() + 1 - width - arrow : area.left();
    painter->setFont(font);
    painter->setPen(sorted ? palette().color(QPalette::WindowText)
                           : theme::color(theme::Role::MutedText, palette()));
    painter->drawText(QRect(left, area.top(), width + 2, area.height()),
                      Qt::AlignLeft | Qt::AlignVCenter, shown);
    if (sorted) {
        const bool down = sortIndicatorOrder() == Qt::DescendingOrder;
        const QPointF centre(left + width + 7.5, area.center().y() + 1);
        const qreal tip = down ? 3 : -3;
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(Qt::NoPen);
        painter->setBrush(palette().color(QPalette::WindowText));
        painter->drawPolygon(QPolygonF(
            { centre + QPointF(0, tip), centre + QPointF(-4, -tip), centre + QPointF(4, -tip) }));
    }
}

void ListHeader::contextMenuEvent(QContextMenuEvent *event)
{
    auto *menu = new QMenu(this);
    menu->setObjectName(u"columnsMenu"_s);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setToolTipsVisible(true);
    for (int section = 0; section < count(); ++section) {
        if (section == m_firstExtra) {
            menu->addSeparator();
        }
        QAction *action = menu->addAction(model()->headerData(section, Qt::Horizontal).toString());
        action->setCheckable(true);
        action->setChecked(!isSectionHidden(section));
        const QString whyNot = model()->headerData(section, Qt::Horizontal, WhyNotRole).toString();
        action->setToolTip(whyNot);
        action->setEnabled(section != m_kept && whyNot.isEmpty());
        connect(action, &QAction::toggled, this, [this, section](bool shown) {
            setSectionHidden(section, !shown);
            emit columnChosen(section, shown);
        });
    }
    menu->popup(event->globalPos());
}

} // namespace hubdeck
