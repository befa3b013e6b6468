// SPDX-License-Identifier: MIT
#include "ui/instances/listheader.h"

#include "models/instances/instancetablemodel.h"
#include "models/roles.h"
#include "ui/instances/instancedelegate.h"
#include "ui/shell/theme.h"

#include <QContextMenuEvent>
#include <QMenu>
#include <QPainter>

using namespace Qt::Literals::StringLiterals;

namespace hubdeck {

namespace {

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

QSize ListHeader::sizeHint() const
{
    return { QHeaderView::sizeHint().width(), fontMetrics().height() + 12 };
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
    const bool right = InstanceTableModel::isNumberColumn(section);
    const int arrow = sorted ? 12 : 0;
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
        if (section == InstanceTableModel::ParentColumn) {
            menu->addSeparator();
        }
        QAction *action = menu->addAction(model()->headerData(section, Qt::Horizontal).toString());
        action->setCheckable(true);
        action->setChecked(!isSectionHidden(section));
        const QString whyNot = model()->headerData(section, Qt::Horizontal, WhyNotRole).toString();
        action->setToolTip(whyNot);
        action->setEnabled(
            section != InstanceTableModel::IdColumn // without ids rows cannot be told apart
            && whyNot.isEmpty());
        connect(action, &QAction::toggled, this, [this, section](bool shown) {
            setSectionHidden(section, !shown);
            emit columnChosen(section, shown);
        });
    }
    menu->popup(event->globalPos());
}

} // namespace hubdeck
