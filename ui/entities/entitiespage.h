// SPDX-License-Identifier: MIT
#pragma once

#include "models/hubs/hubsession.h"

#include <QWidget>

#include <memory>

namespace hubdeck {

class ActivityModel;
class Prompts;
class TimeDisplay;

/// The *Entities* tab of one hub: the entities with their states, and signals to them. What the
/// road cannot do is disabled with the reason. Loads on its own when first shown.
class EntitiesPage : public QWidget
{
    Q_OBJECT

public:
    /// What the page works with; all must outlive it.
    struct Parts
    {
        HubSession &session;
        ActivityModel &activity;
        TimeDisplay &time;
        Prompts &prompts;
    };

    explicit EntitiesPage(const Parts &parts, QWidget *parent = nullptr);
    ~EntitiesPage() override;

    /// Asks the hub again; the selection survives.
    void refresh();

signals:
    /// The hub has answered, or not: how it stands with the connection.
    void loaded();
    void loadFailed();

protected:
    void showEvent(QShowEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace hubdeck
