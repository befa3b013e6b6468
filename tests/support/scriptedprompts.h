// SPDX-License-Identifier: MIT
#pragma once

#include "ui/shell/prompts.h"

#include <QDialog>
#include <QStringList>

#include <deque>
#include <functional>

namespace hubdeck::test {

/// Answers every question as scripted, without showing anything. A question nobody scripted is
/// refused and counted.
class ScriptedPrompts final : public Prompts
{
public:
    using Answer = std::function<bool(QDialog &)>;

    /// The next dialog is handed to `answer`, which may work its fields; true accepts it.
    void expectDialog(Answer answer) { m_dialogs.push_back(std::move(answer)); }

    void expectSaveFileName(const QString &name) { m_saveNames.push_back(name); }

    void expectOpenFileName(const QString &name) { m_openNames.push_back(name); }

    void expectConfirm(bool yes) { m_confirms.push_back(yes); }

    /// Titles of the dialogs and questions that came, in order.
    [[nodiscard]] const QStringList &titles() const { return m_titles; }

    [[nodiscard]] const QStringList &questions() const { return m_questions; }

    [[nodiscard]] int unexpected() const { return m_unexpected; }

    bool run(QDialog &dialog) override
    {
        m_titles.append(dialog.windowTitle());
        if (m_dialogs.empty()) {
            ++m_unexpected;
            return false;
        }
        const Answer answer = take(m_dialogs);
        if (!answer(dialog)) {
            return false;
        }
        dialog.accept();
        return dialog.result() == QDialog::Accepted;
    }

    QString saveFileName(QWidget *, const QString &title, const QString &, const QString &) override
    {
        m_titles.append(title);
        return takeName(m_saveNames);
    }

    QString openFileName(QWidget *, const QString &title, const QString &) override
    {
        m_titles.append(title);
        return takeName(m_openNames);
    }

    bool confirm(QWidget *, const QString &title, const QString &text, const QString &) override
    {
        m_titles.append(title);
        m_questions.append(text);
        if (m_confirms.empty()) {
            ++m_unexpected;
            return false;
        }
        return take(m_confirms);
    }

private:
    template <typename T> static T take(std::deque<T> &queue)
    {
        T first = std::move(queue.front());
        queue.pop_front();
        return first;
    }

    QString takeName(std::deque<QString> &queue)
    {
        if (queue.empty()) {
            ++m_unexpected;
            return {};
        }
        return take(queue);
    }

    std::deque<Answer> m_dialogs;
    std::deque<QString> m_saveNames;
    std::deque<QString> m_openNames;
    std::deque<bool> m_confirms;
    QStringList m_titles;
    QStringList m_questions;
    int m_unexpected = 0;
};

} // namespace hubdeck::test
