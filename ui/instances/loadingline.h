// SPDX-License-Identifier: MIT
#pragma once

#include <QTimer>
#include <QWidget>

namespace hubdeck {

/// The thin moving line above the table while something loads; takes its two pixels always, so that
/// nothing jumps.
class LoadingLine : public QWidget
{
    Q_OBJECT

public:
    explicit LoadingLine(QWidget *parent = nullptr);

    void setActive(bool active);

    [[nodiscard]] bool isActive() const noexcept { return m_active; }

protected:
    void paintEvent(QPaintEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void updateTimer();

    QTimer m_timer;
    int m_step = 0;
    bool m_active = false;
};

} // namespace hubdeck
