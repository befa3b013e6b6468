// SPDX-License-Identifier: MIT
#include "app/cli/commandline.h"
#include "app/cli/console.h"
#include "app/cli/healthdocument.h"
#include "app/cli/healthtext.h"

namespace hubdeck::cli {

using namespace Qt::Literals::StringLiterals;

ExitStatus runHealth(Call &call)
{
    require(call, Feature::Health);
    const azurestorage::HubHealth health = call.hub->health(call.stop);
    if (call.line.has(u"json"_s)) {
        call.console.writeLine(healthDocument(call.hubName, health));
    } else {
        call.console.write(healthText(call.hubName, health, call.line.has(u"messages"_s)));
    }
    call.console.flush();
    for (const QString &problem : health.problems) {
        call.console.say(problem);
    }
    return health.problems.isEmpty() ? ExitStatus::Done : ExitStatus::Failed;
}

} // namespace hubdeck::cli
