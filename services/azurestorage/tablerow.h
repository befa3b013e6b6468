// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QString>

#include <vector>

namespace hubdeck::azurestorage {

/// The types of table properties that a hub's tables hold (azure-storage-task-hub.md §11.5).
enum class EdmType { String, Boolean, Int32, Int64, Double, DateTime, Guid, Binary };

/// One property of a table row; a null is no property. `text` is the value as text: a string
/// itself, `true` or `false`, the digits as received, a time as received
/// (`2026-01-02T03:04:05.1234567Z`), Base64 for binary.
struct TableProperty
{
    QString name;
    EdmType type = EdmType::String;
    QString text;

    friend bool operator==(const TableProperty &, const TableProperty &) = default;
};

/// One row of a table (an "entity" in the service's words, which this road keeps for Durable
/// Entities). Properties stand in the order received or to be sent. The keys are as stored:
/// PartitionKey is an escaped instance id (§2.1.1).
struct TableRow
{
    QString partitionKey;
    QString rowKey;
    QByteArray etag; // verbatim, as If-Match wants it; empty in rows to be written
    std::vector<TableProperty> properties;

    /// nullptr when the row has no such property (names are case-sensitive).
    [[nodiscard]] const TableProperty *find(QStringView name) const noexcept;
    /// The text of a property; a null QString when absent.
    [[nodiscard]] QString text(QStringView name) const;
    /// Sets a property, in its place when it is there already, else at the end.
    void set(const QString &name, EdmType type, const QString &text);

    friend bool operator==(const TableRow &, const TableRow &) = default;
};

} // namespace hubdeck::azurestorage
