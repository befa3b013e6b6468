// SPDX-License-Identifier: MIT
#include "app/cli/storagechoice.h"

#include "app/cli/commandline.h"
#include "app/cli/hubchoice.h"
#include "app/cli/savedconnection.h"
#include "models/hubs/placecontents.h"
#include "services/azurestorage/tokensource.h"
#include "services/connections/connectionstring.h"
#include "services/connections/functionappstorage.h"
#include "services/taskhub/taskhuberror.h"

#include <QCoreApplication>
#include <QFile>

#include <algorithm>

namespace hubdeck::cli {

namespace {

using namespace Qt::Literals::StringLiterals;
using namespace azurestorage;

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(StorageChoice)
};

/// What only the HTTP road understands.
void refuseHttpOptions(const CommandLine &line)
{
    for (const QString &option :
         { u"url"_s, u"key-file"_s, u"app-connection"_s, u"insecure-http"_s }) {
        if (line.has(option)) {
            throw UsageError(
                Words::tr("--%1 belongs to the road over HTTP; leave it or the storage away.")
                    .arg(option));
        }
    }
    if (line.has(u"new-hub-ok"_s)) {
        throw UsageError(
            Words::tr("--new-hub-ok is of no use on storage: nothing is created there."));
    }
}

QString contentOf(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        throw UsageError(
            Words::tr("The storage file '%1' cannot be read: %2").arg(path, file.errorString()));
    }
    constexpr qint64 limit = 65536;
    return QString::fromUtf8(file.read(limit)).trimmed();
}

StorageAccount accountFrom(const CommandLine &line)
{
    if (line.has(u"emulator"_s)) {
        return emulatorAccount();
    }
    if (line.has(u"account"_s)) {
        const QString name = line.value(u"account"_s);
        if (!isAccountName(name)) { // not repeated: it may be a connection string
            throw UsageError(Words::tr("--account takes the name of a storage account: 3 to 24 "
                                       "lower-case letters and digits. A connection string goes "
                                       "into HUBDECK_STORAGE or --storage-file."));
        }
        return accountNamed(name, TokenCredential { usualTokenSource() });
    }
    if (line.has(u"storage-file"_s)) {
        return parseConnectionString(contentOf(line.value(u"storage-file"_s)));
    }
    const QString environment = qEnvironmentVariable("HUBDECK_STORAGE");
    if (environment.trimmed().isEmpty()) {
        throw UsageError(Words::tr(
            "Which account? Put its connection string into HUBDECK_STORAGE or give --storage-file "
            "FILE, name it with --account NAME for a token, or use --emulator."));
    }
    return parseConnectionString(environment);
}

StorageChoice projectChoice(const CommandLine &line)
{
    const FunctionAppStorage storage = functionAppStorage(chosenProject(line), usualTokenSource());
    StorageChoice choice;
    choice.account = storage.account;
    choice.hub = storage.hubName;
    choice.projectPartitions = storage.partitionCount;
    choice.options.trackingStore = storage.trackingStore;
    return choice;
}

/// The account with the key or signature that the environment or --storage-file gives.
StorageAccount openedAgain(const StorageAccount &saved, const CommandLine &line)
{
    if (!isOpenedBySecret(saved)) {
        return saved;
    }
    const bool isGiven
        = line.has(u"storage-file"_s) || !qgetenv("HUBDECK_STORAGE").trimmed().isEmpty();
    if (isGiven) {
        const StorageAccount given = accountFrom(line);
        if (isSameAccount(given, saved)) {
            return given;
        }
    }
    throw UsageError(
        Words::tr("The connection '%1' needs the connection string of the account %2 again, which "
                  "is never saved: put it into HUBDECK_STORAGE or into a file for --storage-file.")
            .arg(line.value(u"profile"_s), saved.displayName()));
}

StorageChoice savedChoice(const CommandLine &line)
{
    const HubRegistry::Entry entry = savedConnection(line);
    if (!entry.storage) {
        throw UsageError(Words::tr("The connection '%1' goes over HTTP; '%2' with --storage or "
                                   "--emulator goes straight to a storage account.")
                             .arg(line.value(u"profile"_s), line.verb()->name));
    }
    const StoragePlace &place = *entry.storage;
    StorageChoice choice;
    choice.account = openedAgain(place.account, line);
    choice.hub = place.hub;
    if (line.has(u"hub"_s)
        && line.value(u"hub"_s).compare(place.hub.text(), Qt::CaseInsensitive) != 0) {
        return choice; // of another hub of the account nothing was saved
    }
    choice.options.partitionCount = place.partitionCount;
    choice.options.trackingStore = place.trackingStore;
    if (choice.options.trackingStore) {
        choice.options.trackingStore->account
            = openedAgain(choice.options.trackingStore->account, line);
    }
    return choice;
}

QString listed(const std::vector<FoundHub> &hubs)
{
    QStringList names;
    for (const FoundHub &hub : hubs) {
        names += hub.name.text();
    }
    return names.join(u", "_s);
}

