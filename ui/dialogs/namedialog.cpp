// SPDX-License-Identifier: MIT
#include "ui/dialogs/namedialog.h"

#include "ui/dialogs/dialogparts.h"

#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QVBoxLayout>

namespace hubdeck {

using namespace Qt::Literals::StringLiterals;

NameDialog::NameDialog(const Words &words, const QString &name,
                       const std::function<QString(const QString &)> &noteFor, QWidget *parent)
    : ActionDialog(words.title, words.heading, words.accept, Risk::Harmless, parent)
    , m_noteFor(noteFor)
    , m_name(new QLineEdit(name, this))
    , m_note(nullptr)
{
    setObjectName(u"nameDialog"_s);
    constexpr int longestName = 80;
    m_name->setObjectName(u"nameEdit"_s);
    m_name->setAccessibleName(tr("Name"));
    m_name->setMaxLength(longestName);
    auto *form = dialogparts::form();
    form->addRow(tr("&Name"), m_name);
    body()->addLayout(form);
    m_note = addNote({}, u"nameNote"_s);
    dialogparts::setTone(*m_note, dialogparts::Tone::Muted);
    connect(m_name, &QLineEdit::textChanged, this, &NameDialog::inputChanged);
    m_name->selectAll();
    m_name->setFocus();
    inputChanged();
}

QString NameDialog::name() const
{
    return m_name->text().simplified();
}

void NameDialog::inputChanged()
{
    m_note->setText(m_noteFor ? m_noteFor(name()) : QString());
    setProblem(name().isEmpty() ? tr("Type a name.") : QString(), true);
}

} // namespace hubdeck
