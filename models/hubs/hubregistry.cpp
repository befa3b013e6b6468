// SPDX-License-Identifier: MIT
#include "models/hubs/hubregistry.h"

#include "models/activity/actionrunner.h"

#include <QSettings>

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

HubRegistry::EntryId HubRegistry::append(Entry entry)
{
    entry.id = m_nextId++;
    emit aboutToChange();
    m_entries.push_back(std::move(entry));
    emit changed();
    return m_entries.back().id;
}

HubRegistry::EntryId HubRegistry::add(const HubAddress &address, const HubInfo &info)
{
    const auto same = std::ranges::find_if(m_entries, [&address](const Entry &entry) {
        return entry.info.kind == HubKind::Http && keyOf(entry.address) == keyOf(address);
    });
    if (same != m_entries.end()) {
        const EntryId id = same->id;
        edit(id, address, info);
        return id;
    }
    Entry added;
    added.connection = info.name;
    added.info = info;
    added.address = address;
    return append(std::move(added));
}

void HubRegistry::edit(EntryId id, const HubAddress &address, const HubInfo &info)
{
    close(id);
    if (Entry *changing = entry(id)) {
        emit aboutToChange();
        changing->connection = info.name;
        changing->info = info;
        changing->address = address;
        changing->keyMissing = false;
        changing->reachability = Reachability::Unknown;
        changing->problem.clear();
        emit changed();
    }
}

void HubRegistry::open(EntryId id)
{
    const Entry *opening = find(id);
    if (!opening || opening->open) {
        return;
    }
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
        set(id, Reachability::Unreachable, error.message);
        emit openFailed(id, error);
    });
}

void HubRegistry::openSandbox()
{
    const auto sandbox = std::ranges::find_if(
        m_entries, [](const Entry &entry) { return entry.info.kind == HubKind::Sandbox; });
    open(sandbox != m_entries.end() ? sandbox->id : addSandbox(true));
}

void HubRegistry::setView(EntryId id, const QVariantMap &view)
{
    if (Entry *viewed = entry(id)) {
        viewed->view = view;
    }
}

HubRegistry::EntryId HubRegistry::addSandbox(bool wasOpen, const QVariantMap &view)
{
    Entry added;
    added.connection = tr("Sandbox");
    added.info.name = u"SandboxHub"_s;
    added.info.kind = HubKind::Sandbox;
    added.wasOpen = wasOpen;
    added.view = view;
    return append(std::move(added));
}

void HubRegistry::makeSession(EntryId id)
{
    Entry *opening = entry(id);
    Open open;
    open.id = id;
    open.session
        = std::make_unique<HubSession>(opening->info, m_services.makeHub(opening->address), m_pool);
    open.runner = std::make_unique<ActionRunner>(*open.session, m_activity);
    emit aboutToChange();
    opening->open = true;
    m_open.push_back(std::move(open));
    emit changed();
    emit opened(id);
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
        close(m_open.back().id);
    }
}

void HubRegistry::remove(EntryId id)
{
    close(id);
    if (entry(id)) {
        emit aboutToChange();
        std::erase_if(m_entries, [id](const Entry &entry) { return entry.id == id; });
        emit changed();
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
    for (const Entry &entry : m_entries) {
        if (entry.wasOpen && !entry.keyMissing) {
            ids.push_back(entry.id);
        }
    }
    for (const EntryId id : ids) {
        open(id);
    }
}

void HubRegistry::save(QSettings &settings) const
{
    const auto sandbox = std::ranges::find_if(
        m_entries, [](const Entry &entry) { return entry.info.kind == HubKind::Sandbox; });
    settings.setValue(u"hubs/sandbox"_s, sandbox != m_entries.end());
    settings.setValue(u"hubs/sandboxOpen"_s, sandbox != m_entries.end() && sandbox->open);
    settings.setValue(u"hubs/sandboxView"_s,
                      sandbox != m_entries.end() ? sandbox->view : QVariantMap());
    settings.remove(u"hubs/connections"_s);
    settings.beginWriteArray(u"hubs/connections"_s);
    int row = 0;
    for (const Entry &entry : m_entries) {
        if (entry.info.kind != HubKind::Http) {
            continue;
        }
        settings.setArrayIndex(row++);
        settings.setValue(u"name"_s, entry.info.name);
        settings.setValue(u"connection"_s, entry.connection);
        settings.setValue(u"base"_s, entry.address.base.toString(QUrl::FullyEncoded));
        settings.setValue(u"taskHub"_s, entry.address.taskHub.text());
        settings.setValue(u"appConnection"_s, entry.address.appConnection);
        settings.setValue(u"allowInsecureHttp"_s, entry.address.allowInsecureHttp);
        settings.setValue(u"hadKey"_s, entry.keyMissing || !entry.address.key.isEmpty());
        settings.setValue(u"production"_s, entry.info.production);
        settings.setValue(u"readOnly"_s, entry.info.readOnly);
        settings.setValue(u"open"_s, entry.open);
        settings.setValue(u"view"_s, entry.view);
    }
    settings.endArray();
}

void HubRegistry::load(QSettings &settings)
{
    const int count = settings.beginReadArray(u"hubs/connections"_s);
    for (int row = 0; row < count; ++row) {
        settings.setArrayIndex(row);
        Entry entry;
        entry.info.name = settings.value(u"name"_s).toString();
        entry.connection = settings.value(u"connection"_s).toString();
        entry.address.base = QUrl(settings.value(u"base"_s).toString());
        entry.address.taskHub = TaskHubName(settings.value(u"taskHub"_s).toString());
        entry.address.appConnection = settings.value(u"appConnection"_s).toString();
        entry.address.allowInsecureHttp = settings.value(u"allowInsecureHttp"_s).toBool();
        entry.info.production = settings.value(u"production"_s).toBool();
        entry.info.readOnly = settings.value(u"readOnly"_s).toBool();
        entry.keyMissing = settings.value(u"hadKey"_s).toBool();
        entry.wasOpen = settings.value(u"open"_s).toBool();
        entry.view = settings.value(u"view"_s).toMap();
        entry.info.address = entry.address.displayName();
        if (entry.address.base.isValid() && !entry.address.base.isRelative()) {
            append(std::move(entry));
        }
    }
    settings.endArray();
    if (settings.value(u"hubs/sandbox"_s).toBool()) {
        addSandbox(settings.value(u"hubs/sandboxOpen"_s).toBool(),
                   settings.value(u"hubs/sandboxView"_s).toMap());
    }
}

} // namespace hubdeck
