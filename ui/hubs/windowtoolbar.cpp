// SPDX-License-Identifier: MIT
#include "ui/hubs/windowtoolbar.h"

#include "ui/hubs/hubactions.h"
#include "ui/shell/actionregistry.h"
#include "ui/shell/theme.h"

#include <QActionGroup>
#include <QMenu>
#include <QToolButton>

namespace hubdeck {

using namespace Qt::StringLiterals;
using std::chrono::seconds;

namespace {

QString shortName(seconds interval)
{
    if (interval == seconds(0)) {
        return WindowToolBar::tr("by hand");
    }
    return interval < seconds(60) ? WindowToolBar::tr("every %1 s").arg(interval.count())
                                  : WindowToolBar::tr("every %1 min").arg(interval.count() / 60);
}

} // namespace

WindowToolBar::WindowToolBar(const ActionRegistry &actions, QWidget *parent)
    : QToolBar(tr("Tool bar"), parent)
    , m_actions(actions)
{
    setObjectName(u"toolBar"_s);
    setMovable(false);
    setContextMenuPolicy(Qt::PreventContextMenu);
    setIconSize(QSize(14, 14));
    setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    addAction(actions.action(u"hub.refresh"_s));
    styleButton(actions.action(u"hub.refresh"_s));
    addChoice();
    addSeparator();
    for (const QString &id : HubActions::toolBar()) {
        if (id.isEmpty()) {
            addSeparator();
        } else {
            addAction(actions.action(id));
            styleButton(actions.action(id));
        }
    }
    auto *room = new QWidget(this);
    room->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    addWidget(room);
    auto *palette = new QToolButton(this);
    connect(palette, &QToolButton::clicked, actions.action(u"view.palette"_s), &QAction::trigger);
    palette->setObjectName(u"commandButton"_s);
    palette->setToolButtonStyle(Qt::ToolButtonTextOnly);
    palette->setText(tr("Ctrl+Shift+P  command…"));
    palette->setToolTip(tr("Find any command by its name"));
    palette->setFocusPolicy(Qt::TabFocus);
    addWidget(palette);
    palette->setAutoRaise(false);
}

void WindowToolBar::addChoice()
{
    m_choice = new QToolButton(this);
    m_choice->setObjectName(u"autoRefresh"_s);
    m_choice->setAutoRaise(true);
    m_choice->setPopupMode(QToolButton::InstantPopup);
    m_choice->setToolButtonStyle(Qt::ToolButtonTextOnly);
    m_choice->setToolTip(tr("How often the rows refresh by themselves while the window is shown"));
    m_choice->setAccessibleName(tr("Automatic refresh"));
    auto *menu = new QMenu(m_choice);
    m_intervals = new QActionGroup(menu);
    for (const seconds interval : { seconds(0), seconds(5), seconds(30), seconds(300) }) {
        QAction *action = menu->addAction(shortName(interval));
        action->setCheckable(true);
        action->setData(static_cast<int>(interval.count()));
        m_intervals->addAction(action);
    }
    m_choice->setMenu(menu);
    addWidget(m_choice);
    connect(m_intervals, &QActionGroup::triggered, this, [this](const QAction *chosen) {
        const seconds interval(chosen->data().toInt());
        setAutoRefresh(interval);
        emit autoRefreshChosen(interval);
    });
}

void WindowToolBar::setAutoRefresh(seconds interval)
{
    for (QAction *action : m_intervals->actions()) {
        action->setChecked(action->data().toInt() == static_cast<int>(interval.count()));
    }
    m_choice->setText(tr("%1 ▾").arg(shortName(interval)));
}

void WindowToolBar::styleButton(QAction *action)
{
    auto *button = qobject_cast<QToolButton *>(widgetForAction(action));
    button->setObjectName(u"toolBar."_s + action->objectName());
    if (m_actions.lookOf(action) == ActionRegistry::Look::Primary) {
        button->setProperty("primary", true);
        button->setProperty("primaryIcon", u"plus"_s);
    } else {
        m_shrinkable.append(button);
    }
}

void WindowToolBar::recolour(const QPalette &colours)
{
    for (QAction *action : actions()) {
        auto *button = qobject_cast<QToolButton *>(widgetForAction(action));
        if (button && m_actions.lookOf(action) == ActionRegistry::Look::Danger) {
            QPalette danger = colours;
            danger.setColor(QPalette::Active, QPalette::ButtonText,
                            theme::color(theme::Role::Danger, colours));
            danger.setColor(QPalette::Inactive, QPalette::ButtonText,
                            theme::color(theme::Role::Danger, colours));
            button->setPalette(danger);
        }
    }
    QPalette muted = colours;
    const QColor grey = theme::color(theme::Role::MutedText, colours);
    muted.setColor(QPalette::ButtonText, grey);
    muted.setColor(QPalette::WindowText, grey);
    m_choice->setPalette(muted);
}

int WindowToolBar::widthWithWords() const
{
    int width = sizeHint().width();
    if (toolButtonStyle() == Qt::ToolButtonIconOnly) {
        for (const QToolButton *button : m_shrinkable) {
            width += fontMetrics().horizontalAdvance(button->text()) + 6;
        }
    }
    return width;
}

void WindowToolBar::fitInto(int width)
{
    const bool words = widthWithWords() <= width;
    const Qt::ToolButtonStyle style = words ? Qt::ToolButtonTextBesideIcon : Qt::ToolButtonIconOnly;
    if (toolButtonStyle() == style) {
        return;
    }
    setToolButtonStyle(style);
    for (QAction *action : actions()) {
        auto *button = qobject_cast<QToolButton *>(widgetForAction(action));
        if (button && button->property("primary").toBool()) {
            button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        }
    }
}

} // namespace hubdeck
