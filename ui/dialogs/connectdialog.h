// SPDX-License-Identifier: MIT
#pragma once

#include "services/connections/hubaddress.h"
#include "ui/dialogs/actiondialog.h"
#include "ui/dialogs/storageform.h"

#include <functional>
#include <memory>

namespace hubdeck {

/// What a person entered to reach a hub over HTTP, or hubs in a storage account.
struct ConnectionChoice
{
    enum class Road { Http, Storage };

    Road road = Road::Http;
    HubAddress address {}; // over HTTP
    std::vector<StoragePlace> storage {}; // the hubs in a storage account
    QString name; // shown in lists; the address's display name unless typed
    bool production = false;
    bool readOnly = false;
};

/// Connects to a hub over HTTP (see HttpForm) or to hubs in a storage account (see StorageForm),
/// under a name and with marks.
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
        /// For accounts; without StorageForm::Services::contents only HTTP is offered.
        StorageForm::Services storage {};
    };

    /// `pool` must outlive the dialog.
    ConnectDialog(Services services, QThreadPool &pool, QWidget *parent = nullptr);
    ~ConnectDialog() override;

    /// Shows an existing connection to be edited. The key stays what it was unless typed anew;
    /// `secretMissing`: it was not kept and is asked for again, first of all.
    void edit(const ConnectionChoice &choice, bool secretMissing = false);
    /// Says in title and heading whose connection is edited.
    void setHub(const QString &name);
    /// Offers storage accounts first.
    void showStorage();
    /// Valid once accepted.
    [[nodiscard]] ConnectionChoice choice() const;

protected:
    void showEvent(QShowEvent *event) override;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace hubdeck
