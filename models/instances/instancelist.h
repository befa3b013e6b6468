// SPDX-License-Identifier: MIT
#pragma once

#include "models/instances/instanceloader.h"
#include "models/instances/instanceparents.h"
#include "models/instances/instancetablemodel.h"

#include <QObject>

namespace hubdeck {

class HubSession;

/// What a person asks for: a query whose beginning may move with the clock (*last 24 hours*).
struct ListQuery
{
    InstanceQuery query; // createdFrom and createdTo empty while `last` is set
    std::optional<std::chrono::seconds> last;

    /// As it would be sent at `now`.
    [[nodiscard]] InstanceQuery at(Instant now) const;
    friend bool operator==(const ListQuery &, const ListQuery &) = default;
};

/// The listing of one hub behind the *Instances* tab: decides what is asked of the hub and what the
/// loaded rows answer, loads, merges refreshes, follows what the session reads and removes (ui.md,
/// Instances tab). GUI thread.
class InstanceList : public QObject
{
    Q_OBJECT

public:
    /// Loading goes on by itself up to this many rows.
    static constexpr qint64 automaticRows = 10'000;
    static constexpr qint64 stepRows = 1000;

    /// Both must outlive the list.
    InstanceList(HubSession &session, const TimeDisplay &time, QObject *parent = nullptr);
    ~InstanceList() override;

    [[nodiscard]] InstanceTableModel &model() noexcept { return m_model; }

    [[nodiscard]] const InstanceTableModel &model() const noexcept { return m_model; }

    [[nodiscard]] const InstanceLoader &loader() const noexcept { return m_loader; }

    /// True when a completed load covers the query: setQuery() answers at once without the hub.
    [[nodiscard]] bool answers(const ListQuery &query) const;
    void setQuery(const ListQuery &query);

    [[nodiscard]] const ListQuery &query() const noexcept { return m_query; }

    /// What the loaded rows were asked for; a query answered by them is narrower.
    [[nodiscard]] const ListQuery &loadedQuery() const noexcept { return m_loaded; }

    void setNarrow(const QString &text);
    /// Hides sub-orchestrations with generated ids among the loaded rows.
    void setChildrenHidden(bool hidden);

    /// Asks again for what is loaded and merges by id; once more at the end of a refresh under way,
    /// ignored while loading for the first time.
    void refresh();
    void loadNext();
    void loadAll();
    void stop();
    void retry();
    /// Looks up the parents of the shown rows from `first` to `last`, where the road tells them.
    void lookUpParents(int first, int last);
    /// Adds or updates one row, which stays until the hub says that it is gone or another query is
    /// asked.
    void keep(const InstanceDetails &instance);

    [[nodiscard]] bool isLoading() const noexcept
    {
        return m_loader.state() == InstanceLoader::State::Loading;
    }

    /// A refresh is under way: the rows shown are complete, not part of what comes.
    [[nodiscard]] bool isRefreshing() const noexcept { return m_refreshing && isLoading(); }

    /// The rows shown still belong to the query before: nothing of the new one has come.
    [[nodiscard]] bool showsOldRows() const noexcept
    {
        return m_replaceNext && m_model.counts().loaded > 0;
    }

signals:
    /// State, counts or progress changed.
    void changed();
    void failed(const hubdeck::TaskHubError &error);

private:
    void take(const std::vector<InstancePage> &pages);
    void loaderChanged();
    void applyFilter();

    HubSession &m_session;
    InstanceParents m_parents;
    InstanceTableModel m_model;
    InstanceLoader m_loader;
    ListQuery m_query;
    ListQuery m_loaded;
    InstanceQuery m_asked; // m_loaded as it was sent
    QString m_narrow;
    bool m_childrenHidden = false;
    QList<InstanceId> m_kept;
    bool m_replaceNext = false;
    bool m_refreshing = false;
    bool m_refreshAgain = false;
    bool m_complete = false; // the rows are everything that m_asked asks for
};

} // namespace hubdeck
