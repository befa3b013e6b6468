// SPDX-License-Identifier: MIT
#pragma once

#include "models/hubs/hubregistry.h"
#include "ui/shell/appearance.h"

#include <QMainWindow>

#include <memory>

class QSettings;

namespace hubdeck {

class ActivityModel;
class Prompts;
class TimeDisplay;

/// The window: hubs dock, one tab for each open hub, details dock, activity dock, menus, tool bar,
/// command palette (ui.md, Main window). Keeps its state in `settings`, which never holds a secret.
class MainWindow : public QMainWindow
{
    Q_OBJECT

public:
    /// What the window works with; all must outlive it.
    struct Parts
    {
        HubRegistry &hubs;
        ActivityModel &activity;
        TimeDisplay &time;
        Prompts &prompts;
        QSettings &settings;
        /// The palette that the desktop gave at start, for the appearance `system`.
        const QPalette &systemPalette;
    };

    explicit MainWindow(const Parts &parts, QWidget *parent = nullptr);
    ~MainWindow() override;

    void setAppearance(Appearance appearance);
    /// Asks for the missing parts (the key) of an address and opens it.
    void connectToHub(const HubAddress &address);
    /// Writes window, docks and columns to the settings, and connections and saved views, which are
    /// also written soon after each of their changes.
    void saveState();

protected:
    bool event(QEvent *event) override;
    void changeEvent(QEvent *event) override;
    void closeEvent(QCloseEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace hubdeck
