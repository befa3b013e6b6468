// SPDX-License-Identifier: MIT
#include "ui/instances/histogramview.h"

#include "models/displaytext.h"
#include "ui/shell/theme.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <cmath>

using namespace Qt::Literals::StringLiterals;

namespace hubdeck {

namespace {

using Kind = RuntimeStatus::Kind;

constexpr int sideMargin = 12;
constexpr int topMargin = 6;
constexpr int barHeight = 36;
constexpr int barWidth = 8;

/// From the bottom: what went well first, so that failures stand out on top.
constexpr std::array order { Kind::Completed,      Kind::Running,  Kind::Pending,
                             Kind::Suspended,      Kind::Canceled, Kind::Terminated,
                             Kind::ContinuedAsNew, Kind::Unknown,  Kind::Failed };

QFont smaller(QFont font)
{
    font.setPointSizeF(font.pointSizeF() * 0.82);
    return font;
}

} // namespace

HistogramView::HistogramView(const TimeDisplay &time, QWidget *parent)
    : QWidget(parent)
    , m_time(time)
{
    setObjectName(u"histogram"_s);
    setAccessibleName(tr("Creation times"));
    setFocusPolicy(Qt::TabFocus);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    setCursor(Qt::IBeamCursor);
    setMouseTracking(true);
    connect(&time, &TimeDisplay::changed, this, qOverload<>(&QWidget::update));
}

void HistogramView::setHistogram(const Histogram &histogram)
{
    if (m_histogram == histogram) {
        return;
    }
    m_histogram = histogram;
    const int last = static_cast<int>(m_histogram.bars.size()) - 1;
    m_cursor = std::min(m_cursor, last);
    m_anchor = std::min(m_anchor, last);
    setAccessibleDescription(m_histogram.bars.empty() ? QString()
                                                      : describe(0, m_histogram.bars.size() - 1));
    update();
}

void HistogramView::setSelection(const std::optional<std::pair<Instant, Instant>> &selection)
{
    m_selection = selection;
    update();
}

size_t HistogramView::barsFor(int width)
{
    return static_cast<size_t>(std::clamp((width - 2 * sideMargin) / barWidth, 12, 160));
}

QSize HistogramView::sizeHint() const
{
    const QFontMetrics metrics(smaller(font()));
    return { 300, topMargin + barHeight + metrics.height() + 5 };
}

QSize HistogramView::minimumSizeHint() const
{
    return { 120, sizeHint().height() };
}

QRect HistogramView::barArea() const
{
    return { sideMargin, topMargin, std::max(1, width() - 2 * sideMargin), barHeight };
}

QRect HistogramView::barRect(size_t first, size_t last) const
{
    const QRect area = barArea();
    const double step = area.width() / double(std::max<size_t>(m_histogram.bars.size(), 1));
    const int left = area.left() + static_cast<int>(std::lround(double(first) * step));
    const int right = area.left() + static_cast<int>(std::lround(double(last + 1) * step));
    return { left, area.top(), right - left, area.height() };
}

int HistogramView::barAt(int x) const
{
    const QRect area = barArea();
    const int bars = static_cast<int>(m_histogram.bars.size());
    return bars == 0
        ? -1
        : std::clamp(static_cast<int>(qint64(x - area.left()) * bars / area.width()), 0, bars - 1);
}

QString HistogramView::timeText(Instant instant) const
{
    const QDateTime utc = instant.toDateTime();
    const QDateTime shown = m_time.isUtc() ? utc : utc.toLocalTime();
    const qint64 seconds = (m_histogram.to.ticks() - m_histogram.from.ticks()) / 10'000'000;
    return shown.toString(seconds > 4 * 24 * 3600 ? u"yyyy-MM-dd"_s
                              : seconds > 600     ? u"MM-dd HH:mm"_s
                                                  : u"HH:mm:ss"_s);
}

QString HistogramView::describe(size_t first, size_t last) const
{
    Histogram::Bar sum;
    for (size_t i = first; i <= last && i < m_histogram.bars.size(); ++i) {
        sum.total += m_histogram.bars[i].total;
        for (size_t kind = 0; kind < sum.byKind.size(); ++kind) {
            sum.byKind[kind] += m_histogram.bars[i].byKind[kind];
        }
    }
    QStringList parts;
    for (const Kind kind : order) {
        if (const quint32 number = sum.of(kind); number > 0) {
            parts += u"%1 %2"_s.arg(displaytext::count(number), displaytext::status(kind));
        }
    }
    const QString from = displaytext::time(m_histogram.beginOf(first), m_time.isUtc());
    const QString to = displaytext::time(m_histogram.beginOf(last + 1), m_time.isUtc());
    const QString count = displaytext::withNumber(tr("%1 instance{|s}"), sum.total)
                              .arg(displaytext::count(sum.total));
    const QString head = tr("%1 to %2: %3").arg(from, to, count);
    return parts.isEmpty() ? head : u"%1\n%2"_s.arg(head, parts.join(u", "_s));
}

void HistogramView::paintEvent(QPaintEvent * /*event*/)
{
    QPainter painter(this);
    painter.fillRect(rect(), palette().color(QPalette::Base));
    painter.fillRect(0, height() - 1, width(), 1, theme::color(theme::Role::Border, palette()));
    if (m_histogram.bars.empty()) {
        return;
    }
    paintSelection(painter);
    paintBars(painter);
    paintAxis(painter);
    if (hasFocus()) {
        painter.setPen(theme::color(theme::Role::Accent, palette()));
        painter.setBrush(Qt::NoBrush);
        const QRect mark = m_cursor < 0
            ? barArea().adjusted(-4, -3, 3, 2)
            : barRect(static_cast<size_t>(m_cursor), static_cast<size_t>(m_cursor))
                  .adjusted(-1, -3, 0, 2);
        painter.drawRect(mark);
    }
}

void HistogramView::paintSelection(QPainter &painter) const
{
    const QColor fill = theme::color(theme::Role::SelectedRow, palette());
    if (m_anchor >= 0 && m_cursor >= 0) {
        const auto [first, last] = std::minmax(m_anchor, m_cursor);
        painter.fillRect(barRect(static_cast<size_t>(first), static_cast<size_t>(last)), fill);
    } else if (m_selection) {
        const QRect area = barArea();
        const auto span = double(m_histogram.to.ticks() - m_histogram.from.ticks());
        const auto place = [&](Instant instant) {
            const double share
                = span > 0 ? double(instant.ticks() - m_histogram.from.ticks()) / span : 0;
            return area.left() + std::lround(std::clamp(share, 0.0, 1.0) * area.width());
        };
        const auto left = static_cast<int>(place(m_selection->first));
        const auto right = static_cast<int>(place(m_selection->second));
        painter.fillRect(QRect(left, area.top(), std::max(2, right - left), area.height()), fill);
    }
}

void HistogramView::paintBars(QPainter &painter) const
{
    const double highest = m_histogram.highest();
    for (size_t i = 0; i < m_histogram.bars.size(); ++i) {
        const Histogram::Bar &bar = m_histogram.bars[i];
        const QRect room = barRect(i, i).adjusted(0, 0, -1, 0);
        if (bar.total == 0) {
            continue;
        }
        // Never so low that it is not seen: one failure among thousands is what is looked for.
        const int height
            = std::max(2, static_cast<int>(std::lround(bar.total / highest * barHeight)));
        int bottom = room.bottom() + 1;
        quint32 below = 0;
        for (const Kind kind : order) {
            if (bar.of(kind) == 0) {
                continue;
            }
            below += bar.of(kind);
            const int top = room.bottom() + 1
                - static_cast<int>(std::lround(double(below) / bar.total * height));
            const int upper = std::min(top, bottom - 1);
            painter.fillRect(QRect(room.left(), upper, room.width(), bottom - upper),
                             theme::color(theme::roleOf(kind), palette()));
            bottom = upper;
        }
    }
}

void HistogramView::paintAxis(QPainter &painter) const
{
    painter.setFont(smaller(font()));
    painter.setPen(theme::color(theme::Role::MutedText, palette()));
    const QRect line(sideMargin, topMargin + barHeight, width() - 2 * sideMargin,
                     height() - topMargin - barHeight - 1);
    const size_t bars = m_histogram.bars.size();
    painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter, timeText(m_histogram.from));
    painter.drawText(line, Qt::AlignHCenter | Qt::AlignVCenter,
                     timeText(m_histogram.beginOf(bars / 2)));
    painter.drawText(line, Qt::AlignRight | Qt::AlignVCenter, timeText(m_histogram.to));
}

