// SPDX-License-Identifier: MIT
#pragma once

#include <QWidget>

class QVBoxLayout;

namespace hubdeck {

class ActionRegistry;

/// What the centre shows while no hub is open: the ways to open one, in words.
class StartPage : public QWidget
{
    Q_OBJECT

public:
    /// `actions` must outlive the page.
    explicit StartPage(const ActionRegistry &actions, QWidget *parent = nullptr);

private:
    void addWay(QVBoxLayout &column, const QString &actionId, const QString &explanation);

    const ActionRegistry &m_actions;
};

} // namespace hubdeck
