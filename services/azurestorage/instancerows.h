// SPDX-License-Identifier: MIT
#pragma once

#include "services/azurestorage/payloadplace.h"
#include "services/taskhub/actions.h"
#include "services/taskhub/instance.h"
#include "services/taskhub/instancepage.h"

namespace hubdeck::azurestorage {

/// What an Instances row says (§2.2). Every column may be absent or of a wrong type: then that
/// member is empty and the rest is there.
struct StoredInstance
{
    InstanceId id;
    QString partitionKey;
    QByteArray etag;
    QString name;
    RuntimeStatus status;
    std::optional<Instant> created;
    std::optional<Instant> lastUpdated;
    std::optional<Instant> completed;
    std::optional<Instant> scheduledStart;
    QString createdText; // times as stored, seven digits
    QString lastUpdatedText;
    QString completedText;
    QString scheduledStartText;
    PayloadPlace input;
    PayloadPlace output;
    Payload customStatus;
    QString version;
    PayloadPlace tagsPlace;
    QByteArray tags; // a JSON object, words in a JSON string when lost; empty: none, or in a blob
    QString executionId;
    std::optional<qint64> generation;
    QString taskHub;
};

[[nodiscard]] StoredInstance readInstance(const TableRow &row, const HubNames &names);

/// The whole instance once its payloads were fetched (payloadAt()) and its parent was looked up;
/// `raw` is rowDocument().
[[nodiscard]] InstanceDetails instanceDetails(const StoredInstance &stored, const Payload &input,
                                              const Payload &output,
                                              const std::optional<InstanceId> &parent = {});

/// The row as a document (command-line.md, Rows): members of the API's status document, then those
/// that only this road knows and the row has.
[[nodiscard]] QByteArray rowDocument(const StoredInstance &stored, const Payload &input,
                                     const Payload &output,
                                     const std::optional<InstanceId> &parent = {});

/// Adds a row to a page; a `document` (for RowContents::Raw) goes into the page's body.
void appendRow(InstancePage &page, const StoredInstance &stored, const QByteArray &document = {});

} // namespace hubdeck::azurestorage
