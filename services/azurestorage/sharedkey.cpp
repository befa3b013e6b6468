// SPDX-License-Identifier: MIT
#include "services/azurestorage/sharedkey.h"

#include "services/http/httpverb.h"

#include <QCryptographicHash>
#include <QLocale>
#include <QMessageAuthenticationCode>

#include <algorithm>
#include <map>

using namespace Qt::Literals::StringLiterals;

namespace hubdeck::azurestorage {

namespace {

constexpr QLatin1StringView dateFormat = "ddd, dd MMM yyyy hh:mm:ss 'GMT'"_L1;

QByteArray headerOf(const HttpRequest &request, QByteArrayView name)
{
    for (const HttpHeader &header : request.headers) {
        if (header.name.compare(name, Qt::CaseInsensitive) == 0) {
            return header.value.trimmed();
        }
    }
    return {};
}

/// `/account/path`, the path as it is sent.
QByteArray canonicalPath(const QUrl &url, const QString &account)
{
    const QByteArray path = url.path(QUrl::FullyEncoded).toLatin1();
    return '/' + account.toUtf8() + (path.isEmpty() ? QByteArrayLiteral("/") : path);
}

/// Decoded values by lower-case name.
std::map<QByteArray, QByteArrayList> queryOf(const QUrl &url)
{
    std::map<QByteArray, QByteArrayList> result;
    for (const QByteArray &item : url.query(QUrl::FullyEncoded).toLatin1().split('&')) {
        if (item.isEmpty()) {
            continue;
        }
        const qsizetype equals = item.indexOf('=');
        const QByteArray name = equals < 0 ? item : item.first(equals);
        const QByteArray value = equals < 0 ? QByteArray() : item.sliced(equals + 1);
        result[QByteArray::fromPercentEncoding(name).toLower()].append(
            QByteArray::fromPercentEncoding(value));
    }
    return result;
}

QByteArray canonicalHeaders(const HttpRequest &request)
{
    std::map<QByteArray, QByteArray> headers;
    for (const HttpHeader &header : request.headers) {
        const QByteArray name = header.name.toLower();
        if (name.startsWith("x-ms-")) {
            headers[name] = header.value.trimmed();
        }
    }
    QByteArray result;
    for (const auto &[name, value] : headers) {
        result += name + ':' + value + '\n';
    }
    return result;
}

} // namespace

QByteArray httpDate(const QDateTime &time)
{
    return QLocale::c().toString(time.toUTC(), dateFormat).toLatin1();
}

std::optional<QDateTime> dateFromHttp(QByteArrayView text)
{
    // Not as a date with a time, which Qt reads as local: an hour of the year does not exist there
    const QString trimmed = QString::fromLatin1(text.trimmed());
    const QStringList parts = trimmed.split(u' ');
    if (parts.size() != 6 || parts.last() != "GMT"_L1) {
        return std::nullopt;
    }
    const QDate date = QLocale::c().toDate(parts.first(4).join(u' '), u"ddd, dd MMM yyyy"_s);
    const QTime time = QTime::fromString(parts.at(4), u"hh:mm:ss"_s);
    return date.isValid() && time.isValid() ? std::optional(QDateTime(date, time, Qt::UTC))
                                            : std::nullopt;
}

QByteArray tableStringToSign(const HttpRequest &request, const QString &account)
{
    QByteArray text = headerOf(request, "x-ms-date") + '\n' + canonicalPath(request.url, account);
    const auto query = queryOf(request.url);
    if (const auto comp = query.find("comp"); comp != query.end()) {
        text += "?comp=" + comp->second.join(',');
    }
    return text;
}

QByteArray stringToSign(const HttpRequest &request, const QString &account)
{
    QByteArray text = verbOf(request.method) + '\n';
    text += headerOf(request, "Content-Encoding") + '\n';
    text += headerOf(request, "Content-Language") + '\n';
    text += request.body.isEmpty() ? QByteArray() : QByteArray::number(request.body.size());
    text += '\n';
    // Date stays empty, as x-ms-date is sent
    for (const char *name : { "Content-MD5", "Content-Type", "Date", "If-Modified-Since",
                              "If-Match", "If-None-Match", "If-Unmodified-Since", "Range" }) {
        text += headerOf(request, name) + '\n';
    }
    text += canonicalHeaders(request) + canonicalPath(request.url, account);
    for (auto [name, values] : queryOf(request.url)) {
        std::ranges::sort(values);
        text += '\n' + name + ':' + values.join(',');
    }
    return text;
}

QByteArray signatureOf(QByteArrayView text, const Secret &key)
{
    return QMessageAuthenticationCode::hash(
               text.toByteArray(), QByteArray::fromBase64(key.reveal()), QCryptographicHash::Sha256)
        .toBase64();
}

HttpHeader authorization(StorageService service, const HttpRequest &request, const QString &account,
                         const SharedKeyCredential &credential)
{
    const bool isTable = service == StorageService::Table;
    const QByteArray text
        = isTable ? tableStringToSign(request, account) : stringToSign(request, account);
    return { "Authorization",
             (isTable ? "SharedKeyLite " : "SharedKey ") + account.toUtf8() + ':'
                 + signatureOf(text, credential.key) };
}

} // namespace hubdeck::azurestorage
