// SPDX-License-Identifier: MIT
#pragma once

#include "services/azurestorage/azurestoragehub.h"
#include "services/azurestorage/storagehubs.h"
#include "services/taskhub/identifiers.h"

namespace hubdeck::cli {

class CommandLine;

/// An account on the storage road, and the hub in it that was named.
struct StorageChoice
{
    azurestorage::StorageAccount account;
    TaskHubName hub; // empty: none was named
    azurestorage::AzureStorageHubOptions options;
    /// host.json's, for a hub whose storage does not tell it for certain.
    std::optional<int> projectPartitions;
};

/// True when an option asks for the storage road (command-line.md, Which hub).
[[nodiscard]] bool wantsStorage(const CommandLine &line);

/// The account that --storage, --storage-file, --account, --emulator, --profile or --project
/// with --storage name, and the environment; nothing is sent. Throws UsageError; TaskHubError for
/// connection strings and files that cannot be used. Neither repeats a secret.
[[nodiscard]] StorageChoice chosenStorage(const CommandLine &line);

/// All that is in the account of a choice and in its tracking store.
[[nodiscard]] azurestorage::AccountContents
contentsOf(const StorageChoice &choice, HttpClient &http, const std::stop_token &stop);

/// The hub of the choice as the account spells it; without a name the only one, or the only
/// whole one. Creates nothing.
/// Throws UsageError when there are several, NotFound when there is none of that name; both name
/// the hubs that there are. What may not be listed is taken for there.
[[nodiscard]] TaskHubName existingHub(const StorageChoice &choice, HttpClient &http,
                                      const std::stop_token &stop);

/// The hub of the choice, which must exist. Where its storage leaves the partition count open, the
/// project's is taken.
[[nodiscard]] std::unique_ptr<AzureStorageHub>
openHub(const StorageChoice &choice, HttpClient &http, const std::stop_token &stop);

} // namespace hubdeck::cli
