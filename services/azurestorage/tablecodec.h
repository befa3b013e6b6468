// SPDX-License-Identifier: MIT
#pragma once

#include "services/azurestorage/tablerow.h"

#include <QByteArray>
#include <QStringList>

#include <vector>

namespace hubdeck::azurestorage {

// The table service's JSON with minimal metadata (azure-storage-task-hub.md §11.5). Pure.

/// The rows of a query's answer, in order. Damaged rows (no keys, values of other types than
/// announced) come with what they have; throws TaskHubError Malformed when the answer is no whole
/// list.
[[nodiscard]] std::vector<TableRow> decodeRows(const QByteArray &body);
/// The row of a point read's answer; Malformed when it is no whole object.
[[nodiscard]] TableRow decodeRow(const QByteArray &body);
/// The names in an answer to `GET /Tables`.
[[nodiscard]] QStringList decodeTableNames(const QByteArray &body);

/// What is sent to write a row: its keys, then its properties in order with their type annotations;
/// `Timestamp`, which the service sets, is left out. Throws InvalidInput for a value that is not of
/// its type (a Boolean `yes`).
[[nodiscard]] QByteArray encodeRow(const TableRow &row);

} // namespace hubdeck::azurestorage
