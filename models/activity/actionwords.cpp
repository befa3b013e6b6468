// SPDX-License-Identifier: MIT
#include "models/activity/actionwords.h"

#include "models/displaytext.h"

namespace hubdeck::actionwords {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int maxListedFailures = 100;

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(hubdeck::ActionRunner)
};

QString reasonOf(const InstanceAction &action)
{
    return std::visit(
        [](const auto &value) -> QString {
            if constexpr (requires { value.reason; }) {
                return value.reason;
            } else {
                return {};
            }
        },
        action);
}

} // namespace

QString what(const InstanceAction &action, const std::vector<InstanceId> &ids)
{
    const QString name = displayName(kindOf(action));
    const int count = static_cast<int>(ids.size());
    const QString target = count == 1 ? displaytext::singleLine(ids.front().text())
                                      : Words::tr("%n instances", nullptr, count);
    if (const auto *event = std::get_if<RaiseEventAction>(&action)) {
        return Words::tr("%1 %2 on %3", "Raise event Approve on order-1")
            .arg(name, displaytext::singleLine(event->name), target);
    }
    if (const QString reason = reasonOf(action); !reason.isEmpty()) {
        return Words::tr("%1 %2 (“%3”)", "Suspend order-1 (reason)")
            .arg(name, target, displaytext::singleLine(reason));
    }
    return Words::tr("%1 %2", "Terminate order-1").arg(name, target);
}

QString iconName(ActionKind kind)
{
    switch (kind) {
    case ActionKind::Terminate:
        return u"stop"_s;
    case ActionKind::Suspend:
        return u"pause"_s;
    case ActionKind::Resume:
        return u"play"_s;
    case ActionKind::Rewind:
        return u"rewind"_s;
    case ActionKind::RaiseEvent:
        return u"bolt"_s;
    case ActionKind::Restart:
        return u"restart"_s;
    case ActionKind::Purge:
        return u"trash"_s;
    }
    return {};
}

QString result(const Counts &counts, bool underWay)
{
    if (underWay) {
        return Words::tr("%1 of %2 sent")
            .arg(displaytext::count(counts.done()), displaytext::count(counts.total));
    }
    QStringList parts;
    if (counts.accepted > 0) {
        parts += Words::tr("%n accepted", nullptr, counts.accepted);
    }
    if (counts.watched && counts.accepted > 0) {
        parts += counts.reported == counts.accepted
            ? Words::tr("all reported by the hub")
            : Words::tr("%n of them reported by the hub so far", nullptr, counts.reported);
    }
    if (counts.failed > 0) {
        parts += Words::tr("%n failed", nullptr, counts.failed);
    }
    if (counts.unknown > 0) {
        parts += Words::tr("%n with unknown outcome", nullptr, counts.unknown);
    }
    if (const int unsent = counts.total - counts.done(); unsent > 0) {
        parts += Words::tr("%n not sent", nullptr, unsent);
    }
    return parts.join(u", "_s);
}

QString reported(const InstanceDetails &instance, std::chrono::milliseconds after)
{
    return Words::tr("accepted, %1 after %2")
        .arg(displaytext::status(instance.status),
             displaytext::duration(std::chrono::duration_cast<Instant::Ticks>(after)));
}

TaskHubError summary(ActionKind kind, const Failures &failures, int total)
{
    TaskHubError error = failures.front().second;
    error.message
        = Words::tr("%1 failed for %2 of %3 instances. The first one, %4: %5")
              .arg(displayName(kind), displaytext::count(static_cast<qint64>(failures.size())),
                   displaytext::count(total),
                   displaytext::singleLine(failures.front().first.text()),
                   failures.front().second.message);
    QStringList lines;
    for (const auto &[id, failure] : failures) {
        if (lines.size() == maxListedFailures) {
            lines += Words::tr("… and %n more", nullptr,
                               static_cast<int>(failures.size()) - maxListedFailures);
            break;
        }
        lines += Words::tr("%1: %2", "id: message")
                     .arg(displaytext::singleLine(id.text()), failure.message);
    }
    error.detail = lines.join(u'\n');
    return error;
}

} // namespace hubdeck::actionwords
