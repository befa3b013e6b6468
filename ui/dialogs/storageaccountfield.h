// SPDX-License-Identifier: MIT
#pragma once

#include "models/hubs/storageplace.h"

#include <QWidget>

#include <functional>
#include <memory>

namespace hubdeck {

class Prompts;

/// How a storage account is opened: by connection string, as the local emulator, by name with the
/// Azure CLI's sign-in, or as a function app's folder says. Shows the tracking store that a hub
/// there has. Part of StorageForm.
class StorageAccountField : public QWidget
{
    Q_OBJECT

public:
    struct Services
    {
        /// The hub that a function app's folder names; called in the GUI thread.
        std::function<StoragePlace(const QString &folder)> placeOfFolder {};
        /// Asks for the folder; may be null: then it is typed.
        Prompts *prompts = nullptr;
    };

    enum class Way { ConnectionString, Emulator, AccountName, Folder };

    explicit StorageAccountField(Services services, QWidget *parent = nullptr);
    ~StorageAccountField() override;

    /// Shows an existing place. What is not entered anew stays what it was: the secrets, other
    /// endpoints than the usual ones, the tracking store.
    void edit(const StoragePlace &place);
    /// Where the secret that is missing first is given; null: none is missing.
    [[nodiscard]] QWidget *secretField() const;
    [[nodiscard]] Way way() const;
    [[nodiscard]] bool isFilledIn() const;
    /// The account, and what is known of the hub besides; throws TaskHubError saying what is wrong
    /// with what was entered.
    [[nodiscard]] StoragePlace place() const;
    /// Why there is no place(), in words; empty when there is one or nothing is filled in.
    [[nodiscard]] QString problem() const;

signals:
    /// Maybe another account than before.
    void changed();
    /// Fields came or went.
    void resized();
    /// A whole account was given at once, by a paste or a choice: it can be looked into.
    void pasted();

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace hubdeck
