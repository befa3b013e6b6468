// SPDX-License-Identifier: MIT
#include "ui/dialogs/reasondialog.h"

#include "models/displaytext.h"
#include "services/taskhub/reasons.h"
#include "ui/dialogs/dialogparts.h"

#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QVBoxLayout>

#include <algorithm>

namespace hubdeck {

using namespace Qt::Literals::StringLiterals;
using dialogparts::Tone;

namespace {

QString question(ActionKind kind, const QString &object)
{
    switch (kind) {
    case ActionKind::Terminate:
        return ReasonDialog::tr("Terminate %1?").arg(object);
    case ActionKind::Suspend:
        return ReasonDialog::tr("Suspend %1?").arg(object);
    case ActionKind::Resume:
        return ReasonDialog::tr("Resume %1?").arg(object);
    case ActionKind::Rewind:
        return ReasonDialog::tr("Rewind %1?").arg(object);
    case ActionKind::RaiseEvent:
    case ActionKind::Restart:
    case ActionKind::Purge:
        break;
    }
    return object;
}

QString consequence(ActionKind kind, bool entities)
{
    switch (kind) {
    case ActionKind::Terminate:
        return ReasonDialog::tr("The orchestration ends at once and cannot be continued. "
                                "Activities that run now and sub-orchestrations go "
                                "on. The reason becomes its output.");
    case ActionKind::Suspend:
        return entities
            ? ReasonDialog::tr("An entity that is suspended keeps its signals until it is resumed.")
            : ReasonDialog::tr("It does nothing more until it is resumed; events are kept for it. "
                               "The reason stands in its "
                               "output while it is suspended.");
    case ActionKind::Resume:
        return ReasonDialog::tr("It goes on where it was suspended. Without a reason, the old one "
                                "stays in its output.");
    case ActionKind::Rewind:
        return ReasonDialog::tr("What failed runs again, sub-orchestrations included; what "
                                "succeeded is kept. An orchestrator that failed "
                                "by its own code fails again.");
    case ActionKind::RaiseEvent:
    case ActionKind::Restart:
    case ActionKind::Purge:
        break;
    }
    return {};
}

/// What becomes of those that wait for a time that is yet to come.
QString wordsOfScheduled(ActionKind kind, qsizetype waiting,
                         const std::vector<SelectedInstance> &instances)
{
    const QString who = instances.size() == 1
        ? ReasonDialog::tr("It is scheduled for later and starts at its time all the same: ")
        : displaytext::withNumber(
            ReasonDialog::tr("%n of them {is|are} scheduled for later and {starts|start} at "
                             "{its|their} time all the same: ",
                             nullptr, static_cast<int>(waiting)),
            waiting);
    return who
        + (kind == ActionKind::Terminate
               ? ReasonDialog::tr("terminating does not cancel that. “Cancel scheduled start…” "
                                  "does.")
               : ReasonDialog::tr("suspending it before has no effect."));
}

} // namespace

ReasonDialog::ReasonDialog(ActionKind kind, const std::vector<SelectedInstance> &instances,
                           const HubSession &session, QWidget *parent)
    : ActionDialog(displayName(kind), {}, displayName(kind),
                   kind == ActionKind::Terminate ? Risk::Destructive : Risk::Harmless, parent)
    , m_kind(kind)
    , m_showsScheduledStarts(session.capabilities().has(Feature::CancelScheduledStart))
    , m_targets(targetsOf(kind, instances, session.capabilities()))
    , m_reason(new QLineEdit(this))
    , m_effect(dialogparts::plainLabel({}, u"reasonEffect"_s, this))
{
    setObjectName(u"reasonDialog"_s);
    setHeading(question(kind, m_targets.object()));
    showHub(session.info());
    addTargets(m_targets, kind);
    addNotes();

    m_reason->setObjectName(u"reasonEdit"_s);
    m_reason->setAccessibleName(tr("Reason"));
    m_reason->setPlaceholderText(tr("Why (optional)"));
    m_effect->setMinimumHeight(m_effect->fontMetrics().lineSpacing());
    auto *form = dialogparts::form();
    form->addRow(tr("&Reason"), m_reason);
    body()->addLayout(form);
    body()->addWidget(m_effect);
    body()->addStretch(1);
    connect(m_reason, &QLineEdit::textChanged, this, &ReasonDialog::reasonChanged);
    m_reason->setEnabled(!m_targets.possible.empty());
    m_reason->setFocus();
    reasonChanged();
}

InstanceAction ReasonDialog::action() const
{
    const QString reason = m_reason->text();
    switch (m_kind) {
    case ActionKind::Suspend:
        return SuspendAction { reason };
    case ActionKind::Resume:
        return ResumeAction { reason };
    case ActionKind::Rewind:
        return RewindAction { reason };
    case ActionKind::Terminate:
    case ActionKind::RaiseEvent:
    case ActionKind::Restart:
    case ActionKind::Purge:
        break;
    }
    return TerminateAction { reason };
}

void ReasonDialog::addNotes()
{
    const bool entities = std::ranges::any_of(
        m_targets.possible, [](const SelectedInstance &one) { return isEntityId(one.id); });
    const auto waiting = std::ranges::count_if(
        m_targets.possible, [](const SelectedInstance &one) { return one.waitsForItsTime(); });
    if (waiting < std::ssize(m_targets.possible) || waiting == 0) {
        dialogparts::setTone(*addNote(consequence(m_kind, entities), u"consequence"_s),
                             Tone::Muted);
    }
    if (m_kind != ActionKind::Terminate && m_kind != ActionKind::Suspend) {
        return;
    }
    if (waiting > 0) {
        addWarning(wordsOfScheduled(m_kind, waiting, m_targets.possible), u"pendingWarning"_s);
    } else if (!m_showsScheduledStarts && m_targets.includes(RuntimeStatus::Kind::Pending)) {
        addWarning(m_kind == ActionKind::Terminate
                       ? tr("A Pending instance may be a scheduled start. Terminating does not "
                            "cancel it: it still starts at its time. Purge does cancel it.")
                       : tr("A Pending instance that is scheduled starts at its time all the same: "
                            "suspending it before has no effect."),
                   u"pendingWarning"_s);
    }
}

void ReasonDialog::reasonChanged()
{
    if (m_targets.possible.empty()) {
        return; // the problem is told already
    }
    const ReasonEffect effect = effectOfReason(m_reason->text());
    const QString words = describe(effect);
    const QString problem = problemWithAction(action());
    const bool told = m_reason->text().isEmpty() || !problem.isEmpty();
    m_effect->setText(told ? QString() : words);
    dialogparts::setTone(*m_effect, Tone::Warning);
    setProblem(problem);
}

} // namespace hubdeck
