// SPDX-License-Identifier: MIT
#pragma once

#include "services/connections/hubaddress.h"

#include <QWidget>

#include <functional>
#include <memory>

class QThreadPool;

namespace hubdeck {

class TaskHub;

/// The part of the connect dialog for function apps: URL or pasted management link, key (memory
/// only), hub name, app connection. *Test connection* reads one row and says in words what is
/// wrong.
class HttpForm : public QWidget
{
    Q_OBJECT

public:
    struct Services
    {
        /// Makes a hub for a test; called in the GUI thread.
        std::function<std::shared_ptr<TaskHub>(const HubAddress &)> makeHub {};
        /// True when this address with this hub name has answered before. None: never.
        std::function<bool(const HubAddress &)> hasAnswered {};
    };

    /// `pool` must outlive the form.
    HttpForm(Services services, QThreadPool &pool, QWidget *parent = nullptr);
    ~HttpForm() override;

    /// Shows an existing address; its key stays what it was unless another is typed.
    void edit(const HubAddress &address);
    /// Where a key that is missing is given.
    [[nodiscard]] QWidget *keyField() const;
    /// What was entered; throws TaskHubError for what is no address.
    [[nodiscard]] HubAddress address() const;
    /// Why it cannot be connected, in words; empty when it can.
    [[nodiscard]] QString problem() const;
    /// The problem is obvious: something is not filled in yet.
    [[nodiscard]] bool isProblemQuiet() const;

signals:
    void changed();
    /// Its texts may need another height than before.
    void resized();

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace hubdeck
