// SPDX-License-Identifier: MIT
#include "services/http/urls.h"

#include "services/http/redaction.h"
#include "services/taskhub/taskhuberror.h"

#include <QCoreApplication>
#include <QHostAddress>

using namespace Qt::Literals::StringLiterals;

namespace hubdeck {

namespace {

// Everything but the unreserved characters of RFC 3986, which toPercentEncoding() leaves alone;
// lone surrogates, which have no UTF-8, are refused by the callers' rules for ids and become U+FFFD
// here
QByteArray encoded(const QString &text)
{
    return QUrl::toPercentEncoding(text);
}

void checkSegment(const QString &segment)
{
    if (segment.isEmpty() || segment == "."_L1 || segment == ".."_L1) {
        throw TaskHubError(
            ErrorKind::InvalidInput,
            segment.isEmpty()
                ? QCoreApplication::translate("hubdeck::HttpClient", "A name or id is empty.")
                : QCoreApplication::translate("hubdeck::HttpClient",
                                              "“%1” cannot be used as a name or id over HTTP: the "
                                              "address would mean something else.")
                      .arg(segment));
    }
}

int effectivePort(const QUrl &url)
{
    return url.port(url.scheme() == "https"_L1 ? 443 : 80);
}

} // namespace

QUrl buildUrl(const QUrl &base, const QStringList &segments, const std::vector<QueryItem> &query)
{
    QByteArray bytes
        = base.toEncoded(QUrl::RemoveQuery | QUrl::RemoveFragment | QUrl::StripTrailingSlash);
    if (bytes.endsWith('/'))
        bytes.chop(1); // StripTrailingSlash keeps a path that is only a slash
    for (const QString &segment : segments) {
        checkSegment(segment);
        bytes += '/' + encoded(segment);
    }
    char separator = '?';
    for (const QueryItem &item : query) {
        bytes += separator + encoded(item.name) + '=' + encoded(item.value);
        separator = '&';
    }
    return QUrl::fromEncoded(bytes, QUrl::StrictMode);
}

bool isLoopback(const QUrl &url)
{
    const QString host = url.host();
    if (host == "localhost"_L1)
        return true;
    const QHostAddress address(host);
    return address == QHostAddress(QHostAddress::LocalHostIPv6)
        || (address.protocol() == QAbstractSocket::IPv4Protocol
            && address.isInSubnet(QHostAddress(0x7f000000U), 8));
}

bool isSameOrigin(const QUrl &a, const QUrl &b)
{
    return a.scheme() == b.scheme() && a.host() == b.host() && effectivePort(a) == effectivePort(b);
}

} // namespace hubdeck
