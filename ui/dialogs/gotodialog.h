// SPDX-License-Identifier: MIT
#pragma once

#include "ui/dialogs/actiondialog.h"

class QPlainTextEdit;

namespace hubdeck {

/// Asks for an instance id, or a pasted list of them.
class GoToDialog : public ActionDialog
{
    Q_OBJECT

public:
    explicit GoToDialog(QWidget *parent = nullptr);

    /// In the order typed, each once. One line is one id; a list copied as CSV or JSON strings
    /// works too.
    [[nodiscard]] std::vector<InstanceId> ids() const;

private:
    void textChanged();
    bool eventFilter(QObject *watched, QEvent *event) override;

    QPlainTextEdit *m_text;
    QLabel *m_found;
};

/// The ids in a pasted text: one a line, quotes, commas and blanks around them dropped, or a JSON
/// array of strings; each once.
[[nodiscard]] std::vector<InstanceId> idsInText(const QString &text);

} // namespace hubdeck
