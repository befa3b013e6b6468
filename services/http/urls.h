// SPDX-License-Identifier: MIT
#pragma once

#include <QString>
#include <QStringList>
#include <QUrl>

#include <vector>

namespace hubdeck {

struct QueryItem
{
    QString name;
    QString value;
};

/// `base` plus path segments and query items, each percent-encoded exactly once from raw text,
/// everything but A-Z a-z 0-9 - . _ ~ (durable-http-api.md §8). Throws TaskHubError InvalidInput
/// for a segment that is empty, `.` or `..`: it would be normalised away and hit another route.
[[nodiscard]] QUrl buildUrl(const QUrl &base, const QStringList &segments,
                            const std::vector<QueryItem> &query = {});

/// True for localhost, 127.0.0.0/8 and [::1].
[[nodiscard]] bool isLoopback(const QUrl &url);
[[nodiscard]] bool isSameOrigin(const QUrl &a, const QUrl &b);

} // namespace hubdeck
