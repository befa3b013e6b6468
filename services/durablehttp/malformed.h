// SPDX-License-Identifier: MIT
#pragma once

#include "services/taskhub/taskhuberror.h"

#include <QByteArrayView>

namespace hubdeck {

/// The error for an answer that cannot be read: `what` was expected ("a list of instances"). The
/// raw text goes into the detail (its beginning, if it is large), without keys. A web page in its
/// place is named as such (durable-http-api.md §9, Easy Auth).
[[nodiscard]] TaskHubError malformedAnswer(const QString &what, QByteArrayView body);

/// True when the text looks like a web page.
[[nodiscard]] bool looksLikeHtml(QByteArrayView body) noexcept;

} // namespace hubdeck
