// SPDX-License-Identifier: MIT
#include "ui/instances/pageframe.h"

#include "ui/instances/loadingline.h"
#include "ui/shell/messagebar.h"

#include <QStackedWidget>
#include <QVBoxLayout>

namespace hubdeck {

PageFrame::PageFrame(const QString &messagesName, QWidget *parent)
    : QWidget(parent)
    , m_messages(new MessageBar(this))
    , m_line(new LoadingLine(this))
    , m_stack(new QStackedWidget(this))
    , m_empty(new EmptyState(m_stack))
{
    m_messages->setObjectName(messagesName);
    m_stack->addWidget(m_empty);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_messages);
    column->addWidget(m_line);
    column->addWidget(m_stack, 1);
}

void PageFrame::setBody(QWidget *body)
{
    m_body = body;
    m_stack->insertWidget(0, body);
    showBody();
}

void PageFrame::showBody()
{
    m_stack->setCurrentWidget(m_body);
}

void PageFrame::showEmpty(const QString &title, const QString &text,
                          const std::vector<EmptyState::Offer> &offers)
{
    m_empty->setContent(title, text, offers);
    m_stack->setCurrentWidget(m_empty);
}

void PageFrame::setLoading(bool loading)
{
    m_line->setActive(loading);
}

void PageFrame::showError(const TaskHubError &error, const std::function<void()> &retry)
{
    m_messages->showError(error, retry);
}

void PageFrame::clearError()
{
    m_messages->clear();
}

} // namespace hubdeck