void HistogramView::emitRange(int first, int last)
{
    const auto [low, high] = std::minmax(first, last);
    m_anchor = -1;
    emit rangeSelected(m_histogram.beginOf(static_cast<size_t>(low)),
                       m_histogram.beginOf(static_cast<size_t>(high) + 1));
}

void HistogramView::mousePressEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton && !m_histogram.bars.empty()) {
        m_anchor = m_cursor = barAt(event->position().toPoint().x());
        m_dragging = true;
        update();
    }
}

void HistogramView::mouseMoveEvent(QMouseEvent *event)
{
    if (!m_dragging) {
        return;
    }
    const QPoint place = event->position().toPoint();
    m_cursor = barAt(place.x());
    const auto [first, last] = std::minmax(m_anchor, m_cursor);
    QToolTip::showText(event->globalPosition().toPoint(),
                       describe(static_cast<size_t>(first), static_cast<size_t>(last)), this);
    update();
}

void HistogramView::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton || !m_dragging) {
        return;
    }
    m_dragging = false;
    const int anchor = std::exchange(m_anchor, -1);
    const int cursor = std::exchange(m_cursor, -1);
    update();
    if (anchor >= 0 && cursor != anchor) { // a mere click chooses nothing
        emitRange(anchor, cursor);
    }
}

