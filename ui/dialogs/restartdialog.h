// SPDX-License-Identifier: MIT
#pragma once

#include "ui/dialogs/actiondialog.h"

class QRadioButton;

namespace hubdeck {

/// Asks whether to restart under a new id or the same, and says what is lost.
class RestartDialog : public ActionDialog
{
    Q_OBJECT

public:
    RestartDialog(const std::vector<SelectedInstance> &instances, const HubSession &session,
                  QWidget *parent = nullptr);

    [[nodiscard]] InstanceAction action() const;

    [[nodiscard]] std::vector<InstanceId> targets() const { return m_targets.ids(); }

private:
    void choiceChanged();

    ActionTargets m_targets;
    QRadioButton *m_newId;
    QRadioButton *m_sameId;
    QLabel *m_note;
};

} // namespace hubdeck
