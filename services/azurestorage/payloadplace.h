// SPDX-License-Identifier: MIT
#pragma once

#include "services/azurestorage/instancekeys.h"
#include "services/azurestorage/tablerow.h"
#include "services/taskhub/payload.h"

#include <optional>

namespace hubdeck::azurestorage {

/// Where a value stands (§2.3, §3.5): in the row, or in a blob of the hub, as itself or inside the
/// message that brought it.
struct PayloadPlace
{
    enum class Kind {
        None, // no value
        Inline, // `text` is the value
        Blob, // the blob holds the value
        EnvelopeBlob, // the blob holds a message whose event's Input is the value
    };
    Kind kind = Kind::None;
    QString text;
    QString container; // of the blob, as named in the row
    QString blob; // its name, not encoded
    QString storedAt; // the address or name as it stands in the row

    [[nodiscard]] bool isInBlob() const noexcept
    {
        return kind == Kind::Blob || kind == Kind::EnvelopeBlob;
    }

    friend bool operator==(const PayloadPlace &, const PayloadPlace &) = default;
};

/// The Input, the Tags and the Output of an Instances row. A companion `<column>BlobName` counts
/// only beside an empty column: workers rewrite the column and leave the companion (§2.2).
[[nodiscard]] PayloadPlace inputPlace(const TableRow &instance, const HubNames &names);
[[nodiscard]] PayloadPlace tagsPlace(const TableRow &instance, const HubNames &names);
[[nodiscard]] PayloadPlace outputPlace(const TableRow &instance, const HubNames &names);
/// A column of a history row; its companion `<column>BlobName` wins. The texts `null` of columns
/// that hold documents are no value (§3.3).
[[nodiscard]] PayloadPlace columnPlace(const TableRow &event, const QString &column,
                                       const HubNames &names);

/// The value out of the bytes of a fetched blob: gunzipped if it is gzip, then taken from the
/// message if it is one. A null QString when the message has none. Throws TaskHubError Malformed
/// (broken gzip, no message) or TooLarge (more than `limit` bytes).
[[nodiscard]] QString textFromBlob(const PayloadPlace &place, const QByteArray &blob,
                                   qint64 limit = 256LL * 1024 * 1024);

/// A stored text as a payload: JSON as it stands, anything else as a JSON string of the whole text,
/// `null` for a null QString (command-line.md, Rows).
[[nodiscard]] Payload storedPayload(const QString &text);
/// The same for a place that needs no fetching, or whose text has been fetched.
[[nodiscard]] Payload payloadAt(const PayloadPlace &place, const QString &text);
/// What is shown for a value whose blob is gone or damaged: a JSON string that says so, and where.
[[nodiscard]] Payload missingPayload(const PayloadPlace &place, const QString &why = {});

/// The address of a blob as workers write it into rows: container URL, then the name
/// percent-encoded segment by segment.
[[nodiscard]] QString blobUrl(const QString &containerUrl, const QString &blob);
/// `<escaped id>/history--<column>-<8 upper-case hex digits>-<column>.json.gz` (§4).
[[nodiscard]] QString instanceBlobName(const InstanceId &id, const QString &column, quint32 random);

} // namespace hubdeck::azurestorage
