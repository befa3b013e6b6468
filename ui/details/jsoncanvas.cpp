// SPDX-License-Identifier: MIT
#include "ui/details/jsoncanvas.h"

#include "ui/shell/theme.h"

#include "models/json/jsondocument.h"
#include "models/json/jsonsearch.h"

#include <QApplication>
#include <QClipboard>
#include <QFontMetricsF>
#include <QPainter>
#include <QScrollBar>

#include <algorithm>

namespace hubdeck {

using namespace Qt::StringLiterals;

namespace {

constexpr int margin = 12;
} // namespace

JsonCanvas::JsonCanvas(JsonDocument &document, JsonSearch &search, QWidget *parent)
    : QAbstractScrollArea(parent)
    , m_document(document)
    , m_folds(document)
    , m_layouts(document, *this)
    , m_caret(document, m_folds, m_layouts)
    , m_painter({ *this, document, m_folds, search, m_caret, m_layouts })
{
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setFont(theme::monospace(font()));
    viewport()->setCursor(Qt::IBeamCursor);
    viewport()->setBackgroundRole(QPalette::Base);
    horizontalScrollBar()->setSingleStep(fontMetrics().averageCharWidth() * 4);
    connect(&document, &JsonDocument::contentChanged, this, &JsonCanvas::resetContent);
    connect(&m_folds, &JsonFolds::changed, this, &JsonCanvas::takeFolds);
    connect(&search, &JsonSearch::changed, viewport(), qOverload<>(&QWidget::update));
    updateScrollBars();
}

JsonCanvas::~JsonCanvas() = default;

void JsonCanvas::setPlaceholder(const QString &text)
{
    m_placeholder = text;
    announce();
    viewport()->update();
}

int JsonCanvas::contentHeight() const
{
    constexpr qsizetype most = 10'000;
    if (m_document.isEmpty()) {
        return 2 * rowHeight() + margin; // a sentence
    }
    const auto rows = static_cast<int>(std::clamp<qsizetype>(m_folds.rowCount(), 1, most));
    const int bar
        = horizontalScrollBar()->maximum() > 0 ? horizontalScrollBar()->sizeHint().height() : 0;
    return rows * rowHeight() + margin + bar;
}

QSize JsonCanvas::sizeHint() const
{
    return { fontMetrics().averageCharWidth() * 50, rowHeight() * 10 };
}

// Content

void JsonCanvas::resetContent()
{
    forgetLayouts();
    m_caret.reset(m_document.text().size());
    viewport()->setCursor(m_document.isEmpty() ? Qt::ArrowCursor : Qt::IBeamCursor);
    updateScrollBars();
    announce();
    tellSelection();
}

void JsonCanvas::takeFolds()
{
    if (m_document.isEmpty()) {
        return;
    }
    const qsizetype line = m_document.lineAt(m_caret.position());
    const qsizetype shown = m_folds.lineOf(m_folds.rowOf(line));
    if (shown != line) {
        m_caret.moveTo(m_caret.lineEnd(shown), false); // a caret is never out of sight
    }
    updateScrollBars();
    tellSelection();
}

void JsonCanvas::forgetLayouts()
{
    m_layouts.clear();
}

void JsonCanvas::tellSelection()
{
    emit selectionChanged();
    viewport()->update();
}

void JsonCanvas::announce()
{
    constexpr qsizetype spokenBytes = 1000;
    const QString text = m_document.isEmpty()
        ? m_placeholder
        : displayLine(QByteArrayView(m_document.text())
                          .first(std::min(spokenBytes, m_document.text().size())))
              .text;
    setAccessibleDescription(text);
}

// Geometry

int JsonCanvas::rowHeight() const
{
    return qCeil(fontMetrics().height() * 1.15);
}

void JsonCanvas::updateScrollBars()
{
    const auto rows = static_cast<int>(
        std::min<qsizetype>(m_folds.rowCount(), std::numeric_limits<int>::max()));
    const int page = std::max(1, fullyVisibleLines());
    verticalScrollBar()->setPageStep(page);
    verticalScrollBar()->setRange(0, std::max(0, rows - page));
    // Bytes are at least as many as cells: an upper bound without measuring every line.
    const qreal cell = QFontMetricsF(font()).horizontalAdvance(u'0');
    const int widest = qCeil(static_cast<qreal>(m_document.widestLine()) * cell) + 2 * margin + 2;
    horizontalScrollBar()->setPageStep(viewport()->width());
    horizontalScrollBar()->setRange(0, std::max(0, widest - viewport()->width()));
}

qsizetype JsonCanvas::firstVisibleLine() const
{
    return m_folds.lineOf(verticalScrollBar()->value());
}

int JsonCanvas::fullyVisibleLines() const
{
    return std::max(1, (viewport()->height() - margin) / rowHeight());
}

int JsonCanvas::textLeft() const
{
    return margin - horizontalScrollBar()->value();
}

QRect JsonCanvas::rowRect(qsizetype line) const
{
    const auto row = static_cast<int>(m_folds.rowOf(line) - verticalScrollBar()->value());
    return { 0, margin / 2 + row * rowHeight(), viewport()->width(), rowHeight() };
}

qreal JsonCanvas::xOf(qsizetype position)
{
    const qsizetype line = m_document.lineAt(position);
    return m_layouts.of(line).xOf(position - m_document.startOf(line));
}

QPoint JsonCanvas::pointOf(qsizetype position)
{
    if (m_document.isEmpty()) {
        return {};
    }
    return { textLeft() + qRound(xOf(position)),
             rowRect(m_document.lineAt(position)).top() + rowHeight() / 2 };
}

/// The line drawn at this height; the nearest one above or below the lines.
qsizetype JsonCanvas::lineUnder(const QPoint &point) const
{
    const int row = static_cast<int>(std::floor((point.y() - margin / 2.0) / rowHeight()));
    return m_folds.lineOf(
        std::clamp<qsizetype>(verticalScrollBar()->value() + row, 0, m_folds.rowCount() - 1));
}

qsizetype JsonCanvas::positionAt(const QPoint &point)
{
    if (m_document.isEmpty() || m_document.lineCount() == 0) {
        return 0;
    }
    const qsizetype line = lineUnder(point);
    return m_document.startOf(line) + m_layouts.of(line).offsetAt(point.x() - textLeft());
}

bool JsonCanvas::isFoldControl(const QPoint &point) const
{
    if (m_document.lineCount() == 0) {
        return false;
    }
    const qsizetype line = lineUnder(point);
    const QRect row = rowRect(line);
    if (!row.contains(point) || !m_folds.opens(line)) {
        return false;
    }
    const bool triangle = point.x() >= textLeft() - margin && point.x() < textLeft();
    return triangle
        || (m_folds.foldAt(line) != nullptr
            && m_painter.standInOf(line, row, textLeft()).contains(point));
}

void JsonCanvas::ensureVisible(qsizetype position)
{
    if (m_document.isEmpty()) {
        return;
    }
    m_folds.reveal(m_document.lineAt(position));
    const auto row = static_cast<int>(m_folds.rowOf(m_document.lineAt(position)));
    const int first = verticalScrollBar()->value();
    const int page = fullyVisibleLines();
    if (row < first || row >= first + page) {
        const bool near = row >= first - page && row < first + 2 * page;
        const int top = near ? (row < first ? row : row - page + 1) : row - page / 2;
        verticalScrollBar()->setValue(top);
    }
    const int x = qRound(xOf(position));
    const int left = horizontalScrollBar()->value();
    const int width = viewport()->width() - 2 * margin;
    if (x < left || x > left + width) {
        horizontalScrollBar()->setValue(x < left && x < width ? 0 : x - width / 2);
    }
}

// Selection

QString JsonCanvas::selectedText() const
{
    return QString::fromUtf8(QByteArrayView(m_document.text())
                                 .sliced(selectionStart(), selectionEnd() - selectionStart()));
}

void JsonCanvas::select(qsizetype from, qsizetype to)
{
    ensureVisible(to);
    ensureVisible(from);
    m_caret.select(from, to);
    tellSelection();
}

void JsonCanvas::selectAll()
{
    m_caret.select(0, m_document.text().size());
    tellSelection();
}

void JsonCanvas::copy() const
{
    if (!m_document.isEmpty()) {
        QApplication::clipboard()->setText(hasSelection() ? selectedText()
                                                          : QString::fromUtf8(m_document.text()));
    }
}

void JsonCanvas::moveTo(qsizetype position, bool keepAnchor)
{
    m_caret.moveTo(position, keepAnchor);
    ensureVisible(position);
    tellSelection();
}

// Painting

void JsonCanvas::paintEvent(QPaintEvent *event)
{
    QPainter painter(viewport());
    painter.fillRect(event->rect(), palette().brush(QPalette::Base));
    if (m_document.isEmpty() || m_document.lineCount() == 0) {
        painter.setFont(QApplication::font(this));
        painter.setPen(theme::color(theme::Role::MutedText, palette()));
        painter.drawText(viewport()->rect().adjusted(margin, margin / 2, -margin, 0),
                         Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap, m_placeholder);
        return;
    }
    m_layouts.trim();
    painter.setPen(
        palette().color(isEnabled() ? QPalette::Active : QPalette::Disabled, QPalette::Text));
    const int firstDrawn = std::max(0, (event->rect().top() - margin / 2) / rowHeight());
    const qsizetype rows = m_folds.rowCount();
    for (qsizetype row = verticalScrollBar()->value() + firstDrawn; row < rows; ++row) {
        const qsizetype line = m_folds.lineOf(row);
        const QRect rect = rowRect(line);
        if (rect.top() > event->rect().bottom()) {
            break;
        }
        m_painter.paint(painter, line, rect, textLeft());
    }
}

void JsonCanvas::scrollContentsBy(int, int)
{
    viewport()->update();
}

void JsonCanvas::resizeEvent(QResizeEvent *event)
{
    QAbstractScrollArea::resizeEvent(event);
    updateScrollBars();
}

void JsonCanvas::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::FontChange || event->type() == QEvent::PaletteChange
        || event->type() == QEvent::StyleChange || event->type() == QEvent::EnabledChange) {
        forgetLayouts();
        updateScrollBars();
        viewport()->update();
    }
    QAbstractScrollArea::changeEvent(event);
}

void JsonCanvas::focusInEvent(QFocusEvent *event)
{
    QAbstractScrollArea::focusInEvent(event);
    viewport()->update();
}

void JsonCanvas::focusOutEvent(QFocusEvent *event)
{
    QAbstractScrollArea::focusOutEvent(event);
    viewport()->update();
}

} // namespace hubdeck
