// SPDX-License-Identifier: MIT
#include "ui/shell/commandpalette.h"

#include "ui/shell/actionregistry.h"
#include "ui/shell/theme.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QPainter>
#include <QPointer>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

#include <algorithm>
#include <limits>

namespace hubdeck {

using namespace Qt::StringLiterals;

namespace {

enum ItemRole : int { ShortcutRole = Qt::UserRole, ReasonRole, ActionRole };

/// Text at the left; at the right the shortcut, or why it is not possible.
class CommandDelegate : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override
    {
        QStyledItemDelegate::paint(painter, option, index);
        const QString reason = index.data(ReasonRole).toString();
        const QString right = reason.isEmpty() ? index.data(ShortcutRole).toString() : reason;
        const QFontMetrics metrics(option.font);
        const int used = metrics.horizontalAdvance(index.data().toString()) + 60;
        const QRect room = option.rect.adjusted(used, 0, -10, 0);
        painter->setPen(theme::color(theme::Role::MutedText, option.palette));
        painter->drawText(room, Qt::AlignRight | Qt::AlignVCenter,
                          metrics.elidedText(right, Qt::ElideRight, room.width()));
    }

    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option,
                                 const QModelIndex &index) const override
    {
        QSize size = QStyledItemDelegate::sizeHint(option, index);
        size.setHeight(option.fontMetrics.height() + 12);
        return size;
    }
};

// Those that begin with what is typed come first, the shortest of them before all.
std::vector<ActionRegistry::Item> bestFirst(std::vector<ActionRegistry::Item> items,
                                            const QString &typed)
{
    const auto rank = [&typed](const ActionRegistry::Item &item) {
        return !typed.isEmpty() && item.text.startsWith(typed, Qt::CaseInsensitive)
            ? item.text.size()
            : std::numeric_limits<qsizetype>::max();
    };
    std::ranges::stable_sort(items, {}, rank);
    return items;
}

} // namespace

bool matchesWords(const QString &text, const QString &words)
{
    const QStringList parts = words.split(u' ', Qt::SkipEmptyParts);
    return std::ranges::all_of(
        parts, [&text](const QString &part) { return text.contains(part, Qt::CaseInsensitive); });
}

CommandPalette::CommandPalette(const ActionRegistry &actions, QWidget *parent)
    : QFrame(parent, Qt::Popup)
    , m_actions(actions)
    , m_field(new QLineEdit(this))
    , m_list(new QListWidget(this))
{
    setObjectName(u"commandPalette"_s);
    m_field->setObjectName(u"commandField"_s);
    m_field->setPlaceholderText(tr("Type what you want to do"));
    m_field->setAccessibleName(tr("Command"));
    m_field->setClearButtonEnabled(true);
    m_list->setObjectName(u"commandList"_s);
    m_list->setAccessibleName(tr("Commands"));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setIconSize(QSize(16, 16));
    m_list->setItemDelegate(new CommandDelegate(m_list));
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(8, 8, 8, 8);
    column->addWidget(m_field);
    column->addWidget(m_list);
    m_field->installEventFilter(this);
    connect(m_field, &QLineEdit::textChanged, this, &CommandPalette::narrow);
    connect(m_list, &QListWidget::itemClicked, this, &CommandPalette::runCurrent);
}

void CommandPalette::open()
{
    m_field->clear();
    narrow({});
    const QWidget *window = parentWidget();
    const int width = qMin(640, window->width() - 40);
    setFixedWidth(width);
    move(window->mapToGlobal(QPoint((window->width() - width) / 2, 70)));
    show();
    m_field->setFocus(Qt::PopupFocusReason);
}

void CommandPalette::narrow(const QString &text)
{
    m_list->clear();
    for (const ActionRegistry::Item &item : bestFirst(m_actions.items(), text.trimmed())) {
        const QString label = tr("%1: %2").arg(item.category, item.text);
        if (!matchesWords(label, text)) {
            continue;
        }
        auto *row = new QListWidgetItem(item.action->icon(), label, m_list);
        row->setData(ShortcutRole, item.action->shortcut().toString(QKeySequence::NativeText));
        row->setData(ReasonRole, item.reason);
        row->setData(ActionRole, QVariant::fromValue(QPointer<QAction>(item.action)));
        if (!item.action->isEnabled()) {
            row->setFlags(row->flags() & ~Qt::ItemIsEnabled);
        }
    }
    for (int row = 0; row < m_list->count(); ++row) {
        if (m_list->item(row)->flags().testFlag(Qt::ItemIsEnabled)) {
            m_list->setCurrentRow(row);
            break;
        }
    }
    const int rows = qBound(1, m_list->count(), 14);
    m_list->setFixedHeight(rows * (fontMetrics().height() + 12) + 2);
    adjustSize();
}

void CommandPalette::runCurrent()
{
    const QListWidgetItem *row = m_list->currentItem();
    if (!row || !row->flags().testFlag(Qt::ItemIsEnabled)) {
        return;
    }
    const auto action = row->data(ActionRole).value<QPointer<QAction>>();
    hide();
    if (action) {
        action->trigger();
    }
}

void CommandPalette::step(int rows)
{
    int row = m_list->currentRow();
    do {
        row += rows;
    } while (row >= 0 && row < m_list->count()
             && !m_list->item(row)->flags().testFlag(Qt::ItemIsEnabled));
    if (row >= 0 && row < m_list->count()) {
        m_list->setCurrentRow(row);
    }
}

bool CommandPalette::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::KeyPress) {
        switch (static_cast<QKeyEvent *>(event)->key()) {
        case Qt::Key_Down:
            step(1);
            return true;
        case Qt::Key_Up:
            step(-1);
            return true;
        case Qt::Key_Return:
        case Qt::Key_Enter:
            runCurrent();
            return true;
        default:
            break;
        }
    }
    return QFrame::eventFilter(watched, event);
}

void CommandPalette::paintEvent(QPaintEvent * /*event*/)
{
    QPainter painter(this);
    painter.fillRect(rect(), palette().color(QPalette::Window));
    painter.setPen(theme::color(theme::Role::Border, palette()));
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
}

} // namespace hubdeck
