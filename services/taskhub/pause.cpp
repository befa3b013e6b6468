// SPDX-License-Identifier: MIT
#include "services/taskhub/pause.h"

#include "services/taskhub/taskhuberror.h"

#include <QCoreApplication>

#include <condition_variable>
#include <mutex>

namespace hubdeck {

void pause(std::chrono::milliseconds duration, const std::stop_token &stop)
{
    std::mutex mutex;
    std::condition_variable_any wake;
    std::unique_lock lock(mutex);
    static_cast<void>(wake.wait_for(lock, stop, duration, [] { return false; }));
    if (stop.stop_requested()) {
        throw TaskHubError(ErrorKind::Cancelled, QCoreApplication::translate("Pause", "Stopped."));
    }
}

} // namespace hubdeck
