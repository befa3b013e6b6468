// SPDX-License-Identifier: MIT
#pragma once

#include "services/taskhub/taskhuberror.h"
#include "ui/instances/emptystate.h"

#include <functional>
#include <vector>

class QStackedWidget;

namespace hubdeck {

class LoadingLine;
class MessageBar;

/// What the pages of a hub have between their bar and their footer: what went wrong, the line that
/// moves while something loads, and the page's body or why there is nothing to see.
class PageFrame : public QWidget
{
    Q_OBJECT

public:
    /// `messagesName`: the object name of the message bar.
    explicit PageFrame(const QString &messagesName, QWidget *parent = nullptr);

    /// To be called once; the frame owns it and shows it first.
    void setBody(QWidget *body);
    void showBody();
    /// In place of the body.
    void showEmpty(const QString &title, const QString &text,
                   const std::vector<EmptyState::Offer> &offers = {});
    void setLoading(bool loading);
    /// `retry`, when given, is offered as a button.
    void showError(const TaskHubError &error, const std::function<void()> &retry = {});
    void clearError();

private:
    MessageBar *m_messages;
    LoadingLine *m_line;
    QStackedWidget *m_stack;
    EmptyState *m_empty;
    QWidget *m_body = nullptr;
};

} // namespace hubdeck
