// SPDX-License-Identifier: MIT
#pragma once

#include "ui/dialogs/actiondialog.h"

#include <functional>

class QLineEdit;

namespace hubdeck {

/// Asks for a name.
class NameDialog : public ActionDialog
{
    Q_OBJECT

public:
    struct Words
    {
        QString title;
        QString heading;
        QString accept;
    };

    /// `noteFor` tells what taking a name would do, such as replace another; may be empty.
    NameDialog(const Words &words, const QString &name,
               const std::function<QString(const QString &)> &noteFor, QWidget *parent = nullptr);

    [[nodiscard]] QString name() const;

private:
    void inputChanged();

    std::function<QString(const QString &)> m_noteFor;
    QLineEdit *m_name;
    QLabel *m_note;
};

} // namespace hubdeck
