// SPDX-License-Identifier: MIT
#include "services/connections/storageendpoint.h"

#include "services/http/urls.h"
#include "services/taskhub/taskhuberror.h"

#include <QCoreApplication>
#include <QHostAddress>
#include <QRegularExpression>

namespace hubdeck {

using namespace Qt::Literals::StringLiterals;

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(hubdeck::ConnectionString)
};

[[noreturn]] void refuse(const QString &message)
{
    throw TaskHubError(ErrorKind::InvalidInput, message);
}

} // namespace

QUrl readStorageEndpoint(const QString &text, const QString &what)
{
    const QUrl url(text, QUrl::StrictMode);
    if (!url.isValid() || url.host().isEmpty()
        || (url.scheme() != "https"_L1 && url.scheme() != "http"_L1)) {
        refuse(Words::tr("%1 is no web address. It looks like "
                         "https://contoso.table.core.windows.net.")
                   .arg(what));
    }
    if (!url.userInfo().isEmpty()) {
        refuse(Words::tr("%1 must not hold a user name or password.").arg(what));
    }
    if (url.scheme() == "http"_L1 && !isLoopback(url)) {
        refuse(Words::tr("%1 uses plain http, where anybody on the way can read the key and the "
                         "data. Use https; plain http is for this computer only.")
                   .arg(what));
    }
    QByteArray bytes = url.toEncoded(QUrl::RemoveQuery | QUrl::RemoveFragment);
    while (bytes.endsWith('/')) {
        bytes.chop(1);
    }
    return QUrl::fromEncoded(bytes, QUrl::StrictMode);
}

bool isBareAddress(const QUrl &endpoint)
{
    return endpoint.host() == "localhost"_L1 || !QHostAddress(endpoint.host()).isNull();
}

QString accountNameIn(const QUrl &endpoint)
{
    return isBareAddress(endpoint) ? endpoint.path().section(u'/', 1, 1)
                                   : endpoint.host().section(u'.', 0, 0);
}

QUrl siblingEndpoint(const QUrl &endpoint, QLatin1StringView service)
{
    static const QRegularExpression hosts(
        u"^([a-z0-9-]+(?:\\.z[0-9]+)?\\.)(?:blob|queue|table)(\\..+)$"_s);
    const QRegularExpressionMatch match = hosts.match(endpoint.host());
    if (!match.hasMatch() || endpoint.path().size() > 1) {
        return {};
    }
    QUrl sibling = endpoint;
    sibling.setHost(match.captured(1) + service + match.captured(2));
    return sibling;
}

} // namespace hubdeck
