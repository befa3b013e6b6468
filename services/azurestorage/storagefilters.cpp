// SPDX-License-Identifier: MIT
#include "services/azurestorage/storagefilters.h"

#include "services/azurestorage/instancekeys.h"

#include <algorithm>

namespace hubdeck::azurestorage {

namespace {

using namespace Qt::StringLiterals;

/// Conditions, each in parentheses when there is more than one, as the official client writes them.
QString allOf(const QStringList &conditions)
{
    return conditions.size() < 2 ? conditions.value(0)
                                 : u'(' + conditions.join(") and ("_L1) + u')';
}

void addRange(QStringList &conditions, std::optional<Instant> from, std::optional<Instant> to)
{
    if (from) {
        conditions << "CreatedTime ge "_L1 + odataTime(*from);
    }
    if (to) {
        conditions << "CreatedTime le "_L1 + odataTime(*to);
    }
}

using Kinds = std::vector<RuntimeStatus::Kind>;

Kinds withoutRepeats(Kinds kinds)
{
    std::ranges::sort(kinds);
    const auto rest = std::ranges::unique(kinds);
    kinds.erase(rest.begin(), rest.end());
    return kinds;
}

void addStatuses(QStringList &conditions, const Kinds &asked)
{
    const Kinds kinds = withoutRepeats(asked);
    if (kinds.empty() || std::ranges::find(kinds, RuntimeStatus::Kind::Unknown) != kinds.end()) {
        return; // names that are not known cannot be asked for
    }
    QStringList alternatives;
    for (const RuntimeStatus::Kind kind : kinds) {
        alternatives << "RuntimeStatus eq "_L1 + odataText(nameOf(kind));
    }
    conditions << alternatives.join(" or "_L1);
}

void addHub(QStringList &conditions, const QString &hub)
{
    if (!hub.isEmpty()) {
        conditions << "TaskHubName eq "_L1 + odataText(hub);
    }
}

/// The first text, in order of UTF-16 units, behind all that begin with `prefix`; empty when there
/// is none or `prefix` is no well-formed text. A surrogate is never left without its other half.
QString behind(const QString &prefix)
{
    QString text = prefix;
    while (!text.isEmpty()) {
        const char16_t last = text.back().unicode();
        text.chop(1);
        if (QChar::isLowSurrogate(last)) {
            if (text.isEmpty() || !text.back().isHighSurrogate()) {
                return {};
            }
            if (last < 0xDFFF) {
                return text + QChar(last + 1);
            }
            const char16_t high = text.back().unicode();
            text.chop(1);
            return text
                + (high < 0xDBFF ? QString(QString(QChar(high + 1)) + QChar(0xDC00))
                                 : QString(QChar(0xE000)));
        }
        if (QChar::isHighSurrogate(last)) {
            return {};
        }
        if (last == 0xD7FF) {
            return text + QChar(0xD800) + QChar(0xDC00); // pairs come next
        }
        if (last < 0xFFFF) {
            return text + QChar(last + 1);
        }
    }
    return {};
}

bool isWellFormed(const QString &text)
{
    return text.isValidUtf16();
}

std::optional<Instant> timeIn(const TableRow &row, QStringView column)
{
    return Instant::fromText(row.text(column).toUtf8());
}

bool isInRange(const TableRow &row, std::optional<Instant> from, std::optional<Instant> to)
{
    if (!from && !to) {
        return true;
    }
    const auto created = timeIn(row, u"CreatedTime");
    return created && (!from || *created >= *from) && (!to || *created <= *to);
}

bool hasStatus(const TableRow &row, const Kinds &kinds)
{
    const auto kind = RuntimeStatus::fromName(row.text(u"RuntimeStatus")).kind();
    return kinds.empty() || std::ranges::find(kinds, kind) != kinds.end();
}

QString entityPrefix(const EntityQuery &query)
{
    return query.name.isEmpty() ? u"@"_s : u'@' + query.name.toLower() + u'@';
}

} // namespace

QString odataText(const QString &text)
{
    QString doubled = text;
    doubled.replace(u'\'', "''"_L1);
    return u'\'' + doubled + u'\'';
}

QString storedTime(Instant time)
{
    constexpr qsizetype wholeSeconds = 19; // yyyy-MM-ddTHH:mm:ss
    constexpr qint64 ticksPerSecond = 10'000'000;
    const qint64 ticks = ((time.ticks() % ticksPerSecond) + ticksPerSecond) % ticksPerSecond;
    const QString fraction = QString::number(ticks).rightJustified(7, u'0');
    return time.toText().left(wholeSeconds) + u'.' + fraction + u'Z';
}

QString odataTime(Instant time)
{
    return "datetime'"_L1 + storedTime(time) + u'\'';
}

QString prefixFilter(const QString &prefix)
{
    const QString key = escapedKey(prefix);
    if (key.isEmpty() || !isWellFormed(key)) {
        return {};
    }
    const QString from = "PartitionKey ge "_L1 + odataText(key);
    const QString end = behind(key);
    return end.isEmpty() ? from : from + " and PartitionKey lt "_L1 + odataText(end);
}

QString filterOf(const InstanceQuery &query, const QString &sharedTableHub)
{
    QStringList conditions;
    addRange(conditions, query.createdFrom, query.createdTo);
    addStatuses(conditions, query.statuses);
    addHub(conditions, sharedTableHub);
    const QString prefix = query.idPrefix.isEmpty() && query.kinds == InstanceKinds::Entities
        ? u"@"_s
        : query.idPrefix;
    const QString ids = prefixFilter(prefix);
    if (!ids.isEmpty()) {
        conditions << ids;
    } else if (query.kinds == InstanceKinds::Orchestrations) {
        conditions << u"PartitionKey lt '@' or PartitionKey ge 'A'"_s;
    }
    return allOf(conditions);
}

QString filterOf(const EntityQuery &query, const QString &sharedTableHub)
{
    QStringList conditions;
    addRange(conditions, query.lastOperationFrom, query.lastOperationTo);
    addHub(conditions, sharedTableHub);
    const QString ids = prefixFilter(entityPrefix(query));
    conditions << (ids.isEmpty() ? prefixFilter(u"@"_s) : ids);
    return allOf(conditions);
}

QString filterOf(const PurgeFilter &filter, const QString &sharedTableHub)
{
    QStringList conditions;
    addRange(conditions, filter.createdFrom, filter.createdTo);
    addStatuses(conditions, filter.statuses);
    addHub(conditions, sharedTableHub);
    return allOf(conditions);
}

bool matches(const InstanceQuery &query, const TableRow &row)
{
    const QString id = idOfKey(row.partitionKey);
    const bool isEntity = id.startsWith(u'@');
    const bool isOfKind = query.kinds == InstanceKinds::Both
        || (query.kinds == InstanceKinds::Entities) == isEntity;
    return isOfKind && id.startsWith(query.idPrefix) && hasStatus(row, query.statuses)
        && isInRange(row, query.createdFrom, query.createdTo);
}

bool matches(const EntityQuery &query, const TableRow &row)
{
    return idOfKey(row.partitionKey).startsWith(entityPrefix(query))
        && isInRange(row, query.lastOperationFrom, query.lastOperationTo);
}

bool matches(const PurgeFilter &filter, const TableRow &row)
{
    return !filter.statuses.empty() && hasStatus(row, filter.statuses)
        && isInRange(row, filter.createdFrom, filter.createdTo);
}

QStringList listColumns()
{
    return { u"PartitionKey"_s,    u"RowKey"_s,        u"Name"_s,
             u"RuntimeStatus"_s,   u"CustomStatus"_s,  u"CreatedTime"_s,
             u"LastUpdatedTime"_s, u"CompletedTime"_s, u"ScheduledStartTime"_s,
             u"Version"_s,         u"Generation"_s,    u"Tags"_s };
}

QStringList entityColumns()
{
    return listColumns() << u"Input"_s << u"InputBlobName"_s;
}

QStringList purgeColumns()
{
    return { u"PartitionKey"_s,      u"RowKey"_s,      u"Name"_s,
             u"RuntimeStatus"_s,     u"CreatedTime"_s, u"LastUpdatedTime"_s,
             u"ScheduledStartTime"_s };
}

QStringList historyKeyColumns()
{
    return { u"PartitionKey"_s, u"RowKey"_s, u"Timestamp"_s };
}

QStringList rewindColumns()
{
    return { u"PartitionKey"_s,        u"RowKey"_s,  u"ExecutionId"_s,
             u"EventType"_s,           u"EventId"_s, u"TaskScheduledId"_s,
             u"OrchestrationStatus"_s, u"Reason"_s,  u"IsCheckpointComplete"_s,
             u"InstanceId"_s };
}

QString historyFilter(const InstanceId &id)
{
    return partitionFilter(escapedKey(id.text()));
}

QString partitionFilter(const QString &partitionKey)
{
    return "PartitionKey eq "_L1 + odataText(partitionKey);
}

QString executionFilter(const QString &partitionKey, const QString &executionId)
{
    return partitionFilter(partitionKey) + " and ExecutionId eq "_L1 + odataText(executionId);
}

QString startedFilter(const QString &partitionKey)
{
    return partitionFilter(partitionKey) + " and EventType eq 'ExecutionStarted'"_L1;
}

QString startedEarlyFilter(const QString &partitionKey)
{
    return startedFilter(partitionKey) + " and RowKey lt '0000000000000010'"_L1;
}

} // namespace hubdeck::azurestorage
