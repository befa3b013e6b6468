// SPDX-License-Identifier: MIT
#pragma once

#include "services/sandbox/engine.h"

#include <array>

namespace hubdeck::sandbox {

/// By their numbers on the wire (durable-http-api.md §2.3).
inline constexpr std::array wireStatuses {
    RuntimeStatus::Kind::Running,        RuntimeStatus::Kind::Completed,
    RuntimeStatus::Kind::ContinuedAsNew, RuntimeStatus::Kind::Failed,
    RuntimeStatus::Kind::Canceled,       RuntimeStatus::Kind::Terminated,
    RuntimeStatus::Kind::Pending,        RuntimeStatus::Kind::Suspended
};
[[nodiscard]] QByteArray statusText(RuntimeStatus::Kind status);
[[nodiscard]] std::optional<RuntimeStatus::Kind> statusFromName(const QString &name);

struct HistoryOptions
{
    bool outputs = false;
    bool inputs = true;
};

/// The status document; `history` is the text of the array, null to leave the member out
/// (durable-http-api.md §4).
[[nodiscard]] QByteArray statusDocument(const InstanceRow &row, bool showInput,
                                        const QByteArray &history = {});
/// What the handler makes of a stored history: scheduling events folded into what answers them
/// (§7).
[[nodiscard]] QByteArray historyJson(const std::vector<HistoryEvent> &history,
                                     const HistoryOptions &options, bool failureDetails);
[[nodiscard]] QByteArray entityJson(const EntityRow &row, bool withState);

struct LinkParts
{
    QByteArray base; // origin and webhook path
    QByteArray query; // taskHub=…&connection=…&code=…
};

/// The management body with its links (§5.1).
[[nodiscard]] QByteArray managementBody(const QString &id, const LinkParts &links);
[[nodiscard]] QByteArray statusLink(const QString &id, const LinkParts &links);
/// Percent-encodes all but unreserved characters; a space becomes `+`, as in the links of the real
/// handler.
[[nodiscard]] QByteArray formEncoded(const QByteArray &text);

} // namespace hubdeck::sandbox
