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

class Prompts;

/// The part of the connect dialog for storage accounts: how the account is opened (see
/// StorageAccountField) and which of its hubs are meant (see HubChooser). Looks into the account
/// before anything is connected.
class StorageForm : public QWidget
{
    Q_OBJECT

public:
    struct Services
    {
        /// Everything in a place's account and in its tracking store; called in a pool thread.
        std::function<azurestorage::AccountContents(const StoragePlace &, std::stop_token)>
            contents {};
        /// The hub that a function app's folder names; called in the GUI thread.
        std::function<StoragePlace(const QString &folder)> placeOfFolder {};
        /// Asks for the folder; may be null: then it is typed.
        Prompts *prompts = nullptr;
    };

    /// `pool` must outlive the form.
    StorageForm(Services services, QThreadPool &pool, QWidget *parent = nullptr);
    ~StorageForm() override;

    /// Shows an existing place; `secretMissing`: a secret of it must be given again, and the
    /// account be looked into.
    void edit(const StoragePlace &place, bool secretMissing);
    /// Where a secret that is missing is given; null: none is missing.
    [[nodiscard]] QWidget *secretField() const;
    /// What was chosen; empty while there is a problem.
    [[nodiscard]] std::vector<StoragePlace> places() const;
    /// Why it cannot be connected, in words; empty when it can.
    [[nodiscard]] QString problem() const;
    /// The problem is obvious: something is not filled in yet.
    [[nodiscard]] bool isProblemQuiet() const;

signals:
    void changed();
    /// Fields came or went: another height is needed.
    void resized();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace hubdeck
