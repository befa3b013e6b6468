// SPDX-License-Identifier: MIT
#include "app/cli/hubchoice.h"

#include "app/cli/commandline.h"
#include "app/cli/savedconnection.h"
#include "services/connections/knownhubs.h"
#include "services/taskhub/taskhuberror.h"

#include <QCoreApplication>
#include <QFile>

namespace hubdeck::cli {

namespace {

using namespace Qt::Literals::StringLiterals;

QString tr(const char *text)
{
    return QCoreApplication::translate("HubChoice", text);
}

Secret keyFrom(const CommandLine &line, const Secret &fromLink)
{
    if (line.has(u"key-file"_s)) {
        QFile file(line.value(u"key-file"_s));
        if (!file.open(QIODevice::ReadOnly)) {
            throw UsageError(tr("The key file '%1' cannot be read: %2")
                                 .arg(file.fileName(), file.errorString()));
        }
        return Secret(file.readAll().trimmed());
    }
    const QByteArray environment = qgetenv("HUBDECK_KEY");
    return environment.isEmpty() ? fromLink : Secret(environment);
}

/// The window saves no keys: one that it used must be given again.
HubAddress savedAddress(const CommandLine &line)
{
    const HubRegistry::Entry entry = savedConnection(line);
    if (entry.keyMissing && keyFrom(line, {}).isEmpty()) {
        throw UsageError(tr("The connection '%1' uses a key, which is never saved: put it into "
                            "HUBDECK_KEY or into a file for --key-file.")
                             .arg(line.value(u"profile"_s)));
    }
    return entry.address;
}

} // namespace

HubAddress chosenHub(const CommandLine &line)
{
    const int ways
        = int(line.has(u"url"_s)) + int(line.has(u"project"_s)) + int(line.has(u"profile"_s));
    if (ways != 1) {
        throw UsageError(
            ways > 1 ? tr("--url, --project and --profile exclude each other.")
                     : tr("Which hub? Give --url URL, --project FOLDER, --profile NAME, "
                          "--storage or --emulator; hubdeckctl sandbox serves one to try."));
    }
    if (line.has(u"partition-count"_s)) {
        throw UsageError(tr("--partition-count is for the storage road only."));
    }
    HubAddress address = line.has(u"url"_s) ? parseHubAddress(line.value(u"url"_s))
        : line.has(u"profile"_s)            ? savedAddress(line)
                                            : chosenProject(line).address;
    address.key = keyFrom(line, address.key);
    if (line.has(u"hub"_s)) {
        const QString name = line.value(u"hub"_s);
        if (const QString problem = problemWithHubName(name); !problem.isEmpty()) {
            throw UsageError(problem);
        }
        address.taskHub = TaskHubName(name);
    }
    if (line.has(u"app-connection"_s)) {
        address.appConnection = line.value(u"app-connection"_s);
    }
    address.allowInsecureHttp = address.allowInsecureHttp || line.has(u"insecure-http"_s);
    if (!line.has(u"new-hub-ok"_s) && !KnownHubs().isKnown(address)) {
        throw UsageError(tr("The hub '%1' has never answered here. If it does not exist, naming it "
                            "creates its tables, queues and containers on the "
                            "server. Check the name, then add --new-hub-ok once.")
                             .arg(address.taskHub.text()));
    }
    return address;
}

FunctionAppProject chosenProject(const CommandLine &line)
{
    try {
        return readFunctionAppProject(line.value(u"project"_s));
    } catch (const TaskHubError &error) {
        if (error.kind == ErrorKind::Local) { // a file that cannot be read is a wrong word here
            throw UsageError(error.message);
        }
        throw;
    }
}

void rememberHub(const HubAddress &address)
{
    KnownHubs().remember(address);
}

} // namespace hubdeck::cli
