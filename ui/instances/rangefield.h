// SPDX-License-Identifier: MIT
#pragma once

#include "models/instances/instancelist.h"

#include <QObject>

class QActionGroup;
class QDateTimeEdit;
class QLabel;

namespace hubdeck {

class LabelledButton;
class TimeDisplay;

/// *Created*: a button with the presets and a row with from and to, which shows only for a range of
/// one's own. Both widgets are placed by the caller.
class RangeField : public QObject
{
    Q_OBJECT

public:
    /// `time` must outlive the field; the widgets are children of `parent`.
    RangeField(TimeDisplay &time, QWidget *parent);

    [[nodiscard]] QWidget *button() const noexcept;

    [[nodiscard]] QWidget *customRow() const noexcept { return m_customRow; }

    /// Puts the range into a query: `last`, or createdFrom and createdTo, or none.
    void writeTo(ListQuery &query) const;
    /// Shows a query's range; changed() is not emitted.
    void readFrom(const ListQuery &query);

    /// No limit: the hub reads everything.
    [[nodiscard]] bool isUnlimited() const noexcept { return m_range == Range::All; }

    void applyPalette(const QPalette &palette);

signals:
    void changed();

private:
    enum class Range { LastHour, LastDay, LastWeek, All, Custom };

    void buildButton(QWidget *parent);
    void buildCustomRow(QWidget *parent);
    void choose(Range range);
    void show();
    void zoneChanged();
    [[nodiscard]] QString text() const;
    [[nodiscard]] Instant instantOf(const QDateTimeEdit &edit) const;
    void setDateTime(QDateTimeEdit &edit, Instant instant) const;

    TimeDisplay &m_time;
    LabelledButton *m_button = nullptr;
    QActionGroup *m_actions = nullptr;
    QWidget *m_customRow = nullptr;
    QDateTimeEdit *m_from = nullptr;
    QDateTimeEdit *m_to = nullptr;
    QLabel *m_zone = nullptr;
    Range m_range = Range::LastDay;
    bool m_setting = false;
};

} // namespace hubdeck
