// SPDX-License-Identifier: MIT
#include "app/cli/program.h"

#include "app/cli/commandline.h"
#include "app/cli/console.h"
#include "app/cli/hubchoice.h"
#include "app/cli/storagechoice.h"
#include "services/azurestorage/azurestoragehub.h"
#include "services/durablehttp/durablehttphub.h"
#include "services/http/httpclient.h"
#include "services/http/redaction.h"

#include <QCoreApplication>

namespace hubdeck::cli {

namespace {

using namespace Qt::Literals::StringLiterals;

ExitStatus exitStatusOf(const TaskHubError &error)
{
    if (error.kind == ErrorKind::OutcomeUnknown) {
        return ExitStatus::OutcomeUnknown;
    }
    if (error.kind == ErrorKind::Cancelled) {
        return ExitStatus::Interrupted;
    }
    // Refused before anything was sent: what was typed is wrong.
    return error.kind == ErrorKind::InvalidInput && error.httpStatus == 0 ? ExitStatus::Usage
                                                                          : ExitStatus::Failed;
}

ExitStatus runOverHttp(Call &call)
{
    const HubAddress address = chosenHub(call.line);
    DurableHttpHub hub(address, *call.http);
    call.hub = &hub;
    call.hubName = address.taskHub.text();
    call.hubUrl = redacted(address.base);
    call.key = address.key;
    const ExitStatus status = call.line.verb()->run(call);
    if (call.sawData) {
        rememberHub(address);
    }
    return status;
}

ExitStatus runOnStorage(Call &call)
{
    StorageChoice choice = chosenStorage(call.line);
    call.storage = &choice;
    if (call.line.verb()->needs == Needs::Account) {
        return call.line.verb()->run(call);
    }
    choice.hub = existingHub(choice, *call.http, call.stop);
    const std::unique_ptr<AzureStorageHub> hub = openHub(choice, *call.http, call.stop);
    call.hub = hub.get();
    call.hubName = choice.hub.text();
    call.hubUrl = redacted(choice.account.tableEndpoint);
    return call.line.verb()->run(call);
}

ExitStatus runVerb(const CommandLine &line, Console &console, std::stop_token stop)
{
    Call call { line, console, std::move(stop), nullptr, {}, {}, {}, nullptr, nullptr, false };
    if (line.verb()->needs == Needs::Nothing) {
        return line.verb()->run(call);
    }
    HttpClient client;
    call.http = &client;
    return line.verb()->needs == Needs::Account || wantsStorage(line) ? runOnStorage(call)
                                                                      : runOverHttp(call);
}

ExitStatus runLine(const QStringList &arguments, Console &console, std::stop_token stop)
{
    const CommandLine line(arguments);
    if (line.wantsVersion()) {
        console.writeLine("hubdeckctl " HUBDECK_VERSION);
        return ExitStatus::Done;
    }
    if (line.wantsHelp()) {
        console.write((line.verb() != nullptr ? helpText(*line.verb()) : helpText()).toUtf8());
        return ExitStatus::Done;
    }
    return runVerb(line, console, std::move(stop));
}

} // namespace

int runProgram(const QStringList &arguments, Console &console, std::stop_token stop)
{
    ExitStatus status = ExitStatus::Done;
    try {
        status = runLine(arguments, console, std::move(stop));
    } catch (const UsageError &error) {
        console.say(u"hubdeckctl: "_s + error.text());
        status = ExitStatus::Usage;
    } catch (const TaskHubError &error) {
        status = exitStatusOf(error);
        console.say(u"hubdeckctl: "_s
                    + (status == ExitStatus::Interrupted
                           ? QCoreApplication::translate("Program", "interrupted")
                           : error.message));
    } catch (const std::exception &error) {
        console.say(u"hubdeckctl: "_s + QString::fromUtf8(error.what()));
        status = ExitStatus::Failed;
    }
    return static_cast<int>(status);
}

} // namespace hubdeck::cli
