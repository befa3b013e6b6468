// SPDX-License-Identifier: MIT
#pragma once

#include <QString>
#include <QUrl>

namespace hubdeck {

/// A URL for people and logs: the values of code, sig, token and the like, and user info, replaced
/// by `***`.
[[nodiscard]] QString redacted(const QUrl &url);
/// The same for free text that may hold such URLs, connection strings (AccountKey=,
/// SharedAccessSignature=) or key headers.
[[nodiscard]] QString redactedText(const QString &text);

} // namespace hubdeck
