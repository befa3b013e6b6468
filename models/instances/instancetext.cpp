// SPDX-License-Identifier: MIT
#include "models/instances/instancetext.h"

#include "models/roles.h"
#include "services/json/jsonstring.h"
#include "services/json/jsonvalidator.h"

using namespace Qt::Literals::StringLiterals;

namespace hubdeck::instancetext {

namespace {

using Model = InstanceTableModel;
using Row = InstanceStore::Row;

QString isoTime(const std::optional<Instant> &time)
{
    return time ? time->toText() : QString();
}

QString csvField(QString text)
{
    static const QString special = u"\",\r\n"_s;
    for (const QChar c : special) {
        if (text.contains(c)) {
            return u'"' + text.replace(u'"', u"\"\""_s) + u'"';
        }
    }
    return text;
}

QString oneCell(QString text)
{
    for (const QChar c : u"\t\r\n"_s) {
        text.replace(c, u' ');
    }
    return text;
}

QByteArray jsonTime(const std::optional<Instant> &time)
{
    return time ? hubdeck::json::encodeString(time->toText().toUtf8()) : QByteArray("null");
}

QByteArray jsonCustomStatus(const InstanceStore &store, Row row)
{
    const QByteArrayView text = store.customStatus(row);
    if (text.isEmpty()) {
        return "null";
    }
    return hubdeck::json::validate(text) ? hubdeck::json::encodeString(text) : text.toByteArray();
}

/// The members that only some roads tell, each after a comma; those without a value are left out.
QByteArray jsonExtras(const InstanceExtras &extras, Row row)
{
    using hubdeck::json::encodeString;
    QByteArray members;
    if (!extras.version(row).isEmpty()) {
        members += ",\"version\":" + encodeString(extras.version(row).toUtf8());
    }
    if (const QByteArrayView tags = extras.tags(row); !tags.isEmpty()) {
        members
            += ",\"tags\":" + (extras.areTagsCut(row) ? encodeString(tags) : tags.toByteArray());
    }
    if (const auto generation = extras.generation(row)) {
        members += ",\"generation\":" + QByteArray::number(*generation);
    }
    if (const auto start = extras.scheduledStart(row)) {
        members += ",\"scheduledStartTime\":" + jsonTime(start);
    }
    if (const auto completed = extras.completed(row)) {
        members += ",\"completedTime\":" + jsonTime(completed);
    }
    return members;
}

QByteArray jsonObject(const InstanceStore &store, Row row)
{
    using hubdeck::json::encodeString;
    return "{\"instanceId\":" + encodeString(store.idBytes(row))
        + ",\"name\":" + encodeString(store.name(row).toUtf8())
        + ",\"runtimeStatus\":" + encodeString(store.status(row).name().toUtf8())
        + ",\"createdTime\":" + jsonTime(store.created(row)) + ",\"lastUpdatedTime\":"
        + jsonTime(store.lastUpdated(row)) + ",\"customStatus\":" + jsonCustomStatus(store, row)
        + jsonExtras(store.extras(), row) + '}';
}

} // namespace

QString ids(const Model &model, const std::vector<int> &rows)
{
    QStringList lines;
    for (const int row : rows) {
        lines.append(model.id(row).text());
    }
    return lines.join(u'\n');
}

QString table(const Model &model, const std::vector<int> &rows, const std::vector<int> &columns)
{
    QStringList lines;
    QStringList cells;
    for (const int column : columns) {
        cells.append(model.headerData(column, Qt::Horizontal).toString());
    }
    lines.append(cells.join(u'\t'));
    for (const int row : rows) {
        cells.clear();
        for (const int column : columns) {
            cells.append(oneCell(model.index(row, column).data(FullTextRole).toString()));
        }
        lines.append(cells.join(u'\t'));
    }
    return lines.join(u'\n');
}

QString csv(const Model &model, const std::vector<int> &rows)
{
    const bool told = model.extrasNote().isEmpty();
    QStringList lines {
        u"instanceId,name,runtimeStatus,createdTime,lastUpdatedTime,customStatus"_s
    };
    if (told) {
        lines.front() += u",version,tags,generation,scheduledStartTime,completedTime"_s;
    }
    const InstanceStore &store = model.store();
    for (const int shown : rows) {
        const Row row = model.storeRow(shown);
        QStringList cells {
            csvField(model.id(shown).text()),   csvField(store.name(row)),
            csvField(store.status(row).name()), isoTime(store.created(row)),
            isoTime(store.lastUpdated(row)),    csvField(QString::fromUtf8(store.customStatus(row)))
        };
        if (told) {
            const InstanceExtras &extras = store.extras();
            const auto generation = extras.generation(row);
            cells << csvField(extras.version(row)) << csvField(QString::fromUtf8(extras.tags(row)))
                  << (generation ? QString::number(*generation) : QString())
                  << isoTime(extras.scheduledStart(row)) << isoTime(extras.completed(row));
        }
        lines.append(cells.join(u','));
    }
    return lines.join(u"\r\n") + u"\r\n";
}

QString json(const Model &model, const std::vector<int> &rows)
{
    QByteArray result = "[";
    for (const int row : rows) {
        result += result.size() == 1 ? "\n  " : ",\n  ";
        result += jsonObject(model.store(), model.storeRow(row));
    }
    result += rows.empty() ? "]" : "\n]";
    return QString::fromUtf8(result);
}

} // namespace hubdeck::instancetext
