// SPDX-License-Identifier: MIT
#pragma once

#include <QWidget>

#include <chrono>
#include <memory>

namespace hubdeck {

class HubSession;
class Prompts;
class TimeDisplay;

/// The *Health* tab of one hub: signs that it is stuck, partitions with their owners, queues with
/// their depths, and the messages at their heads, decoded. Reads the hub when it is shown and every
/// ten seconds while it is seen; changes nothing.
class HealthPage : public QWidget
{
    Q_OBJECT

public:
    /// What the page works with; all must outlive it.
    struct Parts
    {
        HubSession &session;
        TimeDisplay &time;
        Prompts &prompts;
        std::chrono::milliseconds interval { 10'000 };
    };

    explicit HealthPage(const Parts &parts, QWidget *parent = nullptr);
    ~HealthPage() override;

    /// Asks the hub again; the selection survives.
    void refresh();

signals:
    /// The hub has answered, or not: how it stands with the connection.
    void loaded();
    void loadFailed();

protected:
    void showEvent(QShowEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace hubdeck
