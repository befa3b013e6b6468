// SPDX-License-Identifier: MIT
#pragma once

#include "services/taskhub/history.h"

#include <QByteArrayView>

namespace hubdeck {

/// Reads a FailureDetails object (durable-http-api.md L13, §7.2): nested failures become `inner`.
[[nodiscard]] Failure failureFromDetails(QByteArrayView failureDetails);

/// Reads what a worker wrote as text: a serialised .NET exception (JSON with ClassName or $type,
/// Message, InnerException …) or what .NET, Java, JavaScript and Python print (`Type: message`,
/// then the stack, causes marked ` --->` or `Caused by:`). Text of no known form becomes the
/// message.
[[nodiscard]] Failure failureFromText(const QString &text);

} // namespace hubdeck
