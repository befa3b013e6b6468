// SPDX-License-Identifier: MIT
#pragma once

#include "models/history/failurereport.h"

#include <QFrame>

class QLabel;

namespace hubdeck {

class ElidedLabel;

/// The red box: what failed in what, the message, the cause inside it.
class FailureBox : public QFrame
{
    Q_OBJECT

public:
    explicit FailureBox(QWidget *parent = nullptr);

    void showReport(const FailureReport &report);

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void setLook();

    ElidedLabel *m_culprit = nullptr;
    QLabel *m_failedIn = nullptr;
    ElidedLabel *m_within = nullptr;
    QLabel *m_message = nullptr;
    QLabel *m_inner = nullptr;
};

} // namespace hubdeck
