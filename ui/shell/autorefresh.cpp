// SPDX-License-Identifier: MIT
#include "ui/shell/autorefresh.h"

namespace hubdeck {

using std::chrono::seconds;

namespace {

constexpr seconds longestPause { 600 };

} // namespace

AutoRefresh::AutoRefresh(QObject *parent)
    : QObject(parent)
{
    connect(&m_timer, &QTimer::timeout, this, &AutoRefresh::due);
}

void AutoRefresh::setInterval(seconds interval)
{
    m_interval = interval;
    m_failures = 0;
    rearm();
}

void AutoRefresh::setPaused(bool paused)
{
    if (m_paused == paused) {
        return;
    }
    m_paused = paused;
    rearm();
    if (!paused && m_interval > seconds(0)) {
        emit due(); // what is shown may be old by now
    }
}

void AutoRefresh::noteSuccess()
{
    if (m_failures > 0) {
        m_failures = 0;
        rearm();
    }
}

void AutoRefresh::noteFailure()
{
    if (currentPause() < longestPause) {
        ++m_failures;
        rearm();
    }
}

seconds AutoRefresh::currentPause() const noexcept
{
    seconds pause = m_interval;
    for (int i = 0; i < m_failures && pause < longestPause; ++i) {
        pause *= 2;
    }
    return qMin(pause, qMax(longestPause, m_interval));
}

void AutoRefresh::rearm()
{
    if (m_paused || m_interval <= seconds(0)) {
        m_timer.stop();
    } else {
        m_timer.start(currentPause());
    }
}

} // namespace hubdeck
