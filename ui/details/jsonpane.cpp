// SPDX-License-Identifier: MIT
#include "ui/details/jsonpane.h"

#include "ui/details/findbar.h"
#include "ui/details/jsonview.h"
#include "ui/shell/prompts.h"
#include "ui/shell/theme.h"

#include "models/displaytext.h"
#include "models/json/jsonsearch.h"

#include <QButtonGroup>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLocale>
#include <QSaveFile>
#include <QToolButton>

namespace hubdeck {

using namespace Qt::StringLiterals;

namespace {

QString sizeWords(qint64 bytes, qint64 lines)
{
    const QString size = bytes < 1000
        ? (bytes == 1 ? JsonPane::tr("1 byte") : JsonPane::tr("%1 bytes").arg(bytes))
        : QLocale().formattedDataSize(bytes, 1, QLocale::DataSizeSIFormat);
    const QString count = lines == 1 ? JsonPane::tr("1 line")
                                     : JsonPane::tr("%1 lines").arg(displaytext::count(lines));
    return JsonPane::tr("%1 · %2", "size and number of lines").arg(size, count);
}

QToolButton *makeButton(QWidget *parent, const QString &name, const QString &text,
                        const QString &toolTip)
{
    auto *button = new QToolButton(parent);
    button->setObjectName(name);
    button->setText(text);
    button->setAccessibleName(text);
    button->setToolTip(toolTip);
    button->setAutoRaise(true);
    return button;
}

QString safeFileName(const QString &name)
{
    QString safe = name.left(100);
    for (QChar &c : safe) {
        if (!c.isLetterOrNumber() && !u"-_. @"_s.contains(c)) {
            c = u'_';
        }
    }
    return safe.startsWith(u'.') ? u"_"_s + safe : safe;
}

void writeFile(const QString &path, const QByteArray &bytes)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit()) {
        throw TaskHubError(
            ErrorKind::Local,
            JsonPane::tr("The file %1 could not be written: %2").arg(path, file.errorString()));
    }
}

} // namespace

JsonPane::JsonPane(const QString &what, Prompts &prompts, QWidget *parent)
    : QWidget(parent)
    , m_what(what)
    , m_prompts(prompts)
    , m_search(std::make_unique<JsonSearch>(m_document))
    , m_fileName(what)
{
    m_view = new JsonView(m_document, *m_search, this);
    m_view->setObjectName(u"jsonView"_s);
    m_view->setAccessibleName(what);
    m_findBar = new FindBar(*m_search, *m_view, this);
    m_note = new QLabel(this);
    m_note->setObjectName(u"jsonNote"_s);
    m_note->setTextFormat(Qt::PlainText);
    m_note->setWordWrap(true);
    m_note->setContentsMargins(8, 2, 8, 4);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeHeader());
    column->addWidget(m_note);
    column->addWidget(m_view, 1);
    column->addWidget(m_findBar);
    setFocusProxy(m_view);
    connect(m_view, &JsonView::findRequested, this, &JsonPane::openFind);
    connect(&m_view->folds(), &JsonFolds::changed, this, &JsonPane::updateFold);
    connect(&m_document, &JsonDocument::contentChanged, this, &JsonPane::updateState);
    connect(&m_document, &JsonDocument::loadingChanged, this, &JsonPane::updateState);
    connect(&m_document, &JsonDocument::failed, this, &JsonPane::failed);
    setIcons();
    updateState();
}

JsonPane::~JsonPane() = default;

