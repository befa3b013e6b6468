// SPDX-License-Identifier: MIT
#include "ui/details/timelineview.h"

#include "ui/details/elidedlabel.h"
#include "ui/shell/theme.h"

#include "models/displaytext.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QScrollBar>
#include <QToolTip>

#include <algorithm>

namespace hubdeck {

using namespace Qt::StringLiterals;

namespace {

constexpr int margin = 12;
constexpr int indent = 10;
constexpr int gap = 8;
constexpr int shownRows = 9;

QColor colorOf(const TimelineBar &bar, const QPalette &palette)
{
    QColor color = theme::color(theme::roleOf(bar.status), palette);
    const bool pale = bar.kind == TimelineBar::Kind::Timer || bar.kind == TimelineBar::Kind::Idle
        || bar.kind == TimelineBar::Kind::Event;
    if (pale) {
        constexpr float opacity = 0.45F;
        color.setAlphaF(opacity);
    }
    return color;
}

} // namespace

TimelineView::TimelineView(TimeDisplay &time, QWidget *parent)
    : QAbstractScrollArea(parent)
    , m_time(time)
{
    setObjectName(u"timelineView"_s);
    setAccessibleName(tr("Timeline"));
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_clock.setInterval(1000);
    connect(&m_clock, &QTimer::timeout, viewport(), qOverload<>(&QWidget::update));
}

void TimelineView::showBars(std::vector<TimelineBar> bars, const QString &whyNone)
{
    if (bars == m_bars && whyNone == m_whyNone) {
        return;
    }
    const qsizetype event = m_current >= 0 ? m_bars[static_cast<size_t>(m_current)].event : -1;
    const auto again = std::find_if(bars.begin(), bars.end(),
                                    [event](const TimelineBar &bar) { return bar.event == event; });
    m_current = event >= 0 && again != bars.end() ? static_cast<int>(again - bars.begin()) : -1;
    m_bars = std::move(bars);
    m_whyNone = whyNone;
    setAccessibleDescription(
        m_bars.empty() ? whyNone
                       : tr("%1 bars. The History tab has the same as a table.")
                             .arg(displaytext::count(static_cast<qint64>(m_bars.size()))));
    updateScrollBar();
    updateGeometry();
    updateClock();
    viewport()->update();
}

int TimelineView::rowHeight() const
{
    return fontMetrics().height() + 8;
}

QSize TimelineView::sizeHint() const
{
    const auto rows = std::clamp(static_cast<int>(m_bars.size()), 2, shownRows);
    return { fontMetrics().averageCharWidth() * 50, rows * rowHeight() + 12 };
}

void TimelineView::updateScrollBar()
{
    const int rows = std::max(1, (viewport()->height() - 12) / rowHeight());
    verticalScrollBar()->setPageStep(rows);
    verticalScrollBar()->setRange(0, std::max(0, static_cast<int>(m_bars.size()) - rows));
}

void TimelineView::updateClock()
{
    const bool lasts = std::any_of(m_bars.begin(), m_bars.end(),
                                   [](const TimelineBar &bar) { return !bar.end; });
    if (lasts && isVisible()) {
        m_clock.start();
    } else {
        m_clock.stop();
    }
}

TimelineView::Span TimelineView::span() const
{
    Span span { m_bars.front().start, m_bars.front().start };
    for (const TimelineBar &bar : m_bars) {
        span.begin = std::min(span.begin, bar.start);
        span.end = std::max(span.end, bar.end.value_or(Instant::now()));
    }
    return span;
}

int TimelineView::rowAt(int y) const
{
    const int row = verticalScrollBar()->value() + (y - 6) / rowHeight();
    return y >= 6 && row < static_cast<int>(m_bars.size()) ? row : -1;
}

QString TimelineView::durationOf(const TimelineBar &bar) const
{
    return displaytext::duration(bar.end.value_or(Instant::now()) - bar.start);
}

QString TimelineView::toolTipOf(const TimelineBar &bar) const
{
    const bool utc = m_time.isUtc();
    const QString from = displaytext::time(bar.start, utc, true);
    const QString to = bar.end ? displaytext::time(bar.end, utc, true) : tr("now");
    return tr("%1\n%2\nfrom %3\nto %4 %5", "label, duration, start, end, zone")
        .arg(displaytext::singleLine(bar.label), durationOf(bar), from, to,
             displaytext::zoneName(utc));
}

void TimelineView::setCurrent(int row)
{
    m_current = std::clamp(row, 0, static_cast<int>(m_bars.size()) - 1);
    const int first = verticalScrollBar()->value();
    const int page = verticalScrollBar()->pageStep();
    if (m_current < first || m_current >= first + page) {
        verticalScrollBar()->setValue(m_current < first ? m_current : m_current - page + 1);
    }
    const TimelineBar &bar = m_bars[static_cast<size_t>(m_current)];
    setAccessibleDescription(tr("%1, %2").arg(bar.label, durationOf(bar)));
    viewport()->update();
    emit eventSelected(bar.event);
}

void TimelineView::paintRow(QPainter &painter, int row, const QRect &rect, const Span &span) const
{
    const TimelineBar &bar = m_bars[static_cast<size_t>(row)];
    const int labels = std::clamp(rect.width() * 30 / 100, 60, 200);
    const int durations = fontMetrics().horizontalAdvance(u"00 h 00 m"_s) + gap;
    const int left = margin + labels + gap;
    const int width = std::max(10, rect.width() - left - durations - margin);
    if (row == m_current) {
        painter.fillRect(rect, theme::color(theme::Role::SelectedRow, palette()));
        if (hasFocus()) {
            painter.setPen(theme::color(theme::Role::Accent, palette()));
            painter.drawRect(rect.adjusted(0, 0, -1, -1));
        }
    }
    const QPalette::ColorGroup group = isEnabled() ? QPalette::Active : QPalette::Disabled;
    painter.setPen(palette().color(group, QPalette::Text));
    const QRect label(margin + bar.depth * indent, rect.top(), labels - bar.depth * indent,
                      rect.height());
    const QString text = displaytext::singleLine(bar.label.isEmpty() ? tr("(no name)") : bar.label);
    painter.drawText(label, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                     fontMetrics().elidedText(text, Qt::ElideMiddle, label.width()));
    painter.setPen(theme::color(theme::Role::MutedText, palette()));
    painter.drawText(rect.adjusted(0, 0, -margin, 0),
                     Qt::AlignRight | Qt::AlignVCenter | Qt::TextSingleLine, durationOf(bar));
    painter.fillRect(QRect(left - gap / 2, rect.top(), 1, rect.height()),
                     theme::color(theme::Role::Border, palette()));

    const auto all = std::max<double>(1, static_cast<double>((span.end - span.begin).count()));
    const auto placeOf = [&](Instant at) {
        return left + static_cast<double>((at - span.begin).count()) / all * width;
    };
    const double from = placeOf(bar.start);
    const double to = placeOf(bar.end.value_or(span.end));
    const bool thin = bar.kind == TimelineBar::Kind::Timer || bar.kind == TimelineBar::Kind::Idle
        || bar.kind == TimelineBar::Kind::Event;
    const double height = thin ? 4 : fontMetrics().height() * 0.62;
    constexpr double narrowest = 3;
    const QRectF drawn(from, rect.center().y() - height / 2 + 0.5, std::max(narrowest, to - from),
                       height);
    QColor color = colorOf(bar, palette());
    if (!isEnabled()) {
        color = theme::color(theme::Role::Border, palette());
    }
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    painter.drawRoundedRect(drawn, 2, 2);
    if (bar.kind == TimelineBar::Kind::Event) { // the moment in which it came
        color.setAlphaF(1);
        painter.setBrush(color);
        painter.drawEllipse(QPointF(to, rect.center().y() + 0.5), 4, 4);
    }
}

void TimelineView::paintEvent(QPaintEvent *event)
{
    QPainter painter(viewport());
    painter.fillRect(event->rect(), palette().brush(QPalette::Base));
    if (m_bars.empty()) {
        painter.setPen(theme::color(theme::Role::MutedText, palette()));
        painter.drawText(viewport()->rect().adjusted(margin, 8, -margin, -8),
                         Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap, m_whyNone);
        return;
    }
    painter.setRenderHint(QPainter::Antialiasing);
    const Span all = span();
    for (int row = verticalScrollBar()->value(), y = 6;
         row < static_cast<int>(m_bars.size()) && y < viewport()->height();
         ++row, y += rowHeight()) {
        paintRow(painter, row, QRect(0, y, viewport()->width(), rowHeight()), all);
    }
    if (hasFocus() && m_current < 0) { // no row that could show it
        painter.setRenderHint(QPainter::Antialiasing, false);
        painter.setPen(theme::color(theme::Role::Accent, palette()));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(viewport()->rect().adjusted(0, 0, -1, -1));
    }
}

bool TimelineView::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        const int row = rowAt(viewport()->mapFromGlobal(help->globalPos()).y());
        QToolTip::showText(
            help->globalPos(),
            row >= 0 ? plainToolTip(toolTipOf(m_bars[static_cast<size_t>(row)])) : QString(), this);
        return true;
    }
    if (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut) {
        viewport()->update();
    }
    return QAbstractScrollArea::event(event);
}