TaskHubName onlyHub(const StorageChoice &choice, const std::vector<FoundHub> &hubs)
{
    if (hubs.empty()) {
        throw TaskHubError(
            ErrorKind::NotFound,
            Words::tr("There is no task hub in the account %1.").arg(choice.account.displayName()));
    }
    if (hubs.size() == 1) {
        return hubs.front().name;
    }
    // What a deletion or another program left beside a hub makes nobody give its name
    const auto complete = std::ranges::find_if(hubs, &FoundHub::isComplete);
    if (complete == hubs.end() || std::ranges::count_if(hubs, &FoundHub::isComplete) > 1) {
        throw UsageError(Words::tr("Which hub? Give --hub NAME; the account %1 has %2.")
                             .arg(choice.account.displayName(), listed(hubs)));
    }
    return complete->name;
}

bool isPartitionCountCertain(AzureStorageHub &hub, const std::stop_token &stop)
{
    try {
        return hub.partitionCount(stop).isCertain;
    } catch (const TaskHubError &error) {
        if (error.kind == ErrorKind::Cancelled) {
            throw;
        }
    }
    return false; // an action asks again and says what is wrong
}

} // namespace

bool wantsStorage(const CommandLine &line)
{
    return line.has(u"storage"_s) || line.has(u"storage-file"_s) || line.has(u"account"_s)
        || line.has(u"emulator"_s) || (line.has(u"profile"_s) && savedConnection(line).storage);
}

StorageChoice chosenStorage(const CommandLine &line)
{
    if (!wantsStorage(line)) {
        throw UsageError(Words::tr("'%1' needs the storage road: give --storage or --emulator.")
                             .arg(line.verb()->name));
    }
    refuseHttpOptions(line);
    QStringList ways;
    for (const QString &option :
         { u"profile"_s, u"emulator"_s, u"account"_s, u"storage-file"_s, u"project"_s }) {
        // With a saved connection the file brings the key
        if (line.has(option) && !(option == u"storage-file" && line.has(u"profile"_s))) {
            ways += u"--"_s + option;
        }
    }
    if (ways.size() > 1) {
        throw UsageError(Words::tr("%1 exclude each other.").arg(ways.join(u", "_s)));
    }
    StorageChoice choice;
    if (line.has(u"project"_s)) {
        choice = projectChoice(line);
    } else if (line.has(u"profile"_s)) {
        choice = savedChoice(line);
    } else {
        choice.account = accountFrom(line);
    }
    if (line.has(u"hub"_s)) {
        choice.hub = TaskHubName(line.value(u"hub"_s));
    }
    if (line.has(u"partition-count"_s)) {
        choice.options.partitionCount = line.number(u"partition-count"_s, 1, 0);
        if (*choice.options.partitionCount > HubNames::maxPartitions) {
            throw UsageError(Words::tr("--partition-count takes a number from 1 to 16."));
        }
    }
    if (line.has(u"hub"_s) || line.has(u"project"_s) || line.has(u"profile"_s)) {
        if (const QString problem = problemWithStorageHubName(choice.hub.text());
            !problem.isEmpty()) {
            throw UsageError(problem);
        }
    }
    return choice;
}

AccountContents contentsOf(const StorageChoice &choice, HttpClient &http,
                           const std::stop_token &stop)
{
    return hubdeck::contentsOf(
        choice.account, choice.options.trackingStore, [&](const StorageAccount &account) {
            return StorageHubs(account, http, choice.options.storage).contents(stop);
        });
}

TaskHubName existingHub(const StorageChoice &choice, HttpClient &http, const std::stop_token &stop)
{
    AccountContents contents;
    try {
        contents = contentsOf(choice, http, stop);
    } catch (const TaskHubError &error) {
        // Listing takes a right of its own; without it a named hub shows by itself whether it is
        // there
        if (error.kind != ErrorKind::Forbidden || choice.hub.isEmpty()) {
            throw;
        }
        return choice.hub;
    }
    const std::vector<FoundHub> hubs = findHubs(contents.listing);
    if (choice.hub.isEmpty()) {
        return onlyHub(choice, hubs);
    }
    const auto found = std::ranges::find_if(hubs, [&](const FoundHub &hub) {
        return hub.name.text().compare(choice.hub.text(), Qt::CaseInsensitive) == 0;
    });
    if (found != hubs.end()) {
        return nameToOpen(*found, choice.hub);
    }
    if (!contents.problems.isEmpty()) {
        return choice.hub;
    }
    const QString others = hubs.empty() ? Words::tr("It has no task hub at all.")
                                        : Words::tr("It has %1.").arg(listed(hubs));
    throw TaskHubError(
        ErrorKind::NotFound,
        Words::tr("There is no task hub '%1' in the account %2; nothing was created. %3")
            .arg(choice.hub.text(), choice.account.displayName(), others));
}

std::unique_ptr<AzureStorageHub> openHub(const StorageChoice &choice, HttpClient &http,
                                         const std::stop_token &stop)
{
    auto hub = std::make_unique<AzureStorageHub>(choice.account, choice.hub, http, choice.options);
    if (!choice.projectPartitions || choice.options.partitionCount
        || isPartitionCountCertain(*hub, stop)) {
        return hub;
    }
    AzureStorageHubOptions options = choice.options;
    options.partitionCount = choice.projectPartitions;
    return std::make_unique<AzureStorageHub>(choice.account, choice.hub, http, options);
}

} // namespace hubdeck::cli
