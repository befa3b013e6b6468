// SPDX-License-Identifier: MIT
#pragma once

#include "services/connections/hubaddress.h"
#include "ui/dialogs/actiondialog.h"

#include <functional>
#include <memory>

namespace hubdeck {

/// What a person entered to reach a hub over HTTP.
struct ConnectionChoice
{
    HubAddress address;
    QString name; // shown in lists; the address's display name unless typed
    bool production = false;
    bool readOnly = false;
};

/// Connects to a hub over HTTP: URL or pasted management link, key (memory only), hub name, app
/// connection, marks. *Test connection* reads one row and says in words what is wrong.
class ConnectDialog : public ActionDialog
{
    Q_OBJECT

public:
    struct Services
    {
        /// Makes a hub for a test; called in the GUI thread.
        std::function<std::shared_ptr<TaskHub>(const HubAddress &)> makeHub;
        /// True when this address with this hub name has answered before. None: never.
        std::function<bool(const HubAddress &)> hasAnswered;
    };

    /// `pool` must outlive the dialog.
    ConnectDialog(Services services, QThreadPool &pool, QWidget *parent = nullptr);
    ~ConnectDialog() override;

    /// Shows an existing connection to be edited. The key stays what it was unless typed anew.
    void edit(const ConnectionChoice &choice);
    /// Valid once accepted.
    [[nodiscard]] ConnectionChoice choice() const;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace hubdeck
