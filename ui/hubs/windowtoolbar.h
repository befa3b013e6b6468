// SPDX-License-Identifier: MIT
#pragma once

#include <QToolBar>

#include <chrono>

class QActionGroup;
class QToolButton;

namespace hubdeck {

class ActionRegistry;

/// The tool bar of the main window. Drops the words of its buttons when they do not fit.
class WindowToolBar : public QToolBar
{
    Q_OBJECT

public:
    /// `actions` must outlive the tool bar and hold all actions shown.
    explicit WindowToolBar(const ActionRegistry &actions, QWidget *parent = nullptr);

    void setAutoRefresh(std::chrono::seconds interval);
    /// Words or icons, whichever fits into `width`.
    void fitInto(int width);
    /// Takes the colours of dangerous, filled and muted buttons from the window's palette.
    void recolour(const QPalette &colours);

signals:
    void autoRefreshChosen(std::chrono::seconds interval);

private:
    void addChoice();
    void styleButton(QAction *action);
    [[nodiscard]] int widthWithWords() const;

    const ActionRegistry &m_actions;
    QToolButton *m_choice = nullptr;
    QActionGroup *m_intervals = nullptr;
    QList<QToolButton *> m_shrinkable;
};

} // namespace hubdeck
