// SPDX-License-Identifier: MIT
#include "services/durablehttp/instancepagedecoder.h"

#include "services/durablehttp/malformed.h"
#include "services/json/jsonscanner.h"
#include "services/json/jsonstring.h"

#include <QCoreApplication>

#include <simdjson.h>

namespace hubdeck {

namespace {

namespace ondemand = simdjson::ondemand;

/// What a row says, as views into memory that lives until the row is stored.
struct RowDraft
{
    QByteArrayView id;
    QByteArrayView name;
    QByteArrayView status;
    QByteArrayView created;
    QByteArrayView lastUpdated;
    QByteArrayView customStatus;
    TextSlice raw;
};

QByteArrayView bytes(std::string_view text) noexcept
{
    return { text.data(), static_cast<qsizetype>(text.size()) };
}

/// The text of a string member; empty for null. Anything else is left to the tolerant scanner.
simdjson::error_code readText(simdjson::simdjson_result<ondemand::value> value, QByteArrayView &out)
{
    ondemand::json_type type {};
    if (const auto error = value.type().get(type)) {
        return error;
    }
    if (type == ondemand::json_type::null) {
        out = {};
        bool isNull = false;
        if (const auto error = value.is_null().get(isNull)) {
            return error;
        }
        return isNull ? simdjson::SUCCESS : simdjson::N_ATOM_ERROR;
    }
    std::string_view text;
    if (const auto error = value.get_string().get(text)) {
        return error;
    }
    out = bytes(text);
    return simdjson::SUCCESS;
}

simdjson::error_code readCustomStatus(simdjson::simdjson_result<ondemand::value> value,
                                      QByteArrayView &out)
{
    std::string_view text;
    if (const auto error = simdjson::to_json_string(value).get(text)) {
        return error;
    }
    out = bytes(text).trimmed();
    return simdjson::SUCCESS;
}

simdjson::error_code readMember(simdjson::simdjson_result<ondemand::field> field, RowDraft &row)
{
    std::string_view key;
    if (const auto error = field.unescaped_key().get(key)) {
        return error;
    }
    if (key == "instanceId") {
        return readText(field.value(), row.id);
    }
    if (key == "name") {
        return readText(field.value(), row.name);
    }
    if (key == "runtimeStatus") {
        return readText(field.value(), row.status);
    }
    if (key == "createdTime") {
        return readText(field.value(), row.created);
    }
    if (key == "lastUpdatedTime") {
        return readText(field.value(), row.lastUpdated);
    }
    if (key == "customStatus") {
        return readCustomStatus(field.value(), row.customStatus);
    }
    return simdjson::SUCCESS; // input, output and what later versions add
}

} // namespace

class InstancePageDecoder::Private
{
public:
    RowContents include;
    InstanceKinds kinds;
    QByteArray idPrefix;
    ondemand::parser parser;
    std::vector<QByteArray> statusNames; // of the page being read, by index

