// SPDX-License-Identifier: MIT
#pragma once

#include "services/azurestorage/tablerow.h"

#include <QStringList>

#include <map>
#include <vector>

namespace hubdeck::test {

/// A recorded storage account (tests/data/captures/<hub>/azurite) as a service would show it.
class StorageCapture
{
public:
    /// `hub`: `orders-hub`, `isolated-hub`, `legacy-hub`.
    explicit StorageCapture(const QString &hub);

    /// All rows, by PartitionKey and RowKey; empty when there is no such table.
    [[nodiscard]] const std::vector<azurestorage::TableRow> &table(const QString &name) const;
    /// The rows of one partition, by RowKey.
    [[nodiscard]] std::vector<azurestorage::TableRow> partition(const QString &table,
                                                                const QString &partitionKey) const;
    /// The content of a blob; null when there is none.
    [[nodiscard]] QByteArray blob(const QString &container, const QString &name) const;

    struct Message
    {
        QString queue;
        QString text;
        int dequeueCount = 0;
        QString inserted;
    };

    [[nodiscard]] std::vector<Message> messages() const;

    [[nodiscard]] QStringList tables() const;
    [[nodiscard]] QStringList queues() const;
    [[nodiscard]] QStringList containers() const;

private:
    QString m_folder;
    mutable std::map<QString, std::vector<azurestorage::TableRow>> m_tables; // as read
};

/// A row out of the JSON that the table service gives (minimal metadata).
[[nodiscard]] azurestorage::TableRow rowFromJson(QByteArrayView document);

} // namespace hubdeck::test
