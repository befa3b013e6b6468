// SPDX-License-Identifier: MIT
#include "services/azurestorage/hubdeleter.h"

#include "services/azurestorage/healthreader.h"
#include "services/azurestorage/hubstore.h"
#include "services/azurestorage/inparallel.h"

#include <QCoreApplication>

#include <algorithm>
#include <map>

namespace hubdeck::azurestorage {

using namespace Qt::Literals::StringLiterals;

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(hubdeck::HubDeleter)
};

constexpr int countedPages = 20; // of a table or a container: enough to know what is at stake

std::vector<HubArtefact> inOrder(const HubArtefacts &all, const HubNames &names)
{
    using Kind = HubArtefact::Kind;
    std::vector<HubArtefact> result;
    const auto add = [&result](Kind kind, const QString &name) {
        HubArtefact artefact;
        artefact.kind = kind;
        artefact.name = name;
        result.push_back(artefact);
    };
    const auto isPartitions = [&](const QString &table) {
        return table.compare(names.partitions, Qt::CaseInsensitive) == 0;
    };
    for (const QString &queue : all.queues) {
        add(Kind::Queue, queue);
    }
    for (const QString &table : all.tables) {
        if (isPartitions(table)) {
            add(Kind::Table, table);
        }
    }
    for (const QString &container : all.containers) {
        add(Kind::Container, container);
    }
    for (const QString &table : all.tables) {
        if (!isPartitions(table)) {
            add(Kind::Table, table);
        }
    }
    return result;
}

bool isWorkedOn(const PartitionHealth &partition)
{
    using State = PartitionHealth::State;
    return partition.state == State::Healthy || partition.state == State::BeingStolen
        || partition.state == State::ShuttingDown;
}

bool isGoneOrGoing(const TaskHubError &error)
{
    return error.kind == ErrorKind::NotFound
        || (error.kind == ErrorKind::Conflict && error.serviceCode.endsWith(u"BeingDeleted"));
}

QString keyOf(const HubArtefact &artefact)
{
    return QString::number(static_cast<int>(artefact.kind)) + u':' + artefact.name;
}

} // namespace

bool HubDeleter::isShared(const HubArtefact &artefact) const
{
    return !m_store.sharedTableHub.isEmpty() && artefact.kind == HubArtefact::Kind::Table
        && (artefact.name == m_store.names.instances || artefact.name == m_store.names.history);
}

std::vector<HubArtefact> HubDeleter::artefacts(const std::stop_token &stop) const
{
    std::vector<HubArtefact> found
        = inOrder(artefactsOf(m_store.hub.text(), m_store.listing(stop)), m_store.names);
    std::erase_if(found, [this](const HubArtefact &artefact) { return isShared(artefact); });
    return found;
}

void HubDeleter::count(HubArtefact &artefact, const std::stop_token &stop) const
{
    if (artefact.kind == HubArtefact::Kind::Queue) {
        artefact.count = m_store.queues().messageCount(artefact.name, stop);
        return;
    }
    qint64 count = 0;
    int pages = 0;
    if (artefact.kind == HubArtefact::Kind::Container) {
        QString marker;
        do {
            const BlobPage page = m_store.blobs().blobs(artefact.name, {}, marker, stop);
            count += std::ranges::count(page.blobs, false, &BlobItem::isFolder);
            marker = page.nextMarker;
        } while (!marker.isEmpty() && ++pages < countedPages);
        artefact.countIsAtLeast = !marker.isEmpty();
    } else {
        TableContinuation continuation;
        do {
            const TablePage page = m_store.tables().query(
                artefact.name, { {}, { u"PartitionKey"_s, u"RowKey"_s } }, continuation, stop);
            count += static_cast<qint64>(page.rows.size());
            continuation = page.next;
        } while (!continuation.isEmpty() && ++pages < countedPages);
        artefact.countIsAtLeast = !continuation.isEmpty();
    }
    artefact.count = count;
}

void HubDeleter::addSignsOfUse(HubDeletionPlan &plan, const std::stop_token &stop) const
{
    const HealthReader reader(m_store);
    if (const auto lease = reader.appLease(stop); lease && lease->isHeld) {
        plan.signsOfUse.append(
            Words::tr("An app holds the hub's app lease: a worker is running on it now."));
    }
    Instant serviceTime = m_store.now();
    QStringList owners;
    int owned = 0;
    for (const PartitionHealth &partition : reader.partitions(serviceTime, stop)) {
        if (isWorkedOn(partition)) {
            ++owned;
            if (!partition.owner.isEmpty() && !owners.contains(partition.owner)) {
                owners.append(partition.owner);
            }
        }
    }
    if (owned > 0) {
        plan.signsOfUse.append(Words::tr("Workers hold the leases of %1 partitions: %2.")
                                   .arg(QString::number(owned), owners.join(u", "_s)));
    }
    plan.isInUse = !plan.signsOfUse.isEmpty();
}

