// SPDX-License-Identifier: MIT
#include "ui/dialogs/actiondialog.h"

#include "models/displaytext.h"
#include "ui/dialogs/dialogparts.h"
#include "ui/shell/theme.h"

#include <QDialogButtonBox>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QShowEvent>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace hubdeck {

using namespace Qt::Literals::StringLiterals;
using dialogparts::Tone;

namespace {

QString canBe(ActionKind action, int n)
{
    switch (action) {
    case ActionKind::Terminate:
        return ActionDialog::tr("%n can be terminated", nullptr, n);
    case ActionKind::Suspend:
        return ActionDialog::tr("%n can be suspended", nullptr, n);
    case ActionKind::Resume:
        return ActionDialog::tr("%n can be resumed", nullptr, n);
    case ActionKind::Rewind:
        return ActionDialog::tr("%n can be rewound", nullptr, n);
    case ActionKind::RaiseEvent:
        return ActionDialog::tr("%n can take the event", nullptr, n);
    case ActionKind::Restart:
        return ActionDialog::tr("%n can be restarted", nullptr, n);
    case ActionKind::Purge:
        return ActionDialog::tr("%n can be purged", nullptr, n);
    }
    return {};
}

QString kindsOf(const std::vector<std::pair<SelectedInstance, QString>> &instances)
{
    QStringList kinds;
    for (const auto &[instance, reason] : instances) {
        const QString kind = isEntityId(instance.id) ? ActionDialog::tr("entity")
                                                     : displaytext::status(instance.status);
        if (!kinds.contains(kind)) {
            kinds += kind;
        }
    }
    return kinds.join(u", "_s);
}

} // namespace

