// SPDX-License-Identifier: MIT
#pragma once

#include "models/history/timeline.h"

#include <QAbstractScrollArea>
#include <QTimer>

namespace hubdeck {

class TimeDisplay;

/// Draws the bars of an instance's life, only the visible rows. The table of the history is its
/// twin for screen readers. What lasts grows while the view is visible.
class TimelineView : public QAbstractScrollArea
{
    Q_OBJECT

public:
    /// `time` must outlive the view.
    explicit TimelineView(TimeDisplay &time, QWidget *parent = nullptr);

    /// The same bars again change nothing; more of them keep the current row.
    void showBars(std::vector<TimelineBar> bars, const QString &whyNone);

    [[nodiscard]] const std::vector<TimelineBar> &bars() const noexcept { return m_bars; }

    [[nodiscard]] int currentRow() const noexcept { return m_current; }

    [[nodiscard]] int rowHeight() const;
    [[nodiscard]] QSize sizeHint() const override;

signals:
    /// A bar was chosen: the event that it stands for.
    void eventSelected(qsizetype event);
    /// A bar was double-clicked, or Enter pressed on it.
    void eventActivated(qsizetype event);

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void changeEvent(QEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    struct Span
    {
        Instant begin;
        Instant end;
    };

    [[nodiscard]] Span span() const;
    [[nodiscard]] int rowAt(int y) const;
    [[nodiscard]] QString toolTipOf(const TimelineBar &bar) const;
    [[nodiscard]] QString durationOf(const TimelineBar &bar) const;
    void setCurrent(int row);
    void updateScrollBar();
    void updateClock();
    void paintRow(QPainter &painter, int row, const QRect &rect, const Span &span) const;

    TimeDisplay &m_time;
    std::vector<TimelineBar> m_bars;
    QString m_whyNone;
    int m_current = -1;
    QTimer m_clock;
};

} // namespace hubdeck
