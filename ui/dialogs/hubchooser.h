// SPDX-License-Identifier: MIT
#pragma once

#include "models/hubs/storageplace.h"
#include "services/azurestorage/storagehubs.h"

#include <QWidget>

#include <functional>
#include <memory>
#include <vector>

class QThreadPool;

namespace hubdeck {

/// Which hubs of an account are meant: looks into it, lists what is there to be ticked, takes a
/// name and a number of partitions. Part of StorageForm.
class HubChooser : public QWidget
{
    Q_OBJECT

public:
    /// Everything in a place's account and in its tracking store; called in a pool thread.
    using Contents
        = std::function<azurestorage::AccountContents(const StoragePlace &, std::stop_token)>;

    /// `pool` must outlive the chooser.
    HubChooser(Contents contents, QThreadPool &pool, QWidget *parent = nullptr);
    ~HubChooser() override;

    /// A hub that was found before: it may be chosen without a look when `isKnown`.
    void edit(const TaskHubName &hub, std::optional<int> partitions, bool isKnown);
    /// What a function app's folder says; empty: there is no folder any more. Takes the place of
    /// what an earlier one said, not of what a person entered.
    void suggest(const TaskHubName &hub, std::optional<int> partitions);
    /// Whether there is an account to look into.
    void setAccountGiven(bool given);
    /// Looks into the place's account and its tracking store.
    void look(const StoragePlace &place);
    [[nodiscard]] bool canLook() const;
    /// The account has answered, or said why it does not.
    [[nodiscard]] bool hasLooked() const;
    /// Drops what was found: it belongs to another account.
    void forget();

    [[nodiscard]] std::vector<TaskHubName> chosen() const;
    /// None: as the storage says.
    [[nodiscard]] std::optional<int> partitionCount() const;
    /// Why no hub is chosen, in words; empty when one is.
    [[nodiscard]] QString problem() const;
    /// The problem is obvious: something is not filled in yet.
    [[nodiscard]] bool isProblemQuiet() const;

signals:
    void changed();
    /// The list came or went.
    void resized();
    /// The person wants to know what is in the account.
    void lookRequested();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace hubdeck
