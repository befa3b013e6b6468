// SPDX-License-Identifier: MIT
#pragma once

#include "services/taskhub/identifiers.h"
#include "services/taskhub/instant.h"
#include "services/taskhub/payload.h"
#include "services/taskhub/runtimestatus.h"

#include <optional>
#include <vector>

namespace hubdeck {

/// One instance, whole, without its history (durable-http-api.md §4).
struct InstanceDetails
{
    InstanceId id;
    QString name;
    RuntimeStatus status;
    std::optional<Instant> created;
    std::optional<Instant> lastUpdated;
    Payload input;
    Payload customStatus;
    Payload output;
    /// The instance's document as received, byte for byte; shown under Raw and printed by the command line.
    QByteArray raw;

    // Known on some roads only; empty where the road does not tell.
    QString version;
    std::optional<InstanceId> parent;
    QString executionId;
    std::optional<Instant> scheduledStart;
    std::optional<Instant> completed;
    QByteArray tags; // a JSON object of strings; words in a JSON string where they are lost
    std::optional<qint64> generation; // counts the starts on this id, from 0

    friend bool operator==(const InstanceDetails &, const InstanceDetails &) = default;
};

/// A management address of an instance and what it is for. `url` holds no key.
struct ManagementUrl
{
    QString purpose; // statusQueryGetUri, sendEventPostUri, … (durable-http-api.md §5.1)
    QString url;

    friend bool operator==(const ManagementUrl &, const ManagementUrl &) = default;
};

} // namespace hubdeck
