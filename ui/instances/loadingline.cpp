// SPDX-License-Identifier: MIT
#include "ui/instances/loadingline.h"

#include "ui/shell/theme.h"

#include <QPainter>

namespace hubdeck {

namespace {

constexpr int steps = 60;
constexpr int stepMs = 33;

} // namespace

LoadingLine::LoadingLine(QWidget *parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("loadingLine"));
    setAccessibleName(tr("Loading"));
    setFixedHeight(2);
    m_timer.setInterval(stepMs);
    connect(&m_timer, &QTimer::timeout, this, [this] {
        m_step = (m_step + 1) % steps;
        update();
    });
}

void LoadingLine::setActive(bool active)
{
    if (m_active != active) {
        m_active = active;
        updateTimer();
        update();
    }
}

void LoadingLine::updateTimer()
{
    if (m_active && isVisible()) {
        m_timer.start();
    } else {
        m_timer.stop();
    }
}

void LoadingLine::showEvent(QShowEvent *)
{
    updateTimer();
}

void LoadingLine::hideEvent(QHideEvent *)
{
    m_timer.stop();
}

void LoadingLine::paintEvent(QPaintEvent *)
{
    if (m_active) {
        const int length = width() / 4;
        const int left = (width() + length) * m_step / steps - length;
        QPainter(this).fillRect(left, 0, length, height(),
                                theme::color(theme::Role::Accent, palette()));
    }
}

} // namespace hubdeck
