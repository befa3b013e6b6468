// SPDX-License-Identifier: MIT
#include "services/azurestorage/tablecodec.h"

#include "services/azurestorage/unreadable.h"
#include "services/json/jsonscanner.h"
#include "services/json/jsontokens.h"

#include <QCoreApplication>
#include <QHash>

#include <array>
#include <optional>

using namespace Qt::Literals::StringLiterals;

namespace hubdeck::azurestorage {

namespace {

struct EdmName
{
    EdmType type;
    QByteArrayView name;
};

constexpr std::array<EdmName, 8> edmNames { {
    { EdmType::String, "Edm.String" },
    { EdmType::Boolean, "Edm.Boolean" },
    { EdmType::Int32, "Edm.Int32" },
    { EdmType::Int64, "Edm.Int64" },
    { EdmType::Double, "Edm.Double" },
    { EdmType::DateTime, "Edm.DateTime" },
    { EdmType::Guid, "Edm.Guid" },
    { EdmType::Binary, "Edm.Binary" },
} };

constexpr QByteArrayView annotationSuffix = "@odata.type";

QString tr(const char *text)
{
    return QCoreApplication::translate("hubdeck::TableCodec", text);
}

QString rowsWord()
{
    return tr("rows of a table");
}

EdmType typeNamed(QByteArrayView name, EdmType otherwise)
{
    for (const EdmName &edm : edmNames) {
        if (edm.name == name) {
            return edm.type;
        }
    }
    return otherwise;
}

QByteArrayView nameOf(EdmType type)
{
    for (const EdmName &edm : edmNames) {
        if (edm.type == type) {
            return edm.name;
        }
    }
    Q_UNREACHABLE();
}

/// What a value is without an annotation.
EdmType plainType(json::ValueKind kind, QByteArrayView text)
{
    switch (kind) {
    case json::ValueKind::True:
    case json::ValueKind::False:
        return EdmType::Boolean;
    case json::ValueKind::Number: {
        bool fits = false;
        static_cast<void>(text.toInt(&fits));
        if (fits) {
            return EdmType::Int32;
        }
        static_cast<void>(text.toLongLong(&fits));
        return fits ? EdmType::Int64 : EdmType::Double;
    }
    case json::ValueKind::Object:
    case json::ValueKind::Array:
    case json::ValueKind::String:
    case json::ValueKind::Null:
    case json::ValueKind::Other:
        break;
    }
    return EdmType::String;
}

void setMember(TableRow &row, const QByteArray &name, const json::Value &value, QByteArrayView text,
               const QHash<QByteArray, QByteArray> &types)
{
    const QString decoded = json::decodeText(text);
    if (name == "PartitionKey") {
        row.partitionKey = decoded;
    } else if (name == "RowKey") {
        row.rowKey = decoded;
    } else if (name == "odata.etag") {
        row.etag = decoded.toUtf8();
    } else if (!name.startsWith("odata.") && !name.contains("@odata.")
               && value.kind != json::ValueKind::Null) {
        const EdmType plain = name == "Timestamp" ? EdmType::DateTime : plainType(value.kind, text);
        row.properties.push_back({ QString::fromUtf8(name), typeNamed(types.value(name), plain),
                                   decoded.isNull() ? u""_s : decoded });
    }
}

TableRow rowFrom(QByteArrayView text, const json::Value &object)
{
    QHash<QByteArray, QByteArray> types; // an annotation may stand before or behind its value
    for (json::ObjectScanner members(text, object); members.next();) {
        if (members.rawKey().endsWith(annotationSuffix)) {
            const QByteArray key = members.key();
            types.insert(key.chopped(annotationSuffix.size()),
                         json::decodeString(members.valueText()));
        }
    }
    TableRow row;
    for (json::ObjectScanner members(text, object); members.next();) {
        setMember(row, members.key(), members.value(), members.valueText(), types);
    }
    return row;
}

/// Calls `use` with each object in the member `value`; Malformed unless all of it came.
template <typename Use>
void forEachElement(const QByteArray &body, const QString &what, const Use &use)
{
    json::ObjectScanner document(body);
    std::optional<json::Value> list;
    while (document.next()) {
        if (document.rawKey() == "value" && document.value().kind == json::ValueKind::Array) {
            list = document.value();
        }
    }
    if (!list || !document.isComplete()) {
        throw unreadableAnswer(what, {}, body);
    }
    for (json::ArrayScanner elements(body, *list); elements.next();) {
        if (elements.value().kind == json::ValueKind::Object) {
            use(elements.value());
        }
    }
}

[[noreturn]] void refuseValue(const TableProperty &property)
{
    throw TaskHubError(ErrorKind::InvalidInput,
                       tr("“%1” is no value of the type %2, so the column %3 cannot be written.")
                           .arg(property.text.left(100), QString::fromLatin1(nameOf(property.type)),
                                property.name));
}

QByteArray jsonString(const QString &text)
{
    return json::encodeString(text.toUtf8());
}

bool isInteger(const QString &text, bool is64Bit)
{
    bool fits = false;
    if (is64Bit) {
        static_cast<void>(text.toLongLong(&fits));
    } else {
        static_cast<void>(text.toInt(&fits));
    }
    return fits && json::tokens::isNumber(text.toLatin1());
}

/// The value of a property as JSON; whether it needs its annotation goes to `isAnnotated`.
QByteArray encodeValue(const TableProperty &property, bool &isAnnotated)
{
    isAnnotated = true;
    switch (property.type) {
    case EdmType::String:
        isAnnotated = false;
        return jsonString(property.text);
    case EdmType::Boolean:
        isAnnotated = false;
        if (property.text != "true"_L1 && property.text != "false"_L1) {
            refuseValue(property);
        }
        return property.text.toLatin1();
    case EdmType::Int32:
        isAnnotated = false;
        if (!isInteger(property.text, false)) {
            refuseValue(property);
        }
        return property.text.toLatin1();
    case EdmType::Int64:
        if (!isInteger(property.text, true)) {
            refuseValue(property);
        }
        return jsonString(property.text);
    case EdmType::Double:
        if (property.text == "NaN"_L1 || property.text == "Infinity"_L1
            || property.text == "-Infinity"_L1) {
            return jsonString(property.text);
        }
        if (!json::tokens::isNumber(property.text.toUtf8())) {
            refuseValue(property);
        }
        return property.text.toLatin1();
    case EdmType::DateTime:
    case EdmType::Guid:
    case EdmType::Binary:
        return jsonString(property.text);
    }
    Q_UNREACHABLE();
}

} // namespace

std::vector<TableRow> decodeRows(const QByteArray &body)
{
    std::vector<TableRow> rows;
    forEachElement(body, rowsWord(),
                   [&](const json::Value &object) { rows.push_back(rowFrom(body, object)); });
    return rows;
}

TableRow decodeRow(const QByteArray &body)
{
    const auto object = json::scanValue(body);
    json::ObjectScanner members(body);
    while (members.next()) { }
    if (!object || object->kind != json::ValueKind::Object || !members.isComplete()) {
        throw unreadableAnswer(tr("a row of a table"), {}, body);
    }
    return rowFrom(body, *object);
}

QStringList decodeTableNames(const QByteArray &body)
{
    QStringList names;
    forEachElement(body, tr("a list of tables"), [&](const json::Value &object) {
        const QByteArrayView name = json::member(object.in(body), "TableName");
        if (name.startsWith('"')) {
            names.append(json::decodeText(name));
        }
    });
    return names;
}

QByteArray encodeRow(const TableRow &row)
{
    QByteArray text = "{\"PartitionKey\":" + jsonString(row.partitionKey)
        + ",\"RowKey\":" + jsonString(row.rowKey);
    for (const TableProperty &property : row.properties) {
        if (property.name == "Timestamp"_L1 || property.name == "PartitionKey"_L1
            || property.name == "RowKey"_L1) {
            continue;
        }
        bool isAnnotated = false;
        const QByteArray value = encodeValue(property, isAnnotated);
        text += ',' + jsonString(property.name) + ':' + value;
        if (isAnnotated) {
            text += ',' + jsonString(property.name + u"@odata.type"_s) + ":\""
                + QByteArray(nameOf(property.type).data(), nameOf(property.type).size()) + '"';
        }
    }
    return text + '}';
}

} // namespace hubdeck::azurestorage
