// SPDX-License-Identifier: MIT
#include "ui/details/jsonview.h"

#include "ui/details/linelayout.h"
#include "ui/shell/theme.h"

#include "models/json/jsondocument.h"

#include <QAccessible>
#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QDateTime>
#include <QFontMetricsF>
#include <QMenu>
#include <QPainter>
#include <QScrollBar>

#include <algorithm>

namespace hubdeck {

using namespace Qt::StringLiterals;

namespace {

constexpr int margin = 12;
constexpr int keptLayouts = 600;
constexpr qsizetype maxPrimarySelectionBytes = 1024 * 1024;

bool isWord(QChar c)
{
    return c.isLetterOrNumber() || c == u'_' || c == u'-' || c == u'.';
}

} // namespace

JsonView::JsonView(JsonDocument &document, JsonSearch &search, QWidget *parent)
    : QAbstractScrollArea(parent)
    , m_document(document)
    , m_search(search)
{
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setFont(theme::monospace(font()));
    viewport()->setCursor(Qt::IBeamCursor);
    viewport()->setBackgroundRole(QPalette::Base);
    horizontalScrollBar()->setSingleStep(fontMetrics().averageCharWidth() * 4);
    connect(&document, &JsonDocument::contentChanged, this, &JsonView::resetContent);
    connect(&search, &JsonSearch::changed, viewport(), qOverload<>(&QWidget::update));
    updateScrollBars();
}

JsonView::~JsonView() = default;

void JsonView::setPlaceholder(const QString &text)
{
    m_placeholder = text;
    announce();
    viewport()->update();
}

int JsonView::contentHeight() const
{
    constexpr qsizetype most = 10'000;
    if (m_document.isEmpty()) {
        return 2 * lineHeight() + margin; // a sentence
    }
    const auto lines = static_cast<int>(std::clamp<qsizetype>(m_document.lineCount(), 1, most));
    const int bar
        = horizontalScrollBar()->maximum() > 0 ? horizontalScrollBar()->sizeHint().height() : 0;
    return lines * lineHeight() + margin + bar;
}

QSize JsonView::sizeHint() const
{
    return { fontMetrics().averageCharWidth() * 50, lineHeight() * 10 };
}

// Content

void JsonView::resetContent()
{
    forgetLayouts();
    const qsizetype size = m_document.text().size();
    m_anchor = m_caret = std::min(m_caret, size);
    m_wantedX.reset();
    viewport()->setCursor(m_document.isEmpty() ? Qt::ArrowCursor : Qt::IBeamCursor);
    updateScrollBars();
    announce();
    emit selectionChanged();
    viewport()->update();
}

void JsonView::forgetLayouts()
{
    m_layouts.clear();
}

int JsonView::lineHeight() const
{
    return qCeil(fontMetrics().height() * 1.15);
}

LineLayout &JsonView::layoutOf(qsizetype line)
{
    std::shared_ptr<LineLayout> &layout = m_layouts[line];
    if (!layout) {
        layout = std::make_shared<LineLayout>(m_document.line(line), m_document.tokens(line),
                                              font(), palette());
    }
    return *layout;
}

qsizetype JsonView::lineEnd(qsizetype line) const
{
    return m_document.startOf(line) + m_document.line(line).size();
}

void JsonView::announce()
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

void JsonView::updateScrollBars()
{
    const auto lines = static_cast<int>(
        std::min<qsizetype>(m_document.lineCount(), std::numeric_limits<int>::max()));
    const int page = std::max(1, fullyVisibleLines());
    verticalScrollBar()->setPageStep(page);
    verticalScrollBar()->setRange(0, std::max(0, lines - page));
    // Bytes are at least as many as cells: an upper bound without measuring every line.
    const qreal cell = QFontMetricsF(font()).horizontalAdvance(u'0');
    const int widest = qCeil(static_cast<qreal>(m_document.widestLine()) * cell) + 2 * margin + 2;
    horizontalScrollBar()->setPageStep(viewport()->width());
    horizontalScrollBar()->setRange(0, std::max(0, widest - viewport()->width()));
}

qsizetype JsonView::firstVisibleLine() const
{
    return verticalScrollBar()->value();
}

int JsonView::fullyVisibleLines() const
{
    return std::max(1, (viewport()->height() - margin) / lineHeight());
}

qreal JsonView::xOf(qsizetype position)
{
    const qsizetype line = m_document.lineAt(position);
    return layoutOf(line).xOf(position - m_document.startOf(line));
}

QPoint JsonView::pointOf(qsizetype position)
{
    if (m_document.isEmpty()) {
        return {};
    }
    const auto row = static_cast<int>(m_document.lineAt(position) - firstVisibleLine());
    return { margin + qRound(xOf(position)) - horizontalScrollBar()->value(),
             margin / 2 + row * lineHeight() + lineHeight() / 2 };
}

qsizetype JsonView::positionAt(const QPoint &point)
{
    if (m_document.isEmpty() || m_document.lineCount() == 0) {
        return 0;
    }
    const int row = static_cast<int>(std::floor((point.y() - margin / 2.0) / lineHeight()));
    const qsizetype line
        = std::clamp<qsizetype>(firstVisibleLine() + row, 0, m_document.lineCount() - 1);
    const qreal x = point.x() - margin + horizontalScrollBar()->value();
    return m_document.startOf(line) + layoutOf(line).offsetAt(x);
}

void JsonView::ensureVisible(qsizetype position)
{
    if (m_document.isEmpty()) {
        return;
    }
    const auto line = static_cast<int>(m_document.lineAt(position));
    const int first = verticalScrollBar()->value();
    const int page = fullyVisibleLines();
    if (line < first || line >= first + page) {
        const bool near = line >= first - page && line < first + 2 * page;
        const int top = near ? (line < first ? line : line - page + 1) : line - page / 2;
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

QString JsonView::selectedText() const
{
    return QString::fromUtf8(QByteArrayView(m_document.text())
                                 .sliced(selectionStart(), selectionEnd() - selectionStart()));
}

void JsonView::select(qsizetype from, qsizetype to)
{
    m_anchor = from;
    m_caret = to;
    m_wantedX.reset();
    ensureVisible(to);
    ensureVisible(from);
    emit selectionChanged();
    viewport()->update();
}

void JsonView::selectAll()
{
    m_anchor = 0;
    m_caret = m_document.text().size();
    emit selectionChanged();
    viewport()->update();
}

void JsonView::copy() const
{
    if (!m_document.isEmpty()) {
        QApplication::clipboard()->setText(hasSelection() ? selectedText()
                                                          : QString::fromUtf8(m_document.text()));
    }
}

void JsonView::moveTo(qsizetype position, bool keepAnchor)
{
    m_caret = position;
    if (!keepAnchor) {
        m_anchor = position;
    }
    ensureVisible(position);
    emit selectionChanged();
    viewport()->update();
}

void JsonView::selectWordAt(qsizetype position)
{
    const qsizetype line = m_document.lineAt(position);
    const DisplayLine &shown = layoutOf(line).line;
    int from = shown.columnAt(position - m_document.startOf(line));
    int to = from;
    const auto size = static_cast<int>(shown.text.size());
    while (from > 0 && isWord(shown.text.at(from - 1))) {
        --from;
    }
    while (to < size && isWord(shown.text.at(to))) {
        ++to;
    }
    if (from == to && to < size) {
        ++to;
    }
    m_anchor = m_document.startOf(line) + shown.byteOf[static_cast<size_t>(from)];
    moveTo(m_document.startOf(line) + shown.byteOf[static_cast<size_t>(to)], true);
}

void JsonView::selectLineAt(qsizetype position)
{
    const qsizetype line = m_document.lineAt(position);
    m_anchor = m_document.startOf(line);
    moveTo(line + 1 < m_document.lineCount() ? m_document.startOf(line + 1) : lineEnd(line), true);
}

// Keyboard

bool JsonView::event(QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride) {
        // Copy and select all mean this text while it has the focus, not the table's rows.
        const auto *key = static_cast<QKeyEvent *>(event);
        if (key->matches(QKeySequence::Copy) || key->matches(QKeySequence::SelectAll)) {
            event->accept();
            return true;
        }
    }
    return QAbstractScrollArea::event(event);
}

qsizetype JsonView::besideCaret(bool forward, bool byWord)
{
    const qsizetype line = m_document.lineAt(m_caret);
    const qsizetype start = m_document.startOf(line);
    LineLayout &layout = layoutOf(line);
    const int column = layout.line.columnAt(m_caret - start);
    if (forward && m_caret >= lineEnd(line)) {
        return line + 1 < m_document.lineCount() ? m_document.startOf(line + 1) : m_caret;
    }
    if (!forward && column == 0) {
        return line > 0 ? std::min(lineEnd(line - 1), m_caret - 1) : m_caret;
    }
    const int next = layout.columnBeside(column, forward, byWord);
    return start + layout.line.byteOf[static_cast<size_t>(next)];
}

qsizetype JsonView::verticallyFromCaret(qsizetype lines)
{
    if (!m_wantedX) {
        m_wantedX = xOf(m_caret);
    }
    const qsizetype from = m_document.lineAt(m_caret);
    const qsizetype line = std::clamp<qsizetype>(from + lines, 0, m_document.lineCount() - 1);
    return m_document.startOf(line) + layoutOf(line).offsetAt(*m_wantedX);
}

std::optional<qsizetype> JsonView::targetOf(const QKeyEvent &event)
{
    const bool control = event.modifiers().testFlag(Qt::ControlModifier);
    const qsizetype line = m_document.lineAt(m_caret);
    switch (event.key()) {
    case Qt::Key_Left:
        return besideCaret(false, control);
    case Qt::Key_Right:
        return besideCaret(true, control);
    case Qt::Key_Up:
        return verticallyFromCaret(-1);
    case Qt::Key_Down:
        return verticallyFromCaret(1);
    case Qt::Key_PageUp:
        return verticallyFromCaret(-fullyVisibleLines());
    case Qt::Key_PageDown:
        return verticallyFromCaret(fullyVisibleLines());
    case Qt::Key_Home:
        return control ? 0 : m_document.startOf(line);
    case Qt::Key_End:
        return control ? m_document.text().size() : lineEnd(line);
    default:
        return std::nullopt;
    }
}

void JsonView::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Copy)) {
        copy();
        return;
    }
    if (event->matches(QKeySequence::SelectAll)) {
        selectAll();
        return;
    }
    const bool alt = event->modifiers().testFlag(Qt::AltModifier);
    if (m_document.lineCount() > 0 && !alt) {
        const bool vertical = event->key() == Qt::Key_Up || event->key() == Qt::Key_Down
            || event->key() == Qt::Key_PageUp || event->key() == Qt::Key_PageDown;
        if (!vertical) {
            m_wantedX.reset();
        }
        if (const std::optional<qsizetype> target = targetOf(*event)) {
            moveTo(*target, event->modifiers().testFlag(Qt::ShiftModifier));
            return;
        }
    }
    QAbstractScrollArea::keyPressEvent(event);
}

