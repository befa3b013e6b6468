// SPDX-License-Identifier: MIT
#pragma once

#include "models/activity/purgeplan.h"
#include "models/job.h"
#include "ui/dialogs/actiondialog.h"

#include <memory>

class QCheckBox;
class QDateTimeEdit;
class QLineEdit;
class QTreeWidget;

namespace hubdeck {

class TimeDisplay;

/// Purge by filter: statuses, from, to, id prefix; lists what matches before anything can be sent
/// (architecture.md, Purge by filter).
class PurgeFilterDialog : public ActionDialog
{
    Q_OBJECT

public:
    /// Starts from `query` (the query bar's). All references must outlive the dialog.
    PurgeFilterDialog(HubSession &session, const TimeDisplay &time, const InstanceQuery &query,
                      QWidget *parent = nullptr);
    ~PurgeFilterDialog() override;

    /// What to purge; to be handed to ActionRunner::purge(). Valid once accepted.
    [[nodiscard]] const PurgePlan &plan() const noexcept { return m_plan; }

private:
    class Private;
    std::unique_ptr<Private> d;
    PurgePlan m_plan;
};

} // namespace hubdeck
