// SPDX-License-Identifier: MIT
#pragma once

#include "ui/dialogs/actiondialog.h"

class QLineEdit;

namespace hubdeck {

/// Asks for the reason of Terminate, Suspend, Resume or Rewind, says what the hub will store of it
/// and which instances it concerns.
class ReasonDialog : public ActionDialog
{
    Q_OBJECT

public:
    /// `kind` is one of the four.
    ReasonDialog(ActionKind kind, const std::vector<SelectedInstance> &instances,
                 const HubSession &session, QWidget *parent = nullptr);

    [[nodiscard]] InstanceAction action() const;

    /// Those of the instances that it can be done to.
    [[nodiscard]] std::vector<InstanceId> targets() const { return m_targets.ids(); }

private:
    void addNotes();
    void reasonChanged();

    ActionKind m_kind;
    bool m_showsScheduledStarts;
    ActionTargets m_targets;
    QLineEdit *m_reason;
    QLabel *m_effect;
};

} // namespace hubdeck
