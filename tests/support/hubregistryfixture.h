// SPDX-License-Identifier: MIT
#pragma once

#include "models/activity/activitymodel.h"
#include "models/displaytext.h"
#include "models/hubs/hubregistry.h"
#include "scriptedhub.h"

#include <QTemporaryDir>
#include <QThreadPool>

namespace hubdeck::test {

/// A registry whose hubs are all one scripted hub and whose sandbox starts as told.
struct HubRegistryFixture
{
    ~HubRegistryFixture()
    {
        registry.closeAll();
        hub->release(-1);
        pool.waitForDone();
    }

    [[nodiscard]] static HubAddress address(const QString &host, const QString &taskHub = {},
                                            const QByteArray &key = {})
    {
        HubAddress made;
        made.base = QUrl(QStringLiteral("https://%1/runtime/webhooks/durabletask").arg(host));
        made.taskHub = TaskHubName(taskHub);
        made.key = Secret(key);
        return made;
    }

    [[nodiscard]] static HubInfo info(const QString &name)
    {
        HubInfo made;
        made.name = name;
        made.address = name;
        return made;
    }

    std::shared_ptr<ScriptedHub> hub = std::make_shared<ScriptedHub>();
    std::optional<TaskHubError> sandboxError;
    std::vector<StoragePlace> openedPlaces;
    azurestorage::AccountContents contents; // of every account
    QTemporaryDir folder;
    QThreadPool pool;
    TimeDisplay time;
    ActivityModel activity { time };
    HubRegistry registry { { .makeHub = [this](const HubAddress &) { return hub; },
                             .startSandbox =
                                 [this](const JobContext &) {
                                     if (sandboxError) {
                                         throw *sandboxError;
                                     }
                                     return address(QStringLiteral("sandbox"));
                                 },
                             .knownHubs = KnownHubs(folder.filePath(QStringLiteral("hubs.ini"))),
                             .makeStorageHub =
                                 [this](const StoragePlace &place) {
                                     openedPlaces.push_back(place);
                                     return hub;
                                 },
                             .accountContents
                             = [this](const StoragePlace &,
                                      const std::stop_token &) { return contents; } },
                           pool,
                           activity };
};

} // namespace hubdeck::test
