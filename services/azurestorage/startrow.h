// SPDX-License-Identifier: MIT
#pragma once

#include "services/azurestorage/controlmessages.h"
#include "services/azurestorage/payloadplace.h"

namespace hubdeck::azurestorage {

/// All that a start writes, in this order (§5.6): blobs, the message, the row.
struct StartPlan
{
    ControlMessage message;
    PostedMessage posted;
    std::vector<PostedMessage::Blob> columnBlobs; // texts too long for their columns
    TableRow row; // to be inserted, or to replace the row read (If-Match: replacedEtag)
    QByteArray replacedEtag; // empty: insert
};

/// The Generation of the next execution on an id: 0 without a row (§5.6, 4).
[[nodiscard]] qint64 nextGeneration(const TableRow *existing);

/// `values.generation` is set from `existing` (the Instances row read before; nullptr when there is
/// none). `containerUrl` is the address of `…-largemessages`; `lastUpdated` the time of writing the
/// row; `random` makes the names of the columns' blobs unique.
[[nodiscard]] StartPlan planStart(StartValues values, const MessageStamp &stamp,
                                  const HubNames &names, const TableRow *existing,
                                  const QString &containerUrl, Instant lastUpdated, quint32 random);

} // namespace hubdeck::azurestorage
