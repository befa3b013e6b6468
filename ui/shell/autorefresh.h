// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>
#include <QTimer>

#include <chrono>

namespace hubdeck {

/// Says when to refresh by itself: off, or every so often. Waits while paused (the window is
/// hidden), and longer after each failure, up to ten minutes. GUI thread.
class AutoRefresh : public QObject
{
    Q_OBJECT

public:
    explicit AutoRefresh(QObject *parent = nullptr);

    /// Zero switches it off.
    void setInterval(std::chrono::seconds interval);

    [[nodiscard]] std::chrono::seconds interval() const noexcept { return m_interval; }

    void setPaused(bool paused);
    void noteSuccess();
    void noteFailure();
    /// The pause now in force, after failures longer than interval(); zero while off.
    [[nodiscard]] std::chrono::seconds currentPause() const noexcept;

    [[nodiscard]] bool isWaiting() const { return m_timer.isActive(); }

signals:
    void due();

private:
    void rearm();

    QTimer m_timer;
    std::chrono::seconds m_interval { 0 };
    int m_failures = 0;
    bool m_paused = false;
};

} // namespace hubdeck