void HistogramView::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton) {
        emit rangeCleared();
    }
}

void HistogramView::keyPressEvent(QKeyEvent *event)
{
    const int last = static_cast<int>(m_histogram.bars.size()) - 1;
    const bool extend = event->modifiers().testFlag(Qt::ShiftModifier);
    switch (event->key()) {
    case Qt::Key_Left:
    case Qt::Key_Right: {
        const int before = m_cursor < 0 ? last : m_cursor;
        m_anchor = extend ? (m_anchor < 0 ? before : m_anchor) : -1;
        m_cursor = m_cursor < 0
            ? last
            : std::clamp(before + (event->key() == Qt::Key_Left ? -1 : 1), std::min(0, last), last);
        if (m_cursor >= 0) {
            const auto [from, to] = std::minmax(m_anchor < 0 ? m_cursor : m_anchor, m_cursor);
            const QString text = describe(static_cast<size_t>(from), static_cast<size_t>(to));
            setAccessibleDescription(text);
            QToolTip::showText(
                mapToGlobal(barRect(static_cast<size_t>(to), static_cast<size_t>(to)).bottomLeft()),
                text, this);
        }
        update();
        return;
    }
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (m_cursor >= 0) {
            emitRange(m_anchor < 0 ? m_cursor : m_anchor, m_cursor);
        }
        return;
    case Qt::Key_Escape:
        m_anchor = m_cursor = -1;
        m_dragging = false;
        update();
        emit rangeCleared();
        return;
    default:
        QWidget::keyPressEvent(event);
    }
}

bool HistogramView::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        const int bar = barAt(help->pos().x());
        if (bar >= 0) {
            QToolTip::showText(help->globalPos(),
                               describe(static_cast<size_t>(bar), static_cast<size_t>(bar)) + u'\n'
                                   + tr("Drag to choose a range, double-click to give it up."),
                               this);
        }
        return true;
    }
    return QWidget::event(event);
}

} // namespace hubdeck