QWidget *JsonPane::makeHeader()
{
    auto *header = new QWidget(this);
    m_formatted
        = makeButton(header, u"jsonFormatted"_s, tr("Formatted"),
                     tr("Indented, one member a line; digits, order and escapes as stored"));
    m_raw = makeButton(header, u"jsonRaw"_s, tr("Raw"), tr("Exactly as the hub sent it"));
    m_fold = makeButton(header, u"jsonFold"_s, tr("Fold all"), {});
    m_copy = makeButton(header, u"jsonCopy"_s, tr("Copy"), tr("Copy the selection, or all of it"));
    m_save = makeButton(header, u"jsonSave"_s, tr("Save…"), tr("Save what is shown to a file"));
    m_find = makeButton(header, u"jsonFind"_s, tr("Find"), tr("Find in this text (Ctrl+F)"));
    auto *forms = new QButtonGroup(this);
    for (QToolButton *form : { m_formatted, m_raw }) {
        form->setCheckable(true);
        forms->addButton(form);
    }
    m_formatted->setChecked(true);
    m_size = new QLabel(header);
    m_size->setObjectName(u"jsonSize"_s);
    m_size->setTextFormat(Qt::PlainText);
    m_size->setAccessibleName(tr("Size"));
    auto *row = new QHBoxLayout(header);
    row->setContentsMargins(6, 3, 8, 3);
    row->setSpacing(2);
    for (QToolButton *button : { m_formatted, m_raw, m_fold, m_copy, m_save, m_find }) {
        row->addWidget(button);
    }
    row->addStretch(1);
    row->addWidget(m_size);
    connect(m_formatted, &QToolButton::clicked, this,
            [this] { setForm(JsonDocument::Form::Formatted); });
    connect(m_raw, &QToolButton::clicked, this, [this] { setForm(JsonDocument::Form::Raw); });
    connect(m_fold, &QToolButton::clicked, this, &JsonPane::foldOrUnfold);
    connect(m_copy, &QToolButton::clicked, m_view, &JsonView::copy);
    connect(m_save, &QToolButton::clicked, this, &JsonPane::save);
    connect(m_find, &QToolButton::clicked, this, &JsonPane::openFind);
    return header;
}

void JsonPane::showPayload(QThreadPool &pool, const Payload &payload, const QString &absent,
                           bool sameThing)
{
    if (payload.isNull()) {
        showWords(absent);
        return;
    }
    const bool same = !m_document.isPlainText() && (!m_document.isEmpty() || m_document.isLoading())
        && m_document.source() == payload.text;
    m_absent = absent;
    m_storedAt = payload.storedAt;
    if (same) {
        updateState();
        return;
    }
    m_saved.clear();
    m_document.load(pool, payload.text,
                    sameThing ? JsonDocument::Meanwhile::OldContent
                              : JsonDocument::Meanwhile::Nothing);
    updateState();
}

void JsonPane::showPlainText(QThreadPool &pool, const QString &text, const QString &absent)
{
    const QByteArray bytes = text.toUtf8();
    if (text.isEmpty()) {
        showWords(absent);
    } else if (!m_document.isPlainText() || m_document.source() != bytes) {
        m_saved.clear();
        m_storedAt.clear();
        m_document.loadPlainText(pool, bytes);
    }
}

void JsonPane::showWords(const QString &words)
{
    m_absent = words;
    m_storedAt.clear();
    m_saved.clear();
    m_document.clear();
    updateState();
}

void JsonPane::setNote(const QString &note)
{
    if (note != m_meaning) {
        m_meaning = note;
        updateState();
    }
}

void JsonPane::setFileName(const QString &name)
{
    m_fileName = name;
}

void JsonPane::setForm(JsonDocument::Form form)
{
    m_document.setForm(form);
    updateState();
}

void JsonPane::setIcons()
{
    updateFold();
    m_copy->setIcon(theme::icon(u"copy"_s, palette()));
    m_save->setIcon(theme::icon(u"save"_s, palette()));
    m_find->setIcon(theme::icon(u"search"_s, palette()));
    QPalette muted = palette();
    muted.setColor(QPalette::WindowText, theme::color(theme::Role::MutedText, palette()));
    m_size->setPalette(muted);
    m_note->setPalette(muted);
}

/// One button: it unfolds where anything is folded.
void JsonPane::updateFold()
{
    const bool folded = m_view->folds().isAnyFolded();
    m_fold->setIcon(theme::icon(folded ? u"unfold"_s : u"fold"_s, palette()));
    m_fold->setAccessibleName(folded ? tr("Unfold all") : tr("Fold all"));
    m_fold->setToolTip(folded
                           ? tr("Unfold all objects and arrays (*)")
                           : tr("Fold all objects and arrays (/). Single ones: the triangles, or "
                                "- and + at the cursor"));
    m_fold->setEnabled(m_document.isFormatted() && m_document.lineCount() > 1);
}

