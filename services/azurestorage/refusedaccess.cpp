// SPDX-License-Identifier: MIT
#include "services/azurestorage/refusedaccess.h"

#include "services/azurestorage/sharedkey.h"
#include "services/azurestorage/tokensource.h"

#include <QCoreApplication>
#include <QRegularExpression>

using namespace Qt::Literals::StringLiterals;

namespace hubdeck::azurestorage {

namespace {

constexpr qint64 noticedSkewSeconds = 5 * 60;
constexpr qint64 refusedSkewSeconds = 15 * 60; // the service tolerates that much

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(hubdeck::RefusedAccess)
};

AccessRefusal unauthorised(const QString &words)
{
    return { ErrorKind::Unauthorised, words };
}

AccessRefusal forbidden(const QString &words)
{
    return { ErrorKind::Forbidden, words };
}

/// A parameter of the SAS that is no secret: its times and what it allows.
QString sasParameter(const SasCredential &sas, QByteArrayView name)
{
    for (const QByteArray &item : sas.query.reveal().split('&')) {
        if (item.startsWith(name) && item.sliced(name.size()).startsWith('=')) {
            return QString::fromUtf8(QByteArray::fromPercentEncoding(item.sliced(name.size() + 1)));
        }
    }
    return {};
}

std::optional<QDateTime> sasTime(const SasCredential &sas, QByteArrayView name)
{
    static const QRegularExpression zone(u"(Z|[+-][0-9]{2}:?[0-9]{2})$"_s);
    QString text = sasParameter(sas, name);
    if (!text.contains(u'T')) {
        text += u"T00:00:00Z"_s;
    } else if (!zone.match(text).hasMatch()) {
        text += u'Z'; // never local time, in which an hour of the year does not exist
    }
    const QDateTime time = QDateTime::fromString(text, Qt::ISODate);
    return time.isValid() ? std::optional(time.toUTC()) : std::nullopt;
}

/// One for a single table, queue, container or blob.
bool isServiceSas(const SasCredential &sas)
{
    const auto has = [&sas](QByteArrayView name) { return !sasParameter(sas, name).isEmpty(); };
    return has("tn") || has("sr") || !has("ss") || !has("srt");
}

QString shown(const QDateTime &time)
{
    return time.toUTC().toString(u"yyyy-MM-dd HH:mm:ss"_s) + u" UTC"_s;
}

std::optional<AccessRefusal> sasOutOfTime(const SasCredential &sas, const QDateTime &now)
{
    const auto expiry = sasTime(sas, "se");
    if (expiry && *expiry <= now) {
        return unauthorised(Words::tr("the shared access signature expired at %1 (the service's "
                                      "clock says %2). Make a new one.")
                                .arg(shown(*expiry), shown(now)));
    }
    const auto start = sasTime(sas, "st");
    if (start && *start > now) {
        return unauthorised(Words::tr("the shared access signature is not valid before %1 (the "
                                      "service's clock says %2).")
                                .arg(shown(*start), shown(now)));
    }
    return std::nullopt;
}

/// `otherCause` joins in while the clocks are not so far apart that they are the cause for certain.
std::optional<AccessRefusal> clocksApart(const StorageErrorContext &context,
                                         const std::optional<QDateTime> &serviceTime,
                                         const QString &otherCause)
{
    if (!serviceTime || !context.sentAt.isValid()) {
        return std::nullopt;
    }
    const qint64 skew = qAbs(context.sentAt.secsTo(*serviceTime));
    if (skew < noticedSkewSeconds) {
        return std::nullopt;
    }
    const QString clocks = Words::tr("This computer's says %1, the storage service's %2.")
                               .arg(shown(context.sentAt), shown(*serviceTime));
    if (skew >= refusedSkewSeconds) {
        return unauthorised(
            Words::tr("the clocks are too far apart. %1 Set this computer's clock.").arg(clocks));
    }
    return unauthorised(Words::tr("the clocks are apart. %1 Set this computer's clock. If that "
                                  "does not help: %2")
                            .arg(clocks, otherCause));
}

AccessRefusal notAuthenticated(const StorageErrorContext &context, const HttpHead &head)
{
    const auto serviceTime = dateFromHttp(head.header("Date"));
    if (const auto *sas = std::get_if<SasCredential>(&context.account.credential)) {
        if (auto refusal = sasOutOfTime(*sas, serviceTime.value_or(context.sentAt))) {
            return *std::move(refusal);
        }
        return unauthorised(
            Words::tr("the storage account %1 does not accept the shared access signature. It may "
                      "be cut short, or the key that it was made with was replaced. Make a new "
                      "one.")
                .arg(context.account.name));
    }
    const auto *token = std::get_if<TokenCredential>(&context.account.credential);
    const QString cause = token
        ? Words::tr("the storage account %1 does not accept the token from %2. It may have "
                    "expired, or belong to another tenant than the account. %3")
              .arg(context.account.name, token->source->name(), token->source->wayOut())
        : Words::tr("the storage account %1 does not accept the key. It may be that of another "
                    "account, or it was replaced. Copy the connection string again.")
              .arg(context.account.name);
    return clocksApart(context, serviceTime, cause).value_or(unauthorised(cause));
}

QString roleFor(const StorageErrorContext &context)
{
    const QString service = context.service == StorageService::Table ? u"Table"_s
        : context.service == StorageService::Queue                   ? u"Queue"_s
                                                                     : u"Blob"_s;
    return u"Storage "_s + service
        + (context.isAction ? u" Data Contributor"_s : u" Data Reader"_s);
}

QString neededSas()
{
    return Words::tr("Make an account SAS for the services blob, queue and table, for service, "
                     "container and object, that allows to read, write, delete, list, add, create, "
                     "update and process.");
}

QString lookAtTheFirewall()
{
    return Words::tr("Its firewall may admit chosen networks only: look at “Networking” of the "
                     "account in the portal.");
}

AccessRefusal notOfService()
{
    return forbidden(Words::tr("the shared access signature is one for a single table, queue or "
                               "container (a service SAS), with which a hub cannot be worked on. "
                               "%1")
                         .arg(neededSas()));
}

AccessRefusal notPermitted(const StorageErrorContext &context)
{
    if (const auto *sas = std::get_if<SasCredential>(&context.account.credential)) {
        return isServiceSas(*sas)
            ? notOfService()
            : forbidden(
                Words::tr("the shared access signature does not allow it. %1").arg(neededSas()));
    }
    if (std::holds_alternative<SharedKeyCredential>(context.account.credential)) {
        return forbidden(Words::tr("the storage account %1 itself does not allow it, whoever asks. "
                                   "Look in the portal whether it is locked or switched off.")
                             .arg(context.account.name));
    }
    return forbidden(Words::tr("the signed-in account has no role that allows it. Have it given "
                               "the role “%1” on the storage account %2; that takes some minutes "
                               "to work.")
                         .arg(roleFor(context), context.account.name));
}

/// Azure says the same of a network that its firewall does not admit and of a signature that does
/// not go so far.
AccessRefusal notLetIn(const StorageErrorContext &context)
{
    const auto *sas = std::get_if<SasCredential>(&context.account.credential);
    if (sas && isServiceSas(*sas)) {
        return notOfService();
    }
    if (sas) {
        return forbidden(Words::tr("either the shared access signature does not allow it, or the "
                                   "storage account %1 does not let this computer in. %2 %3")
                             .arg(context.account.name, neededSas(), lookAtTheFirewall()));
    }
    return forbidden(Words::tr("the storage account %1 does not let this computer in. %2")
                         .arg(context.account.name, lookAtTheFirewall()));
}

AccessRefusal notAnonymous(const StorageErrorContext &context)
{
    return forbidden(Words::tr("it came to the storage account %1 without a key, signature or "
                               "token, and nobody is let in without one. A proxy between may have "
                               "taken it away: check the network connection.")
                         .arg(context.account.name));
}

AccessRefusal keysSwitchedOff(const StorageErrorContext &context)
{
    return forbidden(
        Words::tr("access with keys is switched off for the storage account %1 (“Allow storage "
                  "account key access”). Connect with Microsoft Entra instead: sign in with “az "
                  "login”, or set HUBDECK_STORAGE_TOKEN.")
            .arg(context.account.name));
}

/// The emulator says AuthorizationFailure of a wrong key, with these words.
bool saysNotAuthenticated(const ErrorDocument &document)
{
    return document.message.startsWith("Server failed to authenticate"_L1);
}

} // namespace

