// SPDX-License-Identifier: MIT
#include "models/hubs/offerednames.h"

#include <QRegularExpression>

namespace hubdeck {

using namespace Qt::StringLiterals;

namespace {

// `"waiting for Approve"`, `{"waitingFor":"Approve"}`, `{"event":"Approve"}`
QStringList namesInCustomStatus(const QString &text)
{
    static const QRegularExpression pattern(
        u"(?:waiting for|wait for|waitingFor|waitFor|awaiting|event)\"?\\s*:?\\s*\"?"
        u"([\\p{L}_][\\p{L}\\p{N}_.-]*)"_s,
        QRegularExpression::CaseInsensitiveOption | QRegularExpression::UseUnicodePropertiesOption);
    QStringList names;
    for (auto matches = pattern.globalMatch(text); matches.hasNext();) {
        const QString name = matches.next().captured(1);
        if (name.compare(u"event"_s, Qt::CaseInsensitive) != 0) {
            names.append(name);
        }
    }
    return names;
}

} // namespace

QStringList eventNamesMentioned(const History &history)
{
    QStringList names;
    if (!history.instance.customStatus.isNull()) {
        names
            = namesInCustomStatus(QString::fromUtf8(history.instance.customStatus.text.left(4096)));
    }
    for (auto event = history.events.rbegin(); event != history.events.rend(); ++event) {
        if (event->type == "EventRaised"_L1 && !event->name.isEmpty()) {
            names.append(event->name);
        }
    }
    names.removeDuplicates();
    return names;
}

} // namespace hubdeck
