// SPDX-License-Identifier: MIT
#include "ui/hubs/savedviewspanel.h"

#include "ui/hubs/headingbar.h"
#include "ui/shell/theme.h"

#include <QApplication>
#include <QLabel>
#include <QListView>
#include <QMenu>
#include <QPainter>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace hubdeck {

void SavedViewDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                              const QModelIndex &index) const
{
    QStyleOptionViewItem item = option;
    initStyleOption(&item, index);
    item.text.clear();
    const QStyle *style = item.widget ? item.widget->style() : QApplication::style();
    style->drawControl(QStyle::CE_ItemViewItem, &item, painter, item.widget);

    const QColor muted = theme::color(theme::Role::MutedText, option.palette);
    const QColor text = option.palette.color(QPalette::Text);
    QFont small = option.font;
    small.setPointSizeF(small.pointSizeF() * 0.85);
    QRect room = option.rect.adjusted(12, 0, -12, 0);
    painter->save();
    painter->setFont(small);
    painter->setPen(muted);
    const QString badge = index.data(SavedViewsModel::BadgeRole).toString();
    painter->drawText(room, Qt::AlignRight | Qt::AlignVCenter, badge);
    room.setRight(room.right() - QFontMetrics(small).horizontalAdvance(badge) - 8);
    const int side = option.fontMetrics.height() - 4;
    theme::tintedIcon(u"star"_s, text, muted)
        .paint(painter, QRect(room.left(), room.center().y() - side / 2, side, side));
    room.setLeft(room.left() + side + 6);
    painter->setFont(option.font);
    painter->setPen(text);
    painter->drawText(
        room, Qt::AlignLeft | Qt::AlignVCenter,
        option.fontMetrics.elidedText(index.data().toString(), Qt::ElideRight, room.width()));
    painter->restore();
}

QSize SavedViewDelegate::sizeHint(const QStyleOptionViewItem &option,
                                  const QModelIndex & /*index*/) const
{
    return { 80, option.fontMetrics.height() + 9 };
}

SavedViewsPanel::SavedViewsPanel(SavedViewsModel &model, QWidget *parent)
    : QWidget(parent)
    , m_model(model)
    , m_list(new QListView(this))
    , m_empty(new QLabel(tr("A query with its columns, kept under a name: press +."), this))
{
    setObjectName(u"savedViews"_s);
    auto *heading = new HeadingBar(tr("Saved views"), this);
    auto *save = heading->addButton(u"plus"_s, tr("Save the view of the instances in front"),
                                    u"saveViewButton"_s);
    connect(save, &QToolButton::clicked, this, &SavedViewsPanel::saveRequested);
    m_list->setObjectName(u"savedViewList"_s);
    m_list->setAccessibleName(tr("Saved views"));
    m_list->setModel(&model);
    m_list->setItemDelegate(new SavedViewDelegate(m_list));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setContextMenuPolicy(Qt::CustomContextMenu);
    m_empty->setWordWrap(true);
    m_empty->setContentsMargins(12, 0, 12, 8);
    m_empty->setForegroundRole(QPalette::PlaceholderText);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 4, 0, 0);
    column->setSpacing(0);
    column->addWidget(heading);
    column->addWidget(m_empty);
    column->addWidget(m_list);
    connect(m_list, &QListView::clicked, this, [this] { emit chosen(currentName()); });
    connect(m_list, &QListView::activated, this, [this] { emit chosen(currentName()); });
    connect(m_list, &QListView::customContextMenuRequested, this, &SavedViewsPanel::showMenu);
    connect(&model, &QAbstractItemModel::modelReset, this, &SavedViewsPanel::showRows);
    showRows();
}

QString SavedViewsPanel::currentName() const
{
    const QModelIndex index = m_list->currentIndex();
    return index.isValid() ? m_model.views()[static_cast<size_t>(index.row())].name : QString();
}

void SavedViewsPanel::showRows()
{
    constexpr int mostRows = 10;
    const int rows = m_model.rowCount();
    m_empty->setVisible(rows == 0);
    m_list->setVisible(rows > 0);
    m_list->setFixedHeight(std::min(rows, mostRows) * (fontMetrics().height() + 9) + 6);
}

void SavedViewsPanel::showMenu(const QPoint &place)
{
    if (!m_list->indexAt(place).isValid()) {
        return;
    }
    m_list->setCurrentIndex(m_list->indexAt(place));
    const QString name = currentName();
    auto *menu = new QMenu(this);
    menu->setObjectName(u"savedViewMenu"_s);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(tr("&Apply"), this, [this, name] { emit chosen(name); });
    menu->addAction(tr("&Replace by what shows now"), this,
                    [this, name] { emit replaceRequested(name); });
    menu->addAction(tr("Re&name…"), this, [this, name] { emit renameRequested(name); });
    menu->addSeparator();
    menu->addAction(tr("Re&move"), this, [this, name] { emit removeRequested(name); });
    menu->popup(m_list->viewport()->mapToGlobal(place));
}

} // namespace hubdeck
