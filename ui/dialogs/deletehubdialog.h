// SPDX-License-Identifier: MIT
#pragma once

#include "services/taskhub/hubdeletion.h"
#include "ui/dialogs/actiondialog.h"

#include <memory>
#include <optional>

namespace hubdeck {

/// Deletes a task hub: lists every queue, container and table with its count, asks for the hub's
/// name, refuses while workers hold leases unless forced, deletes with progress and tells what is
/// left. Accepted when everything is gone; what is left can be deleted once more.
class DeleteHubDialog : public ActionDialog
{
    Q_OBJECT

public:
    /// `session` must outlive the dialog. Asks the hub what there is at once.
    explicit DeleteHubDialog(HubSession &session, QWidget *parent = nullptr);
    ~DeleteHubDialog() override;

    /// What the last deletion did; none when there was none.
    [[nodiscard]] const std::optional<HubDeletionOutcome> &outcome() const noexcept;
    /// Why the last deletion ended early; none when it did not.
    [[nodiscard]] const std::optional<TaskHubError> &error() const noexcept;

    /// Starts deleting; the dialog is accepted when nothing is left.
    void accept() override;
    /// Stops deleting after the request that is under way; otherwise closes.
    void reject() override;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace hubdeck
