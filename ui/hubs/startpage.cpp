// SPDX-License-Identifier: MIT
#include "ui/hubs/startpage.h"

#include "ui/shell/actionregistry.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>

namespace hubdeck {

using namespace Qt::StringLiterals;

StartPage::StartPage(const ActionRegistry &actions, QWidget *parent)
    : QWidget(parent)
    , m_actions(actions)
{
    setObjectName(u"startPage"_s);
    auto *box = new QWidget(this);
    box->setMaximumWidth(560);
    auto *column = new QVBoxLayout(box);
    column->setSpacing(6);
    auto *title = new QLabel(tr("No hub is open"), box);
    QFont large = font();
    large.setPointSizeF(large.pointSizeF() * 1.6);
    large.setWeight(QFont::DemiBold);
    title->setFont(large);
    column->addWidget(title);
    column->addSpacing(8);
    addWay(*column, u"file.sandbox"_s,
           tr("A hub that runs inside Hubdeck, full of instances in every state. Try everything; "
              "nothing can break."));
    addWay(*column, u"file.connect"_s,
           tr("A Durable Functions app, by its address or a management link, and its key."));
    addWay(*column, u"file.project"_s,
           tr("A function app on this computer, by the folder that holds its host.json."));
    auto *hint = new QLabel(tr("Hubs you have connected to are listed at the left; a double click "
                               "opens one. Ctrl+Shift+P finds every command."),
                            box);
    hint->setWordWrap(true);
    hint->setForegroundRole(QPalette::PlaceholderText);
    column->addSpacing(8);
    column->addWidget(hint);

    auto *line = new QHBoxLayout;
    line->addStretch(1);
    line->addWidget(box, 20); // up to its greatest width
    line->addStretch(1);
    auto *centre = new QVBoxLayout(this);
    centre->addStretch(2);
    centre->addLayout(line);
    centre->addStretch(3);
}

void StartPage::addWay(QVBoxLayout &column, const QString &actionId, const QString &explanation)
{
    auto *button = new QToolButton(this);
    button->setDefaultAction(m_actions.action(actionId));
    button->setObjectName(u"start."_s + actionId);
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    if (column.count() == 2) { // the first below the title
        button->setProperty("primary", true);
        button->setProperty("primaryIcon", u"flask"_s);
    }
    button->setIconSize(QSize(16, 16));
    button->setMinimumHeight(fontMetrics().height() + 14);
    auto *words = new QLabel(explanation, this);
    words->setWordWrap(true);
    words->setForegroundRole(QPalette::PlaceholderText);
    column.addWidget(button);
    column.addWidget(words);
    column.addSpacing(12);
}

} // namespace hubdeck