void TimelineView::keyPressEvent(QKeyEvent *event)
{
    if (m_bars.empty()) {
        QAbstractScrollArea::keyPressEvent(event);
        return;
    }
    const int page = verticalScrollBar()->pageStep();
    switch (event->key()) {
    case Qt::Key_Up:
        setCurrent(m_current - 1);
        break;
    case Qt::Key_Down:
        setCurrent(m_current + 1);
        break;
    case Qt::Key_PageUp:
        setCurrent(m_current - page);
        break;
    case Qt::Key_PageDown:
        setCurrent(m_current + page);
        break;
    case Qt::Key_Home:
        setCurrent(0);
        break;
    case Qt::Key_End:
        setCurrent(static_cast<int>(m_bars.size()) - 1);
        break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (m_current >= 0) {
            emit eventActivated(m_bars[static_cast<size_t>(m_current)].event);
        }
        break;
    default:
        QAbstractScrollArea::keyPressEvent(event);
    }
}

void TimelineView::mousePressEvent(QMouseEvent *event)
{
    if (const int row = rowAt(event->position().toPoint().y());
        row >= 0 && event->button() == Qt::LeftButton) {
        setCurrent(row);
    }
}

void TimelineView::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (const int row = rowAt(event->position().toPoint().y());
        row >= 0 && event->button() == Qt::LeftButton) {
        emit eventActivated(m_bars[static_cast<size_t>(row)].event);
    }
}

void TimelineView::resizeEvent(QResizeEvent *event)
{
    QAbstractScrollArea::resizeEvent(event);
    updateScrollBar();
}

void TimelineView::changeEvent(QEvent *event)
{
    QAbstractScrollArea::changeEvent(event);
    updateScrollBar();
    viewport()->update();
}

void TimelineView::showEvent(QShowEvent *event)
{
    QAbstractScrollArea::showEvent(event);
    updateClock();
}

void TimelineView::hideEvent(QHideEvent *event)
{
    m_clock.stop();
    QAbstractScrollArea::hideEvent(event);
}

void TimelineView::focusInEvent(QFocusEvent *event)
{
    QAbstractScrollArea::focusInEvent(event);
    viewport()->update();
}

void TimelineView::focusOutEvent(QFocusEvent *event)
{
    QAbstractScrollArea::focusOutEvent(event);
    viewport()->update();
}

} // namespace hubdeck
