// SPDX-License-Identifier: MIT
#include "models/hubs/hubregistry.h"

#include <QSettings>

#include <algorithm>

// What the registry remembers between two runs.

namespace hubdeck {

using namespace Qt::StringLiterals;

void HubRegistry::save(QSettings &settings) const
{
    const auto sandbox = std::ranges::find_if(
        m_entries, [](const Entry &entry) { return entry.info.kind == HubKind::Sandbox; });
    settings.setValue(u"hubs/sandbox"_s, sandbox != m_entries.end());
    settings.setValue(u"hubs/sandboxOpen"_s, sandbox != m_entries.end() && sandbox->wasOpen);
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
        settings.setValue(u"open"_s, entry.wasOpen);
        settings.setValue(u"view"_s, entry.view);
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
        settings.setValue(u"production"_s, entry.info.production);
        settings.setValue(u"readOnly"_s, entry.info.readOnly);
        settings.setValue(u"open"_s, entry.wasOpen);
        settings.setValue(u"view"_s, entry.view);
    }
    settings.endArray();
}

void HubRegistry::loadStorage(QSettings &settings)
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
                       .kind = HubKind::Storage,
                       .production = settings.value(u"production"_s).toBool(),
                       .readOnly = settings.value(u"readOnly"_s).toBool() };
        entry.keyMissing = place->hasSecret();
        entry.wasOpen = settings.value(u"open"_s).toBool();
        entry.view = settings.value(u"view"_s).toMap();
        append(std::move(entry));
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
    loadStorage(settings);
    if (settings.value(u"hubs/sandbox"_s).toBool()) {
        addSandbox(settings.value(u"hubs/sandboxOpen"_s).toBool(),
                   settings.value(u"hubs/sandboxView"_s).toMap());
    }
}

} // namespace hubdeck
