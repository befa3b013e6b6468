// SPDX-License-Identifier: MIT
#include "services/connections/hubaddress.h"

#include "services/http/urls.h"
#include "services/taskhub/taskhuberror.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>

namespace hubdeck {

namespace {

using namespace Qt::StringLiterals;

QString tr(const char *text)
{
    return QCoreApplication::translate("hubdeck::HubAddress", text);
}

// What was pasted may hold a key: no message repeats it.
[[noreturn]] void refuse(const QString &message)
{
    throw TaskHubError(ErrorKind::InvalidInput, message);
}

QString withScheme(const QString &text)
{
    static const QRegularExpression scheme(u"^[A-Za-z][A-Za-z0-9+.-]*://"_s);
    if (scheme.match(text).hasMatch()) {
        return text;
    }
    const bool loopback = isLoopback(QUrl(u"http://"_s + text));
    return (loopback ? u"http://"_s : u"https://"_s) + text;
}

bool isOperation(QStringView segment)
{
    return segment.compare("instances"_L1, Qt::CaseInsensitive) == 0
        || segment.compare("orchestrators"_L1, Qt::CaseInsensitive) == 0
        || segment.compare("entities"_L1, Qt::CaseInsensitive) == 0;
}

bool isApiRoot(QStringView segment)
{
    return segment.compare("durabletask"_L1, Qt::CaseInsensitive) == 0
        || segment.compare("DurableTaskExtension"_L1, Qt::CaseInsensitive) == 0;
}

/// The path of the API: a management link is cut where its operation begins, a bare origin gets the
/// default.
QString basePath(const QString &path)
{
    QStringList segments = path.split(u'/', Qt::SkipEmptyParts);
    const auto root = std::find_if(segments.begin(), segments.end(), isApiRoot);
    const auto from = root == segments.end() ? segments.begin() : root + 1;
    segments.erase(std::find_if(from, segments.end(), isOperation), segments.end());
    return segments.isEmpty() ? u"/runtime/webhooks/durabletask"_s : u'/' + segments.join(u'/');
}

/// The host decodes `+` in a query as a blank (durable-http-api.md §2.3). Keys hold no blanks: a
/// plus in one was never encoded.
QString decoded(const QString &value, bool plusIsBlank)
{
    QByteArray bytes = value.toUtf8();
    if (plusIsBlank) {
        bytes.replace('+', ' ');
    }
    return QString::fromUtf8(QByteArray::fromPercentEncoding(bytes)).trimmed();
}

void readQuery(const QString &query, HubAddress &address)
{
    for (const QString &item : query.split(u'&', Qt::SkipEmptyParts)) {
        const qsizetype equals = item.indexOf(u'=');
        const QString name = decoded(item.first(std::max<qsizetype>(equals, 0)), true).toLower();
        const QString value = item.sliced(equals + 1);
        if (name == "code"_L1) {
            address.key = Secret(decoded(value, false).toUtf8());
        } else if (name == "taskhub"_L1) {
            address.taskHub = TaskHubName(decoded(value, true));
        } else if (name == "connection"_L1) {
            address.appConnection = decoded(value, true);
        }
    }
}

} // namespace

QString HubAddress::displayName() const
{
    const QString host = base.authority().section(u'@', -1);
    return taskHub.isEmpty() ? host : host + u" \u00b7 " + taskHub.text();
}

HubAddress parseHubAddress(const QString &text)
{
    const QString trimmed = text.trimmed();
    if (trimmed.isEmpty()) {
        refuse(
            tr("Enter the address of a function app, such as https://contoso.azurewebsites.net."));
    }
    const QUrl url(withScheme(trimmed));
    if (url.scheme() != "https"_L1 && url.scheme() != "http"_L1) {
        refuse(tr("The address must begin with https:// or http://."));
    }
    if (!url.isValid() || url.host().isEmpty() || url.host().contains(u' ')) {
        refuse(tr("This is no web address. It looks like https://contoso.azurewebsites.net."));
    }
    if (!url.userInfo().isEmpty()) {
        refuse(tr("The address must not hold a user name or password."));
    }
    HubAddress address;
    address.base.setScheme(url.scheme());
    address.base.setHost(url.host());
    address.base.setPort(url.port());
    address.base.setPath(basePath(url.path(QUrl::FullyEncoded)), QUrl::TolerantMode);
    readQuery(url.query(QUrl::FullyEncoded), address);
    return address;
}

} // namespace hubdeck
