// SPDX-License-Identifier: MIT
#include "app/cli/hubchoice.h"

#include "app/cli/commandline.h"
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

} // namespace

HubAddress chosenHub(const CommandLine &line)
{
    if (line.has(u"url"_s) == line.has(u"project"_s)) {
        throw UsageError(line.has(u"url"_s)
                             ? tr("--url and --project exclude each other.")
                             : tr("Which hub? Give --url URL, --project FOLDER, --storage or "
                                  "--emulator; hubdeckctl sandbox serves one to try."));
    }
    if (line.has(u"partition-count"_s)) {
        throw UsageError(tr("--partition-count is for the storage road only."));
    }
    HubAddress address
        = line.has(u"url"_s) ? parseHubAddress(line.value(u"url"_s)) : chosenProject(line).address;
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
    address.allowInsecureHttp = line.has(u"insecure-http"_s);
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
