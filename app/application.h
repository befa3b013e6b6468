// SPDX-License-Identifier: MIT
#pragma once

#include "services/connections/hubaddress.h"
#include "ui/shell/appearance.h"

#include <QString>

#include <memory>
#include <optional>

class QSettings;

namespace hubdeck {

class MainWindow;

/// Builds everything in the order in which it depends on each other, and takes it down in the
/// order that cannot hang: views with their jobs, pool, hubs, network thread (architecture.md).
class Application
{
public:
    struct Options
    {
        bool sandbox = false; // open the sandbox hub
        std::optional<HubAddress> address; // open this hub; its key may be empty
        std::optional<Appearance> appearance; // instead of the stored one
    };

    /// `settings` must outlive the application.
    explicit Application(QSettings &settings);
    ~Application();

    /// Shows the window and opens what `options` name, or what was open last time; on the first
    /// start the sandbox.
    void start(const Options &options);
    [[nodiscard]] MainWindow &window() const noexcept;

private:
    void open(const HubAddress &address);

    Q_DISABLE_COPY_MOVE(Application)
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace hubdeck
