// SPDX-License-Identifier: MIT
#include "ui/dialogs/signaldialog.h"

#include "models/displaytext.h"
#include "ui/dialogs/dialogparts.h"
#include "ui/dialogs/jsoneditor.h"
#include "ui/dialogs/whenfield.h"

#include <QFormLayout>
#include <QLineEdit>
#include <QVBoxLayout>

namespace hubdeck {

using namespace Qt::Literals::StringLiterals;

SignalDialog::SignalDialog(const EntityId &entity, const HubSession &session, Prompts &prompts,
                           QWidget *parent)
    : ActionDialog(tr("Signal entity"), {}, tr("Signal"), Risk::Harmless, parent)
    , m_notPossible(session.capabilities().whyNot(Feature::SignalEntity))
    , m_operation(new QLineEdit(this))
    , m_input(new JsonEditor(JsonEditor::Empty::NoValue, prompts, this))
    , m_when(new WhenField(u"signalWhen"_s, this))
{
    setObjectName(u"signalDialog"_s);
    setHeading(tr("Signal %1").arg(displaytext::singleLine(entity.instanceId().text(), 80)));
    showHub(session.info());
    dialogparts::setTone(*addNote(tr("A signal is sent once and has no answer; the entity takes it "
                                     "after those that came before."),
                                  u"consequence"_s),
                         dialogparts::Tone::Muted);
    m_operation->setObjectName(u"signalOperation"_s);
    m_operation->setAccessibleName(tr("Operation"));
    m_operation->setPlaceholderText(tr("The name of the operation, for example add"));
    m_input->setObjectName(u"signalInput"_s);
    m_input->setName(tr("Input, one JSON value"));
    m_input->setEmptyHint(tr("One JSON value, for example 5; nothing here sends no input"));
    auto *form = dialogparts::form();
    form->addRow(tr("&Operation"), m_operation);
    form->addRow(tr("&Input (JSON)"), m_input);
    const QString whyNow = session.capabilities().whyNot(Feature::DelayedSignal);
    m_when->setEnabled(whyNow.isEmpty());
    m_when->setToolTip(whyNow);
    form->addRow(tr("Deliver"), m_when);
    connect(m_when, &WhenField::changed, this, &SignalDialog::inputChanged);
    body()->addLayout(form, 1);
    connect(m_operation, &QLineEdit::textChanged, this, &SignalDialog::inputChanged);
    connect(m_input, &JsonEditor::changed, this, &SignalDialog::inputChanged);
    m_operation->setFocus();
    inputChanged();
}

EntitySignal SignalDialog::signal() const
{
    EntitySignal signal { m_operation->text().trimmed(), {} };
    if (!m_input->isEmpty()) {
        signal.input = m_input->json();
    }
    signal.due = m_when->when();
    return signal;
}

void SignalDialog::inputChanged()
{
    if (!m_notPossible.isEmpty()) {
        setProblem(m_notPossible);
    } else if (m_operation->text().trimmed().isEmpty()) {
        setProblem(tr("Type the operation."), true);
    } else if (!m_input->problem().isEmpty()) {
        setProblem(tr("The input is not JSON: %1").arg(m_input->problem()), true);
    } else {
        setProblem(m_when->problem());
    }
}

} // namespace hubdeck
