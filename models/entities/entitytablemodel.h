// SPDX-License-Identifier: MIT
#pragma once

#include "models/job.h"
#include "services/taskhub/actions.h"
#include "services/taskhub/query.h"

#include <QAbstractTableModel>

#include <memory>
#include <optional>
#include <vector>

namespace hubdeck {

class HubSession;
class TimeDisplay;

/// The entities of a hub with their states: loads them, sorts and narrows them. GUI thread.
class EntityTableModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column {
        NameColumn,
        KeyColumn,
        LastOperationColumn,
        WaitingColumn, // this and the next: empty where the road does not tell
        LockColumn,
        StateColumn,
        ColumnCount
    };
    enum class LoadState { Idle, Loading, Complete, MoreAvailable, Failed };
    /// A load ends here until another one asks for more.
    static constexpr qint64 stepRows = 10'000;

    /// Both must outlive the model.
    EntityTableModel(HubSession &session, const TimeDisplay &time, QObject *parent = nullptr);
    ~EntityTableModel() override;

    /// Asks the hub for the entities of one class, or of all; the rows stay until the first new
    /// ones come.
    void load(const QString &name = {});
    void loadMore();
    /// Asks again for what was loaded.
    void refresh();
    /// Shows only rows with this text in class, key or state.
    void setNarrow(const QString &text);

    [[nodiscard]] LoadState state() const noexcept { return m_state; }

    [[nodiscard]] qint64 loadedRows() const noexcept { return static_cast<qint64>(m_rows.size()); }

    [[nodiscard]] const std::optional<Instant> &completedAt() const noexcept { return m_at; }

    [[nodiscard]] const EntityRow &entity(int row) const;
    /// -1 when it is not shown.
    [[nodiscard]] int rowOf(const EntityId &id) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index,
                                int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;
    void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override;

signals:
    /// State or number of rows.
    void changed();
    void failed(const hubdeck::TaskHubError &error);

private:
    void start(const ContinuationToken &from, qint64 limit, bool replace);
    void take(std::vector<EntityRow> &&rows, const ContinuationToken &next);
    void finish();
    void show();
    [[nodiscard]] bool matches(const EntityRow &row) const;
    [[nodiscard]] bool isBefore(const EntityRow &a, const EntityRow &b) const;

    HubSession &m_session;
    const TimeDisplay &m_time;
    std::unique_ptr<Job<void>> m_job;
    EntityQuery m_query;
    ContinuationToken m_next;
    std::vector<EntityRow> m_rows;
    std::vector<size_t> m_shown; // places in m_rows, in order
    QString m_narrow;
    LoadState m_state = LoadState::Idle;
    std::optional<Instant> m_at;
    bool m_replace = false;
    int m_sortColumn = NameColumn;
    Qt::SortOrder m_order = Qt::AscendingOrder;
};

} // namespace hubdeck
