// SPDX-License-Identifier: MIT
#include "services/exporting/exportrow.h"

#include "services/json/jsonformatter.h"
#include "services/json/jsonstring.h"
#include "services/json/jsonvalidator.h"
#include "services/json/strictdocument.h"

namespace hubdeck {

namespace {

constexpr QByteArrayView historyKey("historyEvents");

QByteArray onOneLine(const QByteArray &document)
{
    return document.contains('\n') || document.contains('\r') ? json::compacted(document)
                                                              : document;
}

void add(QByteArray &document, QByteArrayView key, const QByteArray &value)
{
    document += document.size() > 1 ? "," : "";
    document += json::encodeString(key);
    document += ':';
    document += value;
}

void addText(QByteArray &document, QByteArrayView key, const QString &text)
{
    if (!text.isEmpty()) {
        add(document, key, json::encodeString(text.toUtf8()));
    }
}

QByteArray timeOf(const std::optional<Instant> &instant)
{
    return instant ? json::encodeString(instant->toText().toUtf8()) : QByteArrayLiteral("null");
}

// For roads that hand over no document.
QByteArray composed(const InstanceDetails &instance)
{
    QByteArray document("{");
    add(document, "name", json::encodeString(instance.name.toUtf8()));
    add(document, "instanceId", json::encodeString(instance.id.text().toUtf8()));
    add(document, "runtimeStatus", json::encodeString(instance.status.name().toUtf8()));
    add(document, "input", instance.input.asJson());
    add(document, "customStatus", instance.customStatus.asJson());
    add(document, "output", instance.output.asJson());
    add(document, "createdTime", timeOf(instance.created));
    add(document, "lastUpdatedTime", timeOf(instance.lastUpdated));
    addText(document, "version", instance.version);
    addText(document, "parentInstanceId", instance.parent.value_or(InstanceId()).text());
    addText(document, "executionId", instance.executionId);
    if (instance.scheduledStart) {
        add(document, "scheduledStartTime", timeOf(instance.scheduledStart));
    }
    if (instance.completed) {
        add(document, "completedTime", timeOf(instance.completed));
    }
    return document + '}';
}

QByteArray eventOf(const HistoryEvent &event)
{
    return json::validate(event.raw) ? json::strictDocument(event.raw) : event.raw;
}

} // namespace

QByteArray exportRow(QByteArrayView document)
{
    return onOneLine(json::strictDocument(document));
}

QByteArray exportRow(const InstanceDetails &instance, const History *history)
{
    // The status document may have come with its history in it.
    QByteArray row = json::strictDocument(
        instance.raw.isEmpty() ? composed(instance) : instance.raw, historyKey);
    if (history != nullptr && history->available) {
        row.chop(1);
        row += row.size() > 1 ? "," : "";
        row += '"' + historyKey.toByteArray() + "\":[";
        bool first = true;
        for (const HistoryEvent &event : history->events) {
            row += first ? "" : ",";
            row += eventOf(event);
            first = false;
        }
        row += "]}";
    }
    return onOneLine(row);
}

} // namespace hubdeck
