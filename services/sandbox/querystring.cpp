// SPDX-License-Identifier: MIT
#include "services/sandbox/querystring.h"

#include "services/sandbox/times.h"
#include "services/sandbox/wireformat.h"

#include <QStringList>

using namespace Qt::StringLiterals;

namespace hubdeck::sandbox {
namespace {

int hexValue(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

QString decode(QByteArrayView text, bool form)
{
    QByteArray out;
    out.reserve(text.size());
    for (qsizetype i = 0; i < text.size(); ++i) {
        const char c = text[i];
        const int high = c == '%' && i + 2 < text.size() ? hexValue(text[i + 1]) : -1;
        const int low = high >= 0 ? hexValue(text[i + 2]) : -1;
        if (low >= 0 && (form || high * 16 + low != '/')) {
            out += char(high * 16 + low);
            i += 2;
        } else {
            out += form && c == '+' ? ' ' : c;
        }
    }
    return QString::fromUtf8(out);
}

} // namespace

QString decodePathSegment(QByteArrayView segment)
{
    return decode(segment, false);
}

QueryString::QueryString(QByteArrayView raw)
{
    for (qsizetype start = 0; start <= raw.size();) {
        qsizetype end = raw.indexOf('&', start);
        if (end < 0)
            end = raw.size();
        const QByteArrayView pair = raw.sliced(start, end - start);
        start = end + 1;
        const qsizetype equals = pair.indexOf('=');
        if (equals > 0) // a bare name is a value without a name
            m_pairs.emplace_back(decode(pair.first(equals).trimmed(), true).toLower(),
                                 decode(pair.sliced(equals + 1).trimmed(), true));
    }
}

std::optional<QString> QueryString::text(QLatin1StringView name) const
{
    const QString wanted = QString(name).toLower();
    std::optional<QString> found;
    for (const auto &[key, value] : m_pairs) {
        if (key == wanted)
            found = found ? *found + u',' + value : value;
    }
    return found;
}

bool QueryString::flag(QLatin1StringView name, bool fallback) const
{
    const QString value = text(name).value_or(QString()).trimmed().toLower();
    return value == u"true" ? true : value == u"false" ? false : fallback;
}

std::optional<int> QueryString::integer(QLatin1StringView name) const
{
    bool ok = false;
    const int value = text(name).value_or(QString()).trimmed().toInt(&ok);
    return ok ? std::optional(value) : std::nullopt;
}

std::optional<double> QueryString::seconds(QLatin1StringView name) const
{
    bool ok = false;
    const double value = text(name).value_or(QString()).trimmed().remove(u',').toDouble(&ok);
    return ok ? std::optional(value) : std::nullopt;
}

std::optional<Instant> QueryString::date(QLatin1StringView name) const
{
    const auto value = text(name);
    const auto time = value ? parseDotNetDate(value->toUtf8()) : std::nullopt;
    // The smallest date of .NET stands for "no bound".
    return time && time->ticks() > -62'135'596'800LL * 10'000'000 ? time : std::nullopt;
}

QueryString::Statuses QueryString::statuses(QLatin1StringView name) const
{
    Statuses result;
    const QStringList items = text(name).value_or(QString()).split(u',', Qt::SkipEmptyParts);
    for (const QString &item : items) {
        const QString status = item.trimmed();
        bool isNumber = false;
        const int number = status.toInt(&isNumber);
        if (status == u"Unknown" || (isNumber && number == -1))
            result.unknown = true;
        else if (isNumber && number >= 0 && number < int(wireStatuses.size()))
            result.kinds.push_back(wireStatuses[size_t(number)]);
        else if (isNumber)
            result.others = true;
        else if (const auto kind = statusFromName(status))
            result.kinds.push_back(*kind);
    }
    return result;
}

} // namespace hubdeck::sandbox
