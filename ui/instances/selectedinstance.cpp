// SPDX-License-Identifier: MIT
#include "ui/instances/selectedinstance.h"

#include <QCoreApplication>

namespace hubdeck {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(hubdeck::SelectedInstance)
};

} // namespace

bool SelectedInstance::waitsForItsTime(Instant now) const
{
    // Terminating a scheduled instance does not keep it from starting (azure-storage-task-hub.md
    // W5)
    const bool mayWait = status.kind() == RuntimeStatus::Kind::Pending
        || status.kind() == RuntimeStatus::Kind::Terminated;
    return mayWait && scheduledStart && *scheduledStart > now;
}

Verdict canPerform(ActionKind action, const SelectedInstance &instance,
                   const Capabilities &capabilities, Instant now)
{
    const Verdict verdict = canPerform(action, instance.id, instance.status, capabilities);
    if (verdict && action == ActionKind::Rewind && instance.waitsForItsTime(now)) {
        return { false,
                 Words::tr("The instance has not started yet: there is nothing to rewind.") };
    }
    return verdict;
}

Verdict canCancelStart(const SelectedInstance &instance, const Capabilities &capabilities,
                       Instant now)
{
    if (!capabilities.has(Feature::CancelScheduledStart)) {
        return { false, capabilities.whyNot(Feature::CancelScheduledStart) };
    }
    return { instance.waitsForItsTime(now),
             instance.scheduledStart
                 ? Words::tr("Its time has come: the instance has started, or a worker is about to "
                             "start it.")
                 : Words::tr("The instance was not scheduled for later.") };
}

} // namespace hubdeck
