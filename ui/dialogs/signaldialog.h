// SPDX-License-Identifier: MIT
#pragma once

#include "ui/dialogs/actiondialog.h"

class QLineEdit;

namespace hubdeck {

class JsonEditor;
class Prompts;
class WhenField;

/// Asks for the operation and the input of a signal to an entity, and where the road can delay it,
/// when it is to be delivered.
class SignalDialog : public ActionDialog
{
    Q_OBJECT

public:
    /// `prompts` must outlive the dialog.
    SignalDialog(const EntityId &entity, const HubSession &session, Prompts &prompts,
                 QWidget *parent = nullptr);

    [[nodiscard]] EntitySignal signal() const;

private:
    void inputChanged();

    QString m_notPossible;
    QLineEdit *m_operation;
    JsonEditor *m_input;
    WhenField *m_when;
};

} // namespace hubdeck
