// SPDX-License-Identifier: MIT
#include "ui/dialogs/restartdialog.h"

#include "models/displaytext.h"
#include "ui/dialogs/dialogparts.h"

#include <QLabel>
#include <QRadioButton>
#include <QVBoxLayout>

namespace hubdeck {

using namespace Qt::Literals::StringLiterals;

RestartDialog::RestartDialog(const std::vector<SelectedInstance> &instances,
                             const HubSession &session, QWidget *parent)
    : ActionDialog(tr("Restart"), {}, tr("Restart"), Risk::Harmless, parent)
    , m_targets(targetsOf(ActionKind::Restart, instances, session.capabilities()))
    , m_newId(new QRadioButton(tr("Under a &new id"), this))
    , m_sameId(new QRadioButton(tr("Under the &same id"), this))
    , m_note(dialogparts::plainLabel({}, u"restartNote"_s, this))
{
    setObjectName(u"restartDialog"_s);
    setHeading(tr("Restart %1?").arg(m_targets.object()));
    showHub(session.info());
    addTargets(m_targets, ActionKind::Restart);
    m_newId->setObjectName(u"restartNewId"_s);
    m_sameId->setObjectName(u"restartSameId"_s);
    m_newId->setChecked(true);
    body()->addWidget(m_newId);
    body()->addWidget(m_sameId);
    const int active = m_targets.activeCount();
    if (active > 0) {
        const QString why = m_targets.possible.size() == 1
            ? tr("Not possible while the instance is %1: only an instance that has ended can be "
                 "replaced.")
                  .arg(displaytext::status(m_targets.possible.front().status))
            : displaytext::withNumber(
                tr("Not possible: %n of them {is|are} active, and only an instance that has ended "
                   "can be replaced.",
                   nullptr, active),
                active);
        m_sameId->setEnabled(false);
        m_sameId->setToolTip(why);
        QLabel *note = addNote(why, u"sameIdReason"_s);
        note->setIndent(24);
        dialogparts::setTone(*note, dialogparts::Tone::Muted);
    }
    body()->addWidget(m_note);
    body()->addStretch(1);
    m_newId->setEnabled(!m_targets.possible.empty());
    m_sameId->setEnabled(m_sameId->isEnabled() && !m_targets.possible.empty());
    connect(m_newId, &QRadioButton::toggled, this, &RestartDialog::choiceChanged);
    m_newId->setFocus();
    choiceChanged();
}

InstanceAction RestartDialog::action() const
{
    return RestartAction { m_newId->isChecked() };
}

void RestartDialog::choiceChanged()
{
    const bool fresh = m_newId->isChecked();
    const int active = m_targets.activeCount();
    QString note;
    if (!fresh) {
        note = tr("The same function starts with the same input under the same id. History, "
                  "output, custom status and creation time of "
                  "the present run are lost.");
    } else if (active > 0) {
        note = tr("The same function starts with the same input under an id that the hub makes. "
                  "What runs now goes on: then there are two.");
    } else {
        note = tr("The same function starts with the same input under an id that the hub makes. "
                  "The present instance stays as it is.");
    }
    m_note->setText(note);
    dialogparts::setTone(
        *m_note, fresh && active == 0 ? dialogparts::Tone::Muted : dialogparts::Tone::Warning);
    setRisk(fresh ? Risk::Harmless : Risk::Destructive);
    grow();
}

} // namespace hubdeck
