// SPDX-License-Identifier: MIT
#include "models/hubs/hubregistry.h"

#include "models/activity/actionrunner.h"

#include <algorithm>

namespace hubdeck {

using namespace Qt::StringLiterals;

HubRegistry::HubRegistry(Services services, QThreadPool &pool, ActivityModel &activity,
                         QObject *parent)
    : QObject(parent)
    , m_services(std::move(services))
    , m_pool(pool)
    , m_activity(activity)
{ }

HubRegistry::~HubRegistry()
{
    m_sandboxJob.reset();
}

const HubRegistry::Entry *HubRegistry::find(EntryId id) const
{
    const auto found = std::ranges::find(m_entries, id, &Entry::id);
    return found == m_entries.end() ? nullptr : &*found;
}

const HubRegistry::Entry *HubRegistry::find(const HubAddress &address) const
{
    const auto found = std::ranges::find_if(m_entries, [&address](const Entry &entry) {
        return entry.info.kind == HubKind::Http && keyOf(entry.address) == keyOf(address);
    });
    return found == m_entries.end() ? nullptr : &*found;
}

const HubRegistry::Entry *HubRegistry::find(const StoragePlace &place) const
{
    const auto found = std::ranges::find_if(m_entries, [&place](const Entry &entry) {
        return entry.storage && entry.storage->isSamePlace(place);
    });
    return found == m_entries.end() ? nullptr : &*found;
}

HubRegistry::Entry *HubRegistry::entry(EntryId id)
{
    const auto found = std::ranges::find(m_entries, id, &Entry::id);
    return found == m_entries.end() ? nullptr : &*found;
}

const HubRegistry::Open *HubRegistry::openOf(EntryId id) const
{
    const auto found = std::ranges::find(m_open, id, &Open::id);
    return found == m_open.end() ? nullptr : &*found;
}

HubSession *HubRegistry::session(EntryId id) const
{
    const Open *open = openOf(id);
    return open ? open->session.get() : nullptr;
}

ActionRunner *HubRegistry::runner(EntryId id) const
{
    const Open *open = openOf(id);
    return open ? open->runner.get() : nullptr;
}

bool HubRegistry::isBusy(EntryId id) const
{
    const ActionRunner *active = runner(id);
    return active && active->isBusy();
}

QString HubRegistry::keyOf(const HubAddress &address)
{
    return address.base.toString(QUrl::FullyEncoded) + u'|' + address.taskHub.text() + u'|'
        + address.appConnection;
}

void HubRegistry::open(EntryId id)
{
    Entry *opening = entry(id);
    if (!opening || opening->open) {
        return;
    }
    opening->wasOpen = true;
    if (opening->info.kind != HubKind::Sandbox) {
        makeSession(id);
        return;
    }
    if (m_sandboxJob) {
        return; // on its way
    }
    set(id, Reachability::Checking, {});
    m_sandboxJob = std::make_unique<Job<HubAddress>>(
        m_pool, m_services.startSandbox, [this, id](HubAddress &&address) {
            if (Entry *sandbox = entry(id)) {
                sandbox->address = std::move(address);
                sandbox->info.address = sandbox->address.displayName();
                makeSession(id);
            }
            m_sandboxJob.reset();
        });
    connect(m_sandboxJob.get(), &JobBase::failed, this, [this, id](const TaskHubError &error) {
        m_sandboxJob.release()->deleteLater(); // it is emitting
        if (Entry *failed = entry(id)) {
            failed->reopening = false;
        }
        set(id, Reachability::Unreachable, error.message);
        emit openFailed(id, error);
    });
}

void HubRegistry::openSandbox()
{
    const auto sandbox = std::ranges::find_if(
        m_entries, [](const Entry &entry) { return entry.info.kind == HubKind::Sandbox; });
    open(sandbox != m_entries.end() ? sandbox->id : append(sandboxEntry()));
}

QString HubRegistry::title(EntryId id) const
{
    const Entry *titled = find(id);
    if (!titled) {
        return {};
    }
    bool isOnly = true;
    bool doesConnectionTell = titled->connection != titled->info.name;
    for (const Entry &other : m_entries) {
        if (other.id != id && other.info.name == titled->info.name) {
            isOnly = false;
            doesConnectionTell = doesConnectionTell && other.connection != titled->connection;
        }
    }
    return isOnly ? titled->info.name
                  : tr("%1 · %2", "hub · connection or address")
                        .arg(titled->info.name,
                             doesConnectionTell ? titled->connection : titled->info.address);
}

void HubRegistry::setView(EntryId id, const QVariantMap &view)
{
    if (Entry *viewed = entry(id)) {
        viewed->view = view;
    }
}

void HubRegistry::setTabs(EntryId id, const TabPlace &tabs)
{
    if (Entry *placed = entry(id)) {
        placed->tabs = tabs;
    }
}

std::shared_ptr<TaskHub> HubRegistry::hubOf(const Entry &entry) const
{
    if (!entry.storage) {
        return m_services.makeHub(entry.address);
    }
    if (!m_services.makeStorageHub) {
        throw TaskHubError(ErrorKind::Unsupported, tr("Storage accounts cannot be opened here."));
    }
    return m_services.makeStorageHub(*entry.storage);
}

void HubRegistry::makeSession(EntryId id)
{
    Entry *opening = entry(id);
    std::shared_ptr<TaskHub> hub;
    try {
        hub = hubOf(*opening);
    } catch (const TaskHubError &error) {
        opening->reopening = false;
        set(id, Reachability::Unreachable, error.message);
        emit openFailed(id, error);
        return;
    }
    Open open;
    open.id = id;
    open.session = std::make_unique<HubSession>(opening->info, std::move(hub), m_pool);
    open.session->setEntry(id);
    open.runner = std::make_unique<ActionRunner>(*open.session, m_activity);
    emit aboutToChange();
    opening->open = true;
    m_open.push_back(std::move(open));
    emit changed();
    emit opened(id);
    if (Entry *opened = entry(id)) {
        opened->reopening = false;
    }
    check(id);
}

void HubRegistry::close(EntryId id)
{
    Entry *closing = entry(id);
    if (!closing || !closing->open) {
        return;
    }
    emit aboutToClose(id);
    emit aboutToChange();
    closing->open = false;
    closing->wasOpen = false;
    closing->reachability = Reachability::Unknown;
    closing->problem.clear();
    const auto found = std::ranges::find(m_open, id, &Open::id);
    if (found != m_open.end()) {
        found->check.reset();
        found->runner.reset(); // before the session it works on
        m_open.erase(found);
    }
    emit changed();
}

void HubRegistry::closeAll()
{
    m_sandboxJob.reset();
    while (!m_open.empty()) {
        const EntryId id = m_open.back().id;
        close(id);
        entry(id)->wasOpen = true; // the program ends, not the interest in the hub
    }
}

void HubRegistry::check(EntryId id)
{
    const auto open = std::ranges::find(m_open, id, &Open::id);
    if (open == m_open.end()) {
        return;
    }
    set(id, Reachability::Checking, {});
    open->check = std::make_unique<Job<void>>(
        m_pool,
        [hub = open->session->hub()](const JobContext &context) {
            InstanceQuery query;
            query.pageSize = 1;
            hub->listInstances(
                query, {}, [](InstancePage &&) { return SinkAnswer::Stop; }, context.stop());
        },
        [this, id] { noteAnswer(id); });
    connect(open->check.get(), &JobBase::failed, this,
            [this, id](const TaskHubError &error) { noteFailure(id, error); });
}

void HubRegistry::noteAnswer(EntryId id)
{
    if (const Entry *answered = find(id)) {
        if (answered->info.kind == HubKind::Http) {
            m_services.knownHubs.remember(answered->address);
        }
        set(id, Reachability::Reachable, {});
    }
}

void HubRegistry::noteFailure(EntryId id, const TaskHubError &error)
{
    if (error.kind != ErrorKind::Cancelled) {
        set(id, Reachability::Unreachable, error.message);
    }
}

void HubRegistry::set(EntryId id, Reachability reachability, const QString &problem)
{
    Entry *changing = entry(id);
    if (changing && (changing->reachability != reachability || changing->problem != problem)) {
        changing->reachability = reachability;
        changing->problem = problem;
        emit entryChanged(id);
    }
}

bool HubRegistry::hasAnswered(const HubAddress &address) const
{
    return m_services.knownHubs.isKnown(address);
}

void HubRegistry::reopen()
{
    std::vector<EntryId> ids;
    for (Entry &entry : m_entries) {
        if (entry.wasOpen && !entry.keyMissing && !entry.open) {
            entry.reopening = true;
            ids.push_back(entry.id);
        }
    }
    std::ranges::stable_sort(ids, {}, [this](EntryId id) { return find(id)->tabs.order; });
    for (const EntryId id : ids) {
        open(id);
    }
}

} // namespace hubdeck
