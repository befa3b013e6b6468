// SPDX-License-Identifier: MIT
#include "models/displaytext.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace hubdeck {

using namespace Qt::StringLiterals;

TimeDisplay::TimeDisplay(QObject *parent)
    : QObject(parent)
{ }

void TimeDisplay::setUtc(bool utc)
{
    if (m_utc != utc) {
        m_utc = utc;
        emit changed();
    }
}

namespace displaytext {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("hubdeck::displaytext", text);
}

QDateTime inZone(Instant instant, bool utc)
{
    const QDateTime time = instant.toDateTime();
    return utc ? time : time.toLocalTime();
}

QString padded(qint64 value, int width = 2)
{
    return QString::number(value).rightJustified(width, u'0');
}

/// `.1234567` without trailing zeros; empty for whole seconds.
QString fraction(Instant instant)
{
    constexpr qint64 ticksPerSecond = 10'000'000;
    const qint64 ticks = ((instant.ticks() % ticksPerSecond) + ticksPerSecond) % ticksPerSecond;
    if (ticks == 0) {
        return {};
    }
    QString text = u'.' + padded(ticks, 7);
    while (text.endsWith(u'0')) {
        text.chop(1);
    }
    return text;
}

/// What may not be drawn as it is: it could break the line, hide text or turn its direction.
QChar shown(QChar c)
{
    switch (c.unicode()) {
    case u'\n':
    case 0x2028:
    case 0x2029:
        return QChar(0x21B5); // ↵: ␊ is in few fonts
    case 0x00AD: // soft hyphen
    case 0x200B: // zero-width blank
    case 0xFEFF:
        return u' ';
    default:
        break;
    }
    const bool direction = c.unicode() == 0x061C || c.unicode() == 0x200E || c.unicode() == 0x200F
        || (c.unicode() >= 0x202A && c.unicode() <= 0x202E)
        || (c.unicode() >= 0x2066 && c.unicode() <= 0x2069);
    return direction || c.category() == QChar::Other_Control ? QChar(u' ') : c;
}

} // namespace

QString time(const std::optional<Instant> &instant, bool utc, bool exact)
{
    if (!instant) {
        return {};
    }
    const QString text = inZone(*instant, utc).toString(u"yyyy-MM-dd HH:mm:ss"_s);
    return exact ? text + fraction(*instant) : text;
}

QString shortTime(const std::optional<Instant> &instant, bool utc, Instant now, bool milliseconds)
{
    if (!instant) {
        return {};
    }
    const QDateTime local = inZone(*instant, utc);
    const bool today = local.date() == inZone(now, utc).date();
    const QString time = milliseconds ? u"HH:mm:ss.zzz"_s : u"HH:mm:ss"_s;
    return local.toString(today ? time : u"yyyy-MM-dd "_s + time);
}

QString zoneName(bool utc)
{
    if (utc) {
        return u"UTC"_s;
    }
    const int minutes = QDateTime::currentDateTime().offsetFromUtc() / 60;
    if (minutes == 0) {
        return u"UTC"_s;
    }
    const int size = std::abs(minutes);
    return u"UTC"_s + (minutes < 0 ? u'-' : u'+') + padded(size / 60) + u':' + padded(size % 60);
}

QString duration(Instant::Ticks duration)
{
    using namespace std::chrono;
    const qint64 milliseconds
        = std::max<qint64>(floor<std::chrono::milliseconds>(duration).count(), 0);
    const qint64 seconds = milliseconds / 1000;
    if (seconds == 0) {
        return tr("%1 ms").arg(QString::number(milliseconds));
    }
    if (seconds < 60) {
        const qint64 hundredths = milliseconds / 10; // cut, not rounded: 59.999 s are no 60.00 s
        return tr("%1 s").arg(QLocale().toString(static_cast<double>(hundredths) / 100, 'f', 2));
    }
    const qint64 minutes = seconds / 60;
    if (minutes < 60) {
        return tr("%1 m %2 s").arg(QString::number(minutes), padded(seconds % 60));
    }
    const qint64 hours = minutes / 60;
    if (hours < 24) {
        return tr("%1 h %2 m").arg(QString::number(hours), padded(minutes % 60));
    }
    return tr("%1 d %2 h").arg(QLocale().toString(hours / 24), padded(hours % 24));
}

QString status(const RuntimeStatus &status)
{
    constexpr int longest = 60;
    return singleLine(status.name(), longest);
}

QString count(qint64 number)
{
    return QLocale().toString(number);
}

QString withNumber(const QString &text, qint64 number)
{
    QString result;
    qsizetype done = 0;
    for (qsizetype open = text.indexOf(u'{'); open >= 0; open = text.indexOf(u'{', done)) {
        const qsizetype bar = text.indexOf(u'|', open);
        const qsizetype close = text.indexOf(u'}', open);
        if (bar < 0 || close < bar) {
            break;
        }
        result += QStringView(text).mid(done, open - done);
        result += number == 1 ? QStringView(text).mid(open + 1, bar - open - 1)
                              : QStringView(text).mid(bar + 1, close - bar - 1);
        done = close + 1;
    }
    return result + QStringView(text).mid(done);
}

QString singleLine(const QString &text, int maxChars)
{
    if (maxChars <= 0) {
        return {};
    }
    QString result;
    result.reserve(std::min<qsizetype>(text.size(), maxChars) + 1);
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text.at(i);
        if (c == u'\r' && i + 1 < text.size() && text.at(i + 1) == u'\n') {
            continue;
        }
        if (result.size() >= maxChars) {
            result.truncate(maxChars - 1);
            if (!result.isEmpty() && result.back().isHighSurrogate()) {
                result.chop(1);
            }
            return result + u'\u2026';
        }
        const bool pair
            = c.isHighSurrogate() && i + 1 < text.size() && text.at(i + 1).isLowSurrogate();
        if (c.isSurrogate() && !pair
            && !(c.isLowSurrogate() && i > 0 && text.at(i - 1).isHighSurrogate())) {
            result += QChar(QChar::ReplacementCharacter);
        } else {
            result += shown(c);
        }
    }
    return result;
}

} // namespace displaytext
} // namespace hubdeck
