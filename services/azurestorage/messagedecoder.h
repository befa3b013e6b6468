// SPDX-License-Identifier: MIT
#pragma once

#include "services/taskhub/identifiers.h"
#include "services/taskhub/instant.h"

#include <QByteArray>

#include <optional>

namespace hubdeck::azurestorage {

/// What a message in a control or work-item queue says. Members that it does not have are empty.
struct DecodedMessage
{
    enum class Form { Json, Base64, Unreadable };
    Form form = Form::Unreadable;
    QByteArray text; // the JSON, or what came when it is unreadable
    /// Why it is unreadable, in words; workers cannot read it either. With another form: why the
    /// blob with the rest was not read.
    QString problem;
    QString blob; // name of the blob with the real message; fetch it and decode that
    QString eventType; // `TaskScheduled`; of unknown types what stands there
    QString name; // of the activity, event, orchestration
    InstanceId instance;
    QString executionId;
    InstanceId sender; // the orchestration that sent it; empty from clients
    std::optional<qint64> episode;
    std::optional<qint64> eventId;
    std::optional<Instant> timestamp;
    QString input; // decoded text of Input, Result or Data, as far as there is one
};

/// Reads a peeked MessageText (§5.2): JSON or Base64 by the first non-blank character. Never
/// throws.
[[nodiscard]] DecodedMessage decodeMessage(const QString &messageText);

} // namespace hubdeck::azurestorage
