// SPDX-License-Identifier: MIT
#pragma once

#include "models/hubs/hubsession.h"
#include "models/hubs/storageplace.h"
#include "models/job.h"
#include "services/azurestorage/storagehubs.h"
#include "services/connections/knownhubs.h"

#include <QVariantMap>

#include <functional>
#include <memory>
#include <vector>

class QSettings;

namespace hubdeck {

class ActionRunner;
class ActivityModel;

/// Every hub that the program knows, open or not: what the hubs dock shows. Makes and owns the
/// sessions of the open ones. Remembers connections between runs without their keys. GUI thread.
class HubRegistry : public QObject
{
    Q_OBJECT

public:
    /// Names an entry for as long as the registry lives.
    using EntryId = int;

    enum class Reachability { Unknown, Checking, Reachable, Unreachable };

    /// Where the tabs of a hub stood when the program ended.
    struct TabPlace
    {
        int order = -1; // among those of the other hubs
        QString inFront {}; // which of them was in front of all; empty: another hub's

        friend bool operator==(const TabPlace &, const TabPlace &) = default;
    };

    struct Entry
    {
        EntryId id = 0;
        QString connection; // the name of its connection: entries of the same name stand together
        HubInfo info;
        HubAddress address; // the key lives here and nowhere else
        std::optional<StoragePlace> storage {}; // instead of the address, for HubKind::Storage
        Reachability reachability = Reachability::Unknown;
        QString problem; // why it is unreachable, in words
        bool open = false;
        bool keyMissing = false; // remembered from an earlier run that used a key
        bool wasOpen = false; // to be opened in the next run: it was not closed for itself
        QVariantMap view {}; // what its tab keeps between two runs
        TabPlace tabs {};
        bool reopening = false; // by reopen(), not by a person: to its old place
    };

    struct Services
    {
        /// Makes the road to a hub; called in the GUI thread, makes no request.
        std::function<std::shared_ptr<TaskHub>(const HubAddress &)> makeHub;
        /// Starts the sandbox unless it runs and tells where it is; called in a pool thread.
        std::function<HubAddress(const JobContext &)> startSandbox;
        /// Where hub names that have answered are kept.
        KnownHubs knownHubs {};
        /// Makes the road to a hub in a storage account; called in the GUI thread, makes no
        /// request. None: there is no such road.
        std::function<std::shared_ptr<TaskHub>(const StoragePlace &)> makeStorageHub {};
        /// Everything in a place's account and in its tracking store; called in a pool thread.
        std::function<azurestorage::AccountContents(const StoragePlace &, std::stop_token)>
            accountContents {};
        /// The hub that a function app's folder names; called in the GUI thread.
        std::function<StoragePlace(const QString &folder)> placeOfFolder {};
    };

    /// `pool` and `activity` must outlive the registry.
    HubRegistry(Services services, QThreadPool &pool, ActivityModel &activity,
                QObject *parent = nullptr);
    ~HubRegistry() override;

    [[nodiscard]] const std::vector<Entry> &entries() const noexcept { return m_entries; }

    [[nodiscard]] const Entry *find(EntryId id) const;
    /// The entry of the same hub, reached the same way; null when there is none.
    [[nodiscard]] const Entry *find(const HubAddress &address) const;
    [[nodiscard]] const Entry *find(const StoragePlace &place) const;
    /// The hub's name, with that of its connection where another entry has the same name.
    [[nodiscard]] QString title(EntryId id) const;
    /// Of an open hub; null otherwise.
    [[nodiscard]] HubSession *session(EntryId id) const;
    [[nodiscard]] ActionRunner *runner(EntryId id) const;

    [[nodiscard]] const Services &services() const noexcept { return m_services; }

    [[nodiscard]] QThreadPool &pool() const noexcept { return m_pool; }

