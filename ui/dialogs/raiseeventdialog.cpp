// SPDX-License-Identifier: MIT
#include "ui/dialogs/raiseeventdialog.h"

#include "ui/dialogs/dialogparts.h"
#include "ui/dialogs/jsoneditor.h"

#include <QComboBox>
#include <QCompleter>
#include <QFormLayout>
#include <QLineEdit>
#include <QVBoxLayout>

namespace hubdeck {

using namespace Qt::Literals::StringLiterals;

RaiseEventDialog::RaiseEventDialog(const std::vector<SelectedInstance> &instances,
                                   const HubSession &session, const QStringList &offeredNames,
                                   Prompts &prompts, QWidget *parent)
    : ActionDialog(tr("Raise event"), {}, tr("Raise event"), Risk::Harmless, parent)
    , m_targets(targetsOf(ActionKind::RaiseEvent, instances, session.capabilities()))
    , m_name(new QComboBox(this))
    , m_data(new JsonEditor(JsonEditor::Empty::NoValue, prompts, this))
{
    setObjectName(u"raiseEventDialog"_s);
    setHeading(tr("Raise an event on %1").arg(m_targets.object()));
    showHub(session.info());
    addTargets(m_targets, ActionKind::RaiseEvent);
    if (m_targets.includes(RuntimeStatus::Kind::Suspended)) {
        dialogparts::setTone(
            *addNote(tr("A suspended instance keeps the event until it is resumed."),
                     u"consequence"_s),
            dialogparts::Tone::Muted);
    }
    m_name->setObjectName(u"eventName"_s);
    m_name->setEditable(true);
    m_name->setInsertPolicy(QComboBox::NoInsert);
    // Completing in place would send a longer name than the one typed.
    m_name->completer()->setCompletionMode(QCompleter::PopupCompletion);
    m_name->addItems(offeredNames);
    m_name->setAccessibleName(tr("Event name"));
    m_name->completer()->setCaseSensitivity(Qt::CaseSensitive);
    m_name->lineEdit()->setPlaceholderText(tr("The name that the orchestration waits for"));
    m_name->setCurrentIndex(offeredNames.isEmpty() ? -1 : 0);
    m_data->setObjectName(u"eventData"_s);
    m_data->setName(tr("Event data, one JSON value"));
    m_data->setEmptyHint(
        tr("One JSON value, for example {\"approved\": true}; nothing here sends null"));
    auto *form = dialogparts::form();
    form->addRow(tr("Event &name"), m_name);
    form->addRow(tr("&Data (JSON)"), m_data);
    body()->addLayout(form, 1);
    m_name->setEnabled(!m_targets.possible.empty());
    m_data->setEnabled(!m_targets.possible.empty());
    connect(m_name, &QComboBox::editTextChanged, this, &RaiseEventDialog::inputChanged);
    connect(m_data, &JsonEditor::changed, this, &RaiseEventDialog::inputChanged);
    (offeredNames.isEmpty() ? static_cast<QWidget *>(m_name) : m_data)->setFocus();
    inputChanged();
}

InstanceAction RaiseEventDialog::action() const
{
    return RaiseEventAction { m_name->currentText(),
                              m_data->isEmpty() ? QByteArrayLiteral("null") : m_data->json() };
}

void RaiseEventDialog::inputChanged()
{
    if (m_targets.possible.empty()) {
        return; // the problem is told already
    }
    if (m_name->currentText().isEmpty()) {
        setProblem(tr("Type the event's name."), true);
    } else if (!m_data->problem().isEmpty()) {
        setProblem(tr("The data is not JSON: %1").arg(m_data->problem()),
                   true); // the editor shows it
    } else {
        setProblem(problemWithAction(action()));
    }
}

} // namespace hubdeck
