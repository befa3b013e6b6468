// SPDX-License-Identifier: MIT
#pragma once

#include "services/taskhub/actions.h"
#include "services/taskhub/capabilities.h"
#include "services/taskhub/history.h"
#include "services/taskhub/instance.h"
#include "services/taskhub/instancepage.h"
#include "services/taskhub/query.h"
#include "services/taskhub/taskhuberror.h"

#include <functional>
#include <stop_token>

namespace hubdeck {

enum class SinkAnswer { Continue, Stop };
/// Takes one page; called in the caller's thread, in order.
using PageSink = std::function<SinkAnswer(InstancePage &&)>;
using EntityPageSink = std::function<SinkAnswer(EntityPage &&)>;

/// One task hub, whatever the road to it (architecture.md, The centre). Every call blocks: off the GUI thread only. Thread-safe.
/// Throws TaskHubError; a set stop token ends any call with ErrorKind::Cancelled.
class TaskHub
{
public:
    virtual ~TaskHub();

    /// What this hub can do; the same for the hub's life.
    [[nodiscard]] virtual const Capabilities &capabilities() const = 0;

    /// Calls `sink` for every page in order until it answers Stop, the query ends or `stop` is set. The next page is asked for as
    /// soon as its token is known, while `sink` still works on this one.
    virtual void listInstances(const InstanceQuery &query, const ContinuationToken &from, const PageSink &sink, std::stop_token stop) = 0;

    /// Payloads included, wherever they are stored. NotFound when there is none.
    [[nodiscard]] virtual InstanceDetails instance(const InstanceId &id, std::stop_token stop) = 0;

    /// History of the current execution with inputs and results, and the status read with it.
    [[nodiscard]] virtual History history(const InstanceId &id, std::stop_token stop) = 0;

    /// Sent once. With StartRequest::wait it returns when the instance ended or the time is over.
    virtual StartedInstance start(const StartRequest &request, std::stop_token stop) = 0;

    /// Sent once; returns when the hub has accepted it, which is before it happens.
    virtual ActionOutcome perform(const InstanceId &id, const InstanceAction &action, std::stop_token stop) = 0;

    /// Sent once, only when problemWithPurge() finds nothing. Deletes every matching instance of the window, entities included.
    virtual PurgeOutcome purge(const PurgeFilter &filter, std::stop_token stop) = 0;

    /// Reads the instance again and again until it is terminal or `timeout` has passed; gives the last state read.
    [[nodiscard]] virtual InstanceDetails waitForCompletion(const InstanceId &id, std::chrono::milliseconds timeout, std::stop_token stop);

    virtual void listEntities(const EntityQuery &query, const ContinuationToken &from, const EntityPageSink &sink, std::stop_token stop) = 0;

    /// The state's JSON text; nullopt when the entity does not exist.
    [[nodiscard]] virtual std::optional<Payload> entityState(const EntityId &id, std::stop_token stop) = 0;

    /// Sent once; accepted whether or not the entity exists.
    virtual void signalEntity(const EntityId &id, const EntitySignal &signal, std::stop_token stop) = 0;

    /// Signals `delete`; the entity's class decides (durable-http-api.md §6.4).
    virtual void deleteEntity(const EntityId &id, std::stop_token stop) = 0;

    /// The management addresses of an instance, without a key; no request is made. Empty where the road has none.
    [[nodiscard]] virtual std::vector<ManagementUrl> managementUrls(const InstanceId &id) const = 0;

protected:
    TaskHub() = default;
    Q_DISABLE_COPY_MOVE(TaskHub)
};

} // namespace hubdeck
