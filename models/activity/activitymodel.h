// SPDX-License-Identifier: MIT
#pragma once

#include "services/taskhub/instant.h"
#include "services/taskhub/taskhuberror.h"

#include <QAbstractTableModel>

#include <optional>
#include <vector>

namespace hubdeck {

class TimeDisplay;

/// Every action of this run of the program and what became of it, newest first (ui.md, Activity
/// dock). One model for all hubs. GUI thread.
class ActivityModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { TimeColumn, TextColumn, HubColumn, OutcomeColumn, ColumnCount };

    /// Beyond ModelRole::IdRole (the instance concerned, empty for several) and SortRole.
    enum Role : int {
        OutcomeRole = Qt::UserRole + 100, // Outcome as int
        IconNameRole, // `rewind`: for theme::icon()
        DetailRole, // TaskHubError::detail, request id and service code; empty when there is
                    // nothing more to tell
        WhatRole, // `Rewind family-1`: the text before the dash
        ResultRole, // `accepted, Completed after 1.8 s`: the text behind the dash
        HubRole, // the hub's name
        HubEntryRole, // HubRegistry::EntryId as int; 0 when only the name is known
    };
    enum class Outcome { Running, Done, Failed, Unknown, Stopped };
    /// Names an entry for as long as it is kept.
    using EntryId = quint64;
    /// Older entries are dropped beyond this number.
    static constexpr int maxEntries = 10'000;

    /// `time` must outlive the model.
    explicit ActivityModel(const TimeDisplay &time, QObject *parent = nullptr);
    ~ActivityModel() override;

    struct NewEntry
    {
        QString hub;
        QString what;
        QString iconName;
        QString instanceId;
        int hubEntry = 0; // HubRegistry::EntryId: two hubs may have the same name
    };

    /// Adds an entry under way, with the time now.
    EntryId add(const NewEntry &entry);
    /// Says how an entry stands. Ignored for an entry that is gone.
    void update(EntryId id, Outcome outcome, const QString &result);
    void fail(EntryId id, const TaskHubError &error);
    void clear();

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index,
                                int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;

private:
    struct Entry
    {
        EntryId id = 0;
        Instant time;
        NewEntry text;
        Outcome outcome = Outcome::Running;
        QString result;
        QString detail;
    };

    [[nodiscard]] int rowOf(EntryId id) const;
    [[nodiscard]] QVariant display(const Entry &entry, int column) const;
    void changed(int row);

    const TimeDisplay &m_time;
    std::vector<Entry> m_entries; // oldest first
    EntryId m_nextId = 1;
};

} // namespace hubdeck

Q_DECLARE_METATYPE(hubdeck::ActivityModel::Outcome)