    void begin(InstancePage &page, qsizetype bodySize);
    simdjson::error_code readStrictly(InstancePage &page, QByteArray &body);
    simdjson::error_code readRow(InstancePage &page, ondemand::object &object,
                                 const QByteArray &body);
    void readTolerantly(InstancePage &page, const QByteArray &body);
    void readTolerantRow(InstancePage &page, const QByteArray &body, json::Value object);
    void store(InstancePage &page, const RowDraft &draft);
    [[nodiscard]] bool isWanted(QByteArrayView id) const noexcept;
    [[nodiscard]] quint16 statusIndex(InstancePage &page, QByteArrayView name);
};

void InstancePageDecoder::Private::begin(InstancePage &page, qsizetype bodySize)
{
    page.rows.clear();
    page.rows.reserve(128);
    page.text.clear();
    page.text.reserve(qMin<qsizetype>(bodySize, 64 * 1024));
    page.statuses.clear();
    statusNames.clear();
}

bool InstancePageDecoder::Private::isWanted(QByteArrayView id) const noexcept
{
    const bool isEntity = id.startsWith('@');
    if ((isEntity && kinds == InstanceKinds::Orchestrations)
        || (!isEntity && kinds == InstanceKinds::Entities)) {
        return false;
    }
    return id.startsWith(idPrefix);
}

quint16 InstancePageDecoder::Private::statusIndex(InstancePage &page, QByteArrayView name)
{
    for (size_t i = 0; i < statusNames.size(); ++i) {
        if (statusNames[i] == name) {
            return static_cast<quint16>(i);
        }
    }
    const quint16 index = page.indexOf(RuntimeStatus::fromName(QString::fromUtf8(name)));
    if (index == statusNames.size()) {
        statusNames.push_back(name.toByteArray());
    }
    return index;
}

void InstancePageDecoder::Private::store(InstancePage &page, const RowDraft &draft)
{
    if (!isWanted(draft.id)) {
        return;
    }
    InstanceRow row;
    row.id = page.append(draft.id);
    row.name = page.append(draft.name);
    if (draft.customStatus != QByteArrayView("null")) {
        row.customStatus = page.appendCut(draft.customStatus, InstancePage::maxCustomStatusBytes,
                                          row.customStatusCut);
    }
    row.statusIndex = statusIndex(page, draft.status);
    if (const auto created = Instant::fromText(draft.created)) {
        row.hasCreated = true;
        row.created = *created;
    }
    if (const auto updated = Instant::fromText(draft.lastUpdated)) {
        row.hasLastUpdated = true;
        row.lastUpdated = *updated;
    }
    row.raw = draft.raw;
    page.rows.push_back(row);
}

simdjson::error_code InstancePageDecoder::Private::readRow(InstancePage &page,
                                                           ondemand::object &object,
                                                           const QByteArray &body)
{
    RowDraft draft;
    if (include == RowContents::Raw) {
        std::string_view raw;
        if (const auto error = object.raw_json().get(raw)) {
            return error;
        }
        const QByteArrayView text = bytes(raw).trimmed();
        draft.raw = { static_cast<quint32>(text.data() - body.constData()),
                      static_cast<quint32>(text.size()) };
        if (const auto error = object.reset().error()) {
            return error;
        }
    }
    for (auto field : object) {
        if (const auto error = readMember(field, draft)) {
            return error;
        }
    }
    store(page, draft);
    return simdjson::SUCCESS;
}

simdjson::error_code InstancePageDecoder::Private::readStrictly(InstancePage &page,
                                                                QByteArray &body)
{
    const auto size = static_cast<size_t>(body.size());
    body.reserve(body.size() + static_cast<qsizetype>(simdjson::SIMDJSON_PADDING));
    const simdjson::padded_string_view text(body.constData(), size,
                                            static_cast<size_t>(body.capacity()));
    ondemand::document document;
    if (const auto error = parser.iterate(text).get(document)) {
        return error;
    }
    ondemand::array rows;
    if (const auto error = document.get_array().get(rows)) {
        return error;
    }
    for (auto element : rows) {
        ondemand::object object;
        if (const auto error = element.get_object().get(object)) {
            return error;
        }
        if (const auto error = readRow(page, object, body)) {
            return error;
        }
    }
    const bool isAtEnd = document.current_location().error() == simdjson::OUT_OF_BOUNDS;
    return isAtEnd ? simdjson::SUCCESS : simdjson::TRAILING_CONTENT;
}

void InstancePageDecoder::Private::readTolerantRow(InstancePage &page, const QByteArray &body,
                                                   json::Value object)
{
    QByteArray id;
    QByteArray name;
    QByteArray status;
    QByteArray created;
    QByteArray lastUpdated;
    RowDraft draft;
    const auto text = [](QByteArrayView value) {
        return value == QByteArrayView("null") ? QByteArray() : json::decodeString(value);
    };
    json::ObjectScanner members(body, object);
    while (members.next()) {
        const QByteArray key = members.key();
        if (key == "instanceId") {
            id = text(members.valueText());
        } else if (key == "name") {
            name = text(members.valueText());
        } else if (key == "runtimeStatus") {
            status = text(members.valueText());
        } else if (key == "createdTime") {
            created = text(members.valueText());
        } else if (key == "lastUpdatedTime") {
            lastUpdated = text(members.valueText());
        } else if (key == "customStatus") {
            draft.customStatus = members.valueText();
        }
    }
    draft.id = id;
    draft.name = name;
    draft.status = status;
    draft.created = created;
    draft.lastUpdated = lastUpdated;
    if (include == RowContents::Raw) {
        draft.raw = { static_cast<quint32>(object.offset), static_cast<quint32>(object.length) };
    }
    store(page, draft);
}

void InstancePageDecoder::Private::readTolerantly(InstancePage &page, const QByteArray &body)
{
    const QString what
        = QCoreApplication::translate("hubdeck::InstancePageDecoder", "a list of instances");
    const std::optional<json::Value> array = json::scanValue(body);
    if (!array || array->kind != json::ValueKind::Array) {
        throw malformedAnswer(what, body);
    }
    json::ArrayScanner rows(body, *array);
    while (rows.next()) {
        if (rows.value().kind == json::ValueKind::Object) {
            readTolerantRow(page, body, rows.value());
        }
    }
    if (!rows.isComplete()) {
        throw malformedAnswer(what, body); // cut off: rows may be missing, and nobody would see it
    }
}

InstancePageDecoder::InstancePageDecoder(RowContents include, InstanceKinds kinds,
                                         const QString &idPrefix)
    : d(std::make_unique<Private>())
{
    d->include = include;
    d->kinds = kinds;
    d->idPrefix = idPrefix.toUtf8();
}

InstancePageDecoder::~InstancePageDecoder() = default;

InstancePage InstancePageDecoder::decode(QByteArray body)
{
    InstancePage page;
    page.receivedBytes = body.size();
    d->begin(page, body.size());
    if (d->readStrictly(page, body) != simdjson::SUCCESS) {
        d->begin(page, body.size());
        page.tolerantlyDecoded = true;
        d->readTolerantly(page, body);
    }
    if (d->include == RowContents::Raw) {
        page.body = std::move(body);
    }
    return page;
}

} // namespace hubdeck
