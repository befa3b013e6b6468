// SPDX-License-Identifier: MIT
#pragma once

#include "models/instances/instancelist.h"

#include <QWidget>

#include <vector>

class QAction;
class QActionGroup;
class QLabel;
class QMenu;
class QPushButton;

namespace hubdeck {

class LabelledButton;
class LabelledField;
class RangeField;
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
    /// Whether sub-orchestrations whose ids the hub made are hidden among the loaded rows.
    [[nodiscard]] bool hidesChildren() const;
    void setHidesChildren(bool hide);
    /// The numbers on the chips; those of statuses that were not asked for are left away.
    void setCounts(const InstanceCounts &counts, const std::vector<RuntimeStatus::Kind> &asked);
    void focusQuery();
    void focusNarrow();

signals:
    void queryChanged();
    void narrowChanged(const QString &text);
    void childrenHidden(bool hidden);
    /// Enter or Down in a field: on to the rows.
    void leftForTable();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void buildChips();
    void buildFields();
    void showKinds();
    void showNote();
    void chipToggled();
    void changedByHand();
    void reset();
    void applyPalette();

    TimeDisplay &m_time;
    std::vector<StatusChip *> m_chips;
    RangeField *m_range = nullptr;
    LabelledButton *m_kinds = nullptr;
    LabelledField *m_prefix = nullptr;
    LabelledField *m_narrow = nullptr;
    QPushButton *m_reset = nullptr;
    QLabel *m_note = nullptr;
    QActionGroup *m_kindActions = nullptr;
    QAction *m_hideChildren = nullptr;
    InstanceKinds m_kind = InstanceKinds::Orchestrations;
    bool m_setting = false;
};

} // namespace hubdeck