// Mouse

void JsonView::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton || m_document.lineCount() == 0) {
        QAbstractScrollArea::mousePressEvent(event);
        return;
    }
    m_wantedX.reset();
    const QPoint point = event->position().toPoint();
    const qsizetype position = positionAt(point);
    const qint64 sinceDoubleClick = QDateTime::currentMSecsSinceEpoch() - m_doubleClickTime;
    if (sinceDoubleClick < QApplication::doubleClickInterval()
        && (point - m_doubleClickPoint).manhattanLength() < QApplication::startDragDistance()) {
        selectLineAt(position);
        return;
    }
    m_dragging = true;
    m_dragPoint = point;
    moveTo(position, event->modifiers().testFlag(Qt::ShiftModifier));
}

void JsonView::mouseMoveEvent(QMouseEvent *event)
{
    if (!m_dragging) {
        return;
    }
    m_dragPoint = event->position().toPoint();
    const bool inside = viewport()->rect().contains(m_dragPoint);
    if (inside) {
        m_autoScroll.stop();
    } else if (!m_autoScroll.isActive()) {
        m_autoScroll.start(50, this);
    }
    m_caret = positionAt(m_dragPoint);
    emit selectionChanged();
    viewport()->update();
}

void JsonView::timerEvent(QTimerEvent *event)
{
    if (event->timerId() != m_autoScroll.timerId()) {
        QAbstractScrollArea::timerEvent(event);
        return;
    }
    const QRect inside = viewport()->rect();
    if (m_dragPoint.y() < inside.top() || m_dragPoint.y() > inside.bottom()) {
        const int beyond
            = m_dragPoint.y() < inside.top() ? m_dragPoint.y() : m_dragPoint.y() - inside.bottom();
        verticalScrollBar()->setValue(verticalScrollBar()->value() + beyond / lineHeight()
                                      + (beyond < 0 ? -1 : 1));
    }
    if (m_dragPoint.x() < inside.left() || m_dragPoint.x() > inside.right()) {
        const int step = horizontalScrollBar()->singleStep();
        horizontalScrollBar()->setValue(horizontalScrollBar()->value()
                                        + (m_dragPoint.x() < inside.left() ? -step : step));
    }
    m_caret = positionAt(m_dragPoint);
    viewport()->update();
}

