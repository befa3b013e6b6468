// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

class QDialog;
class QWidget;

namespace hubdeck {

/// Every question that stops a person: the only place with exec(). Tests replace it by a scripted
/// one (study 1.3). GUI thread.
class Prompts
{
public:
    virtual ~Prompts();

    /// Runs a dialog; true when it was accepted.
    [[nodiscard]] virtual bool run(QDialog &dialog);
    /// A file to write; empty when the person cancels. Asks before overwriting.
    [[nodiscard]] virtual QString saveFileName(QWidget *parent, const QString &title,
                                               const QString &suggestion, const QString &filter);
    [[nodiscard]] virtual QString openFileName(QWidget *parent, const QString &title,
                                               const QString &filter);
    /// A yes-or-no question whose yes-button is labelled `yes`; false is the default.
    [[nodiscard]] virtual bool confirm(QWidget *parent, const QString &title, const QString &text,
                                       const QString &yes);
};

} // namespace hubdeck
