// SPDX-License-Identifier: MIT
#pragma once

#include "services/taskhub/instant.h"

#include <QString>

#include <vector>

namespace hubdeck::sandbox {

/// Times in which something that the demo shop depends on was down. Filled before the engine runs,
/// read by its activities.
struct Incidents
{
    struct Window
    {
        QString what; // payments, webhooks, warehouse
        Instant from;
        Instant to;
    };

    std::vector<Window> windows;

    [[nodiscard]] bool isDown(QStringView what, Instant time) const
    {
        for (const Window &window : windows) {
            if (window.what == what && time >= window.from && time < window.to)
                return true;
        }
        return false;
    }
};

} // namespace hubdeck::sandbox
