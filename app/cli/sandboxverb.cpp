// SPDX-License-Identifier: MIT
#include "app/cli/commandline.h"
#include "app/cli/console.h"
#include "services/json/jsonstring.h"
#include "services/sandbox/sandboxserver.h"
#include "services/taskhub/pause.h"

#include <QCoreApplication>

namespace hubdeck::cli {

using namespace Qt::Literals::StringLiterals;

ExitStatus runSandbox(Call &call)
{
    SandboxServer::Options options;
    const int port = call.line.number(u"port"_s, 0, 0);
    if (port > 65535) {
        throw UsageError(
            QCoreApplication::translate("SandboxVerb", "--port takes a number up to 65535."));
    }
    options.port = static_cast<quint16>(port);
    options.key = call.line.value(u"key"_s).toUtf8();
    options.seeded = !call.line.has(u"empty"_s);
    const SandboxServer server(options);
    call.console.writeLine("{\"url\":" + json::encodeString(server.url().toEncoded())
                           + ",\"key\":" + json::encodeString(server.key()) + '}');
    call.console.flush();
    call.console.say(
        QCoreApplication::translate("SandboxVerb", "Serving the sandbox hub; Ctrl+C ends it."));
    while (!call.stop.stop_requested()) {
        try {
            pause(std::chrono::hours(1), call.stop);
        } catch (const TaskHubError &) {
            break; // being stopped is how it ends
        }
    }
    return ExitStatus::Done;
}

} // namespace hubdeck::cli
