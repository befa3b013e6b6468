// SPDX-License-Identifier: MIT
#include "services/azurestorage/startrow.h"

#include "services/azurestorage/gzip.h"
#include "services/azurestorage/storagefilters.h"

namespace hubdeck::azurestorage {

namespace {

using namespace Qt::StringLiterals;

constexpr qsizetype longestColumn = 30'720; // UTF-16 units (§4)

void setTime(TableRow &row, const QString &column, Instant time)
{
    row.set(column, EdmType::DateTime, storedTime(time));
}

/// The text, or the name of a blob of its own that holds it.
void addText(StartPlan &plan, const InstanceId &id, const QString &column, const QString &text,
             quint32 random)
{
    if (text.size() <= longestColumn) {
        plan.row.set(column, EdmType::String, text);
        return;
    }
    const QString blob = instanceBlobName(id, column, random);
    plan.columnBlobs.push_back({ blob, gzipped(text.toUtf8()) });
    plan.row.set(column, EdmType::String, u""_s);
    plan.row.set(column + "BlobName"_L1, EdmType::String, blob);
}

/// Input, or where it is: the message's blob, or one of its own.
void addInput(StartPlan &plan, const StartValues &values, const QString &containerUrl,
              quint32 random)
{
    if (plan.posted.blob) {
        plan.row.set(u"Input"_s, EdmType::String, blobUrl(containerUrl, plan.posted.blob->name));
    } else if (values.input) {
        addText(plan, values.id, u"Input"_s, *values.input, random);
    }
}

} // namespace

qint64 nextGeneration(const TableRow *existing)
{
    return existing ? existing->text(u"Generation").toLongLong() + 1 : 0;
}

StartPlan planStart(StartValues values, const MessageStamp &stamp, const HubNames &names,
                    const TableRow *existing, const QString &containerUrl, Instant lastUpdated,
                    quint32 random)
{
    values.generation = nextGeneration(existing);
    StartPlan plan;
    plan.message = startMessage(values, stamp);
    plan.posted = postedMessage(plan.message);
    plan.replacedEtag = existing ? existing->etag : QByteArray();
    TableRow &row = plan.row;
    row.partitionKey = escapedKey(values.id.text());
    addInput(plan, values, containerUrl, random);
    setTime(row, u"CreatedTime"_s, stamp.now); // equal to the message's, see §5.6
    row.set(u"Name"_s, EdmType::String, values.name);
    row.set(u"Version"_s, EdmType::String, values.version);
    row.set(u"RuntimeStatus"_s, EdmType::String, u"Pending"_s);
    setTime(row, u"LastUpdatedTime"_s, lastUpdated);
    row.set(u"TaskHubName"_s, EdmType::String, names.hub);
    if (values.scheduledStart) {
        setTime(row, u"ScheduledStartTime"_s, *values.scheduledStart);
    }
    row.set(u"ExecutionId"_s, EdmType::String, values.executionId);
    row.set(u"Generation"_s, EdmType::Int32, QString::number(values.generation));
    addText(plan, values.id, u"Tags"_s, QString::fromUtf8(tagsJson(values)), random);
    return plan;
}

} // namespace hubdeck::azurestorage
