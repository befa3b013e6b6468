// SPDX-License-Identifier: MIT
#include "services/azurestorage/entitystore.h"

#include "services/azurestorage/continuationtokens.h"
#include "services/azurestorage/entityrows.h"
#include "services/azurestorage/hubstore.h"
#include "services/azurestorage/inparallel.h"
#include "services/azurestorage/instancepurger.h"
#include "services/azurestorage/instancerows.h"
#include "services/azurestorage/storagefilters.h"
#include "services/json/jsonvalidator.h"

#include <QCoreApplication>

#include <algorithm>
#include <map>

namespace hubdeck::azurestorage {

using namespace Qt::Literals::StringLiterals;

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(hubdeck::EntityStore)
};

void refuse(const QString &why)
{
    throw TaskHubError(ErrorKind::InvalidInput, why);
}

void refuseSignal(const EntityId &id, const EntitySignal &signal)
{
    if (id.name.isEmpty()) {
        refuse(Words::tr("Give the name of the entity's class."));
    }
    if (id.name.contains(u'@')) {
        refuse(Words::tr("“%1” cannot be the name of an entity's class: it has an @ in it.")
                   .arg(id.name));
    }
    if (signal.operation.isEmpty()) {
        refuse(Words::tr("Give the name of the operation."));
    }
    if (signal.input) {
        if (const auto problem = json::validate(*signal.input)) {
            refuse(Words::tr("The input is no JSON: %1").arg(problem->describe()));
        }
    }
}

} // namespace

StoredEntity EntityStore::entityOf(const TableRow &row, bool withState,
                                   const std::stop_token &stop) const
{
    const StoredInstance stored = readInstance(row, m_store.names);
    if (!withState) {
        return readEntity(stored, {});
    }
    bool isLost = false;
    const QString text = m_store.shownText(stored.input, stop, &isLost);
    StoredEntity entity = readEntity(stored, text);
    if (isLost) {
        entity.state = payloadAt(stored.input, text);
    }
    return entity;
}

void EntityStore::listEntities(const EntityQuery &query, const ContinuationToken &from,
                               const EntityPageSink &sink, const std::stop_token &stop) const
{
    constexpr int largestPage = 1000;
    if (query.pageSize < 1 || query.pageSize > largestPage) {
        refuse(Words::tr("A page has 1 to 1000 rows."));
    }
    const TableContinuation start = continuationOf(from);
    const TableQuery asked { filterOf(query, m_store.sharedTableHub),
                             query.fetchState ? entityColumns() : listColumns(), query.pageSize };
    const auto pass = [&](const TablePage &received) {
        throwIfStopped(stop);
        std::vector<StoredEntity> entities(received.rows.size());
        inParallel(
            entities.size(), query.fetchState ? m_store.options.parallelRequests : 1,
            [&](size_t i) { entities[i] = entityOf(received.rows[i], query.fetchState, stop); });
        EntityPage page;
        page.next = tokenOf(received.next);
        for (size_t i = 0; i < entities.size(); ++i) {
            const bool isShown = entities[i].exists || entities[i].malformed;
            if (isShown && matches(query, received.rows[i])) {
                page.rows.push_back(entityRow(entities[i], query.fetchState));
            }
        }
        throwIfStopped(stop);
        return sink(std::move(page)) == SinkAnswer::Continue;
    };
    m_store.readInstances(asked, start, pass, stop);
    throwIfStopped(stop);
}

std::optional<Payload> EntityStore::entityState(const EntityId &id,
                                                const std::stop_token &stop) const
{
    const auto row = m_store.findInstance(id.instanceId(), stop);
    if (!row) {
        return std::nullopt;
    }
    const StoredEntity entity = readEntity(readInstance(*row, m_store.names),
                                           m_store.text(inputPlace(*row, m_store.names), stop));
    if (entity.malformed) {
        throw TaskHubError(
            ErrorKind::Malformed,
            Words::tr("The state of %1 cannot be read: what its row holds is damaged.")
                .arg(id.instanceId().text()));
    }
    return entity.exists ? entity.state : std::nullopt;
}