void JsonPane::foldOrUnfold()
{
    JsonFolds &folds = m_view->folds();
    folds.isAnyFolded() ? folds.unfoldAll() : folds.foldAll();
}

void JsonPane::updateState()
{
    updateFold();
    const bool there = !m_document.isEmpty();
    const QString size = sizeWords(m_document.text().size(), m_document.lineCount());
    const QString received
        = QLocale().formattedDataSize(m_document.source().size(), 1, QLocale::DataSizeSIFormat);
    m_size->setText(there ? size : QString());
    m_size->setToolTip(there ? tr("As shown; %1 as received").arg(received) : QString());
    for (QWidget *widget : { m_copy, m_save, m_find }) {
        widget->setEnabled(there);
    }
    m_formatted->setVisible(!m_document.isPlainText());
    m_raw->setVisible(!m_document.isPlainText());
    m_fold->setVisible(!m_document.isPlainText());
    m_view->setPlaceholder(m_document.isLoading() ? tr("Preparing %1 …").arg(received) : m_absent);

    QStringList notes;
    if (there && !m_meaning.isEmpty()) {
        notes << m_meaning;
    }
    if (there && !m_document.isJson() && !m_document.isPlainText()) {
        notes << tr("This is not JSON. It is shown as the text that the hub sent.");
    }
    if (there && !m_storedAt.isEmpty()) {
        notes << tr("The hub keeps it at %1").arg(m_storedAt);
    }
    if (!m_saved.isEmpty()) {
        notes << tr("Saved as %1").arg(m_saved);
    }
    m_note->setText(notes.join(u'\n'));
    m_note->setVisible(!notes.isEmpty());
}

void JsonPane::openFind()
{
    if (!m_document.isEmpty()) {
        m_findBar->open();
    }
}

bool JsonPane::event(QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride) {
        // Inside this pane these keys mean its text, not the window's actions of the same keys.
        const auto *key = static_cast<QKeyEvent *>(event);
        const bool escape = key->key() == Qt::Key_Escape && m_findBar->isVisibleTo(this);
        if (key->matches(QKeySequence::Find) || key->key() == Qt::Key_F3 || escape) {
            event->accept();
            return true;
        }
    }
    return QWidget::event(event);
}

void JsonPane::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Find)) {
        openFind();
    } else if (event->key() == Qt::Key_F3 && !m_document.isEmpty()) {
        event->modifiers().testFlag(Qt::ShiftModifier) ? m_findBar->findPrevious()
                                                       : m_findBar->findNext();
    } else if (event->key() == Qt::Key_Escape && m_findBar->isVisibleTo(this)) {
        m_findBar->close();
    } else {
        QWidget::keyPressEvent(event);
    }
}

void JsonPane::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange) {
        setIcons();
    }
    QWidget::changeEvent(event);
}

void JsonPane::save()
{
    const QString suffix = m_document.isJson() ? u".json"_s : u".txt"_s;
    const QString filter = m_document.isJson() ? tr("JSON (*.json);;All files (*)")
                                               : tr("Text (*.txt);;All files (*)");
    const QString path = m_prompts.saveFileName(this, tr("Save %1").arg(m_what),
                                                safeFileName(m_fileName) + suffix, filter);
    if (!path.isEmpty() && !m_document.isEmpty()) {
        writeTo(path);
    }
}

void JsonPane::writeTo(const QString &path)
{
    auto work = [path, bytes = m_document.text()](const JobContext &) { writeFile(path, bytes); };
    auto done = [this, path] {
        m_saved = path;
        updateState();
    };
    m_writing = std::make_unique<Job<void>>(*m_document.pool(), std::move(work), std::move(done));
    connect(m_writing.get(), &JobBase::failed, this, &JsonPane::failed);
}

} // namespace hubdeck
