// SPDX-License-Identifier: MIT
#pragma once

#include "services/http/secret.h"
#include "services/taskhub/taskhub.h"

#include <QString>
#include <QStringList>

#include <memory>
#include <vector>

namespace hubdeck::cli {

class CommandLine;
class Console;

/// Exit statuses (command-line.md).
enum class ExitStatus { Done = 0, Failed = 1, Usage = 2, OutcomeUnknown = 3, Interrupted = 130 };

/// What a verb works with. `hub` is null for verbs that need none.
struct Call
{
    const CommandLine &line;
    Console &console;
    TaskHub *hub = nullptr;
    QString hubName;
    QString hubUrl; // without a key
    Secret key;
    std::stop_token stop;
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
    QStringList options; // beside those of the hub and --help
    bool needsHub = true;
    ExitStatus (*run)(Call &call) = nullptr;
};

[[nodiscard]] const std::vector<Verb> &verbs();
/// By name or alias; null when there is none.
[[nodiscard]] const Verb *findVerb(const QString &name);
[[nodiscard]] const std::vector<Option> &options();
/// Options that choose the hub: accepted by every verb with Verb::needsHub.
[[nodiscard]] const QStringList &hubOptions();

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
ExitStatus runSandbox(Call &call);
ExitStatus runCompletion(Call &call);

} // namespace hubdeck::cli
