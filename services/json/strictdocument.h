// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QByteArrayView>

namespace hubdeck::json {

/// An object with the same members in the same order and the same texts, except that a member's value that is no JSON (`undefined`,
/// `new Date(1)`, a cut-off value) becomes a JSON string of its text: valid JSON whatever came (architecture.md, JSON). White space
/// around members goes; everything else is copied byte for byte.
/// Members named `without` are left out.
[[nodiscard]] QByteArray strictDocument(QByteArrayView document, QByteArrayView without = {});

} // namespace hubdeck::json
