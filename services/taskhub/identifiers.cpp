// SPDX-License-Identifier: MIT
#include "services/taskhub/identifiers.h"

#include <QCoreApplication>

#include <algorithm>

namespace hubdeck {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("hubdeck::TaskHubName", text);
}

bool isAsciiLetter(QChar c)
{
    return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z');
}

} // namespace

bool isEntityId(const InstanceId &id) noexcept
{
    return id.text().startsWith(u'@');
}

QString problemWithHubName(const QString &name)
{
    constexpr qsizetype shortest = 3;
    constexpr qsizetype longest = 45;
    if (name.isEmpty()) {
        return tr("A task hub needs a name.");
    }
    if (name.size() < shortest || name.size() > longest) {
        return tr("A task hub's name has 3 to 45 characters.");
    }
    if (!isAsciiLetter(name.front())) {
        return tr("A task hub's name begins with a letter.");
    }
    const bool plain = std::all_of(name.begin(), name.end(), [](QChar c) {
        return isAsciiLetter(c) || (c >= u'0' && c <= u'9');
    });
    return plain ? QString() : tr("A task hub's name consists of letters and digits only.");
}

InstanceId EntityId::instanceId() const
{
    return InstanceId(u'@' + name.toLower() + u'@' + key);
}

EntityId EntityId::fromInstanceId(const InstanceId &id)
{
    const QString &text = id.text();
    const qsizetype second = isEntityId(id) ? text.indexOf(u'@', 1) : -1;
    if (second < 2) {
        return {};
    }
    return { text.sliced(1, second - 1), text.sliced(second + 1) };
}

} // namespace hubdeck