void EntityStore::signalEntity(const EntityId &id, const EntitySignal &signal,
                               const std::stop_token &stop) const
{
    refuseSignal(id, signal);
    throwIfStopped(stop);
    SignalValues values;
    values.entity = id;
    values.operation = signal.operation;
    if (signal.input) {
        values.input = QString::fromUtf8(signal.input->trimmed());
    }
    values.requestId = QUuid::createUuid();
    const MessageStamp stamp = m_store.stamp();
    if (signal.due && *signal.due > stamp.now) {
        values.due = signal.due;
    }
    m_store.post(signalMessage(values, stamp), stop);
}

QString EntityStore::whyOrphaned(const QString &owner, const std::stop_token &stop) const
{
    const auto row = m_store.findInstance(InstanceId(owner), stop,
                                          { u"PartitionKey"_s, u"RowKey"_s, u"RuntimeStatus"_s });
    if (!row) {
        return Words::tr("not there any more");
    }
    const RuntimeStatus status = RuntimeStatus::fromName(row->text(u"RuntimeStatus"));
    return status.isTerminal() ? status.name() : QString();
}

EntityCleaning EntityStore::entitiesToClean(const EntityCleaningQuery &query,
                                            const std::stop_token &stop) const
{
    EntityQuery all;
    all.name = query.name;
    EntityCleaning found;
    found.reorderWindow = query.reorderWindow;
    std::map<QString, QString> owners; // one owner often holds many locks
    const auto look = [&](const TableRow &row) {
        throwIfStopped(stop);
        ++found.looked;
        const StoredEntity entity = entityOf(row, true, stop);
        if (query.removeEmpty && isRemovable(entity, m_store.now(), query.reorderWindow)) {
            found.empty.push_back(entity.id);
        }
        if (!query.releaseLocks || entity.lockedBy.isEmpty()) {
            return;
        }
        const auto [known, isNew] = owners.try_emplace(entity.lockedBy);
        if (isNew) {
            known->second = whyOrphaned(entity.lockedBy, stop);
        }
        if (!known->second.isEmpty()) {
            found.locks.push_back({ entity.id, InstanceId(entity.lockedBy), known->second });
        }
    };
    const auto pass = [&](const TablePage &page) {
        for (const TableRow &row : page.rows) {
            if (matches(all, row)) {
                look(row);
            }
        }
        return true;
    };
    m_store.readInstances({ filterOf(all, m_store.sharedTableHub), entityColumns(), 0 }, {}, pass,
                          stop);
    return found;
}

bool EntityStore::removeIfEmpty(const EntityId &id, std::chrono::minutes reorderWindow,
                                const std::stop_token &stop) const
{
    const auto row = m_store.findInstance(id.instanceId(), stop);
    if (!row || !isRemovable(entityOf(*row, true, stop), m_store.now(), reorderWindow)) {
        return false;
    }
    try {
        InstancePurger(m_store).remove(id.instanceId(), *row, row->etag, stop);
    } catch (const TaskHubError &error) {
        if (!isChangedRow(error)) {
            throw;
        }
        return false; // it came back to life
    }
    return true;
}

bool EntityStore::releaseIfOrphaned(const OrphanedLock &lock, const std::stop_token &stop) const
{
    const auto row = m_store.findInstance(lock.entity.instanceId(), stop);
    if (!row || entityOf(*row, true, stop).lockedBy != lock.owner.text()
        || whyOrphaned(lock.owner.text(), stop).isEmpty()) {
        return false;
    }
    m_store.post(releaseMessage(lock.entity, lock.owner, m_store.stamp()), stop);
    return true;
}

EntityCleaned EntityStore::cleanEntities(const EntityCleaning &cleaning,
                                         const std::stop_token &stop) const
{
    EntityCleaned cleaned;
    for (const OrphanedLock &lock : cleaning.locks) {
        throwIfStopped(stop);
        ++(releaseIfOrphaned(lock, stop) ? cleaned.released : cleaned.skipped);
    }
    for (const EntityId &id : cleaning.empty) {
        throwIfStopped(stop);
        ++(removeIfEmpty(id, cleaning.reorderWindow, stop) ? cleaned.removed : cleaned.skipped);
    }
    return cleaned;
}

} // namespace hubdeck::azurestorage
