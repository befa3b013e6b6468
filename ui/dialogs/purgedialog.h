// SPDX-License-Identifier: MIT
#pragma once

#include "ui/dialogs/actiondialog.h"

namespace hubdeck {

class Confirmation;

/// Shows what a purge of one or several instances deletes, with counts by status. Active ones, many
/// ones and those of a production hub need a typed confirmation.
class PurgeDialog : public ActionDialog
{
    Q_OBJECT

public:
    PurgeDialog(const std::vector<SelectedInstance> &instances, const HubSession &session,
                QWidget *parent = nullptr);

    [[nodiscard]] InstanceAction action() const { return PurgeAction {}; }

    [[nodiscard]] std::vector<InstanceId> targets() const { return m_targets.ids(); }

private:
    void addCounts();
    void addNotes();
    void confirmationChanged();

    ActionTargets m_targets;
    Confirmation *m_confirmation;
};

} // namespace hubdeck
