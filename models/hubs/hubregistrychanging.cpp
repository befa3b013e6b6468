// SPDX-License-Identifier: MIT
#include "models/hubs/hubregistry.h"

#include <algorithm>

// How the entries of the registry come, change and go.

namespace hubdeck {

using namespace Qt::StringLiterals;

namespace {

// A mark that is ticked is a wish; one that is not may only never have been thought of.
void addMarks(HubInfo &to, const HubInfo &from)
{
    to.production = to.production || from.production;
    to.readOnly = to.readOnly || from.readOnly;
}

} // namespace

HubRegistry::EntryId HubRegistry::append(Entry entry)
{
    entry.id = m_nextId++;
    emit aboutToChange();
    m_entries.push_back(std::move(entry));
    emit changed();
    return m_entries.back().id;
}

HubRegistry::Entry HubRegistry::sandboxEntry()
{
    Entry added;
    added.connection = tr("Sandbox");
    added.info.name = u"SandboxHub"_s;
    added.info.kind = HubKind::Sandbox;
    return added;
}

HubRegistry::EntryId HubRegistry::add(const HubAddress &address, const HubInfo &info)
{
    if (const Entry *same = find(address)) {
        Entry again = *same;
        again.address = address;
        if (address.key.isEmpty()) {
            again.address.key = same->address.key;
        }
        addMarks(again.info, info);
        if (info.name != address.displayName()) { // a name that was given
            again.info.name = info.name;
            again.connection = info.name;
        }
        again.info.address = info.address;
        return put(std::move(again));
    }
    Entry added;
    added.connection = info.name;
    added.info = info;
    added.address = address;
    return append(std::move(added));
}

HubRegistry::EntryId HubRegistry::add(const StoragePlace &place, const QString &connection,
                                      const HubInfo &info)
{
    if (const Entry *same = find(place)) {
        Entry again = *same;
        again.storage = place;
        if (!place.partitionCount) {
            again.storage->partitionCount = same->storage->partitionCount;
        }
        if (!place.trackingStore) {
            again.storage->trackingStore = same->storage->trackingStore;
            again.storage->takeCredential(place.account); // it may be the store's account too
        }
        addMarks(again.info, info);
        if (connection != place.account.displayName()) { // a name that was given
            again.connection = connection;
        }
        again.info.address = info.address;
        return put(std::move(again));
    }
    Entry added;
    added.connection = connection;
    added.info = info;
    added.storage = place;
    const EntryId id = append(std::move(added));
    spreadCredentials(place);
    return id;
}

HubRegistry::EntryId HubRegistry::put(Entry again)
{
    const EntryId id = again.id;
    change(id, [&again](Entry &entry) {
        entry.connection = again.connection;
        entry.info = again.info;
        entry.address = again.address;
        entry.storage = again.storage;
    });
    if (again.storage) {
        spreadCredentials(*again.storage);
    }
    return id;
}

void HubRegistry::change(EntryId id, const std::function<void(Entry &)> &change)
{
    if (find(id) && find(id)->open) {
        emit aboutToReplace(id);
    }
    close(id);
    if (Entry *changing = entry(id)) {
        emit aboutToChange();
        change(*changing);
        changing->keyMissing = changing->storage && changing->storage->lacksSecret();
        changing->reachability = Reachability::Unknown;
        changing->problem.clear();
        emit changed();
    }
}

HubInfo HubRegistry::takeOver(const Entry *same, EntryId id, const HubInfo &info)
{
    HubInfo marked = info;
    if (same && same->id != id) {
        addMarks(marked, same->info);
        remove(same->id);
    }
    return marked;
}

void HubRegistry::edit(EntryId id, const HubAddress &address, const HubInfo &info)
{
    const HubInfo marked = takeOver(find(address), id, info);
    change(id, [&](Entry &entry) {
        entry.connection = marked.name;
        entry.info = marked;
        entry.address = address;
        entry.storage.reset();
    });
}

void HubRegistry::edit(EntryId id, const StoragePlace &place, const QString &connection,
                       const HubInfo &info)
{
    const HubInfo marked = takeOver(find(place), id, info);
    change(id, [&](Entry &entry) {
        entry.connection = connection;
        entry.info = marked;
        entry.address = {};
        entry.storage = place;
    });
    spreadCredentials(place);
}

void HubRegistry::spreadCredentials(const StoragePlace &place)
{
    for (Entry &entry : m_entries) {
        if (!entry.keyMissing || !entry.storage) {
            continue;
        }
        entry.storage->takeCredential(place.account);
        if (place.trackingStore) {
            entry.storage->takeCredential(place.trackingStore->account);
        }
        entry.keyMissing = entry.storage->lacksSecret();
        if (!entry.keyMissing) {
            emit entryChanged(entry.id);
        }
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

} // namespace hubdeck
