// SPDX-License-Identifier: MIT
#pragma once

#include "services/taskhub/taskhub.h"

#include <condition_variable>
#include <deque>
#include <map>
#include <mutex>

namespace hubdeck::test {

/// A task hub in memory whose answers, failures and delays a test scripts. Every member may be
/// called from any thread; calls of the TaskHub interface block while hold() is in force and end
/// with ErrorKind::Cancelled when their stop token is set.
class ScriptedHub : public TaskHub
{
public:
    enum class Call {
        ListInstances,
        Instance,
        History,
        Start,
        Perform,
        Purge,
        ListEntities,
        EntityState,
        Parents,
        SignalEntity,
        DeleteEntity
    };

    /// One call that arrived, in order of arrival.
    struct Arrival
    {
        Call call;
        InstanceId id;
        std::optional<InstanceQuery> query;
        std::optional<InstanceAction> action;
        std::optional<StartRequest> start;
    };

    ScriptedHub();
    explicit ScriptedHub(std::vector<InstanceDetails> instances);
    ~ScriptedHub() override;

    /// `count` believable instances in id order `order-000000` …, created one second apart and
    /// ending at `newest`; the same for the same arguments.
    [[nodiscard]] static std::vector<InstanceDetails> generated(int count,
                                                                Instant newest = Instant::now());
    /// One instance with an empty payload; `status` decides whether it has ended.
    [[nodiscard]] static InstanceDetails made(const QString &id, const QString &name,
                                              RuntimeStatus status, Instant created,
                                              const QByteArray &customStatus = {});

    /// One page with these rows, as a hub would send them.
    [[nodiscard]] static InstancePage pageOf(const std::vector<InstanceDetails> &instances);

    // The script
    /// Before the hub is used. At first it has everything but what a running app over HTTP lacks
    /// too: health, deletion, cancelled starts, delays, clean-up; see UpkeepHub.
    void setCapabilities(const Capabilities &capabilities);
    void put(const InstanceDetails &instance); // adds or replaces
    void remove(const InstanceId &id);
    void setInstances(std::vector<InstanceDetails> instances);
    void setHistory(const InstanceId &id, const History &history);
    void putEntity(const EntityRow &entity);
    void setManagementUrls(std::vector<ManagementUrl> urls);
    /// Rows per page, 1000 at first; a query's smaller page size wins.
    void setPageSize(int rows);
    /// Empty pages with a token that come before the rows of each listing.
    void setEmptyPages(int pages);
    /// The listing never ends: empty pages follow the last row for ever.
    void setEndless(bool endless);
    /// Whether an accepted action changes the instance at once (the default) or leaves it as it
    /// was.
    void setActionsApply(bool apply);
    /// The next `times` calls of this kind fail with `error`; with `afterPages`, a listing gives
    /// that many pages first.
    void fail(Call call, const TaskHubError &error, int times = 1, int afterPages = 0);
    /// Calls block from now on (a listing before each page) until release().
    void hold();
    /// Lets `steps` blocked calls or pages through; -1: all, and holding ends.
    void release(int steps = -1);

    // What happened
    [[nodiscard]] std::vector<Arrival> arrivals() const;
    [[nodiscard]] int arrivalCount(Call call) const;
    [[nodiscard]] int pagesServed() const;
    /// Calls or pages that wait for release() now.
    [[nodiscard]] int waiting() const;
    [[nodiscard]] std::optional<InstanceDetails> stored(const InstanceId &id) const;

    // TaskHub
    [[nodiscard]] const Capabilities &capabilities() const override;
    void listInstances(const InstanceQuery &query, const ContinuationToken &from,
                       const PageSink &sink, std::stop_token stop) override;
    [[nodiscard]] InstanceDetails instance(const InstanceId &id, std::stop_token stop) override;
    [[nodiscard]] hubdeck::History history(const InstanceId &id, std::stop_token stop) override;
    StartedInstance start(const StartRequest &request, std::stop_token stop) override;
    ActionOutcome perform(const InstanceId &id, const InstanceAction &action,
                          std::stop_token stop) override;
    PurgeOutcome purge(const PurgeFilter &filter, std::stop_token stop) override;
    void listEntities(const EntityQuery &query, const ContinuationToken &from,
                      const EntityPageSink &sink, std::stop_token stop) override;
    [[nodiscard]] std::optional<Payload> entityState(const EntityId &id,
                                                     std::stop_token stop) override;
    /// The members `parent` of the instances.
    [[nodiscard]] std::vector<std::optional<InstanceId>> parents(const std::vector<InstanceId> &ids,
                                                                 std::stop_token stop) override;
    void signalEntity(const EntityId &id, const EntitySignal &signal,
                      std::stop_token stop) override;
    void deleteEntity(const EntityId &id, std::stop_token stop) override;
    [[nodiscard]] std::vector<ManagementUrl> managementUrls(const InstanceId &id) const override;

private:
    [[nodiscard]] static Capabilities ordinaryCapabilities();

    struct Failure
    {
        TaskHubError error;
        int times;
        int afterPages;
    };

    using Lock = std::unique_lock<std::mutex>;

    void enter(Lock &lock, Arrival arrival, const std::stop_token &stop);
    void waitForRelease(Lock &lock, const std::stop_token &stop);
    void throwIfScripted(Call call, int pages);
    [[nodiscard]] InstanceDetails &existing(const InstanceId &id);
    ActionOutcome apply(const InstanceId &id, const InstanceAction &action);
    [[nodiscard]] InstancePage page(const InstanceQuery &query, int step) const;

    mutable std::mutex m_mutex;
    std::condition_variable_any m_released;
    Capabilities m_capabilities = ordinaryCapabilities();
    std::map<InstanceId, InstanceDetails> m_instances;
    std::map<InstanceId, hubdeck::History> m_histories;
    std::vector<EntityRow> m_entities;
    std::vector<ManagementUrl> m_urls;
    std::map<Call, std::deque<Failure>> m_failures;
    std::vector<Arrival> m_arrivals;
    int m_pageSize = 1000;
    int m_emptyPages = 0;
    bool m_endless = false;
    bool m_actionsApply = true;
    bool m_held = false;
    int m_steps = 0;
    int m_waiting = 0;
    int m_pagesServed = 0;
    int m_started = 0;
};

} // namespace hubdeck::test
