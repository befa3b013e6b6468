// SPDX-License-Identifier: MIT
#include "services/durablehttp/historydecoder.h"

#include "services/durablehttp/malformed.h"
#include "services/durablehttp/statusdecoder.h"
#include "services/json/jsonscanner.h"
#include "services/json/jsonstring.h"

#include <QCoreApplication>

namespace hubdeck {

namespace {

HistoryEvent decodeEvent(QByteArrayView body, json::Value object)
{
    HistoryEvent event;
    QString plainName;
    event.raw = object.in(body).toByteArray();
    json::ObjectScanner members(body, object);
    while (members.next()) {
        const QByteArray key = members.key();
        const QByteArrayView value = members.valueText();
        if (value == QByteArrayView("null")) {
            continue;
        }
        if (key == "EventType") {
            event.type = json::decodeText(value);
        } else if (key == "FunctionName") {
            event.name = json::decodeText(value);
        } else if (key == "Name") {
            plainName = json::decodeText(value);
        } else if (key == "Timestamp") {
            event.timestamp = Instant::fromText(json::decodeString(value));
        } else if (key == "ScheduledTime") {
            event.scheduled = Instant::fromText(json::decodeString(value));
        } else if (key == "FireAt") {
            event.fireAt = Instant::fromText(json::decodeString(value));
        }
    }
    if (event.name.isEmpty()) {
        event.name = plainName;
    }
    return event;
}

} // namespace

History decodeHistory(const QByteArray &body)
{
    History history;
    history.instance = decodeStatus(body);
    const QByteArrayView events = json::member(body, "historyEvents");
    if (events.isEmpty() || events == QByteArrayView("null")) {
        history.available = false;
        return history;
    }
    const auto array = json::scanValue(events);
    if (!array || array->kind != json::ValueKind::Array) {
        throw malformedAnswer(
            QCoreApplication::translate("hubdeck::HistoryDecoder", "the history of an instance"),
            body);
    }
    json::ArrayScanner scanner(events, *array);
    while (scanner.next()) {
        history.events.push_back(decodeEvent(events, scanner.value()));
    }
    return history;
}

} // namespace hubdeck