    /// Adds a connection over HTTP. An entry of the same address takes over what is given: the
    /// address, a key, a name that is not the usual one, marks that are set; the rest of it stays.
    /// It is closed when it is open.
    EntryId add(const HubAddress &address, const HubInfo &info);
    /// Changes an entry; closes it when it is open, because its road changes. Another entry of the
    /// same address is forgotten, but for its marks.
    void edit(EntryId id, const HubAddress &address, const HubInfo &info);
    /// The same for a hub in a storage account; `connection` is the name that its hubs stand under.
    /// Other entries of the account that lack their secret get it.
    EntryId add(const StoragePlace &place, const QString &connection, const HubInfo &info);
    void edit(EntryId id, const StoragePlace &place, const QString &connection,
              const HubInfo &info);
    /// Makes the session; the sandbox is started first, in the background. Does nothing when open.
    void open(EntryId id);
    /// The one sandbox entry, added when there is none, opened.
    void openSandbox();
    /// What is being sent to its instances goes on no further; ask isBusy() before.
    void close(EntryId id);
    /// True while actions are being sent to instances of the hub.
    [[nodiscard]] bool isBusy(EntryId id) const;
    /// Closes everything: part of shutting down.
    void closeAll();
    /// Closes and forgets it. The hub itself is not touched.
    void remove(EntryId id);
    /// Asks an open hub for one row to see whether it answers.
    void check(EntryId id);
    /// What the views of an open hub learnt: an answer, or none and why.
    void noteAnswer(EntryId id);
    void noteFailure(EntryId id, const TaskHubError &error);

    void setView(EntryId id, const QVariantMap &view);
    void setTabs(EntryId id, const TabPlace &tabs);

    /// True when the address names no hub, or one that has answered before (also in an earlier run
    /// or to the command line).
    [[nodiscard]] bool hasAnswered(const HubAddress &address) const;

    /// Opens what was open when the earlier run ended, in the order of its tabs, less what needs a
    /// key.
    void reopen();

    /// Never writes a key.
    void save(QSettings &settings) const;
    void load(QSettings &settings);

signals:
    void aboutToChange();
    /// The list of entries is not what it was.
    void changed();
    /// Reachability of one entry; the list is the same.
    void entryChanged(hubdeck::HubRegistry::EntryId id);
    void opened(hubdeck::HubRegistry::EntryId id);
    /// An open entry is closed only for its road to change; it is likely to be opened again.
    void aboutToReplace(hubdeck::HubRegistry::EntryId id);
    /// The session lives until the signal returns: views must let go of it.
    void aboutToClose(hubdeck::HubRegistry::EntryId id);
    void openFailed(hubdeck::HubRegistry::EntryId id, const hubdeck::TaskHubError &error);

private:
    struct Open
    {
        EntryId id = 0;
        std::unique_ptr<HubSession> session;
        std::unique_ptr<ActionRunner> runner;
        std::unique_ptr<Job<void>> check;
    };

    Entry *entry(EntryId id);
    [[nodiscard]] const Open *openOf(EntryId id) const;
    EntryId append(Entry entry);
    void spreadCredentials(const StoragePlace &place);
    EntryId put(Entry again);
    HubInfo takeOver(const Entry *same, EntryId id, const HubInfo &info);
    [[nodiscard]] static Entry sandboxEntry();
    void change(EntryId id, const std::function<void(Entry &)> &change);
    [[nodiscard]] std::shared_ptr<TaskHub> hubOf(const Entry &entry) const;
    void saveStorage(QSettings &settings) const;
    void saveCommon(QSettings &settings, const Entry &entry, const QString &prefix = {}) const;
    void makeSession(EntryId id);
    void set(EntryId id, Reachability reachability, const QString &problem);
    [[nodiscard]] static QString keyOf(const HubAddress &address);

    Services m_services;
    QThreadPool &m_pool;
    ActivityModel &m_activity;
    std::vector<Entry> m_entries;
    std::vector<Open> m_open;
    std::unique_ptr<Job<HubAddress>> m_sandboxJob;
    EntryId m_nextId = 1;
};

} // namespace hubdeck