ActionDialog::ActionDialog(const QString &title, const QString &heading, const QString &acceptText,
                           Risk risk, QWidget *parent)
    : QDialog(parent)
    , m_risk(risk)
    , m_heading(dialogparts::plainLabel(heading, u"dialogHeading"_s, this))
    , m_hub(dialogparts::plainLabel({}, u"dialogHub"_s, this))
    , m_body(new QVBoxLayout)
    , m_problemLabel(dialogparts::plainLabel({}, u"dialogProblem"_s, this))
    , m_buttons(new QDialogButtonBox(QDialogButtonBox::Cancel, this))
    , m_accept(m_buttons->addButton(acceptText, QDialogButtonBox::AcceptRole))
{
    setWindowTitle(title);
    QFont font = m_heading->font();
    font.setBold(true);
    font.setPointSizeF(font.pointSizeF() * 1.15);
    m_heading->setFont(font);
    m_hub->hide();
    dialogparts::setTone(*m_problemLabel, Tone::Bad);
    m_problemLabel->setMinimumHeight(m_problemLabel->fontMetrics().lineSpacing());
    m_problemLabel->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    m_body->setSpacing(10);
    m_accept->setObjectName(u"acceptButton"_s);
    m_buttons->button(QDialogButtonBox::Cancel)->setObjectName(u"cancelButton"_s);
    m_buttons->button(QDialogButtonBox::Cancel)
        ->setIcon({}); // Fusion's own, which fits nothing here

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(18, 16, 18, 14);
    column->setSpacing(10);
    column->addWidget(m_heading);
    column->addWidget(m_hub);
    column->addLayout(m_body, 1);
    column->addWidget(m_problemLabel);
    column->addWidget(m_buttons);
    connect(m_buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(m_buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    setMinimumWidth(fontMetrics().averageCharWidth() * 92);
    setConfirmed(false);
    recolour();
}

void ActionDialog::accept()
{
    if (m_problem.isEmpty()) {
        QDialog::accept();
    }
}

void ActionDialog::setHeading(const QString &heading)
{
    m_heading->setText(heading);
}

void ActionDialog::showHub(const HubInfo &hub)
{
    const QString where = hub.address.isEmpty()
        ? hub.name
        : tr("%1 · %2", "hub name · address").arg(hub.name, hub.address);
    m_hub->setText(hub.production ? tr("PRODUCTION: this changes %1").arg(where) : where);
    m_production = hub.production;
    m_hub->setVisible(true);
    m_hub->setAutoFillBackground(hub.production);
    m_hub->setMargin(hub.production ? 8 : 0);
    setConfirmed(false);
    recolour();
}

void ActionDialog::setProblem(const QString &problem, bool quiet)
{
    m_problem = problem;
    m_problemLabel->setText(quiet ? QString() : problem);
    m_accept->setEnabled(problem.isEmpty());
    m_accept->setToolTip(problem.toHtmlEscaped());
    grow();
}

void ActionDialog::setConfirmed(bool confirmed)
{
    // Enter must not do what cannot be undone, and must not throw away what was typed either.
    m_confirmed = confirmed;
    const bool byEnter = confirmed || (m_risk == Risk::Harmless && !m_production);
    QPushButton *cancel = m_buttons->button(QDialogButtonBox::Cancel);
    cancel->setAutoDefault(m_cancelByEnter && !byEnter);
    cancel->setDefault(m_cancelByEnter && !byEnter);
    m_accept->setAutoDefault(byEnter);
    m_accept->setDefault(byEnter);
}

void ActionDialog::cancelByEnter()
{
    m_cancelByEnter = true;
    m_buttons->button(QDialogButtonBox::Cancel)->setFocus();
    setConfirmed(m_confirmed);
}

void ActionDialog::setRisk(Risk risk)
{
    m_risk = risk;
    setConfirmed(false);
    recolour();
}

QLabel *ActionDialog::addNote(const QString &text, const QString &name)
{
    QLabel *label = dialogparts::plainLabel(text, name, this);
    m_body->addWidget(label);
    return label;
}

QLabel *ActionDialog::addWarning(const QString &text, const QString &name)
{
    QLabel *label = dialogparts::warningPanel(text, name, this);
    m_body->addWidget(label);
    return label;
}

void ActionDialog::addTargets(const ActionTargets &targets, ActionKind action)
{
    QLabel *summary = addNote(targets.summary(action), u"targetSummary"_s);
    if (targets.impossible.empty()) {
        dialogparts::setTone(*summary, Tone::Muted);
    }
    if (targets.possible.size() + targets.impossible.size() > 1) {
        constexpr std::size_t most = 1000;
        QTreeWidget *list = dialogparts::statusList(
            { tr("Status"), tr("Instance id"), tr("Name"), tr("Not possible because") },
            u"targetList"_s, this);
        list->setAccessibleName(tr("The selected instances"));
        for (std::size_t i = 0; i < std::min(most, targets.possible.size()); ++i) {
            const SelectedInstance &instance = targets.possible[i];
            dialogparts::addStatusRow(*list, instance.status,
                                      { instance.id.text(), instance.name });
        }
        for (std::size_t i = 0; i < std::min(most, targets.impossible.size()); ++i) {
            const auto &[instance, reason] = targets.impossible[i];
            dialogparts::addStatusRow(*list, instance.status,
                                      { instance.id.text(), instance.name, reason });
            list->topLevelItem(list->topLevelItemCount() - 1)->setDisabled(true);
        }
        list->setColumnHidden(3, targets.impossible.empty());
        list->header()->setStretchLastSection(false);
        list->header()->setSectionResizeMode(
            1, targets.impossible.empty() ? QHeaderView::Stretch : QHeaderView::Interactive);
        list->header()->setSectionResizeMode(3, QHeaderView::Stretch);
        list->header()->resizeSection(1, fontMetrics().averageCharWidth() * 26);
        dialogparts::fitHeight(*list, 6);
        m_body->addWidget(list);
    }
    if (targets.possible.empty()) {
        setProblem(targets.impossible.empty() ? tr("No instance is selected.")
                                              : targets.impossible.front().second);
    }
}

// A minimum width of one's own switches that of the layout off.
void ActionDialog::fitWidth()
{
    setMinimumWidth(std::max(minimumWidth(), layout()->totalMinimumSize().width()));
}

void ActionDialog::grow()
{
    if (!isVisible()) {
        return;
    }
    layout()->activate();
    fitWidth();
    const int needed
        = std::max(layout()->hasHeightForWidth() ? layout()->totalHeightForWidth(width()) : 0,
                   minimumSizeHint().height());
    if (height() < needed) {
        resize(width(), needed);
    }
}

void ActionDialog::fit()
{
    if (isVisible()) {
        layout()->activate();
        resize(width(), 0);
        grow();
    }
}

void ActionDialog::showEvent(QShowEvent *event)
{
    QDialog::showEvent(event);
    setConfirmed(m_confirmed); // the button box has just made the first button the default
    if (!event->spontaneous() && layout()->hasHeightForWidth()) {
        // The first height was reckoned for a narrower dialog, where the texts need more lines.
        layout()->activate();
        fitWidth();
        resize(width(), layout()->totalHeightForWidth(width()));
    }
    grow();
}

void ActionDialog::changeEvent(QEvent *event)
{
    QDialog::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) {
        recolour();
    }
}

void ActionDialog::recolour()
{
    using theme::Role;
    dialogparts::setTone(*m_problemLabel, Tone::Bad);
    dialogparts::setTone(*m_hub, m_production ? Tone::Bad : Tone::Muted);
    if (m_production) {
        QPalette hub = m_hub->palette();
        hub.setColor(QPalette::Window, theme::color(Role::ErrorPanel, palette()));
        m_hub->setPalette(hub);
    }
    QPalette button = palette();
    const bool filled = m_risk == Risk::Harmless;
    for (const auto group : { QPalette::Active, QPalette::Inactive }) {
        button.setColor(group, QPalette::ButtonText,
                        theme::color(filled ? Role::PrimaryButtonText : Role::Danger, palette()));
        if (filled) {
            button.setColor(group, QPalette::Button, theme::color(Role::PrimaryButton, palette()));
        }
    }
    m_accept->setPalette(button);
}

QString ActionTargets::summary(ActionKind action) const
{
    const std::size_t total = possible.size() + impossible.size();
    if (total == 1) {
        const SelectedInstance &one
            = possible.empty() ? impossible.front().first : possible.front();
        return one.name.isEmpty() || one.name == one.id.text()
            ? displaytext::status(one.status)
            : ActionDialog::tr("%1, %2", "Order, Running")
                  .arg(displaytext::singleLine(one.name), displaytext::status(one.status));
    }
    const QString selected = ActionDialog::tr("%n selected", nullptr, static_cast<int>(total));
    const QString can = canBe(action, static_cast<int>(possible.size()));
    if (impossible.empty()) {
        return ActionDialog::tr("%1: all %2", "5 selected: all 5 can be terminated")
            .arg(selected, can);
    }
    const QString cannot
        = ActionDialog::tr("%n cannot (%1)", nullptr, static_cast<int>(impossible.size()))
              .arg(kindsOf(impossible));
    return ActionDialog::tr("%1: %2, %3", "5 selected: 3 can be terminated, 2 cannot (Completed)")
        .arg(selected, can, cannot);
}

std::vector<InstanceId> ActionTargets::ids() const
{
    std::vector<InstanceId> result;
    result.reserve(possible.size());
    for (const SelectedInstance &instance : possible) {
        result.push_back(instance.id);
    }
    return result;
}

QString ActionTargets::object() const
{
    const std::size_t total = possible.empty() ? impossible.size() : possible.size();
    if (total == 1) {
        return displaytext::singleLine(
            (possible.empty() ? impossible.front().first : possible.front()).id.text(), 80);
    }
    return ActionDialog::tr("%n instances", nullptr, static_cast<int>(total));
}

bool ActionTargets::includes(RuntimeStatus::Kind kind) const
{
    return std::ranges::any_of(
        possible, [kind](const SelectedInstance &one) { return one.status.kind() == kind; });
}

int ActionTargets::activeCount() const
{
    return static_cast<int>(std::ranges::count_if(
        possible, [](const SelectedInstance &one) { return one.status.isActive(); }));
}

ActionTargets targetsOf(ActionKind action, const std::vector<SelectedInstance> &instances,
                        const Capabilities &capabilities)
{
    ActionTargets targets;
    for (const SelectedInstance &instance : instances) {
        const Verdict verdict = canPerform(action, instance, capabilities);
        if (verdict.allowed) {
            targets.possible.push_back(instance);
        } else {
            targets.impossible.emplace_back(instance, verdict.reason);
        }
    }
    return targets;
}

} // namespace hubdeck
