// SPDX-License-Identifier: MIT
#include "services/taskhub/capabilities.h"

namespace hubdeck {

Capabilities Capabilities::readOnly(const QString &why) const
{
    using enum Feature;
    Capabilities result = *this;
    for (const Feature feature :
         { Start, ScheduledStart, Terminate, Suspend, Resume, RaiseEvent, Rewind, Restart, Purge,
           PurgeByFilter, SignalEntity, DeleteTaskHub, CancelScheduledStart, DelayedSignal,
           CleanEntities }) {
        if (has(feature)) { // what the road cannot do at all keeps its truer reason
            result.lack(feature, why);
        }
    }
    return result;
}

} // namespace hubdeck
