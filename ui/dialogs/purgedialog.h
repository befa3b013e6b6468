// SPDX-License-Identifier: MIT
#pragma once

#include "ui/dialogs/actiondialog.h"

class QLineEdit;

namespace hubdeck {

/// Shows what a purge of one or several instances deletes; active ones need a typed confirmation.
class PurgeDialog : public ActionDialog
{
    Q_OBJECT

public:
    PurgeDialog(const std::vector<SelectedInstance> &instances, const HubSession &session,
                QWidget *parent = nullptr);

    [[nodiscard]] InstanceAction action() const { return PurgeAction {}; }

    [[nodiscard]] std::vector<InstanceId> targets() const { return m_targets.ids(); }

private:
    void confirmationChanged();

    ActionTargets m_targets;
    QString m_expected; // what must be typed; empty: nothing
    QLineEdit *m_confirmation = nullptr;
};

} // namespace hubdeck
