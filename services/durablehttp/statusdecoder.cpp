// SPDX-License-Identifier: MIT
#include "services/durablehttp/statusdecoder.h"

#include "services/durablehttp/malformed.h"
#include "services/json/jsonscanner.h"
#include "services/json/jsonstring.h"

#include <QCoreApplication>

namespace hubdeck {

namespace {

QString textOf(QByteArrayView value)
{
    return value == QByteArrayView("null") ? QString() : json::decodeText(value);
}

std::optional<Instant> timeOf(QByteArrayView value)
{
    return Instant::fromText(json::decodeString(value));
}

/// Where a member stands, with the comma that belongs to it.
struct Cut
{
    qsizetype from = 0;
    qsizetype to = 0;
};

void readMember(QByteArrayView key, QByteArrayView value, InstanceDetails &details)
{
    if (key == "instanceId") {
        details.id = InstanceId(textOf(value));
    } else if (key == "name") {
        details.name = textOf(value);
    } else if (key == "runtimeStatus") {
        details.status = RuntimeStatus::fromName(textOf(value));
    } else if (key == "input") {
        details.input.text = value.toByteArray();
    } else if (key == "customStatus") {
        details.customStatus.text = value.toByteArray();
    } else if (key == "output") {
        details.output.text = value.toByteArray();
    } else if (key == "createdTime") {
        details.created = timeOf(value);
    } else if (key == "lastUpdatedTime") {
        details.lastUpdated = timeOf(value);
    }
}

} // namespace

InstanceDetails decodeStatus(const QByteArray &body)
{
    InstanceDetails details;
    bool hasStatus = false;
    std::optional<Cut> history;
    const auto document = json::scanValue(body);
    if (document && document->kind == json::ValueKind::Object) {
        qsizetype lastEnd = document->offset + 1;
        bool isFirst = true;
        json::ObjectScanner members(body, *document);
        while (members.next()) {
            const QByteArray key = members.key();
            const qsizetype end = members.value().offset + members.value().length;
            if (key == "historyEvents") {
                history = Cut { lastEnd, end };
                if (isFirst) {
                    const qsizetype comma = body.indexOf(',', end);
                    history->to = comma < 0 ? end : comma + 1;
                }
            } else {
                readMember(key, members.valueText(), details);
                hasStatus = hasStatus || key == "runtimeStatus";
            }
            lastEnd = end;
            isFirst = false;
        }
        hasStatus = hasStatus && members.isComplete();
    }
    if (!hasStatus) {
        throw malformedAnswer(
            QCoreApplication::translate("hubdeck::StatusDecoder", "the status of an instance"),
            body);
    }
    details.raw = body.mid(document->offset, document->length);
    if (history) {
        details.raw.remove(history->from - document->offset, history->to - history->from);
    }
    return details;
}

bool isStatusDocument(QByteArrayView body)
{
    return !json::member(body, "runtimeStatus").isEmpty()
        && json::member(body, "Message").isEmpty();
}

} // namespace hubdeck
