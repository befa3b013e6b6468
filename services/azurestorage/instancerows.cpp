// SPDX-License-Identifier: MIT
#include "services/azurestorage/instancerows.h"

#include "services/json/jsonscanner.h"
#include "services/json/jsonvalidator.h"

namespace hubdeck::azurestorage {

namespace {

using namespace Qt::StringLiterals;

/// A time as text and value; both empty when the column holds none, whatever its type.
std::optional<Instant> timeIn(const TableRow &row, QStringView column, QString &text)
{
    const QString stored = row.text(column);
    const std::optional<Instant> time = Instant::fromText(stored.toUtf8());
    text = time ? stored : QString();
    return time;
}

std::optional<qint64> numberIn(const TableRow &row, QStringView column)
{
    bool isNumber = false;
    const qint64 number = row.text(column).toLongLong(&isNumber);
    return isNumber ? std::optional(number) : std::nullopt;
}

QByteArray tagsIn(const PayloadPlace &place)
{
    const QByteArray tags = place.text.toUtf8();
    return tags.trimmed().startsWith('{') && !json::validate(tags) ? tags : QByteArray();
}

/// A JSON object built member by member.
class Document
{
public:
    void add(QByteArrayView key, QByteArrayView json)
    {
        m_text += m_text.isEmpty() ? "{\"" : ",\"";
        m_text.append(key);
        m_text += "\":";
        m_text.append(json);
    }

    void addText(QByteArrayView key, const QString &text)
    {
        add(key, text.isNull() ? QByteArrayLiteral("null") : json::encodeString(text.toUtf8()));
    }

    void addTextIfAny(QByteArrayView key, const QString &text)
    {
        if (!text.isEmpty()) {
            addText(key, text);
        }
    }

    [[nodiscard]] QByteArray finished() const { return m_text + '}'; }

private:
    QByteArray m_text;
};

QByteArray jsonOf(const Payload &payload)
{
    return payload.isNull() ? QByteArrayLiteral("null") : payload.asJson();
}

InstanceRowExtras extrasOf(InstancePage &page, const StoredInstance &stored)
{
    InstanceRowExtras extras;
    extras.version = page.append(stored.version.toUtf8());
    extras.tags = page.appendCut(stored.tags, InstancePage::maxTagsBytes, extras.tagsCut);
    extras.scheduledStart = stored.scheduledStart;
    extras.completed = stored.completed;
    extras.generation = stored.generation;
    return extras;
}

} // namespace

StoredInstance readInstance(const TableRow &row, const HubNames &names)
{
    StoredInstance stored;
    stored.id = InstanceId(idOfKey(row.partitionKey));
    stored.partitionKey = row.partitionKey;
    stored.etag = row.etag;
    stored.name = row.text(u"Name");
    stored.status = RuntimeStatus::fromName(row.text(u"RuntimeStatus"));
    stored.created = timeIn(row, u"CreatedTime", stored.createdText);
    stored.lastUpdated = timeIn(row, u"LastUpdatedTime", stored.lastUpdatedText);
    stored.completed = timeIn(row, u"CompletedTime", stored.completedText);
    stored.scheduledStart = timeIn(row, u"ScheduledStartTime", stored.scheduledStartText);
    stored.input = inputPlace(row, names);
    stored.output = outputPlace(row, names);
    stored.customStatus = storedPayload(row.text(u"CustomStatus"));
    stored.version = row.text(u"Version");
    stored.tagsPlace = tagsPlace(row, names);
    stored.tags = tagsIn(stored.tagsPlace);
    stored.executionId = row.text(u"ExecutionId");
    stored.generation = numberIn(row, u"Generation");
    stored.taskHub = row.text(u"TaskHubName");
    return stored;
}

InstanceDetails instanceDetails(const StoredInstance &stored, const Payload &input,
                                const Payload &output, const std::optional<InstanceId> &parent)
{
    InstanceDetails details;
    details.id = stored.id;
    details.name = stored.name;
    details.status = stored.status;
    details.created = stored.created;
    details.lastUpdated = stored.lastUpdated;
    details.input = input;
    details.customStatus = stored.customStatus;
    details.output = output;
    details.raw = rowDocument(stored, input, output, parent);
    details.version = stored.version;
    details.parent = parent;
    details.executionId = stored.executionId;
    details.scheduledStart = stored.scheduledStart;
    details.completed = stored.completed;
    details.tags = stored.tags;
    details.generation = stored.generation;
    return details;
}

QByteArray rowDocument(const StoredInstance &stored, const Payload &input, const Payload &output,
                       const std::optional<InstanceId> &parent)
{
    Document document;
    document.addText("name", stored.name);
    document.addText("instanceId", stored.id.text());
    document.addText("runtimeStatus", stored.status.name());
    document.add("input", jsonOf(input));
    document.add("customStatus", jsonOf(stored.customStatus));
    document.add("output", jsonOf(output));
    document.addText("createdTime", stored.createdText);
    document.addText("lastUpdatedTime", stored.lastUpdatedText);
    if (!stored.version.isNull()) {
        document.addText("version", stored.version);
    }
    if (!stored.tags.isEmpty()) {
        document.add("tags", stored.tags);
    }
    if (parent) {
        document.addText("parentInstanceId", parent->text());
    }
    document.addTextIfAny("executionId", stored.executionId);
    if (stored.generation) {
        document.add("generation", QByteArray::number(*stored.generation));
    }
    document.addTextIfAny("scheduledStartTime", stored.scheduledStartText);
    document.addTextIfAny("completedTime", stored.completedText);
    return document.finished();
}

void appendRow(InstancePage &page, const StoredInstance &stored, const QByteArray &document)
{
    InstanceRow row;
    row.id = page.append(stored.id.text().toUtf8());
    row.name = page.append(stored.name.toUtf8());
    if (!stored.customStatus.isNull()) {
        row.customStatus = page.appendCut(stored.customStatus.text.trimmed(),
                                          InstancePage::maxCustomStatusBytes, row.customStatusCut);
    }
    row.statusIndex = page.indexOf(stored.status);
    row.hasCreated = stored.created.has_value();
    row.created = stored.created.value_or(Instant());
    row.hasLastUpdated = stored.lastUpdated.has_value();
    row.lastUpdated = stored.lastUpdated.value_or(Instant());
    if (!document.isEmpty()) {
        row.raw = { static_cast<quint32>(page.body.size()), static_cast<quint32>(document.size()) };
        page.body += document;
    }
    page.extras.push_back(extrasOf(page, stored));
    page.rows.push_back(row);
}

} // namespace hubdeck::azurestorage
