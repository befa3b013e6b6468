// SPDX-License-Identifier: MIT
#pragma once

#include "models/instances/histogram.h"

#include <QWidget>

#include <optional>

namespace hubdeck {

class TimeDisplay;

/// Creation times as bars in the colours of the statuses. Dragging selects a range, a double click
/// or Escape gives it up; with the keyboard: arrows, with Shift to extend, Enter.
class HistogramView : public QWidget
{
    Q_OBJECT

public:
    /// `time` must outlive the view.
    explicit HistogramView(const TimeDisplay &time, QWidget *parent = nullptr);

    void setHistogram(const Histogram &histogram);
    /// The range that is asked for within what is shown; none: all of it.
    void setSelection(const std::optional<std::pair<Instant, Instant>> &selection);

    /// How many bars there is room for in a view of this width.
    [[nodiscard]] static size_t barsFor(int width);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;
    /// `2026-11-23 09:40 to 09:50: 12 instances, 10 Completed, 2 Failed`.
    [[nodiscard]] QString describe(size_t first, size_t last) const;

signals:
    /// Both inclusive.
    void rangeSelected(hubdeck::Instant from, hubdeck::Instant to);
    void rangeCleared();

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    bool event(QEvent *event) override;

private:
    [[nodiscard]] QRect barArea() const;
    [[nodiscard]] QRect barRect(size_t first, size_t last) const;
    [[nodiscard]] int barAt(int x) const; // -1 when there are none
    void paintSelection(QPainter &painter) const;
    void paintBars(QPainter &painter) const;
    void paintAxis(QPainter &painter) const;
    void emitRange(int first, int last);
    [[nodiscard]] QString timeText(Instant instant) const;

    const TimeDisplay &m_time;
    Histogram m_histogram;
    std::optional<std::pair<Instant, Instant>> m_selection;
    int m_anchor = -1; // while dragging or extending
    int m_cursor = -1;
    bool m_dragging = false;
};

} // namespace hubdeck
