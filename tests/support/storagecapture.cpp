// SPDX-License-Identifier: MIT
#include "storagecapture.h"

#include "services/json/jsonscanner.h"

#include <QFile>
#include <QHash>

#include <algorithm>

namespace hubdeck::test {

namespace {

using namespace Qt::StringLiterals;
using azurestorage::EdmType;
using azurestorage::TableRow;

QByteArray contentsOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// The members of `data` of the collection whose name ends with `name`.
std::vector<QByteArray> collection(const QByteArray &database, const QByteArray &name)
{
    std::vector<QByteArray> items;
    for (json::ArrayScanner all(json::member(database, "collections")); all.next();) {
        const QByteArray found = json::decodeString(json::member(all.valueText(), "name"));
        if (found != name) {
            continue;
        }
        for (json::ArrayScanner data(json::member(all.valueText(), "data")); data.next();) {
            items.push_back(data.valueText().toByteArray());
        }
    }
    return items;
}

QString textOf(QByteArrayView object, QByteArrayView key)
{
    return json::decodeText(json::member(object, key));
}

EdmType typeOf(json::ValueKind kind, const QString &annotation)
{
    static const QHash<QString, EdmType> types { { u"Edm.DateTime"_s, EdmType::DateTime },
                                                 { u"Edm.Int64"_s, EdmType::Int64 },
                                                 { u"Edm.Guid"_s, EdmType::Guid },
                                                 { u"Edm.Binary"_s, EdmType::Binary } };
    if (types.contains(annotation)) {
        return types.value(annotation);
    }
    if (kind == json::ValueKind::True || kind == json::ValueKind::False) {
        return EdmType::Boolean;
    }
    return kind == json::ValueKind::Number ? EdmType::Int32 : EdmType::String;
}

QByteArray extent(const QString &folder, const QString &storage, QByteArrayView persistency)
{
    const QByteArray bytes = contentsOf(folder + storage + u'/' + textOf(persistency, "id"));
    return bytes.mid(json::member(persistency, "offset").toByteArray().toLongLong(),
                     json::member(persistency, "count").toByteArray().toLongLong());
}

} // namespace

TableRow rowFromJson(QByteArrayView document)
{
    TableRow row;
    QHash<QString, QString> annotations;
    constexpr QLatin1StringView typeOfProperty("@odata.type");
    for (json::ObjectScanner members(document); members.next();) {
        const QString key = QString::fromUtf8(members.key());
        if (key.endsWith(typeOfProperty)) {
            annotations.insert(key.chopped(typeOfProperty.size()),
                               json::decodeText(members.valueText()));
        }
    }
    for (json::ObjectScanner members(document); members.next();) {
        const QString key = QString::fromUtf8(members.key());
        const QString text = json::decodeText(members.valueText());
        if (key == "PartitionKey"_L1) {
            row.partitionKey = text;
        } else if (key == "RowKey"_L1) {
            row.rowKey = text;
        } else if (key == "odata.etag"_L1) {
            row.etag = text.toUtf8();
        } else if (!key.contains(u'@') && key != "odata.metadata"_L1
                   && members.value().kind != json::ValueKind::Null) {
            row.set(key, typeOf(members.value().kind, annotations.value(key)), text);
        }
    }
    return row;
}

StorageCapture::StorageCapture(const QString &hub)
    : m_folder(QStringLiteral(HUBDECK_TEST_DATA "/captures/") + hub + u"/azurite/"_s)
{ }

const std::vector<TableRow> &StorageCapture::table(const QString &name) const
{
    if (const auto known = m_tables.find(name); known != m_tables.end()) {
        return known->second;
    }
    const QByteArray database = contentsOf(m_folder + u"__azurite_db_table__.json"_s);
    std::vector<TableRow> rows;
    for (const QByteArray &item : collection(database, "devstoreaccount1$" + name.toUtf8())) {
        rows.push_back(rowFromJson(json::member(item, "properties")));
        rows.back().etag = json::decodeString(json::member(item, "eTag"));
    }
    std::ranges::sort(rows, [](const TableRow &a, const TableRow &b) {
        return std::pair(a.partitionKey, a.rowKey) < std::pair(b.partitionKey, b.rowKey);
    });
    return m_tables.emplace(name, std::move(rows)).first->second;
}

std::vector<TableRow> StorageCapture::partition(const QString &table,
                                                const QString &partitionKey) const
{
    std::vector<TableRow> rows;
    std::ranges::copy_if(this->table(table), std::back_inserter(rows),
                         [&](const TableRow &row) { return row.partitionKey == partitionKey; });
    return rows;
}

QByteArray StorageCapture::blob(const QString &container, const QString &name) const
{
    const QByteArray database = contentsOf(m_folder + u"__azurite_db_blob__.json"_s);
    for (const QByteArray &item : collection(database, "$BLOBS_COLLECTION$")) {
        if (textOf(item, "containerName") == container && textOf(item, "name") == name) {
            QByteArray content
                = extent(m_folder, u"__blobstorage__"_s, json::member(item, "persistency"));
            for (json::ArrayScanner blocks(json::member(item, "committedBlocksInOrder"));
                 blocks.next();) {
                content += extent(m_folder, u"__blobstorage__"_s,
                                  json::member(blocks.valueText(), "persistency"));
            }
            return content;
        }
    }
    return {};
}

std::vector<StorageCapture::Message> StorageCapture::messages() const
{
    const QByteArray database = contentsOf(m_folder + u"__azurite_db_queue__.json"_s);
    std::vector<Message> messages;
    for (const QByteArray &item : collection(database, "$MESSAGES_COLLECTION$")) {
        const QByteArray text
            = extent(m_folder, u"__queuestorage__"_s, json::member(item, "persistency"));
        messages.push_back({ textOf(item, "queueName"), QString::fromUtf8(text),
                             json::member(item, "dequeueCount").toByteArray().toInt(),
                             textOf(item, "insertionTime") });
    }
    return messages;
}

QStringList StorageCapture::tables() const
{
    QStringList names;
    const QByteArray database = contentsOf(m_folder + u"__azurite_db_table__.json"_s);
    for (const QByteArray &item : collection(database, "$TABLES_COLLECTION$")) {
        names << textOf(item, "table");
    }
    return names;
}

QStringList StorageCapture::queues() const
{
    QStringList names;
    const QByteArray database = contentsOf(m_folder + u"__azurite_db_queue__.json"_s);
    for (const QByteArray &item : collection(database, "$QUEUES_COLLECTION$")) {
        names << textOf(item, "name");
    }
    return names;
}

QStringList StorageCapture::containers() const
{
    QStringList names;
    const QByteArray database = contentsOf(m_folder + u"__azurite_db_blob__.json"_s);
    for (const QByteArray &item : collection(database, "$CONTAINERS_COLLECTION$")) {
        names << textOf(item, "name");
    }
    return names;
}

} // namespace hubdeck::test
