// SPDX-License-Identifier: MIT
#include "ui/dialogs/gotodialog.h"

#include "services/json/jsonscanner.h"
#include "services/json/jsonvalidator.h"
#include "ui/dialogs/dialogparts.h"
#include "ui/shell/theme.h"

#include <QKeyEvent>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSet>
#include <QVBoxLayout>

namespace hubdeck {

using namespace Qt::Literals::StringLiterals;

namespace {

QString withoutQuotes(QString text)
{
    text = text.trimmed();
    if (text.endsWith(u',')) {
        text = text.chopped(1).trimmed();
    }
    for (const QChar quote : { u'"', u'\'' }) {
        if (text.size() >= 2 && text.startsWith(quote) && text.endsWith(quote)) {
            return text.sliced(1, text.size() - 2);
        }
    }
    return text;
}

QStringList candidates(const QString &text)
{
    const QByteArray utf8 = text.trimmed().toUtf8();
    QStringList result;
    if (utf8.startsWith('[') && !json::validate(utf8)) {
        json::ArrayScanner elements(utf8);
        while (elements.next()) {
            if (elements.value().kind == json::ValueKind::String) {
                result += json::decodeText(elements.valueText());
            }
        }
        return result;
    }
    for (const QString &line : text.split(u'\n')) {
        result += withoutQuotes(line);
    }
    return result;
}

} // namespace

std::vector<InstanceId> idsInText(const QString &text)
{
    std::vector<InstanceId> ids;
    QSet<QString> seen;
    for (const QString &candidate : candidates(text)) {
        if (!candidate.isEmpty() && !seen.contains(candidate)) {
            seen.insert(candidate);
            ids.emplace_back(candidate);
        }
    }
    return ids;
}

GoToDialog::GoToDialog(QWidget *parent)
    : ActionDialog(tr("Go to instance"), tr("Go to an instance"), tr("Open"), Risk::Harmless,
                   parent)
    , m_text(new QPlainTextEdit(this))
    , m_found(nullptr)
{
    setObjectName(u"goToDialog"_s);
    m_text->setObjectName(u"goToText"_s);
    m_text->setAccessibleName(tr("Instance ids, one a line"));
    m_text->setFont(theme::monospace(font()));
    m_text->setTabChangesFocus(true);
    m_text->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_text->setPlaceholderText(tr("Instance id, or several: one a line"));
    m_text->setMinimumHeight(m_text->fontMetrics().lineSpacing() * 5);
    m_text->installEventFilter(this);
    body()->addWidget(m_text, 1);
    m_found = addNote({}, u"goToFound"_s);
    dialogparts::setTone(*m_found, dialogparts::Tone::Muted);
    connect(m_text, &QPlainTextEdit::textChanged, this, &GoToDialog::textChanged);
    m_text->setFocus();
    textChanged();
}

std::vector<InstanceId> GoToDialog::ids() const
{
    QString text = m_text->document()->toRawText();
    text.replace(QChar::ParagraphSeparator, u'\n').replace(QChar::LineSeparator, u'\n');
    return idsInText(text);
}

void GoToDialog::textChanged()
{
    const int count = static_cast<int>(ids().size());
    m_found->setText(count < 2 ? tr("Enter opens it; Shift+Enter begins a new line.")
                               : tr("%n different ids; they open as a view.", nullptr, count));
    setProblem(count == 0 ? tr("Type or paste an id.") : QString(), true);
}

bool GoToDialog::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_text && event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        const bool enter = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
        if (enter && !key->modifiers().testFlag(Qt::ShiftModifier)) {
            acceptButton()->click(); // does nothing while disabled
            return true;
        }
    }
    return ActionDialog::eventFilter(watched, event);
}

} // namespace hubdeck
