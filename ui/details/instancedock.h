// SPDX-License-Identifier: MIT
#pragma once

#include "models/hubs/hubsession.h"

#include <QDockWidget>

#include <memory>

namespace hubdeck {

class TimeDisplay;
class Prompts;

/// The dock with one instance whole (InstanceBody). Reads the instance and its history itself and
/// again while it is active; says so when there is none or it cannot be read.
class InstanceDock : public QDockWidget
{
    Q_OBJECT

public:
    /// All must outlive the dock.
    InstanceDock(TimeDisplay &time, Prompts &prompts, QWidget *parent = nullptr);
    ~InstanceDock() override;

    /// Shows an instance of a hub; the session must live until clear() or the next call.
    void showInstance(HubSession &session, const InstanceId &id);
    void clear();
    void refresh();
    /// Brings a tab to the front: 0 is the first (Alt+1…9).
    void showTab(int index);
    [[nodiscard]] std::optional<InstanceId> shownInstance() const;

    /// Splitters and columns inside the dock.
    [[nodiscard]] QByteArray saveState() const;
    void restoreState(const QByteArray &state);

signals:
    /// A link to another instance was followed.
    void instanceRequested(const hubdeck::InstanceId &id);

protected:
    bool event(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace hubdeck
