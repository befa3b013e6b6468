// SPDX-License-Identifier: MIT
#include "services/durablehttp/errordecoder.h"

#include "services/durablehttp/errorbody.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

namespace hubdeck {

using namespace Qt::Literals::StringLiterals;

namespace {

/// Gives the texts a translation context.
struct Words
{
    Q_DECLARE_TR_FUNCTIONS(hubdeck::ErrorDecoder)
};

QString tr(const char *text)
{
    return Words::tr(text);
}

/// `text` with the hub's own words behind it, if it gave any.
QString withExplanation(const QString &text, const ErrorBody &body)
{
    const QString explanation
        = body.shape == ErrorBody::Shape::Html ? QString() : body.explanation();
    return explanation.isEmpty() ? text : tr("%1 The hub says: %2").arg(text, explanation);
}

QString unauthorisedText(const RequestContext &context)
{
    return context.keySent ? tr("The hub did not accept the key. Give the app's system key named "
                                "durabletask_extension, or its master key "
                                "(Azure portal: the function app, App keys).")
                           : tr("The hub asks for a key and none was given. Give the app's system "
                                "key named durabletask_extension, or its "
                                "master key (Azure portal: the function app, App keys).");
}

QString notFoundText(const RequestContext &context)
{
    const QString noApi = tr(
        "There is no Durable Task API at this address. Check the address and its path (usually "
        "/runtime/webhooks/durabletask), and that the app uses Durable Functions.");
    const QString &id = context.subject;
    switch (context.route) {
    case Route::ListInstances:
    case Route::PurgeFilter:
        return noApi;
    case Route::Start:
        return tr("The hub knows no such address to start %1. Check the address and its path "
                  "(usually "
                  "/runtime/webhooks/durabletask), and that the app uses Durable Functions.")
            .arg(id);
    case Route::Suspend:
    case Route::Resume:
        return tr("There is no instance %1. It may have been purged: refresh. If it is still "
                  "listed, the app's Durable "
                  "extension is older than 2.8 and cannot suspend or resume: update the app.")
            .arg(id);
    case Route::Rewind:
        return tr("There is no instance %1. It may have been purged: refresh. If it is still "
                  "listed, the app's Durable "
                  "extension is older than 1.6 and cannot rewind: update the app.")
            .arg(id);
    case Route::Restart:
        return tr("This hub cannot restart %1: the app's Durable extension is older than 2.4. "
                  "Update the app, or start "
                  "the function again with the same input.")
            .arg(id);
    case Route::ListEntities:
        return tr("This hub lists no entities: the app's Durable extension is older than 2.1, or "
                  "there is no Durable "
                  "Task API at this address. Update the app, or look at the instances whose ids "
                  "start with @.");
    case Route::EntityState:
        return tr("There is no entity %1. It may have been deleted: refresh.").arg(id);
    case Route::SignalEntity:
    case Route::DeleteEntity:
        return tr("This hub cannot reach the entity %1: the app's Durable extension is older than "
                  "2.1, or there is no "
                  "Durable Task API at this address. Update the app or check the address.")
            .arg(id);
    case Route::Instance:
    case Route::History:
    case Route::Terminate:
    case Route::RaiseEvent:
    case Route::PurgeOne:
        break;
    }
    return tr("There is no instance %1. It may have been purged, or its id is written differently "
              "(capital letters "
              "count): refresh.")
        .arg(id);
}

void readForbidden(TaskHubError &error, const ErrorBody &body)
{
    if (body.shape == ErrorBody::Shape::Html) {
        error.kind = ErrorKind::AppStopped;
        error.message = tr("The app is stopped or its network rules keep this computer out. Start "
                           "it, or look at its "
                           "access restrictions, in the Azure portal; the key may well be right.");
        return;
    }
    error.kind = ErrorKind::Forbidden;
    error.message = withExplanation(tr("The key is not enough here: host and function keys do not "
                                       "open the Durable Task API. Give the app's system "
                                       "key named durabletask_extension, or its master key."),
                                    body);
}

void readBadRequest(TaskHubError &error, const RequestContext &context, const ErrorBody &body)
{
    if (body.message == u"No such API"_s) {
        error.kind = ErrorKind::Unsupported;
        error.message = tr("This hub does not know this operation: the app's Durable extension is "
                           "of version 1. Update "
                           "the app.");
        return;
    }
    // Restart gives one Message for every argument; only the exception tells what was wrong
    // (durable-http-api.md §5.11)
    if (context.route == Route::Restart && body.exceptionMessage.contains(u"was not found"_s)) {
        error.kind = ErrorKind::NotFound;
        error.message
            = tr("There is no instance %1. It may have been purged: refresh.").arg(context.subject);
        return;
    }
    error.kind = ErrorKind::InvalidInput;
    error.message = body.shape == ErrorBody::Shape::Html || body.explanation().isEmpty()
        ? tr("The hub, or a web server in front of it, refused the request as malformed. Check the "
             "id and the values; "
             "what came is under Details.")
        : withExplanation(tr("The hub refused the request. Check the values and try again."), body);
}

bool endsWithType(const QString &type, QLatin1StringView name)
{
    return type.endsWith(name);
}

void readExceptionOf500(TaskHubError &error, const RequestContext &context, const ErrorBody &body)
{
    const QString &type = body.exceptionType;
    const bool isInvalidOperation = endsWithType(type, "InvalidOperationException"_L1);
    const bool startsSomething = context.route == Route::Start || context.route == Route::Restart;
    if (endsWithType(type, "AlreadyExistsException"_L1)
        || (isInvalidOperation && startsSomething
            && body.exceptionMessage.contains(u"already exists"_s))) {
        error.kind = ErrorKind::AlreadyExists;
        error.message = withExplanation(
            tr("There is already an active instance %1. Choose another id, or end that one first.")
                .arg(context.subject),
            body);
    } else if (isInvalidOperation && !context.appConnection.isEmpty()
               && body.exceptionMessage.contains(u'\'' + context.appConnection + u'\'')) {
        error.kind = ErrorKind::InvalidInput;
        error.message = withExplanation(
            tr("The app has no storage connection named %1. Give the name of one of its "
               "settings, or leave it empty for the app's own.")
                .arg(context.appConnection),
            body);
    } else if (isInvalidOperation) {
        error.kind = ErrorKind::WrongState;
        error.message = withExplanation(
            tr("This cannot be done in the present state. Refresh to see it."), body);
    } else if (endsWithType(type, "NotSupportedException"_L1)
               || endsWithType(type, "NotImplementedException"_L1)) {
        error.kind = ErrorKind::Unsupported;
        error.message = withExplanation(tr("The storage behind this hub cannot do this."), body);
    } else {
        error.kind = ErrorKind::ServerFailure;
        error.message = withExplanation(tr("The app failed while it worked on the request. Try "
                                           "again; if it stays so, look at the app's log."),
                                        body);
    }
}

/// An action that a gateway answered in the app's place may have been carried out.
QString withDoubt(const QString &text, const RequestContext &context)
{
    return isRead(context.route) ? text
                                 : tr("%1 The action may or may not have happened: look at the "
                                      "instance before you repeat it.")
                                       .arg(text);
}

void readUnavailable(TaskHubError &error, const RequestContext &context, const ErrorBody &body)
{
    error.kind = ErrorKind::Unavailable;
    switch (error.httpStatus) {
    case 503:
        error.message = withExplanation(
            tr("The app is starting, restarting or has failed to start. Try again in a "
               "minute; if it stays so, look at the app's log."),
            body);
        break;
    case 502:
        error.message = withDoubt(
            tr("The app's worker gave no answer to the gateway in front of it. Try again; if it "
               "stays so, look at the app's log."),
            context);
        break;
    default:
        error.message = withDoubt(
            tr("The gateway in front of the app waited too long for its answer. Try again later, "
               "with a smaller page or a shorter period."),
            context);
        break;
    }
}

void readServerStatus(TaskHubError &error, const RequestContext &context, const ErrorBody &body)
{
    if (error.httpStatus == 500 && body.shape == ErrorBody::Shape::Document) {
        readExceptionOf500(error, context, body);
    } else if (error.httpStatus == 501) {
        error.kind = ErrorKind::Unsupported;
        error.message = withExplanation(tr("This hub cannot do this."), body);
    } else if (error.httpStatus >= 502 && error.httpStatus <= 504) {
        readUnavailable(error, context, body);
    } else {
        error.kind = ErrorKind::ServerFailure;
        error.message = withDoubt(
            withExplanation(tr("The app failed (HTTP %1). Try again; if it stays so, look at the "
                               "app's log.")
                                .arg(error.httpStatus),
                            body),
            context);
    }
}

void readClientStatus(TaskHubError &error, const RequestContext &context, const ErrorBody &body)
{
    switch (error.httpStatus) {
    case 401:
        error.kind = ErrorKind::Unauthorised;
        error.message = unauthorisedText(context);
        break;
    case 403:
        readForbidden(error, body);
        break;
    case 404:
        error.kind = ErrorKind::NotFound;
        error.message = notFoundText(context);
        break;
    case 408:
        readUnavailable(error, context, body);
        break;
    case 409:
    case 412:
        error.kind = ErrorKind::Conflict;
        error.message = withExplanation(
            tr("Somebody else changed it at the same time. Refresh and try again."), body);
        break;
    case 410:
        error.kind = ErrorKind::AlreadyFinished;
        error.message = tr("The instance %1 has finished already, so this cannot be done any more. "
                           "Refresh to see how it "
                           "ended.")
                            .arg(context.subject);
        break;
    case 413:
        error.kind = ErrorKind::InvalidInput;
        error.message = tr("The data are too large for the hub (100 MiB at most). Send less.");
        break;
    case 414:
    case 431:
        error.kind = ErrorKind::InvalidInput;
        error.message = tr("The id, reason or filter is too long for the hub. Keep reasons under "
                           "1000 characters.");
        break;
    case 429:
        error.kind = ErrorKind::Throttled;
        error.message
            = tr("The app is overloaded and turned the request away. Wait a little and try again.");
        break;
    default:
        readBadRequest(error, context, body);
        break;
    }
}

std::optional<std::chrono::milliseconds> retryAfter(const HttpHead &head)
{
    const QByteArray value = head.header("Retry-After").trimmed();
    bool isSeconds = false;
    const int seconds = value.toInt(&isSeconds);
    if (isSeconds && seconds >= 0) {
        return std::chrono::seconds(seconds);
    }
    const QLocale c = QLocale::c();
    const auto parse = [&c](const QByteArray &text) {
        QDateTime time
            = c.toDateTime(QString::fromLatin1(text), u"ddd, dd MMM yyyy hh:mm:ss 'GMT'"_s);
        time.setTimeSpec(Qt::UTC);
        return time;
    };
    const QDateTime at = parse(value);
    const QDateTime now = parse(head.header("Date").trimmed()); // the server's clock, not ours
    if (!at.isValid() || !now.isValid()) {
        return std::nullopt;
    }
    return std::chrono::milliseconds(qMax<qint64>(0, now.msecsTo(at)));
}

} // namespace

bool isRead(Route route) noexcept
{
    switch (route) {
    case Route::ListInstances:
    case Route::Instance:
    case Route::History:
    case Route::ListEntities:
    case Route::EntityState:
        return true;
    case Route::Start:
    case Route::Terminate:
    case Route::Suspend:
    case Route::Resume:
    case Route::Rewind:
    case Route::RaiseEvent:
    case Route::Restart:
    case Route::PurgeOne:
    case Route::PurgeFilter:
    case Route::SignalEntity:
    case Route::DeleteEntity:
        break;
    }
    return false;
}

TaskHubError decodeError(const RequestContext &context, const HttpHead &head, QByteArrayView bytes)
{
    const ErrorBody body = ErrorBody::read(head, bytes);
    TaskHubError error;
    error.httpStatus = head.status;
    error.serviceCode = body.exceptionType;
    error.detail = body.detail();
    error.requestId = QString::fromLatin1(head.header("x-ms-request-id"));
    error.retryAfter = retryAfter(head);
    if (head.status >= 300 && head.status < 400) {
        error.kind = ErrorKind::Redirected;
        error.message = tr("The hub's address leads somewhere else (HTTP %1). Give the address it "
                           "really has, with https.")
                            .arg(head.status);
    } else if (head.status >= 400 && head.status < 500) {
        readClientStatus(error, context, body);
    } else if (head.status >= 500) {
        readServerStatus(error, context, body);
    } else {
        error.kind = ErrorKind::Malformed;
        error.message = tr("The hub gave an answer that this operation never has (HTTP %1). Check "
                           "the address; what came "
                           "is under Details.")
                            .arg(head.status);
    }
    return error;
}

} // namespace hubdeck
