// SPDX-License-Identifier: MIT
#include "ui/dialogs/confirmation.h"

#include "ui/dialogs/dialogparts.h"

#include <QHBoxLayout>
#include <QLabel>

namespace hubdeck {

using namespace Qt::Literals::StringLiterals;

Confirmation::Confirmation(QWidget *parent)
    : QWidget(parent)
    , m_label(new QLabel(this))
    , m_edit(new QLineEdit(this))
{
    m_label->setObjectName(u"confirmationLabel"_s);
    m_label->setTextFormat(Qt::PlainText);
    m_edit->setObjectName(u"confirmationEdit"_s);
    m_label->setBuddy(m_edit);
    auto *line = new QHBoxLayout(this);
    line->setContentsMargins(0, 0, 0, 0);
    line->addWidget(m_label);
    line->addWidget(m_edit, 1);
    setFocusProxy(m_edit);
    connect(m_edit, &QLineEdit::textChanged, this, &Confirmation::changed);
    hide();
}

void Confirmation::expect(const QString &words)
{
    if (m_expected != words) {
        m_expected = words;
        m_edit->clear();
    }
    m_label->setText(tr("To confirm, type “%1”").arg(words));
    m_edit->setAccessibleName(m_label->text());
    m_edit->setPlaceholderText(words);
    setVisible(!words.isEmpty());
    emit changed();
}

bool Confirmation::isGiven() const
{
    return m_expected.isEmpty()
        || m_edit->text().trimmed().compare(m_expected, Qt::CaseInsensitive) == 0;
}

QString Confirmation::wordsFor(qint64 count)
{
    return tr("purge %1", "to be typed").arg(count);
}

} // namespace hubdeck
