// SPDX-License-Identifier: MIT
#pragma once

#include "models/history/instancetimes.h"

#include "services/taskhub/capabilities.h"

#include <QHash>
#include <QTimer>
#include <QWidget>

class QLabel;

namespace hubdeck {

class ElidedLabel;
class LinkButton;
class TimeDisplay;

/// The fields of an instance in two columns: name, status with what is pending, times, duration
/// (live while it runs), children and parent as far as the hub tells them.
class InstanceHeader : public QWidget
{
    Q_OBJECT

public:
    /// `time` must outlive the header.
    explicit InstanceHeader(TimeDisplay &time, QWidget *parent = nullptr);

    /// `history` may be null: not read yet, or none.
    void showInstance(const InstanceDetails &instance, const History *history,
                      const Capabilities &capabilities);
    void setPending(const QString &text);

signals:
    void instanceRequested(const hubdeck::InstanceId &id);

protected:
    void changeEvent(QEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    ElidedLabel *addField(int row, int column, const QString &name, const QString &objectName,
                          int span = 1);
    void update();
    void updateTimes();
    void updateFamily();
    void updateExtras();
    void placeExtras();
    void showTime(ElidedLabel &value, const std::optional<Instant> &time) const;
    void setExtra(ElidedLabel *value, const QString &text, const QString &toolTip = {});
    void setLook();
    void followChildren();
    [[nodiscard]] QStringList timeTexts(const std::optional<Instant> &time) const;
    [[nodiscard]] QString timeToolTip(const std::optional<Instant> &time) const;
    [[nodiscard]] QString durationText(const InstanceTimes &times) const;
    [[nodiscard]] QString durationToolTip(const InstanceTimes &times) const;

    TimeDisplay &m_time;
    QHash<ElidedLabel *, QLabel *> m_nameOf;
    ElidedLabel *m_name = nullptr;
    ElidedLabel *m_status = nullptr;
    QLabel *m_pending = nullptr;
    ElidedLabel *m_created = nullptr;
    ElidedLabel *m_updated = nullptr;
    ElidedLabel *m_duration = nullptr;
    ElidedLabel *m_children = nullptr;
    LinkButton *m_childrenLink = nullptr;
    ElidedLabel *m_parent = nullptr;
    LinkButton *m_parentLink = nullptr;
    // Shown where the road tells them and the instance has them.
    ElidedLabel *m_scheduled = nullptr;
    ElidedLabel *m_completed = nullptr;
    ElidedLabel *m_version = nullptr;
    ElidedLabel *m_generation = nullptr;
    ElidedLabel *m_tags = nullptr;
    QList<ElidedLabel *> m_placed; // those of the extras that have a place
    std::optional<InstanceDetails> m_instance;
    std::optional<ChildrenSummary> m_family;
    InstanceTimes m_times;
    Capabilities m_capabilities;
    QTimer m_clock;
};

} // namespace hubdeck
