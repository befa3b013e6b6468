// SPDX-License-Identifier: MIT
#pragma once

#include "services/taskhub/instancepage.h"
#include "services/taskhub/query.h"

#include <memory>

namespace hubdeck {

/// Reads the pages of one listing (durable-http-api.md §5.3) into InstancePage. Inputs and outputs
/// are skipped unread. A page that simdjson refuses is read by the tolerant scanner, so that every
/// row comes out (L9). One thread at a time; keeps its buffers between pages.
class InstancePageDecoder
{
public:
    /// Rows of other kinds and ids without `idPrefix` are left out: the hub cannot filter kinds,
    /// and old extensions ignore the prefix.
    explicit InstancePageDecoder(RowContents include = RowContents::Compact,
                                 InstanceKinds kinds = InstanceKinds::Both,
                                 const QString &idPrefix = {});
    ~InstancePageDecoder();

    /// Throws TaskHubError Malformed when `body` is no whole JSON array. The page's `next` is left
    /// empty.
    [[nodiscard]] InstancePage decode(QByteArray body);

private:
    Q_DISABLE_COPY_MOVE(InstancePageDecoder)
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace hubdeck
