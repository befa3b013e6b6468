// SPDX-License-Identifier: MIT
#pragma once

#include <QFrame>

class QLineEdit;
class QListWidget;

namespace hubdeck {

class ActionRegistry;

/// A list of every action with a field that narrows it, opened by Ctrl+Shift+P above the window.
/// Enter runs the selected one; those that are not possible now say why. Closed by Escape or a
/// click elsewhere.
class CommandPalette : public QFrame
{
    Q_OBJECT

public:
    /// `actions` must outlive the palette.
    CommandPalette(const ActionRegistry &actions, QWidget *parent);

    /// Shows it under the top edge of its parent window.
    void open();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void narrow(const QString &text);
    void runCurrent();
    void step(int rows);

    const ActionRegistry &m_actions;
    QLineEdit *m_field;
    QListWidget *m_list;
};

/// Whether every word of `words` occurs in `text`, in any case.
[[nodiscard]] bool matchesWords(const QString &text, const QString &words);

} // namespace hubdeck
