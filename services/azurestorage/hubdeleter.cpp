// SPDX-License-Identifier: MIT
#include "services/azurestorage/hubdeleter.h"

#include "services/azurestorage/healthreader.h"
#include "services/azurestorage/hubstore.h"
#include "services/azurestorage/inparallel.h"
#include "services/azurestorage/storagefilters.h"

#include <QCoreApplication>

#include <algorithm>

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

bool isTable(const HubArtefact &artefact, const QString &name)
{
    return artefact.kind == HubArtefact::Kind::Table
        && artefact.name.compare(name, Qt::CaseInsensitive) == 0;
}

/// The table as it stands among what was found.
QString tableNamed(const QString &name, const std::vector<HubArtefact> &artefacts)
{
    const auto found = std::ranges::find_if(
        artefacts, [&](const HubArtefact &artefact) { return isTable(artefact, name); });
    return found == artefacts.end() ? QString() : found->name;
}

bool isLeased(const TaskHubError &error)
{
    return error.serviceCode == u"LeaseIdMissing";
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

bool HubDeleter::isTracking(const HubArtefact &artefact) const
{
    return isTable(artefact, m_store.names.instances) || isTable(artefact, m_store.names.history);
}

QString HubDeleter::whyShared(const QString &instances, bool hasQueues,
                              const std::stop_token &stop) const
{
    const QString &hub = m_store.hub.text();
    QString other;
    const auto look = [&](TablePage &&page) {
        for (const TableRow &row : page.rows) {
            const QString name = row.text(u"TaskHubName");
            if (!name.isEmpty() && name.compare(hub, Qt::CaseInsensitive) != 0) {
                other = name;
            }
        }
        // A tracking store has no queues of its own name: then all rows are looked through.
        return other.isEmpty() && !hasQueues;
    };
    const TableQuery query { u"TaskHubName ne "_s + odataText(hub),
                             { u"PartitionKey"_s, u"RowKey"_s, u"TaskHubName"_s } };
    try {
        m_store.tables().readPages(instances, query, {}, look, stop);
    } catch (const TaskHubError &error) {
        if (isGoneOrGoing(error)) {
            return {};
        }
        if (error.kind != ErrorKind::Forbidden && error.kind != ErrorKind::Conflict) {
            throw;
        }
        return Words::tr("Whether the table %1 is only this hub's could not be seen, so it stays "
                         "together with the history: %2")
            .arg(instances, error.message);
    }
    return other.isEmpty()
        ? QString()
        : Words::tr("The table %1 has instances of the hub %2, too: it is the tracking store of "
                    "several hubs. It stays together with the history; purge what is to go.")
              .arg(instances, other);
}

HubDeleter::Contents HubDeleter::contents(const std::stop_token &stop) const
{
    Contents found;
    found.artefacts
        = inOrder(artefactsOf(m_store.hub.text(), m_store.listing(stop)), m_store.names);
    const bool isShared = !m_store.sharedTableHub.isEmpty();
    const QString instances = tableNamed(m_store.names.instances, found.artefacts);
    if (!isShared && !instances.isEmpty()) {
        const bool hasQueues
            = std::ranges::find(found.artefacts, HubArtefact::Kind::Queue, &HubArtefact::kind)
            != found.artefacts.end();
        found.whyKept = whyShared(instances, hasQueues, stop);
    }
    if (isShared) {
        for (const QString &table : { m_store.names.history, m_store.names.instances }) {
            HubArtefact artefact;
            artefact.name = table;
            found.kept.push_back(artefact);
        }
    } else if (!found.whyKept.isEmpty()) {
        std::ranges::copy_if(found.artefacts, std::back_inserter(found.kept),
                             [this](const HubArtefact &artefact) { return isTracking(artefact); });
    }
    if (!found.kept.empty()) {
        std::erase_if(found.artefacts,
                      [this](const HubArtefact &artefact) { return isTracking(artefact); });
    }
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
    const QString table = tableNamed(m_store.names.partitions, plan.artefacts);
    const SignsOfWork signs = HealthReader(m_store).signsOfWork(
        table.isEmpty() ? m_store.names.partitions : table, stop);
    if (signs.appLeaseIsHeld) {
        plan.signsOfUse.append(
            Words::tr("An app holds the hub's app lease: a worker is running on it now."));
    }
    if (signs.ownedPartitions > 0) {
        plan.signsOfUse.append(
            Words::tr("Workers hold the leases of %1 partitions: %2.")
                .arg(QString::number(signs.ownedPartitions), signs.owners.join(u", "_s)));
    }
    plan.isInUse = !plan.signsOfUse.isEmpty();
    plan.mayBeInUse = !signs.unseen.isEmpty();
    for (const QString &why : signs.unseen) {
        plan.problems.append(
            Words::tr("Whether workers use the hub could not be seen: %1").arg(why));
    }
}

HubDeletionPlan HubDeleter::plan(const std::stop_token &stop) const
{
    HubDeletionPlan plan;
    plan.hub = m_store.hub;
    Contents found = contents(stop);
    plan.artefacts = std::move(found.artefacts);
    plan.kept = std::move(found.kept);
    if (!found.whyKept.isEmpty()) {
        plan.problems.append(found.whyKept);
    }
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
    return plan;
}

void HubDeleter::deleteContainer(const QString &name, bool force, const std::stop_token &stop) const
{
    try {
        m_store.blobs().deleteContainer(name, stop);
        return;
    } catch (const TaskHubError &error) {
        if (!isLeased(error)) {
            throw;
        }
        if (!force) {
            TaskHubError told = error;
            told.message = Words::tr("The container %1 is leased: a worker has just started on "
                                     "the hub. Stop its app and delete once more.")
                               .arg(name);
            told.detail = error.message;
            throw told;
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

void HubDeleter::deleteOne(const HubArtefact &artefact, bool force,
                           const std::stop_token &stop) const
{
    try {
        switch (artefact.kind) {
        case HubArtefact::Kind::Queue:
            m_store.queues().deleteQueue(artefact.name, stop);
            break;
        case HubArtefact::Kind::Container:
            deleteContainer(artefact.name, force, stop);
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

void HubDeleter::refuseIfUsed(const std::vector<HubArtefact> &artefacts,
                              const std::stop_token &stop) const
{
    HubDeletionPlan use;
    use.artefacts = artefacts;
    addSignsOfUse(use, stop);
    if (use.isInUse) {
        throw TaskHubError(ErrorKind::WrongState,
                           Words::tr("Nothing was deleted: the hub %1 is in use. Stop its app "
                                     "first. %2")
                               .arg(m_store.hub.text(), use.signsOfUse.join(u' ')));
    }
    if (use.mayBeInUse) {
        throw TaskHubError(ErrorKind::WrongState,
                           Words::tr("Nothing was deleted: the hub %1 may be in use. Stop its app, "
                                     "then delete it by force. %2")
                               .arg(m_store.hub.text(), use.problems.join(u' ')));
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
    const std::vector<HubArtefact> all = contents(stop).artefacts;
    if (!request.force) {
        refuseIfUsed(all, stop);
    }
    std::map<QString, QString> problems; // by keyOf()
    QString whyAllStays;
    HubDeletionProgress progress;
    progress.total = static_cast<qsizetype>(all.size());
    HubDeletionOutcome outcome;
    for (const HubArtefact &artefact : all) {
        throwIfStopped(stop);
        progress.artefact = artefact;
        progress.problem = whyAllStays;
        if (isTable(artefact, m_store.names.instances) && !problems.empty()) {
            progress.problem
                = Words::tr("Kept until the rest is gone, so that the hub can still be found.");
        }
        try {
            if (progress.problem.isEmpty()) {
                deleteOne(artefact, request.force, stop);
                ++outcome.deleted;
            }
        } catch (const TaskHubError &error) {
            if (error.kind == ErrorKind::Cancelled) {
                throw;
            }
            progress.problem = error.message;
            if (isLeased(error)) {
                whyAllStays = Words::tr("Kept: a worker has just started on the hub.");
            }
        }
        if (!progress.problem.isEmpty()) {
            problems[keyOf(artefact)] = progress.problem;
        }
        ++progress.done;
        if (sink) {
            sink(progress);
        }
    }
    lookAgain(outcome, problems, stop);
    return outcome;
}

void HubDeleter::lookAgain(HubDeletionOutcome &outcome, const std::map<QString, QString> &problems,
                           const std::stop_token &stop) const
{
    for (const HubArtefact &artefact : contents(stop).artefacts) {
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
}

} // namespace hubdeck::azurestorage
