// SPDX-License-Identifier: MIT
#include "services/azurestorage/payloadplace.h"

#include "services/azurestorage/gzip.h"
#include "services/json/jsonscanner.h"
#include "services/json/jsonvalidator.h"
#include "services/taskhub/taskhuberror.h"

#include <QCoreApplication>
#include <QStringList>
#include <QUrl>

namespace hubdeck::azurestorage {

namespace {

using namespace Qt::StringLiterals;

QString tr(const char *text)
{
    return QCoreApplication::translate("hubdeck::StoredPayload", text);
}

bool endsLike(const QString &text, QLatin1StringView ending)
{
    return text.endsWith(ending, Qt::CaseInsensitive);
}

PayloadPlace::Kind kindOfBlob(const QString &blob)
{
    return endsLike(blob, "ExecutionStarted.json.gz"_L1) ? PayloadPlace::Kind::EnvelopeBlob
                                                         : PayloadPlace::Kind::Blob;
}

PayloadPlace inlined(const QString &text)
{
    PayloadPlace place;
    if (!text.isNull()) {
        place.kind = PayloadPlace::Kind::Inline;
        place.text = text;
    }
    return place;
}

PayloadPlace inBlob(PayloadPlace::Kind kind, const HubNames &names, const QString &blob,
                    const QString &storedAt)
{
    return { kind, {}, names.largeMessages, blob, storedAt };
}

/// The blob that an address names; an address that is not in the hub's container is a text.
PayloadPlace atAddress(const QString &text, const HubNames &names)
{
    const bool isHttp = text.startsWith("http://"_L1) || text.startsWith("https://"_L1);
    if (!isHttp || !endsLike(text, ".json.gz"_L1)) {
        return inlined(text);
    }
    const qsizetype host = text.indexOf("://"_L1) + 3;
    const qsizetype path = text.indexOf(u'/', host);
    const QString segment = u'/' + names.largeMessages + u'/';
    const qsizetype container = path < 0 ? -1 : text.indexOf(segment, path);
    // Behind the host, or behind the account's name
    if (container < 0 || QStringView(text).sliced(path, container - path).count(u'/') > 1) {
        return inlined(text);
    }
    const QString encoded = text.sliced(container + segment.size());
    const QString blob = QUrl::fromPercentEncoding(encoded.toUtf8());
    return inBlob(kindOfBlob(blob), names, blob, text);
}

/// Rows of versions before 1.9.4 name a message's blob without an address.
bool isBareMessageBlob(const QString &text)
{
    return endsLike(text, "executionstarted.json.gz"_L1)
        && text.contains("/message-"_L1, Qt::CaseInsensitive) && !text.startsWith(u'"')
        && !text.contains("://"_L1) && !text.contains(u'\n');
}

bool holdsDocuments(const QString &column)
{
    static const QStringList columns { u"ParentInstance"_s, u"OrchestrationInstance"_s,
                                       u"Tags"_s,           u"ParentTraceContext"_s,
                                       u"FailureDetails"_s, u"Correlation"_s,
                                       u"State"_s };
    return columns.contains(column);
}

TaskHubError notAMessage()
{
    return { ErrorKind::Malformed,
             tr("The blob should hold the message that started the instance, but holds something "
                "else. The input cannot be shown; the rest can.") };
}

QString inputInEnvelope(const QByteArray &envelope)
{
    const QByteArrayView event = json::member(json::member(envelope, "TaskMessage"), "Event");
    const QByteArrayView input = json::member(event, "Input");
    if (!event.startsWith('{')) {
        throw notAMessage();
    }
    return input.isEmpty() || input == QByteArrayView("null") ? QString() : json::decodeText(input);
}

} // namespace

PayloadPlace inputPlace(const TableRow &instance, const HubNames &names)
{
    const QString text = instance.text(u"Input");
    const QString blob = instance.text(u"InputBlobName");
    // The worker's merge rewrites Input and leaves the client's companion as it was: stale then
    if (text.isEmpty() && !blob.isEmpty()) {
        return inBlob(PayloadPlace::Kind::Blob, names, blob, blob);
    }
    return isBareMessageBlob(text) ? inBlob(PayloadPlace::Kind::EnvelopeBlob, names, text, text)
                                   : atAddress(text, names);
}

PayloadPlace tagsPlace(const TableRow &instance, const HubNames &names)
{
    const QString text = instance.text(u"Tags");
    const QString blob = instance.text(u"TagsBlobName");
    if (text.isEmpty() && !blob.isEmpty()) {
        return inBlob(PayloadPlace::Kind::Blob, names, blob, blob);
    }
    return text == "null"_L1 ? PayloadPlace() : inlined(text);
}

PayloadPlace outputPlace(const TableRow &instance, const HubNames &names)
{
    PayloadPlace place = atAddress(instance.text(u"Output"), names);
    if (place.isInBlob()) {
        place.kind = PayloadPlace::Kind::Blob; // never a message
    }
    return place;
}

PayloadPlace columnPlace(const TableRow &event, const QString &column, const HubNames &names)
{
    const QString blob = event.text(QString(column + "BlobName"_L1));
    if (!blob.isEmpty()) {
        return inBlob(PayloadPlace::Kind::Blob, names, blob, blob);
    }
    const QString text = event.text(column);
    return text == "null"_L1 && holdsDocuments(column) ? PayloadPlace() : inlined(text);
}

QString textFromBlob(const PayloadPlace &place, const QByteArray &blob, qint64 limit)
{
    QByteArray text = isGzip(blob) ? gunzipped(blob, limit) : blob;
    if (text.startsWith("\xEF\xBB\xBF")) {
        text.remove(0, 3);
    }
    return place.kind == PayloadPlace::Kind::EnvelopeBlob ? inputInEnvelope(text)
                                                          : QString::fromUtf8(text);
}

Payload storedPayload(const QString &text)
{
    if (text.isNull()) {
        return { QByteArrayLiteral("null"), {} };
    }
    const QByteArray bytes = text.toUtf8();
    return { json::validate(bytes) ? json::encodeString(bytes) : bytes, {} };
}

Payload payloadAt(const PayloadPlace &place, const QString &text)
{
    Payload payload = storedPayload(place.kind == PayloadPlace::Kind::Inline ? place.text : text);
    payload.storedAt = place.storedAt;
    return payload;
}

Payload missingPayload(const PayloadPlace &place, const QString &why)
{
    const QString text = why.isEmpty()
        ? tr("(The value is missing: blob \"%1\" is not in the container \"%2\" any more.)")
              .arg(place.blob, place.container)
        : tr("(The value in blob \"%1\" cannot be shown. %2)").arg(place.blob, why);
    return { json::encodeString(text.toUtf8()), place.storedAt };
}

QString blobUrl(const QString &containerUrl, const QString &blob)
{
    QStringList segments;
    for (const QString &segment : blob.split(u'/')) {
        segments << QString::fromLatin1(QUrl::toPercentEncoding(segment));
    }
    return containerUrl + u'/' + segments.join(u'/');
}

QString instanceBlobName(const InstanceId &id, const QString &column, quint32 random)
{
    const QString digits = QString::number(random, 16).toUpper().rightJustified(8, u'0');
    return escapedKey(id.text()) + "/history--"_L1 + column + u'-' + digits + u'-' + column
        + ".json.gz"_L1;
}

} // namespace hubdeck::azurestorage
