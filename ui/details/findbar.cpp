// SPDX-License-Identifier: MIT
#include "ui/details/findbar.h"

#include "ui/details/jsonview.h"
#include "ui/shell/theme.h"

#include "models/displaytext.h"
#include "models/json/jsonsearch.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QToolButton>

namespace hubdeck {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype longestSeed = 200;

QToolButton *makeButton(QWidget *parent, const QString &name, const QString &text)
{
    auto *button = new QToolButton(parent);
    button->setObjectName(name);
    button->setAccessibleName(text);
    button->setToolTip(text);
    button->setAutoRaise(true);
    return button;
}

} // namespace

FindBar::FindBar(JsonSearch &search, JsonView &view, QWidget *parent)
    : QWidget(parent)
    , m_search(search)
    , m_view(view)
    , m_text(new QLineEdit(this))
    , m_count(new QLabel(this))
    , m_previous(makeButton(this, u"findPrevious"_s, tr("Previous match (Shift+F3)")))
    , m_next(makeButton(this, u"findNext"_s, tr("Next match (F3)")))
    , m_close(makeButton(this, u"findClose"_s, tr("Close the search (Esc)")))
{
    setObjectName(u"findBar"_s);
    m_text->setObjectName(u"findText"_s);
    m_text->setAccessibleName(tr("Find in this text"));
    m_text->setPlaceholderText(tr("Find"));
    m_text->setClearButtonEnabled(true);
    m_count->setObjectName(u"findCount"_s);
    m_count->setTextFormat(Qt::PlainText);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(6, 3, 6, 3);
    row->setSpacing(4);
    row->addWidget(m_text, 1);
    row->addWidget(m_count);
    row->addWidget(m_previous);
    row->addWidget(m_next);
    row->addWidget(m_close);
    connect(m_text, &QLineEdit::textChanged, this, &FindBar::findAsTyped);
    connect(m_previous, &QToolButton::clicked, this, &FindBar::findPrevious);
    connect(m_next, &QToolButton::clicked, this, &FindBar::findNext);
    connect(m_close, &QToolButton::clicked, this, &FindBar::close);
    connect(&search, &JsonSearch::changed, this, &FindBar::updateCount);
    setIcons();
    hide();
}

void FindBar::setIcons()
{
    m_previous->setIcon(theme::icon(u"chevron-up"_s, palette()));
    m_next->setIcon(theme::icon(u"chevron-down"_s, palette()));
    m_close->setIcon(theme::icon(u"close"_s, palette()));
}

void FindBar::open()
{
    show();
    const bool seed
        = m_view.hasSelection() && m_view.selectionEnd() - m_view.selectionStart() <= longestSeed;
    const QString selected = seed ? m_view.selectedText() : QString();
    if (!selected.isEmpty() && !selected.contains(u'\n')) {
        m_text->setText(selected);
    }
    m_search.setNeedle(m_text->text());
    m_text->setFocus();
    m_text->selectAll();
    updateCount();
}

void FindBar::close()
{
    hide();
    m_search.setNeedle({});
    m_view.setFocus();
}

void FindBar::findAsTyped()
{
    m_wrapWords.clear();
    m_search.setNeedle(m_text->text());
    const qsizetype from = m_view.selectionStart();
    if (const auto match = m_search.next(from)) {
        m_view.select(match->offset, match->offset + match->length);
    } else {
        m_view.select(from, from);
    }
    updateCount();
}

void FindBar::findNext()
{
    go(true);
}

void FindBar::findPrevious()
{
    go(false);
}

void FindBar::go(bool forward)
{
    if (m_text->text().isEmpty()) {
        open();
        return;
    }
    show();
    m_search.setNeedle(m_text->text());
    const auto match = forward ? m_search.next(m_view.selectionEnd())
                               : m_search.previous(m_view.selectionStart());
    m_wrapWords.clear();
    if (match) {
        m_view.select(match->offset, match->offset + match->length);
        if (match->wrapped) {
            m_wrapWords = forward ? tr("from the top") : tr("from the end");
        }
    }
    updateCount();
}

void FindBar::updateCount()
{
    if (!m_search.isActive()) {
        m_count->clear();
    } else if (m_search.isCounting()) {
        m_count->setText(tr("counting…"));
    } else if (m_search.count() == 0) {
        m_count->setText(tr("not found"));
    } else {
        const QString total
            = displaytext::count(m_search.count()) + (m_search.isCapped() ? u"+"_s : QString());
        const qsizetype ordinal = m_search.ordinalOf(m_view.selectionStart());
        const QString place
            = ordinal > 0 ? tr("%1 of %2").arg(displaytext::count(ordinal), total) : total;
        m_count->setText(m_wrapWords.isEmpty()
                             ? place
                             : tr("%1, %2", "3 of 17, from the top").arg(place, m_wrapWords));
    }
    const bool missing = m_search.isActive() && !m_search.isCounting() && m_search.count() == 0;
    QPalette colours = palette();
    if (missing) {
        colours.setColor(QPalette::WindowText, theme::color(theme::Role::Danger, palette()));
    }
    m_count->setPalette(colours);
    m_previous->setEnabled(m_search.isActive() && !missing);
    m_next->setEnabled(m_search.isActive() && !missing);
}

void FindBar::keyPressEvent(QKeyEvent *event)
{
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (event->key() == Qt::Key_Escape) {
        close();
    } else if (enter) {
        go(!event->modifiers().testFlag(Qt::ShiftModifier));
    } else {
        QWidget::keyPressEvent(event);
    }
}

void FindBar::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange) {
        setIcons();
        updateCount();
    }
    QWidget::changeEvent(event);
}

} // namespace hubdeck
