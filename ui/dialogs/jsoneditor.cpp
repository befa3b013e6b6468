// SPDX-License-Identifier: MIT
#include "ui/dialogs/jsoneditor.h"

#include "services/json/jsonformatter.h"
#include "services/json/jsonvalidator.h"
#include "ui/dialogs/dialogparts.h"
#include "ui/shell/prompts.h"
#include "ui/shell/theme.h"

#include <QFile>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTextBlock>
#include <QVBoxLayout>

#include <algorithm>

namespace hubdeck {

using namespace Qt::Literals::StringLiterals;
using dialogparts::Tone;

namespace {

constexpr qint64 maxFileBytes = 16LL * 1024 * 1024;

}

JsonEditor::JsonEditor(Empty empty, Prompts &prompts, QWidget *parent)
    : QWidget(parent)
    , m_empty(empty)
    , m_prompts(prompts)
    , m_edit(new QPlainTextEdit(this))
    , m_state(dialogparts::plainLabel({}, u"jsonState"_s, this))
    , m_format(new QPushButton(tr("&Format"), this))
{
    m_edit->setObjectName(u"jsonText"_s);
    m_edit->setFont(theme::monospace(font()));
    m_edit->setTabChangesFocus(true);
    m_edit->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_edit->setMinimumHeight(m_edit->fontMetrics().lineSpacing() * 7);
    m_state->setMinimumHeight(m_state->fontMetrics().lineSpacing());
    m_format->setObjectName(u"jsonFormat"_s);
    m_format->setAutoDefault(false);
    m_format->setToolTip(
        tr("One member a line; numbers and the order of members stay as they are"));
    auto *load = new QPushButton(tr("From fi&le…"), this);
    load->setObjectName(u"jsonLoad"_s);
    load->setAutoDefault(false);

    auto *line = new QHBoxLayout;
    line->addWidget(m_state, 1, Qt::AlignTop);
    line->addWidget(m_format, 0, Qt::AlignTop);
    line->addWidget(load, 0, Qt::AlignTop);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    column->addWidget(m_edit, 1);
    column->addLayout(line);
    setFocusProxy(m_edit);
    connect(m_edit, &QPlainTextEdit::textChanged, this, &JsonEditor::check);
    connect(m_format, &QPushButton::clicked, this, &JsonEditor::format);
    connect(load, &QPushButton::clicked, this, &JsonEditor::loadFile);
    check();
}

QByteArray JsonEditor::json() const
{
    return utf8().trimmed();
}

void JsonEditor::setJson(const QByteArray &text)
{
    m_edit->setPlainText(QString::fromUtf8(text));
}

bool JsonEditor::isEmpty() const
{
    return json().isEmpty();
}

void JsonEditor::setEmptyHint(const QString &hint)
{
    m_edit->setPlaceholderText(hint);
}

void JsonEditor::setName(const QString &name)
{
    m_edit->setAccessibleName(name);
}

QByteArray JsonEditor::utf8() const
{
    // toPlainText() would turn no-break spaces into blanks: what is typed is what is sent.
    QString text = m_edit->document()->toRawText();
    text.replace(QChar::ParagraphSeparator, u'\n');
    return text.toUtf8();
}

void JsonEditor::check()
{
    const QByteArray text = utf8();
    QList<QTextEdit::ExtraSelection> marks;
    if (text.trimmed().isEmpty()) {
        m_problem = m_empty == Empty::Problem ? tr("a JSON value is needed") : QString();
        m_state->clear();
    } else if (const auto problem = json::validate(text)) {
        m_problem = problem->describe();
        m_state->setText(m_problem);
        dialogparts::setTone(*m_state, Tone::Bad);
        marks = { markAt(static_cast<int>(QString::fromUtf8(text.first(problem->offset)).size())) };
    } else {
        m_problem.clear();
        m_state->setText(tr("One JSON value"));
        dialogparts::setTone(*m_state, Tone::Good);
    }
    m_edit->setExtraSelections(marks);
    m_format->setEnabled(m_problem.isEmpty() && !text.trimmed().isEmpty());
    m_state->setAccessibleName(m_state->text());
    emit changed();
}

QTextEdit::ExtraSelection JsonEditor::markAt(int position) const
{
    QTextEdit::ExtraSelection mark;
    mark.cursor = QTextCursor(m_edit->document());
    mark.cursor.setPosition(
        std::clamp(position, 0, std::max(0, m_edit->document()->characterCount() - 1)));
    mark.cursor.movePosition(mark.cursor.atBlockEnd() ? QTextCursor::PreviousCharacter
                                                      : QTextCursor::NextCharacter,
                             QTextCursor::KeepAnchor);
    mark.format.setUnderlineStyle(QTextCharFormat::WaveUnderline);
    mark.format.setUnderlineColor(theme::color(theme::Role::Danger, palette()));
    mark.format.setBackground(theme::color(theme::Role::ErrorPanel, palette()));
    return mark;
}

void JsonEditor::format()
{
    // As an edit, so that it can be undone.
    QTextCursor cursor(m_edit->document());
    cursor.select(QTextCursor::Document);
    cursor.insertText(QString::fromUtf8(json::formatted(utf8().trimmed())));
}

void JsonEditor::loadFile()
{
    const QString path = m_prompts.openFileName(this, tr("Load JSON"),
                                                tr("JSON files (*.json *.txt);;All files (*)"));
    if (path.isEmpty()) {
        return;
    }
    QFile file(path);
    QString problem;
    QByteArray bytes;
    if (QFileInfo(path).size() > maxFileBytes) {
        problem = tr("%1 is larger than 16 MB: too large to be typed here.")
                      .arg(QFileInfo(path).fileName());
    } else if (!file.open(QIODevice::ReadOnly)) {
        problem
            = tr("%1 could not be read: %2").arg(QFileInfo(path).fileName(), file.errorString());
    } else {
        bytes = file.readAll();
        if (bytes.startsWith("\xEF\xBB\xBF")) {
            bytes.remove(0, 3);
        }
        if (!bytes.isValidUtf8()) {
            problem = tr("%1 is not UTF-8 text.").arg(QFileInfo(path).fileName());
        }
    }
    if (problem.isEmpty()) {
        setJson(bytes);
    } else {
        m_state->setText(problem);
        dialogparts::setTone(*m_state, Tone::Bad);
    }
}

} // namespace hubdeck
