// SPDX-License-Identifier: MIT
#pragma once

#include "services/taskhub/entitycleaning.h"
#include "ui/dialogs/actiondialog.h"

#include <memory>

namespace hubdeck {

/// Cleans entity storage: looks for empty entities and orphaned locks, shows what it found, and is
/// accepted with it.
class CleanEntitiesDialog : public ActionDialog
{
    Q_OBJECT

public:
    /// `session` must outlive the dialog.
    explicit CleanEntitiesDialog(HubSession &session, QWidget *parent = nullptr);
    ~CleanEntitiesDialog() override;

    /// What the preview found: what is to be done once accepted.
    [[nodiscard]] const EntityCleaning &cleaning() const noexcept;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace hubdeck
