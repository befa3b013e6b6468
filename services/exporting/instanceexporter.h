// SPDX-License-Identifier: MIT
#pragma once

#include "services/taskhub/taskhub.h"

#include <QString>

#include <functional>
#include <stop_token>
#include <variant>
#include <vector>

namespace hubdeck {

/// How far an export is. `total` is 0 while it is not known.
struct ExportProgress
{
    qint64 done = 0;
    qint64 total = 0;
    qint64 bytes = 0;

    friend bool operator==(const ExportProgress &, const ExportProgress &) = default;
};

struct ExportRequest
{
    /// Given ids, in this order, or everything that a query lists.
    std::variant<std::vector<InstanceId>, InstanceQuery> what;
    bool withHistory = true;
    QString hubName; // written into the file's head; never a key
    QString hubUrl;
    qint64 limit = -1; // rows of a query; -1: all
};

struct ExportResult
{
    qint64 count = 0;
    /// Instances that were gone or could not be read, with the reason; they are not in the file.
    std::vector<std::pair<InstanceId, QString>> skipped;
};

using ExportProgressSink = std::function<void(const ExportProgress &)>;

/// Writes instances with payloads and histories to `path` as an export file (command-line.md,
/// Export file), streamed. The file appears under its name only when it is complete; a set stop
/// token or an error leaves what was there before. Throws TaskHubError.
ExportResult exportInstances(TaskHub &hub, const ExportRequest &request, const QString &path,
                             const ExportProgressSink &progress, std::stop_token stop);

} // namespace hubdeck
