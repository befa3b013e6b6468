// SPDX-License-Identifier: MIT
#pragma once

#include "services/taskhub/identifiers.h"
#include "services/taskhub/instant.h"

#include <QByteArray>
#include <QUuid>

#include <chrono>
#include <optional>
#include <utility>
#include <vector>

namespace hubdeck::azurestorage {

/// What is new in every message (§5.4).
struct MessageStamp
{
    QUuid activityId;
    qint64 sequenceNumber = 1; // counts up over the life of the process, from 1
    Instant now;
};

/// A message before it is put into a queue: the envelope with its members in the official order.
struct ControlMessage
{
    InstanceId target; // chooses the queue; raw id
    QString eventType; // `ExecutionStarted` …
    QUuid activityId;
    QByteArray envelope; // UTF-8
    std::chrono::seconds visibleAfter { 0 }; // visibilitytimeout

    friend bool operator==(const ControlMessage &, const ControlMessage &) = default;
};

/// A new execution (§5.5.1, §5.6).
struct StartValues
{
    InstanceId id;
    QString executionId; // 32 hex digits
    QString name;
    QString version = QLatin1String("");
    std::optional<QString> input; // JSON text; none: null
    std::optional<Instant> scheduledStart;
    qint64 generation = 0;
    std::vector<std::pair<QString, QString>> tags;

    friend bool operator==(const StartValues &, const StartValues &) = default;
};

/// The longest delay that a queue takes (§5.2): scheduled starts further ahead must be refused.
inline constexpr std::chrono::seconds longestDelay { 604'800 };

[[nodiscard]] ControlMessage startMessage(const StartValues &values, const MessageStamp &stamp);
/// An empty reason is written as null, as the official client does.
[[nodiscard]] ControlMessage terminateMessage(const InstanceId &id, const QString &reason,
                                              const MessageStamp &stamp);
[[nodiscard]] ControlMessage suspendMessage(const InstanceId &id, const QString &reason,
                                            const MessageStamp &stamp);
[[nodiscard]] ControlMessage resumeMessage(const InstanceId &id, const QString &reason,
                                           const MessageStamp &stamp);
/// `input` is the JSON text of the payload; none: null.
[[nodiscard]] ControlMessage eventMessage(const InstanceId &id, const QString &name,
                                          const std::optional<QString> &input,
                                          const MessageStamp &stamp);
/// Wakes a rewound leaf (§5.5.8).
[[nodiscard]] ControlMessage genericMessage(const InstanceId &id, const QString &data,
                                            const MessageStamp &stamp);

/// A signal to an entity (§5.5.6); `due` makes it a delayed one.
struct SignalValues
{
    EntityId entity;
    QString operation;
    std::optional<QString> input; // JSON text of the operation's input
    QUuid requestId;
    std::optional<Instant> due;
};

[[nodiscard]] ControlMessage signalMessage(const SignalValues &values, const MessageStamp &stamp);
/// Frees an entity from a lock whose owner ended (§5.5.6, release).
[[nodiscard]] ControlMessage releaseMessage(const EntityId &entity, const InstanceId &owner,
                                            const MessageStamp &stamp);

/// What goes over the wire for a message: its text, and a blob to be stored before it when the
/// message is larger than 46,080 bytes (§4).
struct PostedMessage
{
    struct Blob
    {
        QString name; // in `…-largemessages`
        QByteArray content; // gzip
    };

    QByteArray text; // JSON: the envelope, or the wrapper that names the blob
    std::optional<Blob> blob;
    std::chrono::seconds visibleAfter { 0 };

    /// MessageText: Base64, which every version accepts (§5.2).
    [[nodiscard]] QByteArray base64() const { return text.toBase64(); }
};

inline constexpr qsizetype largestEnvelope = 46'080;
[[nodiscard]] PostedMessage postedMessage(const ControlMessage &message);
/// `<raw id>/message-<activity id>-<event type>.json.gz`.
[[nodiscard]] QString messageBlobName(const ControlMessage &message);

/// The tags as a JSON object in their order, `null` for none.
[[nodiscard]] QByteArray tagsJson(const StartValues &values);
/// `text` as the worker's JSON library writes a string (§5.3), with quotes.
[[nodiscard]] QByteArray messageString(const QString &text);
/// `2026-03-02T10:20:30.123Z`: trailing zeros trimmed.
[[nodiscard]] QByteArray messageTime(Instant time);

} // namespace hubdeck::azurestorage
