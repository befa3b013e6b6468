// SPDX-License-Identifier: MIT
#include "app/cli/verbs.h"

#include "app/cli/commandline.h"

#include <QCoreApplication>

#include <algorithm>

namespace hubdeck::cli {

namespace {

using namespace Qt::Literals::StringLiterals;

QString tr(const char *text)
{
    return QCoreApplication::translate("Verbs", text);
}

const QStringList filters { u"status"_s,         u"from"_s,     u"to"_s,  u"prefix"_s,
                            u"orchestrations"_s, u"entities"_s, u"top"_s, u"all"_s };

std::vector<Verb> makeVerbs()
{
    const QStringList reason { u"reason"_s, u"wait"_s, u"timeout"_s, u"json"_s };
    return {
        { u"instances"_s,
          u"get-instances"_s,
          {},
          0,
          0,
          tr("List instances; 100 rows unless --top or --all says otherwise."),
          filters + QStringList { u"json"_s, u"jsonl"_s },
          Needs::Hub,
          runInstances },
        { u"show"_s,
          u"get-runtime-status"_s,
          u"ID"_s,
          1,
          1,
          tr("Show one instance whole."),
          { u"history"_s, u"all-events"_s, u"json"_s },
          Needs::Hub,
          runShow },
        { u"history"_s,
          u"get-history"_s,
          u"ID"_s,
          1,
          1,
          tr("Show one instance with its history: show --history."),
          { u"all-events"_s, u"json"_s },
          Needs::Hub,
          runShow },
        { u"export"_s,
          {},
          u"[ID…]"_s,
          0,
          -1,
          tr("Write instances with payloads and histories to a file; without ids the whole "
             "filtered view."),
          filters + QStringList { u"output"_s, u"no-history"_s },
          Needs::Hub,
          runExport },
        { u"start"_s,
          u"start-new"_s,
          u"NAME"_s,
          1,
          1,
          tr("Start an orchestration."),
          { u"id"_s, u"input"_s, u"instance-version"_s, u"tag"_s, u"at"_s, u"wait"_s, u"json"_s },
          Needs::Hub,
          runStart },
        { u"raise"_s,
          u"raise-event"_s,
          u"ID EVENT"_s,
          2,
          2,
          tr("Raise an event; its data is null unless --data is given."),
          { u"data"_s, u"wait"_s, u"timeout"_s, u"json"_s },
          Needs::Hub,
          runRaise },
        { u"terminate"_s,
          {},
          u"ID"_s,
          1,
          1,
          tr("Terminate an instance. A scheduled start is not cancelled by it; cancel-start is for "
             "that."),
          reason,
          Needs::Hub,
          runReasonAction },
        { u"suspend"_s,
          {},
          u"ID"_s,
          1,
          1,
          tr("Suspend an instance."),
          reason,
          Needs::Hub,
          runReasonAction },
        { u"resume"_s,
          {},
          u"ID"_s,
          1,
          1,
          tr("Resume a suspended instance."),
          reason,
          Needs::Hub,
          runReasonAction },
        { u"rewind"_s,
          {},
          u"ID"_s,
          1,
          1,
          tr("Rewind a failed instance: what failed runs again."),
          reason,
          Needs::Hub,
          runReasonAction },
        { u"restart"_s,
          {},
          u"ID"_s,
          1,
          1,
          tr("Start the same function with the same input again, under the same id unless "
             "--new-id."),
          { u"new-id"_s, u"json"_s },
          Needs::Hub,
          runRestart },
        { u"purge"_s, u"purge-history"_s, u"[ID…]"_s, 0, -1,
          tr("Delete instances by id or by filter; without --yes only says what would go."),
          filters + QStringList { u"yes"_s, u"force"_s, u"json"_s }, Needs::Hub, runPurge },
        { u"entities"_s,
          {},
          u"[CLASS]"_s,
          0,
          1,
          tr("List entities."),
          { u"top"_s, u"all"_s, u"state"_s, u"from"_s, u"to"_s, u"json"_s, u"jsonl"_s },
          Needs::Hub,
          runEntities },
        { u"entity"_s,
          {},
          u"CLASS KEY"_s,
          2,
          2,
          tr("Show the state of an entity."),
          { u"json"_s },
          Needs::Hub,
          runEntity },
        { u"signal"_s,
          {},
          u"CLASS KEY OP"_s,
          3,
          3,
          tr("Signal an entity; it is delivered later and gives no answer."),
          { u"input"_s, u"at"_s, u"json"_s },
          Needs::Hub,
          runSignal },
        { u"delete-entity"_s,
          {},
          u"CLASS KEY"_s,
          2,
          2,
          tr("Signal delete to an entity; its class decides."),
          { u"json"_s },
          Needs::Hub,
          runSignal },
        { u"pause-entity"_s,
          {},
          u"CLASS KEY"_s,
          2,
          2,
          tr("Hold the signals of an entity back until it is resumed."),
          { u"reason"_s, u"json"_s },
          Needs::Hub,
          runPauseEntity },
        { u"resume-entity"_s,
          {},
          u"CLASS KEY"_s,
          2,
          2,
          tr("Deliver the signals of a paused entity."),
          { u"reason"_s, u"json"_s },
          Needs::Hub,
          runPauseEntity },
        { u"wait"_s,
          {},
          u"ID"_s,
          1,
          1,
          tr("Wait until an instance has ended, then show it."),
          { u"timeout"_s, u"json"_s },
          Needs::Hub,
          runWait },
        { u"urls"_s,
          {},
          u"ID"_s,
          1,
          1,
          tr("Show the management URLs of an instance, the key masked."),
          { u"with-key"_s, u"json"_s },
          Needs::Hub,
          runUrls },
        { u"hubs"_s,
          {},
          {},
          0,
          0,
          tr("List the task hubs of a storage account, whole and partial ones."),
          { u"json"_s },
          Needs::Account,
          runHubs },
        { u"health"_s,
          {},
          {},
          0,
          0,
          tr("Show the partitions, leases and queues of a hub, and the signs that it is stuck "
             "(storage only)."),
          { u"messages"_s, u"json"_s },
          Needs::Hub,
          runHealth },
        { u"cancel-start"_s,
          {},
          u"ID"_s,
          1,
          1,
          tr("Take back a start that is scheduled for later (storage only)."),
          { u"json"_s },
          Needs::Hub,
          runCancelStart },
        { u"clean-entities"_s,
          {},
          u"[CLASS]"_s,
          0,
          1,
          tr("Remove empty entities and release orphaned locks; without --yes only says which "
             "(storage only)."),
          { u"yes"_s, u"json"_s },
          Needs::Hub,
          runCleanEntities },
        { u"delete-hub"_s,
          u"delete-task-hub"_s,
          u"NAME"_s,
          1,
          1,
          tr("Delete a hub with all that is in it; without --confirm NAME only says what would go "
             "(storage only)."),
          { u"confirm"_s, u"force"_s, u"json"_s },
          Needs::Account,
          runDeleteHub },
        { u"sandbox"_s,
          {},
          {},
          0,
          0,
          tr("Serve a sandbox hub on this machine until stopped; prints its address and throw-away "
             "key."),
          { u"port"_s, u"key"_s, u"empty"_s },
          Needs::Nothing,
          runSandbox },
        { u"completion"_s,
          {},
          u"bash|zsh|fish"_s,
          1,
          1,
          tr("Print the completion script of a shell."),
          {},
          Needs::Nothing,
          runCompletion },
    };
}

std::vector<Option> makeOptions()
{
    return {
        { u"url"_s, u"URL"_s,
          tr("The app: its origin, its full base path, or a pasted management link. The key comes "
             "from HUBDECK_KEY or --key-file.") },
        { u"key-file"_s, u"FILE"_s, tr("Read the key from a file.") },
        { u"hub"_s, u"NAME"_s,
          tr("Over HTTP: another task hub of the app's storage account. On storage: the hub; may "
             "be left out where there is only one.") },
        { u"new-hub-ok"_s,
          {},
          tr("Send a hub name that has never answered; an unknown one is created on the server.") },
        { u"app-connection"_s, u"NAME"_s, tr("The app's setting that names its storage account.") },
        { u"project"_s, u"FOLDER"_s,
          tr("A function app's folder: its hub on this machine, http://localhost:7071 unless its "
             "settings say otherwise; with --storage the storage that its settings name.") },
        { u"profile"_s, u"NAME"_s,
          tr("A connection that the window saved, without its key: that comes from the environment "
             "or a file.") },
        { u"insecure-http"_s,
          {},
          tr("Allow plain http to another machine; the key then travels in clear.") },
        { u"storage"_s,
          {},
          tr("Straight on the storage account whose connection string is in HUBDECK_STORAGE or "
             "--storage-file.") },
        { u"storage-file"_s, u"FILE"_s, tr("Read the connection string from a file.") },
        { u"account"_s, u"NAME"_s,
          tr("The storage account of this name, with the token in HUBDECK_STORAGE_TOKEN or the "
             "Azure CLI's.") },
        { u"emulator"_s, {}, tr("The storage emulator on this machine, on its usual ports.") },
        { u"partition-count"_s, u"N"_s,
          tr("The hub's number of partitions, where its storage does not tell it for certain.") },
        { u"status"_s, u"A,B"_s,
          tr("Only these statuses: Running, Pending, Suspended, Failed, Completed, Terminated, "
             "ContinuedAsNew, Canceled.") },
        { u"from"_s, u"TIME"_s,
          tr("Created at or after, 2026-11-23T09:00:00Z; without a zone UTC.") },
        { u"to"_s, u"TIME"_s, tr("Created at or before.") },
        { u"prefix"_s, u"TEXT"_s, tr("Only ids that begin with this.") },
        { u"orchestrations"_s, {}, tr("No entities.") },
        { u"entities"_s, {}, tr("Entities only.") },
        { u"top"_s, u"N"_s, tr("At most N rows.") },
        { u"all"_s, {}, tr("Every row.") },
        { u"json"_s, {}, tr("JSON on stdout.") },
        { u"jsonl"_s, {}, tr("JSON on stdout, one row a line, as they come.") },
        { u"history"_s, {}, tr("With history events.") },
        { u"all-events"_s,
          {},
          tr("With every single event, also those that the HTTP API leaves out (storage only).") },
        { u"no-history"_s, {}, tr("Leave the histories out.") },
        { u"output"_s, u"FILE"_s, tr("The file to write.") },
        { u"id"_s, u"ID"_s, tr("The new instance's id.") },
        { u"input"_s, u"JSON"_s, tr("JSON, or @FILE, or @- for stdin.") },
        { u"instance-version"_s, u"TEXT"_s,
          tr("The version of the orchestrator to start (storage only).") },
        { u"tag"_s, u"NAME=VALUE"_s,
          tr("A tag of the new instance; may be given several times (storage only).") },
        { u"data"_s, u"JSON"_s, tr("JSON, or @FILE, or @- for stdin.") },
        { u"at"_s, u"TIME"_s, tr("Not before that time, up to seven days ahead (storage only).") },
        { u"wait"_s,
          {},
          tr("Wait for the new status; start takes --wait SECONDS and waits that long for the "
             "end.") },
        { u"timeout"_s, u"SECONDS"_s,
          tr("Give up waiting after that long; with --wait 60 unless given; 0: never.") },
        { u"reason"_s, u"TEXT"_s, tr("Why; kept by the hub.") },
        { u"new-id"_s, {}, tr("Under a new id.") },
        { u"yes"_s, {}, tr("Do it.") },
        { u"confirm"_s, u"NAME"_s, tr("The name of the hub once more: delete it.") },
        { u"force"_s,
          {},
          tr("purge: also what has not ended; delete-hub: although workers hold leases.") },
        { u"messages"_s, {}, tr("With the messages at the heads of the queues.") },
        { u"state"_s, {}, tr("With states.") },
        { u"with-key"_s, {}, tr("Show the key.") },
        { u"port"_s, u"N"_s, tr("The port; 0, the default, picks one.") },
        { u"key"_s, u"KEY"_s, tr("The sandbox's throw-away key; random unless given.") },
        { u"empty"_s, {}, tr("Without the seeded instances.") },
    };
}

} // namespace

const std::vector<Verb> &verbs()
{
    static const std::vector<Verb> table = makeVerbs();
    return table;
}

const Verb *findVerb(const QString &name)
{
    const auto found = std::find_if(verbs().begin(), verbs().end(), [&](const Verb &verb) {
        return verb.name == name || (!verb.alias.isEmpty() && verb.alias == name);
    });
    return found == verbs().end() ? nullptr : &*found;
}

const std::vector<Option> &options()
{
    static const std::vector<Option> table = makeOptions();
    return table;
}

const QStringList &connectionOptions(Needs needs)
{
    static const QStringList account { u"project"_s,      u"profile"_s, u"storage"_s,
                                       u"storage-file"_s, u"account"_s, u"emulator"_s };
    static const QStringList hub
        = QStringList { u"url"_s,        u"key-file"_s,       u"hub"_s,
                        u"new-hub-ok"_s, u"app-connection"_s, u"insecure-http"_s }
        + account + QStringList { u"partition-count"_s };
    static const QStringList nothing;
    return needs == Needs::Hub ? hub : needs == Needs::Account ? account : nothing;
}

QStringList optionsOf(const Verb &verb)
{
    return verb.options + connectionOptions(verb.needs);
}

void require(const Call &call, Feature feature)
{
    if (const Capabilities &capabilities = call.hub->capabilities(); !capabilities.has(feature)) {
        throw UsageError(capabilities.whyNot(feature));
    }
}

} // namespace hubdeck::cli
