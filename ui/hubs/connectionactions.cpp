// SPDX-License-Identifier: MIT
#include "ui/hubs/connectionactions.h"

#include "models/displaytext.h"
#include "services/connections/functionappproject.h"
#include "ui/dialogs/connectdialog.h"
#include "ui/shell/actionregistry.h"
#include "ui/shell/prompts.h"

#include <QFileInfo>

#include <algorithm>
#include <set>

namespace hubdeck {

using namespace Qt::StringLiterals;

ConnectionActions::ConnectionActions(ActionRegistry &actions, HubRegistry &hubs, Prompts &prompts,
                                     std::function<HubRegistry::EntryId()> current, QWidget &window)
    : QObject(&window)
    , m_actions(actions)
    , m_hubs(hubs)
    , m_prompts(prompts)
    , m_current(std::move(current))
    , m_window(window)
{
    addActions();
}

QStringList ConnectionActions::fileMenu()
{
    return { u"file.connect"_s, u"file.project"_s, u"file.sandbox"_s };
}

QStringList ConnectionActions::hubMenu()
{
    return { u"hub.edit"_s, u"hub.check"_s, u"hub.close"_s, u"hub.remove"_s };
}

QStringList ConnectionActions::contextMenu()
{
    return { u"hub.open"_s,  u"hub.check"_s, QString(),      u"hub.edit"_s,
             u"hub.close"_s, QString(),      u"hub.remove"_s };
}

Verdict ConnectionActions::entryIs(bool open) const
{
    const HubRegistry::Entry *entry = m_hubs.find(m_current());
    if (!entry) {
        return { false, tr("No hub is selected.") };
    }
    return { entry->open == open, open ? tr("The hub is not open.") : tr("The hub is open.") };
}

Verdict ConnectionActions::editable() const
{
    const HubRegistry::Entry *entry = m_hubs.find(m_current());
    if (!entry) {
        return { false, tr("No hub is selected.") };
    }
    return { entry->info.kind != HubKind::Sandbox, tr("The sandbox has nothing to edit.") };
}

void ConnectionActions::addActions()
{
    using Look = ActionRegistry::Look;
    m_actions.add(
        { .id = u"file.connect"_s,
          .text = tr("&Connect to a hub…"),
          .category = tr("File"),
          .iconName = u"connect"_s,
          .shortcuts = { QKeySequence(Qt::CTRL | Qt::Key_O) },
          .hint = tr("Connect to a Durable Functions app over HTTP, or to a storage account"),
          .run = [this] { connectToHub(); } });
    m_actions.add({ .id = u"file.project"_s,
                    .text = tr("Open a function app's &folder…"),
                    .category = tr("File"),
                    .iconName = u"folder"_s,
                    .hint = tr("Find a local hub by the host.json of its function app"),
                    .run = [this] { openProject(); } });
    m_actions.add({ .id = u"file.sandbox"_s,
                    .text = tr("Open the &sandbox"),
                    .category = tr("File"),
                    .iconName = u"flask"_s,
                    .hint = tr("A hub that runs inside Hubdeck, to try everything on"),
                    .run = [this] { m_hubs.openSandbox(); } });
    m_actions.add({ .id = u"hub.open"_s,
                    .text = tr("Open"),
                    .category = tr("Hub"),
                    .iconName = u"hub"_s,
                    .enabledWhen = [this] { return entryIs(false); },
                    .run = [this] { open(m_current()); } });
    m_actions.add({ .id = u"hub.check"_s,
                    .text = tr("Test connection"),
                    .category = tr("Hub"),
                    .iconName = u"activity"_s,
                    .hint = tr("Ask the hub for one row to see whether it answers"),
                    .enabledWhen = [this] { return entryIs(true); },
                    .run = [this] { m_hubs.check(m_current()); } });
    m_actions.add({ .id = u"hub.edit"_s,
                    .text = tr("Edit connection…"),
                    .category = tr("Hub"),
                    .enabledWhen = [this] { return editable(); },
                    .run = [this] { edit(m_current()); } });
    m_actions.add({ .id = u"hub.close"_s,
                    .text = tr("Close hub"),
                    .category = tr("Hub"),
                    .iconName = u"close"_s,
                    .shortcuts = { QKeySequence(Qt::CTRL | Qt::Key_W) },
                    .enabledWhen = [this] { return entryIs(true); },
                    .run = [this] { close(m_current()); } });
    m_actions.add({ .id = u"hub.remove"_s,
                    .text = tr("Remove from the list…"),
                    .category = tr("Hub"),
                    .hint = tr("Forget the connection; the hub itself is not touched"),
                    .look = Look::Danger,
                    .enabledWhen =
                        [this] {
                            return m_hubs.find(m_current())
                                ? Verdict {}
                                : Verdict { false, tr("No hub is selected.") };
                        },
                    .run = [this] { remove(m_current()); } });
}

QString ConnectionActions::nameOf(HubRegistry::EntryId id) const
{
    return displaytext::singleLine(m_hubs.title(id), 60);
}

void ConnectionActions::open(HubRegistry::EntryId id)
{
    const HubRegistry::Entry *entry = m_hubs.find(id);
    if (entry && entry->keyMissing) {
        ask(nullptr, id);
    } else {
        m_hubs.open(id);
    }
}

void ConnectionActions::close(HubRegistry::EntryId id)
{
    if (mayClose(id)) {
        m_hubs.close(id);
    }
}

bool ConnectionActions::mayClose(HubRegistry::EntryId id)
{
    return !m_hubs.isBusy(id)
        || m_prompts.confirm(&m_window, tr("Close hub"),
                             tr("Actions are still being sent to instances of %1. Closing the hub "
                                "stops with what is not sent yet.")
                                 .arg(nameOf(id)),
                             tr("Stop and close"));
}

bool ConnectionActions::mayTake(const ConnectionChoice &choice, HubRegistry::EntryId editing)
{
    std::set<HubRegistry::EntryId> changed { editing };
    const auto note
        = [&changed](const HubRegistry::Entry *entry) { changed.insert(entry ? entry->id : 0); };
    if (choice.road == ConnectionChoice::Road::Http) {
        note(m_hubs.find(choice.address));
    }
    for (const StoragePlace &place : choice.storage) {
        note(m_hubs.find(place));
    }
    return std::ranges::all_of(changed, [this](auto id) { return mayClose(id); });
}

void ConnectionActions::connectToHub()
{
    ask(nullptr, 0);
}

void ConnectionActions::connectToHub(const HubAddress &address)
{
    ask(&address, 0);
}

void ConnectionActions::edit(HubRegistry::EntryId id)
{
    ask(nullptr, id);
}

void ConnectionActions::ask(const HubAddress *address, HubRegistry::EntryId editing)
{
    const HubRegistry::Services &services = m_hubs.services();
    ConnectDialog dialog(
        { .makeHub = services.makeHub,
          .hasAnswered = [this](const HubAddress &asked) { return m_hubs.hasAnswered(asked); },
          .storage = { .contents = services.accountContents,
                       .placeOfFolder = services.placeOfFolder,
                       .prompts = &m_prompts } },
        m_hubs.pool(), &m_window);
    if (const HubRegistry::Entry *entry = m_hubs.find(editing)) {
        ConnectionChoice choice { .address = entry->address,
                                  .name = entry->info.name,
                                  .production = entry->info.production,
                                  .readOnly = entry->info.readOnly };
        if (entry->storage) {
            choice.road = ConnectionChoice::Road::Storage;
            choice.storage.push_back(*entry->storage);
            choice.name = entry->connection;
        }
        dialog.edit(choice, entry->keyMissing);
        dialog.setHub(nameOf(editing));
    } else if (address) {
        dialog.edit({ .address = *address, .name = address->displayName() });
    }
    if (m_prompts.run(dialog) && mayTake(dialog.choice(), editing)) {
        take(dialog.choice(), editing);
    }
}

void ConnectionActions::take(const ConnectionChoice &choice, HubRegistry::EntryId editing)
{
    if (choice.road == ConnectionChoice::Road::Storage) {
        takeStorage(choice, editing);
    } else {
        takeHttp(choice, editing);
    }
}

void ConnectionActions::takeHttp(const ConnectionChoice &choice, HubRegistry::EntryId editing)
{
    const HubInfo info { .name = choice.name,
                         .address = choice.address.displayName(),
                         .kind = HubKind::Http,
                         .production = choice.production,
                         .readOnly = choice.readOnly };
    HubRegistry::EntryId id = editing;
    if (m_hubs.find(editing)) {
        m_hubs.edit(editing, choice.address, info);
    } else {
        id = m_hubs.add(choice.address, info);
    }
    m_hubs.open(id);
}

void ConnectionActions::takeStorage(const ConnectionChoice &choice, HubRegistry::EntryId editing)
{
    const std::vector<StoragePlace> &places = choice.storage;
    auto own = places.begin(); // which of them is the edited hub; the others are new
    if (const HubRegistry::Entry *entry = m_hubs.find(editing); entry && entry->storage) {
        own = std::ranges::find_if(places, [entry](const StoragePlace &place) {
            return place.isSamePlace(*entry->storage);
        });
        own = own == places.end() ? places.begin() : own;
    }
    for (auto place = places.begin(); place != places.end(); ++place) {
        const HubInfo info { .name = place->hub.text(),
                             .address = place->account.displayName(),
                             .kind = HubKind::Storage,
                             .production = choice.production,
                             .readOnly = choice.readOnly };
        HubRegistry::EntryId id = editing;
        if (place == own && m_hubs.find(editing)) {
            m_hubs.edit(editing, *place, choice.name, info);
        } else {
            id = m_hubs.add(*place, choice.name, info);
        }
        open(id); // the tracking store that it had may lack its secret
    }
}

void ConnectionActions::remove(HubRegistry::EntryId id)
{
    const HubRegistry::Entry *entry = m_hubs.find(id);
    const bool sandbox = entry->info.kind == HubKind::Sandbox;
    const QString text = sandbox
        ? tr("Remove the sandbox from the list? File > Open the sandbox brings it back.")
        : tr("Remove %1 from the list? The hub itself is not touched.").arg(nameOf(id));
    if (m_prompts.confirm(&m_window, tr("Remove from the list"), text, tr("Remove"))
        && mayClose(id)) {
        m_hubs.remove(id);
    }
}

void ConnectionActions::openProject()
{
    const QString file = m_prompts.openFileName(&m_window, tr("Open a function app's host.json"),
                                                tr("Function app (host.json);;All files (*)"));
    if (file.isEmpty()) {
        return;
    }
    try {
        connectToHub(readFunctionAppProject(QFileInfo(file).absolutePath()).address);
    } catch (const TaskHubError &error) {
        emit failed(error);
    }
}

} // namespace hubdeck