void JsonView::mouseReleaseEvent(QMouseEvent *event)
{
    m_dragging = false;
    m_autoScroll.stop();
    QClipboard *clipboard = QApplication::clipboard();
    if (hasSelection() && clipboard->supportsSelection()
        && selectionEnd() - selectionStart() <= maxPrimarySelectionBytes) {
        clipboard->setText(selectedText(), QClipboard::Selection);
    }
    event->accept();
}

void JsonView::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton || m_document.lineCount() == 0) {
        return;
    }
    m_doubleClickPoint = event->position().toPoint();
    m_doubleClickTime = QDateTime::currentMSecsSinceEpoch();
    selectWordAt(positionAt(m_doubleClickPoint));
}

void JsonView::contextMenuEvent(QContextMenuEvent *event)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    QAction *copyAction
        = menu->addAction(hasSelection() ? tr("Copy") : tr("Copy all"), this, &JsonView::copy);
    QAction *selectAction = menu->addAction(tr("Select all"), this, &JsonView::selectAll);
    menu->addSeparator();
    QAction *findAction = menu->addAction(tr("Find…"), this, &JsonView::findRequested);
    for (QAction *action : { copyAction, selectAction, findAction }) {
        action->setEnabled(!m_document.isEmpty());
    }
    menu->popup(event->globalPos());
}

