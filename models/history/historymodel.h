// SPDX-License-Identifier: MIT
#pragma once

#include "models/roles.h"

#include "services/taskhub/history.h"

#include <QAbstractTableModel>

#include <memory>
#include <vector>

namespace hubdeck {

class TimeDisplay;

/// The events of a history as rows, in their order: time, time since the event before, type, name,
/// duration, what it brought. A newer history of the same instance changes only the rows that
/// differ. GUI thread.
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
    enum Role : int { IsFailureRole = PendingRole + 100 };

    /// `time` must outlive the model.
    explicit HistoryModel(TimeDisplay &time, QObject *parent = nullptr);
    ~HistoryModel() override;

    void setEvents(std::vector<HistoryEvent> events);
    /// Shows only events in whose type, name or values the text is found.
    void setFilter(const QString &text);

    [[nodiscard]] const QString &filter() const noexcept { return m_filter; }

    [[nodiscard]] const std::vector<HistoryEvent> &events() const noexcept { return m_events; }

    [[nodiscard]] const HistoryEvent &eventAt(int row) const
    {
        return m_events[m_rows[static_cast<size_t>(row)].event];
    }

    /// The row that shows `events()[event]`; -1 when it is filtered out.
    [[nodiscard]] int rowOf(qsizetype event) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;

private:
    struct Row
    {
        size_t event = 0;
        mutable std::optional<QString> contents; // read out when first drawn
    };

    [[nodiscard]] std::vector<size_t> visible(const std::vector<HistoryEvent> &events) const;
    void show(std::vector<HistoryEvent> events);
    [[nodiscard]] QString displayText(const Row &row, int column) const;
    [[nodiscard]] QString toolTip(const Row &row, int column) const;
    [[nodiscard]] QString timeText(const std::optional<Instant> &time) const;
    [[nodiscard]] const QString &contentsOf(const Row &row) const;

    TimeDisplay &m_time;
    QString m_filter;
    std::vector<HistoryEvent> m_events;
    std::vector<Row> m_rows;
    bool m_severalDays = false;
};

} // namespace hubdeck