std::optional<AccessRefusal> refusedAccess(const StorageErrorContext &context, const HttpHead &head,
                                           const QString &code, const ErrorDocument &document)
{
    if (code == "KeyBasedAuthenticationNotPermitted"_L1) {
        return keysSwitchedOff(context);
    }
    if (code == "PublicAccessNotPermitted"_L1) { // with 409
        return notAnonymous(context);
    }
    if (head.status != 401 && head.status != 403) {
        if (code == "InvalidAuthenticationInfo"_L1 || code == "AuthenticationFailed"_L1) {
            return notAuthenticated(context, head);
        }
        return std::nullopt;
    }
    if (head.status == 401 || code == "AuthenticationFailed"_L1
        || code == "InvalidAuthenticationInfo"_L1 || code == "NoAuthenticationInformation"_L1
        || (code == "AuthorizationFailure"_L1 && saysNotAuthenticated(document))) {
        return notAuthenticated(context, head);
    }
    if (code == "AuthorizationPermissionMismatch"_L1 || code == "AuthorizationServiceMismatch"_L1
        || code == "AuthorizationResourceTypeMismatch"_L1
        || code == "InsufficientAccountPermissions"_L1) {
        return notPermitted(context);
    }
    if (code == "AuthorizationSourceIPMismatch"_L1 || code == "AuthorizationProtocolMismatch"_L1) {
        return forbidden(Words::tr("the shared access signature is for other addresses or another "
                                   "protocol. Make a new one."));
    }
    if (code == "AuthorizationFailure"_L1) {
        return notLetIn(context);
    }
    return std::nullopt;
}

} // namespace hubdeck::azurestorage
