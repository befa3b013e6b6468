// SPDX-License-Identifier: MIT
#pragma once

#include "services/taskhub/taskhuberror.h"

#include <QWidget>

#include <functional>
#include <memory>

namespace hubdeck {

/// The bar above a view that says what went wrong or needs attention, in place of modal boxes
/// (ui.md, States). Shows one message with optional buttons; *Details* unfolds
/// TaskHubError::detail; dismissed by its close button or clear(). Hidden while empty. Text is
/// plain text. ErrorKind::Cancelled is never shown.
class MessageBar : public QWidget
{
    Q_OBJECT

public:
    enum class Severity { Info, Warning, Error };

    explicit MessageBar(QWidget *parent = nullptr);
    ~MessageBar() override;

    /// `retry`, when given, is offered as a *Retry* button.
    void showError(const TaskHubError &error, const std::function<void()> &retry = {});
    /// `action`, when given, is offered as a button labelled `actionText`.
    void showMessage(Severity severity, const QString &text, const QString &actionText = {},
                     const std::function<void()> &action = {});
    void clear();
    [[nodiscard]] QString text() const;

protected:
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace hubdeck
