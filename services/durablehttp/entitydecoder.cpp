// SPDX-License-Identifier: MIT
#include "services/durablehttp/entitydecoder.h"

#include "services/durablehttp/malformed.h"
#include "services/json/jsonscanner.h"
#include "services/json/jsonstring.h"

#include <QCoreApplication>

namespace hubdeck {

namespace {

EntityRow decodeRow(QByteArrayView body, json::Value object)
{
    EntityRow row;
    row.raw = object.in(body).toByteArray();
    json::ObjectScanner members(body, object);
    while (members.next()) {
        const QByteArray key = members.key();
        if (key == "entityId") {
            row.id.name = json::decodeText(json::member(members.valueText(), "name"));
            row.id.key = json::decodeText(json::member(members.valueText(), "key"));
        } else if (key == "lastOperationTime") {
            row.lastOperation = Instant::fromText(json::decodeString(members.valueText()));
        } else if (key == "state") {
            row.state.text = members.valueText().toByteArray();
        }
    }
    return row;
}

} // namespace

EntityPage decodeEntityPage(const QByteArray &body)
{
    const QString what
        = QCoreApplication::translate("hubdeck::EntityDecoder", "a list of entities");
    const auto array = json::scanValue(body);
    if (!array || array->kind != json::ValueKind::Array) {
        throw malformedAnswer(what, body);
    }
    EntityPage page;
    json::ArrayScanner rows(body, *array);
    while (rows.next()) {
        if (rows.value().kind == json::ValueKind::Object) {
            page.rows.push_back(decodeRow(body, rows.value()));
        }
    }
    if (!rows.isComplete()) {
        throw malformedAnswer(what, body);
    }
    return page;
}

Payload decodeEntityState(const QByteArray &body)
{
    if (looksLikeHtml(body) || body.trimmed().isEmpty()) {
        throw malformedAnswer(
            QCoreApplication::translate("hubdeck::EntityDecoder", "the state of an entity"), body);
    }
    return { body, {} };
}

} // namespace hubdeck
