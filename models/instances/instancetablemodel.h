// SPDX-License-Identifier: MIT
#pragma once

#include "models/instances/instanceview.h"

#include <QAbstractTableModel>

#include <functional>
#include <memory>

namespace hubdeck {

class InstanceParents;
class PendingActions;
class TimeDisplay;

/// The list of instances: owns the store and its sorted, filtered view (no proxy model over it). A
/// filter or a sweep of removals resets the model, everything else keeps persistent indexes, so
/// selection and current row survive. GUI thread.
class InstanceTableModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column {
        StatusColumn,
        IdColumn,
        NameColumn,
        CreatedColumn,
        UpdatedColumn,
        DurationColumn,
        CustomStatusColumn,
        ParentColumn, // from here on: what only roads with Feature::ParentLinks tell
        VersionColumn,
        TagsColumn,
        ScheduledColumn,
        CompletedColumn,
        GenerationColumn,
        ColumnCount
    };

    [[nodiscard]] static constexpr bool isExtraColumn(int column) noexcept
    {
        return column >= ParentColumn;
    }

    /// Aligned to the right.
    [[nodiscard]] static constexpr bool isNumberColumn(int column) noexcept
    {
        return column == DurationColumn || column == GenerationColumn;
    }

    using Clock = std::function<Instant()>;

    /// Both must outlive the model.
    InstanceTableModel(const PendingActions &pending, const TimeDisplay &time,
                       QObject *parent = nullptr);
    ~InstanceTableModel() override;

    /// For tests; Instant::now otherwise.
    void setClock(Clock clock);

    /// Why times are coarse on this road, for the headers' tool tips; empty where they are exact:
    /// then milliseconds are shown.
    void setTimeNote(const QString &note) { m_timeNote = note; }

    /// Why the road tells none of the extra columns; empty where it does.
    void setExtrasNote(const QString &note) { m_extrasNote = note; }

    [[nodiscard]] const QString &extrasNote() const noexcept { return m_extrasNote; }

    /// What the column of parents shows; must outlive the model.
    void setParents(const InstanceParents &parents);
    /// The rows from `first` to `last`, as InstanceParents asks for them.
    void wantParents(InstanceParents &parents, int first, int last) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index,
                                int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;
    void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override;

    /// False for the column of parents.
    [[nodiscard]] static bool canSortBy(int column) noexcept;

    [[nodiscard]] int sortColumn() const noexcept { return m_sortColumn; }

    [[nodiscard]] Qt::SortOrder sortOrder() const noexcept;

    /// Adds new rows and updates known ones, in one step for all pages.
    void merge(const std::vector<InstancePage> &pages);
    void merge(const InstanceDetails &instance);
    /// Replaces everything by these pages.
    void replace(const std::vector<InstancePage> &pages);
    void remove(const QList<InstanceId> &ids);
    void clear();
    /// From here to endReload() merged rows count as seen; endReload() removes the others, but for
    /// those in `keep`.
    void beginReload();
    void endReload(const QList<InstanceId> &keep = {});

    void setFilter(const InstanceFilter &filter);

    [[nodiscard]] const InstanceFilter &filter() const noexcept { return m_view.filter(); }

    [[nodiscard]] const InstanceCounts &counts() const noexcept { return m_view.counts(); }

    [[nodiscard]] const InstanceStore &store() const noexcept { return m_store; }

    [[nodiscard]] InstanceStore::Row storeRow(int row) const
    {
        return m_shown[static_cast<size_t>(row)];
    }

    [[nodiscard]] InstanceId id(int row) const { return m_store.id(storeRow(row)); }

    /// The place of an instance among the shown rows; -1 when it is not loaded or hidden.
    [[nodiscard]] int rowOf(const InstanceId &id) const;

    [[nodiscard]] bool isLoaded(const InstanceId &id) const { return m_store.find(id).has_value(); }

    /// Custom status as shown: a JSON string decoded, everything else as received.
    [[nodiscard]] QString customStatusText(InstanceStore::Row row) const;
    /// Elapsed for an active row; nullopt where a time is missing.
    [[nodiscard]] std::optional<Instant::Ticks> duration(InstanceStore::Row row) const;

    /// Tells the view that the durations of active rows from `first` to `last` have grown. Called
    /// once a second for what is visible.
    void tick(int first, int last);

signals:
    void countsChanged();

private:
    [[nodiscard]] QString display(InstanceStore::Row row, int column) const;
    /// The time of a cell: the year is left away while it is this one.
    [[nodiscard]] QString cellTime(const std::optional<Instant> &time) const;
    [[nodiscard]] QString toolTip(InstanceStore::Row row, int column) const;
    [[nodiscard]] QString fullText(InstanceStore::Row row, int column) const;
    /// What an extra column says, whole.
    [[nodiscard]] QString extraText(InstanceStore::Row row, int column) const;
    [[nodiscard]] QString parentText(InstanceStore::Row row) const;
    [[nodiscard]] QString durationText(InstanceStore::Row row) const;
    [[nodiscard]] QVariant sortValue(InstanceStore::Row row, int column) const;
    [[nodiscard]] QString pendingText(InstanceStore::Row row) const;
    void apply(const InstanceStore::Changes &changes);
    void takeOut(const std::vector<InstanceStore::Row> &leaving, bool &reset);
    void putIn(const std::vector<InstanceStore::Row> &entering,
               std::vector<InstanceStore::Row> target);
    void relayout(std::vector<InstanceStore::Row> target);
    void announce(const std::vector<InstanceStore::Row> &changed);
    void resetTo(std::vector<InstanceStore::Row> target);
    void pendingChanged(const InstanceId &id);
    void timeZoneChanged();

    const PendingActions &m_pending;
    const TimeDisplay &m_time;
    Clock m_clock;
    QString m_timeNote;
    QString m_extrasNote;
    const InstanceParents *m_parents = nullptr;
    InstanceStore m_store;
    InstanceView m_view;
    std::vector<InstanceStore::Row> m_shown;
    int m_sortColumn = CreatedColumn;
};

} // namespace hubdeck
