// SPDX-License-Identifier: MIT
#pragma once

#include "services/azurestorage/tablerow.h"

namespace hubdeck::azurestorage {

/// A history row as the document that HTTP gives for its event (durable-http-api.md §7.2), byte for
/// byte: members and their order, times without trailing zeros, Result as JSON, Input as text.
/// `scheduling` is the row that scheduled what this one finishes, or nullptr. Types never seen
/// before show all their columns.
[[nodiscard]] QByteArray httpDocument(const TableRow &row, const TableRow *scheduling);

/// A history row as a document with every column in the order stored.
[[nodiscard]] QByteArray eventDocument(const TableRow &row);

} // namespace hubdeck::azurestorage