// Painting

void JsonView::paintLine(QPainter &painter, qsizetype line, int y)
{
    const LineLayout &layout = layoutOf(line);
    const qsizetype start = m_document.startOf(line);
    const qsizetype end = lineEnd(line);
    const QPalette::ColorGroup group = !isEnabled() ? QPalette::Disabled
        : hasFocus()                                ? QPalette::Active
                                                    : QPalette::Inactive;
    QList<QTextLayout::FormatRange> marks;
    const auto mark = [&](qsizetype from, qsizetype to, const QTextCharFormat &format) {
        const int first = layout.line.columnAt(std::max(from, start) - start);
        const int last = layout.line.columnAt(std::min(to, end) - start);
        if (last > first) {
            marks.append({ first, last - first, format });
        }
    };
    QTextCharFormat found;
    found.setBackground(theme::isDark(palette()) ? QColor(0x5c, 0x4a, 0x10)
                                                 : QColor(0xff, 0xe5, 0x8a));
    for (const JsonSearch::Match &match : m_search.matchesIn(start, end)) {
        mark(match.offset, match.offset + match.length, found);
    }
    const int x = margin - horizontalScrollBar()->value();
    if (hasSelection() && selectionStart() <= end && selectionEnd() > start) {
        QTextCharFormat selected;
        selected.setBackground(palette().brush(group, QPalette::Highlight));
        if (m_search.ordinalOf(selectionStart()) > 0) {
            selected.setBackground(theme::isDark(palette()) ? QColor(0x9a, 0x5b, 0x00)
                                                            : QColor(0xff, 0xb0, 0x3b));
        }
        mark(selectionStart(), selectionEnd(), selected);
        if (selectionEnd() > end
            && line + 1 < m_document.lineCount()) { // the line end is selected too
            const int right = x + qRound(layout.width());
            painter.fillRect(right, y, fontMetrics().averageCharWidth(), lineHeight(),
                             selected.background());
        }
    }
    layout.layout.draw(&painter, QPointF(x, y + (lineHeight() - layout.height()) / 2), marks);
    if (hasFocus() && m_document.lineAt(m_caret) == line) {
        painter.fillRect(x + qRound(layout.xOf(m_caret - start)), y + 1, 1, lineHeight() - 2,
                         palette().color(QPalette::Text));
    }
}

void JsonView::paintEvent(QPaintEvent *event)
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
    if (m_layouts.size() > keptLayouts) {
        forgetLayouts();
    }
    painter.setPen(
        palette().color(isEnabled() ? QPalette::Active : QPalette::Disabled, QPalette::Text));
    const int height = lineHeight();
    const int firstRow = std::max(0, (event->rect().top() - margin / 2) / height);
    for (int row = firstRow; margin / 2 + row * height <= event->rect().bottom(); ++row) {
        const qsizetype line = firstVisibleLine() + row;
        if (line >= m_document.lineCount()) {
            break;
        }
        paintLine(painter, line, margin / 2 + row * height);
    }
}

void JsonView::scrollContentsBy(int, int)
{
    viewport()->update();
}

void JsonView::resizeEvent(QResizeEvent *event)
{
    QAbstractScrollArea::resizeEvent(event);
    updateScrollBars();
}

void JsonView::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::FontChange || event->type() == QEvent::PaletteChange
        || event->type() == QEvent::StyleChange || event->type() == QEvent::EnabledChange) {
        forgetLayouts();
        updateScrollBars();
        viewport()->update();
    }
    QAbstractScrollArea::changeEvent(event);
}

void JsonView::focusInEvent(QFocusEvent *event)
{
    QAbstractScrollArea::focusInEvent(event);
    viewport()->update();
}

void JsonView::focusOutEvent(QFocusEvent *event)
{
    QAbstractScrollArea::focusOutEvent(event);
    viewport()->update();
}

} // namespace hubdeck
