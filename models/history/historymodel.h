// SPDX-License-Identifier: MIT
#pragma once

#include "models/history/historyrows.h"
#include "models/roles.h"

#include <QAbstractTableModel>

namespace hubdeck {

class TimeDisplay;

/// The events of a history as rows, in their order: time, time since the event before, type, name,
/// duration, what it brought; below a sub-orchestration that is expanded its own events. A newer
/// history of the same instance changes only the rows that differ. GUI thread.
class HistoryModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column {
        TimeColumn,
        DeltaColumn,
        EventColumn,
        NameColumn,
        DurationColumn,
        ContentsColumn,
        ColumnCount
    };

    /// Besides ModelRole: StatusRole is the RuntimeStatus::Kind whose glyph stands for the event.
    enum Role : int {
        IsFailureRole = PendingRole + 100,
        DepthRole, // 0: an event of the instance itself
        NoteRole // words instead of an event, for the whole row; else empty
    };

    enum class Expansion { None, Collapsed, Expanded };

    /// `time` must outlive the model.
    explicit HistoryModel(TimeDisplay &time, QObject *parent = nullptr);
    ~HistoryModel() override;

    /// From now on, sub-orchestrations that these know can be expanded. They must outlive the
    /// model.
    void setChildren(ChildHistories &children);
    void setEvents(std::vector<HistoryEvent> events);
    /// Shows only events in whose type, name or values the text is found.
    void setFilter(const QString &text);

    [[nodiscard]] const QString &filter() const noexcept { return m_filter; }

    [[nodiscard]] const std::vector<HistoryEvent> &events() const noexcept { return *m_events; }

    /// Null for a row of words.
    [[nodiscard]] const HistoryEvent *eventAt(int row) const;
    [[nodiscard]] Expansion expansionOf(int row) const;
    /// The instance that the row expands to.
    [[nodiscard]] std::optional<InstanceId> childAt(int row) const;

    /// How many events of the instance itself are shown.
    [[nodiscard]] int ownRowCount() const;

    /// Some row can be expanded.
    [[nodiscard]] bool isTree() const noexcept { return m_isTree; }

    /// Expands or collapses the row; nothing where it cannot.
    void setExpanded(int row, bool expanded);
    /// The row that this one stands below; -1 for an event of the instance itself.
    [[nodiscard]] int parentRowOf(int row) const;
    /// The row that shows `events()[event]`; -1 when it is filtered out.
    [[nodiscard]] int rowOf(qsizetype event) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;

private:
    void show(std::vector<HistoryRow> wanted);

    [[nodiscard]] const HistoryRow &at(int row) const { return m_rows[static_cast<size_t>(row)]; }

    [[nodiscard]] QString displayText(const HistoryRow &row, int column) const;
    [[nodiscard]] QString toolTip(const HistoryRow &row, int column) const;
    [[nodiscard]] QString spokenText(const HistoryRow &row, int column) const;
    [[nodiscard]] QString timeText(const std::optional<Instant> &time) const;
    [[nodiscard]] const QString &contentsOf(const HistoryRow &row) const;

    TimeDisplay &m_time;
    ChildHistories *m_children = nullptr;
    QString m_filter;
    HistoryEvents m_events;
    std::vector<HistoryRow> m_rows;
    bool m_severalDays = false;
    bool m_isTree = false;
};

} // namespace hubdeck
