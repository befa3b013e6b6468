// SPDX-License-Identifier: MIT
#pragma once

#include "models/instances/instancelist.h"

#include <QWidget>

#include <vector>

class QActionGroup;
class QDateTimeEdit;
class QLabel;
class QMenu;
class QPushButton;

namespace hubdeck {

class LabelledButton;
class LabelledField;
class StatusChip;
class TimeDisplay;

/// What is asked of the hub (chips, creation time, id prefix, kinds) and the narrow field for what
/// is loaded (ui.md, Instances tab).
class QueryBar : public QWidget
{
    Q_OBJECT

public:
    /// `time` must outlive the bar.
    explicit QueryBar(TimeDisplay &time, QWidget *parent = nullptr);
    ~QueryBar() override;

    /// The query of a tab that is opened: the last 24 hours, all statuses.
    [[nodiscard]] static ListQuery firstQuery();
    [[nodiscard]] ListQuery query() const;
    void setQuery(const ListQuery &query);
    [[nodiscard]] QString narrow() const;
    void clearNarrow();
    /// The numbers on the chips; those of statuses that were not asked for are left away.
    void setCounts(const InstanceCounts &counts, const std::vector<RuntimeStatus::Kind> &asked);
    void focusQuery();
    void focusNarrow();

signals:
    void queryChanged();
    void narrowChanged(const QString &text);
    /// Enter or Down in a field: on to the rows.
    void leftForTable();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    enum class Range { LastHour, LastDay, LastWeek, All, Custom };

    void buildChips();
    void buildFields();
    void buildCustomRange();
    void chooseRange(Range range);
    void showRange();
    void showKinds();
    void showNote();
    void chipToggled();
    void zoneChanged();
    void reset();
    void applyPalette();
    [[nodiscard]] QString rangeText() const;
    [[nodiscard]] Instant instantOf(const QDateTimeEdit &edit) const;
    void setDateTime(QDateTimeEdit &edit, Instant instant) const;

    TimeDisplay &m_time;
    std::vector<StatusChip *> m_chips;
    LabelledButton *m_created = nullptr;
    LabelledButton *m_kinds = nullptr;
    LabelledField *m_prefix = nullptr;
    LabelledField *m_narrow = nullptr;
    QPushButton *m_reset = nullptr;
    QWidget *m_customRow = nullptr;
    QDateTimeEdit *m_from = nullptr;
    QDateTimeEdit *m_to = nullptr;
    QLabel *m_zone = nullptr;
    QLabel *m_note = nullptr;
    QActionGroup *m_rangeActions = nullptr;
    QActionGroup *m_kindActions = nullptr;
    Range m_range = Range::LastDay;
    InstanceKinds m_kind = InstanceKinds::Orchestrations;
    bool m_setting = false;
};

} // namespace hubdeck
