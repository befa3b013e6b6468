// SPDX-License-Identifier: MIT
#include "services/azurestorage/storageerrors.h"

#include "services/azurestorage/refusedaccess.h"
#include "services/azurestorage/sharedkey.h"
#include "services/http/redaction.h"
#include "services/json/jsonscanner.h"

#include <QCoreApplication>
#include <QXmlStreamReader>

#include <array>

using namespace Qt::Literals::StringLiterals;

namespace hubdeck::azurestorage {

namespace {

constexpr qsizetype maxDetailChars = 8 * 1024;

QString tr(const char *text)
{
    return QCoreApplication::translate("hubdeck::StorageErrors", text);
}

/// The service appends its request id and clock as lines of their own.
QString firstLines(const QString &message)
{
    const qsizetype end = message.indexOf("\nRequestId:"_L1);
    return (end < 0 ? message : message.first(end)).trimmed().left(maxDetailChars);
}

QString jsonText(QByteArrayView document, QByteArrayView key)
{
    const QByteArrayView value = json::member(document, key);
    return value.startsWith('"') ? json::decodeText(value) : QString();
}

ErrorDocument fromJson(QByteArrayView body)
{
    QByteArrayView error = json::member(body, "odata.error");
    if (error.isEmpty()) {
        error = json::member(body, "error");
    }
    ErrorDocument document;
    document.code = jsonText(error, "code");
    const QByteArrayView message = json::member(error, "message");
    document.message = firstLines(message.startsWith('"') ? json::decodeText(message)
                                                          : jsonText(message, "value"));
    return document;
}

ErrorDocument fromXml(const QByteArray &body)
{
    ErrorDocument document;
    QXmlStreamReader xml(body);
    if (!xml.readNextStartElement() || xml.name().compare("error"_L1, Qt::CaseInsensitive) != 0) {
        return document;
    }
    while (xml.readNextStartElement()) {
        const QString name = xml.name().toString().toLower();
        const QString text = xml.readElementText(QXmlStreamReader::IncludeChildElements);
        if (name == "code"_L1) {
            document.code = text.trimmed();
        } else if (name == "message"_L1) {
            document.message = firstLines(text);
        } else if (!text.trimmed().isEmpty()) {
            document.detail += (document.detail.isEmpty() ? u""_s : u"\n"_s) + text.trimmed();
        }
    }
    document.detail.truncate(maxDetailChars);
    return document;
}

/// What a code says, for a sentence that begins with what was asked.
struct Meaning
{
    QLatin1StringView code; // `*` at the front: the end of a code
    ErrorKind kind;
    const char *words;
};

constexpr std::array<Meaning, 20> meanings { {
    { "TableNotFound"_L1, ErrorKind::NotFound,
      QT_TRANSLATE_NOOP("hubdeck::StorageErrors", "there is no such table.") },
    { "QueueNotFound"_L1, ErrorKind::NotFound,
      QT_TRANSLATE_NOOP("hubdeck::StorageErrors", "there is no such queue.") },
    { "ContainerNotFound"_L1, ErrorKind::NotFound,
      QT_TRANSLATE_NOOP("hubdeck::StorageErrors", "there is no such container.") },
    { "BlobNotFound"_L1, ErrorKind::NotFound,
      QT_TRANSLATE_NOOP("hubdeck::StorageErrors", "there is no such blob.") },
    { "ResourceNotFound"_L1, ErrorKind::NotFound,
      QT_TRANSLATE_NOOP("hubdeck::StorageErrors", "it is not there (any more).") },
    { "*BeingDeleted"_L1, ErrorKind::Conflict,
      QT_TRANSLATE_NOOP("hubdeck::StorageErrors",
                        "it is still being deleted, and until that is done nothing of its name can "
                        "be used or made. Wait a minute and try again.") },
    { "*AlreadyExists"_L1, ErrorKind::AlreadyExists,
      QT_TRANSLATE_NOOP("hubdeck::StorageErrors", "it is there already.") },
    { "UpdateConditionNotSatisfied"_L1, ErrorKind::Conflict,
      QT_TRANSLATE_NOOP("hubdeck::StorageErrors",
                        "somebody else changed it in the meantime. Refresh and try again.") },
    { "ConditionNotMet"_L1, ErrorKind::Conflict,
      QT_TRANSLATE_NOOP("hubdeck::StorageErrors",
                        "somebody else changed it in the meantime. Refresh and try again.") },
    { "LeaseNotPresentWith*"_L1, ErrorKind::Conflict,
      QT_TRANSLATE_NOOP("hubdeck::StorageErrors", "nobody holds a lease on it.") },
    { "LeaseId*"_L1, ErrorKind::Conflict,
      QT_TRANSLATE_NOOP("hubdeck::StorageErrors",
                        "a worker holds a lease on it. Stop the app, or break the lease first.") },
    { "Lease*"_L1, ErrorKind::Conflict,
      QT_TRANSLATE_NOOP("hubdeck::StorageErrors", "its lease does not allow it now.") },
    { "ServerBusy"_L1, ErrorKind::Unavailable,
      QT_TRANSLATE_NOOP("hubdeck::StorageErrors",
                        "the storage service is too busy. Wait a moment and try again.") },
    { "AccountIsDisabled"_L1, ErrorKind::Forbidden,
      QT_TRANSLATE_NOOP("hubdeck::StorageErrors",
                        "the storage account is switched off. Look at it in the portal.") },
    { "RequestBodyTooLarge"_L1, ErrorKind::InvalidInput,
      QT_TRANSLATE_NOOP("hubdeck::StorageErrors", "it is larger than the service allows.") },
    { "EntityTooLarge"_L1, ErrorKind::InvalidInput,
      QT_TRANSLATE_NOOP("hubdeck::StorageErrors", "it is larger than the service allows.") },
    { "PropertyValueTooLarge"_L1, ErrorKind::InvalidInput,
      QT_TRANSLATE_NOOP("hubdeck::StorageErrors", "a value is larger than the service allows.") },
    { "AccountRequiresHttps"_L1, ErrorKind::InvalidInput,
      QT_TRANSLATE_NOOP("hubdeck::StorageErrors",
                        "the account is reached by https only. Change the endpoints.") },
    { "OutOfRangeInput"_L1, ErrorKind::InvalidInput,
      QT_TRANSLATE_NOOP("hubdeck::StorageErrors", "a name or value is outside what is allowed.") },
    { "NotImplemented"_L1, ErrorKind::Unsupported,
      QT_TRANSLATE_NOOP("hubdeck::StorageErrors",
                        "this kind of storage account does not offer it.") },
} };

bool matches(QLatin1StringView pattern, const QString &code)
{
    if (pattern.startsWith(u'*')) {
        return code.endsWith(pattern.sliced(1));
    }
    return pattern.endsWith(u'*') ? code.startsWith(pattern.chopped(1)) : code == pattern;
}

const Meaning *meaningOf(const QString &code)
{
    for (const Meaning &meaning : meanings) {
        if (matches(meaning.code, code)) {
            return &meaning;
        }
    }
    return nullptr;
}

ErrorKind kindOfStatus(int status)
{
    switch (status) {
    case 401:
        return ErrorKind::Unauthorised;
    case 403:
        return ErrorKind::Forbidden;
    case 404:
        return ErrorKind::NotFound;
    case 409:
    case 412:
        return ErrorKind::Conflict;
    case 429:
        return ErrorKind::Throttled;
    case 408:
    case 502:
    case 503:
    case 504:
        return ErrorKind::Unavailable;
    case 501:
        return ErrorKind::Unsupported;
    default:
        break;
    }
    if (status >= 300 && status < 400) {
        return ErrorKind::Redirected;
    }
    if (status >= 400 && status < 500) {
        return ErrorKind::InvalidInput;
    }
    return status >= 500 ? ErrorKind::ServerFailure : ErrorKind::Malformed;
}

/// `words` is complete; the service's own, which are English, go to Details.
QString wordsOfStatus(int status, const ErrorDocument &document)
{
    const ErrorKind kind = kindOfStatus(status);
    if (kind == ErrorKind::NotFound) {
        return tr("it is not there (any more).");
    }
    if (kind == ErrorKind::Conflict) {
        return tr("somebody else is changing it, or its state does not allow it. Refresh and try "
                  "again.");
    }
    if (kind == ErrorKind::Throttled || kind == ErrorKind::Unavailable) {
        return tr("the storage service is too busy or not available. Wait a moment and try again.");
    }
    if (kind == ErrorKind::Redirected) {
        return tr("the address leads somewhere else. Check the endpoints.");
    }
    const QString said = redactedText(document.message).simplified();
    return said.isEmpty() ? tr("the storage service answered with HTTP %1.").arg(status)
                          : tr("the storage service says: %1").arg(said);
}

std::optional<std::chrono::milliseconds> retryAfter(const HttpHead &head)
{
    const QByteArray value = head.header("Retry-After");
    bool isSeconds = false;
    const int seconds = value.toInt(&isSeconds);
    if (isSeconds) {
        return seconds >= 0
            ? std::optional<std::chrono::milliseconds>(std::chrono::seconds(seconds))
            : std::nullopt;
    }
    const auto at = dateFromHttp(value);
    const auto now = dateFromHttp(head.header("Date")); // the service's clock, not ours
    if (!at || !now) {
        return std::nullopt;
    }
    return std::chrono::milliseconds(qMax<qint64>(0, now->msecsTo(*at)));
}

QString detailOf(int status, const QString &code, const ErrorDocument &document)
{
    QStringList lines { u"HTTP "_s + QString::number(status)
                        + (code.isEmpty() ? QString() : u' ' + code) };
    for (const QString &text : { document.message, document.detail }) {
        if (!text.isEmpty()) {
            lines.append(text);
        }
    }
    return redactedText(lines.join(u'\n'));
}

/// The service took the action and did not end it, so it may have been done.
bool mayHaveHappened(int status)
{
    return status == 500 || status == 502 || status == 504;
}

} // namespace

ErrorDocument readErrorDocument(const QByteArray &body)
{
    QByteArrayView text(body);
    if (text.startsWith("\xEF\xBB\xBF")) {
        text = text.sliced(3);
    }
    text = text.trimmed();
    if (text.startsWith('{')) {
        return fromJson(text);
    }
    return text.startsWith('<') ? fromXml(text.toByteArray()) : ErrorDocument {};
}

TaskHubError decodeError(const StorageErrorContext &context, const HttpHead &head,
                         const QByteArray &body)
{
    const ErrorDocument document = readErrorDocument(body);
    const QString fromHeader = QString::fromLatin1(head.header("x-ms-error-code"));
    TaskHubError error;
    error.httpStatus = head.status;
    error.serviceCode = redactedText((fromHeader.isEmpty() ? document.code : fromHeader).left(200));
    error.requestId = QString::fromLatin1(head.header("x-ms-request-id")).left(200);
    error.retryAfter = retryAfter(head);
    error.detail = detailOf(head.status, error.serviceCode, document);

    QString words;
    if (const auto refusal = refusedAccess(context, head, error.serviceCode, document)) {
        error.kind = refusal->kind;
        words = refusal->words;
    } else if (context.isAction && mayHaveHappened(head.status)) {
        error.kind = ErrorKind::OutcomeUnknown;
        words = tr("the storage service failed in the middle of it. It may or may not have "
                   "happened; look before you try again.");
    } else if (head.status == 500
               && (error.serviceCode == "InternalError"_L1
                   || error.serviceCode == "OperationTimedOut"_L1)) {
        error.kind = ErrorKind::Unavailable;
        words = tr("the storage service failed for a moment. Try again.");
    } else if (const Meaning *meaning
               = head.status >= 400 ? meaningOf(error.serviceCode) : nullptr) {
        error.kind = head.status == 429 ? ErrorKind::Throttled : meaning->kind;
        words = tr(meaning->words);
    } else {
        error.kind = kindOfStatus(head.status);
        words = wordsOfStatus(head.status, document);
    }
    error.message = tr("Could not %1: %2").arg(context.operation, words);
    return error;
}

} // namespace hubdeck::azurestorage
