// SPDX-License-Identifier: MIT
#include "services/azurestorage/instancekeys.h"

#include <QCoreApplication>

#include <algorithm>

namespace hubdeck::azurestorage {

namespace {

using namespace Qt::StringLiterals;

constexpr char16_t mark = u'^';
constexpr char16_t controlBase = 0xC0;

QString tr(const char *text)
{
    return QCoreApplication::translate("hubdeck::StorageHubName", text);
}

bool isControl(char16_t c) noexcept
{
    return c <= 0x1F || (c >= 0x7F && c <= 0x9F);
}

/// What stands behind the mark for `c`; 0 when it needs none.
char16_t escapeOf(char16_t c) noexcept
{
    switch (c) {
    case mark:
        return mark;
    case u'/':
        return u'0';
    case u'\\':
        return u'1';
    case u'#':
        return u'2';
    case u'?':
        return u'3';
    default:
        return isControl(c) ? static_cast<char16_t>(controlBase + c) : u'\0';
    }
}

char16_t unescaped(char16_t c) noexcept
{
    switch (c) {
    case u'0':
        return u'/';
    case u'1':
        return u'\\';
    case u'2':
        return u'#';
    case u'3':
        return u'?';
    default:
        return c >= controlBase ? static_cast<char16_t>(c - controlBase) : c;
    }
}

} // namespace

HubNames::HubNames(const QString &hubName)
    : hub(hubName)
    , instances(hubName + "Instances"_L1)
    , history(hubName + "History"_L1)
    , partitions(hubName + "Partitions"_L1)
{
    const QString lower = hubName.toLower();
    workItems = lower + "-workitems"_L1;
    leases = lower + "-leases"_L1;
    appLease = lower + "-applease"_L1;
    largeMessages = lower + "-largemessages"_L1;
    appLeaseInfo = lower + "-appleaseinfo"_L1;
}

QString HubNames::controlQueue(int partition) const
{
    const QString number = QString::number(partition).rightJustified(2, u'0');
    return hub.toLower() + "-control-"_L1 + number;
}

QString problemWithStorageHubName(const QString &name)
{
    constexpr qsizetype longestNew = 45;
    constexpr qsizetype longest = 50;
    if (name.size() > longest) {
        return tr("A task hub's name has at most 50 characters.");
    }
    // The other rules hold for both ends of a name that is longer than new ones may be
    const QString problem = problemWithHubName(name.first(qMin(name.size(), longestNew)));
    return problem.isEmpty() && name.size() > longestNew
        ? problemWithHubName(u'a' + name.last(longestNew - 1))
        : problem;
}

QString escapedKey(const QString &instanceId)
{
    QString key;
    key.reserve(instanceId.size());
    for (const QChar c : instanceId) {
        const char16_t escape = escapeOf(c.unicode());
        if (escape == u'\0') {
            key += c;
        } else {
            key += QChar(mark);
            key += QChar(escape);
        }
    }
    return key;
}

QString unescapedKey(const QString &partitionKey)
{
    QString id;
    id.reserve(partitionKey.size());
    for (qsizetype i = 0; i < partitionKey.size(); ++i) {
        const QChar c = partitionKey.at(i);
        if (c == QChar(mark) && i + 1 < partitionKey.size()) {
            ++i;
            id += QChar(unescaped(partitionKey.at(i).unicode()));
        } else {
            id += c;
        }
    }
    return id;
}

bool isRoundTripKey(const QString &partitionKey)
{
    return escapedKey(unescapedKey(partitionKey)) == partitionKey;
}

QString idOfKey(const QString &partitionKey)
{
    return isRoundTripKey(partitionKey) ? unescapedKey(partitionKey) : partitionKey;
}

QString oldKey(const QString &instanceId)
{
    const bool isLegalKey = std::ranges::all_of(
        instanceId, [](QChar c) { return c == QChar(mark) || escapeOf(c.unicode()) == u'\0'; });
    return isLegalKey && !isRoundTripKey(instanceId) ? instanceId : QString();
}

quint32 fnv1a(const QString &text)
{
    constexpr quint32 offsetBasis = 2166136261U;
    constexpr quint32 prime = 16777619U;
    quint32 hash = offsetBasis;
    for (const char byte : text.toUtf8()) {
        hash = (hash ^ static_cast<unsigned char>(byte)) * prime;
    }
    return hash;
}

int partitionOf(const QString &instanceId, int partitionCount)
{
    return static_cast<int>(fnv1a(instanceId) % static_cast<quint32>(std::max(1, partitionCount)));
}

} // namespace hubdeck::azurestorage
