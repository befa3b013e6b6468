// SPDX-License-Identifier: MIT
#pragma once

#include "services/http/secret.h"
#include "services/taskhub/taskhub.h"

#include <QString>
#include <QStringList>

#include <memory>
#include <vector>

namespace hubdeck {
class HttpClient;
}

namespace hubdeck::cli {

class CommandLine;
class Console;
struct StorageChoice;

/// Exit statuses (command-line.md).
enum class ExitStatus { Done = 0, Failed = 1, Usage = 2, OutcomeUnknown = 3, Interrupted = 130 };

/// What a verb needs before it runs.
enum class Needs { Nothing, Account, Hub };

/// What a verb works with, as far as it needs it.
struct Call
{
    const CommandLine &line;
    Console &console;
    std::stop_token stop;
    TaskHub *hub = nullptr;
    QString hubName;
    QString hubUrl; // without a key
    Secret key;
    const StorageChoice *storage = nullptr; // on the storage road
    HttpClient *http = nullptr;
    bool sawData = false; // the hub answered with something of its own: its name is right
};

/// An option: its name, the word for its value (empty: a flag) and what it does.
struct Option
{
    QString name;
    QString value;
    QString help;
};

/// One verb of the command line: the table drives parsing, help and completion.
struct Verb
{
    QString name;
    QString alias; // the name of `func durable`; empty when it has none
    QString arguments; // for the help: `ID EVENT`
    int leastArguments = 0;
    int mostArguments = 0; // -1: any number
    QString help;
    QStringList options; // beside connectionOptions() and --help
    Needs needs = Needs::Hub;
    ExitStatus (*run)(Call &call) = nullptr;
};

[[nodiscard]] const std::vector<Verb> &verbs();
/// By name or alias; null when there is none.
[[nodiscard]] const Verb *findVerb(const QString &name);
[[nodiscard]] const std::vector<Option> &options();
/// Options that choose the hub, or for Needs::Account the storage account.
[[nodiscard]] const QStringList &connectionOptions(Needs needs);
/// All options that a verb takes beside --help.
[[nodiscard]] QStringList optionsOf(const Verb &verb);
/// Throws UsageError, in the road's words, when the hub cannot do what a verb or an option asks.
void require(const Call &call, Feature feature);

ExitStatus runInstances(Call &call);
ExitStatus runShow(Call &call);
ExitStatus runWait(Call &call);
ExitStatus runUrls(Call &call);
ExitStatus runExport(Call &call);
ExitStatus runStart(Call &call);
ExitStatus runRaise(Call &call);
ExitStatus runReasonAction(Call &call); // terminate, suspend, resume, rewind
ExitStatus runRestart(Call &call);
ExitStatus runPurge(Call &call);
ExitStatus runEntities(Call &call);
ExitStatus runEntity(Call &call);
ExitStatus runSignal(Call &call);
ExitStatus runPauseEntity(Call &call); // pause-entity, resume-entity
ExitStatus runHubs(Call &call);
ExitStatus runHealth(Call &call);
ExitStatus runCancelStart(Call &call);
ExitStatus runCleanEntities(Call &call);
ExitStatus runDeleteHub(Call &call);
ExitStatus runSandbox(Call &call);
ExitStatus runCompletion(Call &call);

} // namespace hubdeck::cli
