// SPDX-License-Identifier: MIT
#pragma once

#include "ui/dialogs/actiondialog.h"

class QComboBox;

namespace hubdeck {

class JsonEditor;
class Prompts;

/// Asks for an event's name and data.
class RaiseEventDialog : public ActionDialog
{
    Q_OBJECT

public:
    /// `offeredNames`: event names that the histories and custom statuses mention, best first.
    /// `prompts` must outlive the dialog.
    RaiseEventDialog(const std::vector<SelectedInstance> &instances, const HubSession &session,
                     const QStringList &offeredNames, Prompts &prompts, QWidget *parent = nullptr);

    [[nodiscard]] InstanceAction action() const;

    [[nodiscard]] std::vector<InstanceId> targets() const { return m_targets.ids(); }

private:
    void inputChanged();

    ActionTargets m_targets;
    QComboBox *m_name;
    JsonEditor *m_data;
};

} // namespace hubdeck