HubDeletionPlan HubDeleter::plan(const std::stop_token &stop) const
{
    HubDeletionPlan plan;
    plan.hub = m_store.hub;
    plan.artefacts = artefacts(stop);
    addSignsOfUse(plan, stop);
    std::vector<QString> problems(plan.artefacts.size());
    inParallel(plan.artefacts.size(), m_store.options.parallelRequests, [&](size_t i) {
        try {
            count(plan.artefacts[i], stop);
        } catch (const TaskHubError &error) {
            if (error.kind == ErrorKind::Cancelled) {
                throw;
            }
            problems[i] = error.message;
        }
    });
    for (const QString &problem : problems) {
        if (!problem.isEmpty()) {
            plan.problems.append(problem);
        }
    }
    if (!m_store.sharedTableHub.isEmpty()) {
        for (const QString &table : { m_store.names.history, m_store.names.instances }) {
            HubArtefact artefact;
            artefact.name = table;
            plan.kept.push_back(artefact);
        }
    }
    return plan;
}

void HubDeleter::deleteContainer(const QString &name, const std::stop_token &stop) const
{
    try {
        m_store.blobs().deleteContainer(name, stop);
        return;
    } catch (const TaskHubError &error) {
        if (error.serviceCode != u"LeaseIdMissing") {
            throw;
        }
    }
    try {
        m_store.blobs().breakContainerLease(name, stop);
    } catch (const TaskHubError &error) {
        if (error.kind != ErrorKind::Conflict) { // it ran out by itself
            throw;
        }
    }
    m_store.blobs().deleteContainer(name, stop);
}

void HubDeleter::deleteOne(const HubArtefact &artefact, const std::stop_token &stop) const
{
    try {
        switch (artefact.kind) {
        case HubArtefact::Kind::Queue:
            m_store.queues().deleteQueue(artefact.name, stop);
            break;
        case HubArtefact::Kind::Container:
            deleteContainer(artefact.name, stop);
            break;
        case HubArtefact::Kind::Table:
            m_store.tables().deleteTable(artefact.name, stop);
            break;
        }
    } catch (const TaskHubError &error) {
        if (!isGoneOrGoing(error)) {
            throw;
        }
    }
}

HubDeletionOutcome HubDeleter::remove(const HubDeletionRequest &request,
                                      const HubDeletionSink &sink,
                                      const std::stop_token &stop) const
{
    if (request.confirmedName != m_store.hub) {
        throw TaskHubError(ErrorKind::InvalidInput,
                           Words::tr("Nothing was deleted: type the name of the hub, %1, exactly.")
                               .arg(m_store.hub.text()));
    }
    if (!request.force) {
        HubDeletionPlan use;
        addSignsOfUse(use, stop);
        if (use.isInUse) {
            throw TaskHubError(ErrorKind::WrongState,
                               Words::tr("Nothing was deleted: the hub %1 is in use. Stop its app "
                                         "first. %2")
                                   .arg(m_store.hub.text(), use.signsOfUse.join(u' ')));
        }
    }
    const std::vector<HubArtefact> all = artefacts(stop);
    std::map<QString, QString> problems;
    HubDeletionProgress progress;
    progress.total = static_cast<qsizetype>(all.size());
    HubDeletionOutcome outcome;
    for (const HubArtefact &artefact : all) {
        throwIfStopped(stop);
        progress.artefact = artefact;
        progress.problem.clear();
        try {
            if (artefact.name == m_store.names.instances && !problems.empty()) {
                throw TaskHubError(ErrorKind::Conflict,
                                   Words::tr("Kept until the rest is gone, so that the hub can "
                                             "still be found."));
            }
            deleteOne(artefact, stop);
            ++outcome.deleted;
        } catch (const TaskHubError &error) {
            if (error.kind == ErrorKind::Cancelled) {
                throw;
            }
            progress.problem = error.message;
            problems[keyOf(artefact)] = error.message;
        }
        ++progress.done;
        if (sink) {
            sink(progress);
        }
    }
    for (const HubArtefact &artefact : artefacts(stop)) {
        const auto known = problems.find(keyOf(artefact));
        outcome.leftovers.push_back(
            { artefact,
              known != problems.end()
                  ? known->second
                  : Words::tr("It is still listed. Deleting may take a while, or a running worker "
                              "has made it anew: stop the app and delete once more.") });
    }
    if (!m_store.account().isEmulator()) {
        outcome.advice = Words::tr("Azure frees the names some time after it has deleted what bore "
                                   "them: a hub of the name %1 cannot be made for a minute or "
                                   "longer.")
                             .arg(m_store.hub.text());
    }
    return outcome;
}

} // namespace hubdeck::azurestorage
