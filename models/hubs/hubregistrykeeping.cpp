// SPDX-License-Identifier: MIT
#include "models/hubs/hubregistry.h"

#include <QSettings>

#include <algorithm>
#include <limits>

// What the registry remembers between two runs.

namespace hubdeck {

using namespace Qt::StringLiterals;

namespace {

using Entry = HubRegistry::Entry;

struct Loaded
{
    int row; // in the list of all
    Entry entry;
};

// What entries of all kinds keep alike; `prefix` tells them from others of the same group.
void loadCommon(const QSettings &settings, std::vector<Loaded> &all, Entry entry,
                const QString &prefix = {})
{
    entry.info.production = settings.value(prefix + u"production"_s).toBool();
    entry.info.readOnly = settings.value(prefix + u"readOnly"_s).toBool();
    entry.wasOpen = settings.value(prefix + u"open"_s).toBool();
    entry.view = settings.value(prefix + u"view"_s).toMap();
    entry.tabs = { settings.value(prefix + u"tab"_s, -1).toInt(),
                   settings.value(prefix + u"inFront"_s).toString() };
    const int last = std::numeric_limits<int>::max();
    all.push_back({ settings.value(prefix + u"row"_s, last).toInt(), std::move(entry) });
}

void loadHttp(QSettings &settings, std::vector<Loaded> &all)
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
        entry.keyMissing = settings.value(u"hadKey"_s).toBool();
        entry.info.address = entry.address.displayName();
        if (entry.address.base.isValid() && !entry.address.base.isRelative()) {
            loadCommon(settings, all, std::move(entry));
        }
    }
    settings.endArray();
}

void loadStorage(QSettings &settings, std::vector<Loaded> &all)
{
    const int count = settings.beginReadArray(u"hubs/storage"_s);
    for (int row = 0; row < count; ++row) {
        settings.setArrayIndex(row);
        const auto place = StoragePlace::fromRemembered(settings.value(u"place"_s).toMap());
        if (!place) {
            continue;
        }
        Entry entry;
        entry.storage = place;
        entry.connection = settings.value(u"connection"_s).toString();
        entry.info = { .name = place->hub.text(),
                       .address = place->account.displayName(),
                       .kind = HubKind::Storage };
        entry.keyMissing = place->hasSecret();
        loadCommon(settings, all, std::move(entry));
    }
    settings.endArray();
}

} // namespace

void HubRegistry::saveCommon(QSettings &settings, const Entry &entry, const QString &prefix) const
{
    settings.setValue(prefix + u"production"_s, entry.info.production);
    settings.setValue(prefix + u"readOnly"_s, entry.info.readOnly);
    settings.setValue(prefix + u"open"_s, entry.wasOpen);
    settings.setValue(prefix + u"view"_s, entry.view);
    settings.setValue(prefix + u"tab"_s, entry.tabs.order);
    settings.setValue(prefix + u"inFront"_s, entry.tabs.inFront);
    settings.setValue(prefix + u"row"_s, static_cast<int>(&entry - m_entries.data()));
}

void HubRegistry::save(QSettings &settings) const
{
    const auto sandbox = std::ranges::find_if(
        m_entries, [](const Entry &entry) { return entry.info.kind == HubKind::Sandbox; });
    settings.setValue(u"hubs/sandbox"_s, sandbox != m_entries.end());
    if (sandbox != m_entries.end()) {
        saveCommon(settings, *sandbox, u"hubs/sandbox/"_s);
    }
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
        saveCommon(settings, entry);
    }
    settings.endArray();
    saveStorage(settings);
}

void HubRegistry::saveStorage(QSettings &settings) const
{
    settings.remove(u"hubs/storage"_s);
    settings.beginWriteArray(u"hubs/storage"_s);
    int row = 0;
    for (const Entry &entry : m_entries) {
        if (!entry.storage) {
            continue;
        }
        settings.setArrayIndex(row++);
        settings.setValue(u"connection"_s, entry.connection);
        settings.setValue(u"place"_s, entry.storage->remembered());
        saveCommon(settings, entry);
    }
    settings.endArray();
}

void HubRegistry::load(QSettings &settings)
{
    std::vector<Loaded> all;
    loadHttp(settings, all);
    loadStorage(settings, all);
    if (settings.value(u"hubs/sandbox"_s).toBool()) {
        loadCommon(settings, all, sandboxEntry(), u"hubs/sandbox/"_s);
    }
    std::ranges::stable_sort(all, {}, &Loaded::row);
    for (Loaded &loaded : all) {
        append(std::move(loaded.entry));
    }
}

} // namespace hubdeck
