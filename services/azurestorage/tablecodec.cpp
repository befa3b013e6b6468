// SPDX-License-Identifier: MIT
#include "services/azurestorage/tablecodec.h"

#include "services/azurestorage/unreadable.h"
#include "services/json/jsonscanner.h"
#include "services/json/jsontokens.h"

#include <QCoreApplication>

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

/// The type that an annotation's value names; nullopt for one that is not known.
std::optional<EdmType> announcedType(QByteArrayView literal)
{
    const QByteArray decoded = literal.contains('\\') ? json::decodeString(literal) : QByteArray();
    const QByteArrayView name = !decoded.isNull() ? QByteArrayView(decoded)
        : json::tokens::isClosedString(literal)   ? literal.sliced(1, literal.size() - 2)
                                                  : literal;
    for (const EdmName &edm : edmNames) {
        if (edm.name == name) {
            return edm.type;
        }
    }
    return std::nullopt;
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

/// Decodes the rows of one answer. Their columns have the same names in nearly the same order, so
/// that each name is decoded and judged once.
class RowDecoder
{
public:
    [[nodiscard]] TableRow row(QByteArrayView text, const json::Value &object)
    {
        TableRow row;
        row.properties.reserve(m_columns);
        m_annotations.clear();
        for (json::ObjectScanner members(text, object); members.next();) {
            add(row, nameOf(members), members);
        }
        for (TableProperty &property : row.properties) {
            announce(property);
        }
        m_columns = row.properties.size();
        return row;
    }

private:
    enum class Role { PartitionKey, RowKey, Etag, Annotation, Time, Column, None };

    struct Name
    {
        QByteArrayView raw; // in the answer, escapes kept
        Role role = Role::None;
        QString column;
    };

    struct Annotation
    {
        QString column;
        std::optional<EdmType> type;
    };

    static Name judged(QByteArrayView raw, const QByteArray &name)
    {
        if (raw.endsWith(annotationSuffix)) {
            return { raw, Role::Annotation,
                     QString::fromUtf8(name.chopped(annotationSuffix.size())) };
        }
        if (name.startsWith("odata.") || name.contains("@odata.")) {
            return { raw, name == "odata.etag" ? Role::Etag : Role::None, {} };
        }
        const Role role = name == "PartitionKey" ? Role::PartitionKey
            : name == "RowKey"                   ? Role::RowKey
            : name == "Timestamp"                ? Role::Time
                                                 : Role::Column;
        return { raw, role, QString::fromUtf8(name) };
    }

    const Name &nameOf(const json::ObjectScanner &member)
    {
        constexpr size_t mostKept = 64; // a search through more would take longer than decoding
        const QByteArrayView raw = member.rawKey();
        for (size_t i = 0; i < m_names.size(); ++i) {
            m_next = m_next < m_names.size() ? m_next : 0;
            const Name &name = m_names[m_next++];
            if (name.raw == raw) {
                return name;
            }
        }
        Name name = judged(raw, member.key());
        if (m_names.size() >= mostKept) {
            return m_odd = std::move(name);
        }
        m_next = m_names.size() + 1;
        return m_names.emplace_back(std::move(name));
    }

    void add(TableRow &row, const Name &name, const json::ObjectScanner &member)
    {
        const QByteArrayView text = member.valueText();
        switch (name.role) {
        case Role::PartitionKey:
            row.partitionKey = json::decodeText(text);
            return;
        case Role::RowKey:
            row.rowKey = json::decodeText(text);
            return;
        case Role::Etag:
            row.etag = json::decodeString(text);
            return;
        case Role::Annotation:
            m_annotations.push_back({ name.column, announcedType(text) });
            return;
        case Role::Time:
        case Role::Column: {
            const json::ValueKind kind = member.value().kind;
            if (kind != json::ValueKind::Null) {
                const QString decoded = json::decodeText(text);
                row.properties.push_back(
                    { name.column,
                      name.role == Role::Time ? EdmType::DateTime : plainType(kind, text),
                      decoded.isNull() ? u""_s : decoded });
            }
            return;
        }
        case Role::None:
            return;
        }
    }

    /// An annotation may stand before or behind its value; the last one counts.
    void announce(TableProperty &property) const
    {
        for (size_t i = m_annotations.size(); i > 0; --i) {
            const Annotation &annotation = m_annotations[i - 1];
            if (annotation.column == property.name) {
                property.type = annotation.type.value_or(property.type);
                return;
            }
        }
    }

    std::vector<Name> m_names;
    size_t m_next = 0; // where the next name is expected
    Name m_odd;
    std::vector<Annotation> m_annotations; // of the row
    size_t m_columns = 0;
};

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
    RowDecoder decoder;
    forEachElement(body, rowsWord(),
                   [&](const json::Value &object) { rows.push_back(decoder.row(body, object)); });
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
    return RowDecoder().row(body, *object);
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
