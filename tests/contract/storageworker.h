// SPDX-License-Identifier: MIT
#pragma once

#include "services/azurestorage/storagevalues.h"
#include "services/taskhub/instant.h"
#include "storageaccountfixture.h"

#include <QJsonObject>

#include <map>
#include <thread>

namespace hubdeck::test {

/// A worker for tests: takes the messages of a hub's only control queue and writes rows as a
/// Durable Functions app with the functions of the contract would (Echo, HelloSequence, Approval,
/// FlakyJob, Throws and the entity Counter). It keeps its orchestrations in memory, knows neither
/// timers nor large payloads, and is alone on its hub.
class StorageWorker
{
public:
    /// Makes the hub's tables, queues and container; `account` must outlive it.
    StorageWorker(StorageAccountFixture &account, const QString &hub);
    ~StorageWorker();

private:
    Q_DISABLE_COPY_MOVE(StorageWorker)

    struct Run
    {
        QString id;
        QString executionId;
        QString name;
        QString input; // null for none
        int rows = 0; // of its history
        int events = 0; // its last event id
        bool waits = false; // for Approve
        bool suspended = false;
        std::vector<QJsonObject> kept; // events that came while it was suspended
    };

    struct Entity
    {
        QString state; // null: does not exist
        bool suspended = false;
        std::vector<QJsonObject> kept;
    };

    void work(const std::stop_token &stop);
    bool takeMessages();
    /// False when the message is to be delivered again.
    bool handle(const QByteArray &envelope);
    bool begin(const QString &id, const QJsonObject &event);
    void advance(Run &run, const QJsonObject &event);
    void wake(Run &run);
    void advanceEntity(const QString &id, const QJsonObject &event);
    void operate(Entity &entity, const QJsonObject &event);

    void greet(Run &run);
    void failFirst(Run &run);
    void complete(Run &run, const QString &status, const QString &output,
                  const QString &failure = {});
    void addEvent(Run &run, const QString &type,
                  std::vector<azurestorage::TableProperty> columns = {});
    int schedule(Run &run, const QString &activity);
    void writeSentinel(const Run &run);
    void writeStatus(const QString &id, std::vector<azurestorage::TableProperty> columns);
    void writeEntity(const QString &id, const Entity &entity);
    void dropHistory(const QString &id);

    StorageAccountFixture &m_account;
    const azurestorage::HubNames m_names;
    std::map<QString, Run> m_runs;
    std::map<QString, Entity> m_entities;
    std::jthread m_thread; // the last: it uses all of the above
};

} // namespace hubdeck::test
