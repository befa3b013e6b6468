// SPDX-License-Identifier: MIT
#include "services/azurestorage/entityrows.h"

#include "services/json/jsonscanner.h"
#include "services/json/jsonvalidator.h"

#include <QCoreApplication>

namespace hubdeck::azurestorage {

namespace {

using namespace Qt::StringLiterals;

QString tr(const char *text)
{
    return QCoreApplication::translate("hubdeck::StoredEntity", text);
}

/// A member of an object; empty for null or absent.
QByteArrayView valueOf(QByteArrayView object, QByteArrayView key)
{
    const QByteArrayView value = json::member(object, key);
    return value == QByteArrayView("null") ? QByteArrayView() : value;
}

bool isTrue(QByteArrayView object, QByteArrayView key)
{
    return valueOf(object, key) == QByteArrayView("true");
}

QString textOf(QByteArrayView object, QByteArrayView key)
{
    return json::decodeText(valueOf(object, key));
}

void readStatus(StoredEntity &entity, QByteArrayView status)
{
    entity.isLockKnown = status.trimmed().startsWith('{');
    entity.exists = isTrue(status, "entityExists");
    entity.lockedBy = textOf(status, "lockedBy");
    entity.queueSize = qMax<qint64>(0, valueOf(status, "queueSize").toByteArray().toLongLong());
}

qint64 lengthOf(QByteArrayView array)
{
    qint64 length = 0;
    for (json::ArrayScanner items(array); items.next();) {
        ++length;
    }
    return length;
}

/// The scheduler's own state is the truth; the status may be older.
void readScheduler(StoredEntity &entity, QByteArrayView state)
{
    const QByteArrayView exists = valueOf(state, "exists");
    const QByteArrayView stored = valueOf(state, "state");
    entity.exists = exists.isEmpty() ? !stored.isEmpty() : exists == QByteArrayView("true");
    if (entity.exists) {
        entity.state
            = stored.isEmpty() ? storedPayload({}) : storedPayload(json::decodeText(stored));
    }
    entity.isLockKnown = true;
    entity.lockedBy = textOf(state, "lockedBy");
    entity.suspended = isTrue(state, "suspended");
    entity.queueSize = lengthOf(valueOf(state, "queue"));
}

} // namespace

StoredEntity readEntity(const StoredInstance &stored, const QString &schedulerState)
{
    StoredEntity entity;
    entity.id = EntityId::fromInstanceId(stored.id);
    entity.instanceId = stored.id;
    entity.lastOperation = stored.created; // each batch of operations is a new execution
    entity.lastUpdated = stored.lastUpdated;
    entity.status = stored.status;
    readStatus(entity, stored.customStatus.text);
    if (!schedulerState.isNull()) {
        const QByteArray state = schedulerState.toUtf8();
        const auto document = json::scanValue(state);
        const bool isWhole
            = document && document->kind == json::ValueKind::Object && !json::validate(state);
        if (isWhole) {
            readScheduler(entity, state);
        } else {
            entity.malformed = true;
            entity.state = Payload { json::encodeString(
                                         tr("(The state cannot be shown: what the entity's row "
                                            "holds is damaged.)")
                                             .toUtf8()),
                                     stored.input.storedAt };
        }
    }
    return entity;
}

EntityRow entityRow(const StoredEntity &entity, bool withState)
{
    EntityRow row;
    row.id = entity.id;
    row.lastOperation = entity.lastOperation;
    if (withState && entity.state) {
        row.state = *entity.state;
    }
    if (entity.isLockKnown) {
        row.queueSize = entity.queueSize;
        row.lockedBy = InstanceId(entity.lockedBy);
    }
    row.suspended = entity.suspended;
    const auto text = [](const QString &value) { return json::encodeString(value.toUtf8()); };
    row.raw = "{\"entityId\":{\"name\":" + text(entity.id.name) + ",\"key\":" + text(entity.id.key)
        + "},\"lastOperationTime\":"
        + (entity.lastOperation ? text(entity.lastOperation->toText()) : QByteArrayLiteral("null"));
    if (withState) {
        row.raw
            += ",\"state\":" + (row.state.isNull() ? QByteArrayLiteral("null") : row.state.text);
    }
    row.raw += '}';
    return row;
}

bool isRemovable(const StoredEntity &entity, Instant now, std::chrono::minutes reorderWindow)
{
    return !entity.exists && !entity.malformed && entity.lockedBy.isEmpty() && entity.queueSize == 0
        && entity.lastUpdated
        && *entity.lastUpdated < now - std::chrono::duration_cast<Instant::Ticks>(reorderWindow);
}

} // namespace hubdeck::azurestorage
