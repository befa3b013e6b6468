// SPDX-License-Identifier: MIT
#include "app/cli/commandline.h"
#include "app/cli/console.h"
#include "app/cli/jsonobject.h"
#include "app/cli/storagechoice.h"
#include "app/cli/texttable.h"
#include "models/displaytext.h"
#include "services/taskhub/taskhuberror.h"

#include <QCoreApplication>

namespace hubdeck::cli {

namespace {

using namespace Qt::Literals::StringLiterals;
using namespace azurestorage;

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(DeleteHubVerb)
};

QString wordFor(HubArtefact::Kind kind)
{
    switch (kind) {
    case HubArtefact::Kind::Queue:
        return u"queue"_s;
    case HubArtefact::Kind::Container:
        return u"container"_s;
    case HubArtefact::Kind::Table:
        break;
    }
    return u"table"_s;
}

JsonObject artefactDocument(const HubArtefact &artefact)
{
    JsonObject document;
    document.addText("kind", wordFor(artefact.kind)).addText("name", artefact.name);
    return document;
}

QByteArray listDocument(const std::vector<HubArtefact> &artefacts)
{
    std::vector<QByteArray> documents;
    for (const HubArtefact &artefact : artefacts) {
        documents.push_back(artefactDocument(artefact)
                                .addNumber("count", artefact.count)
                                .addFlag("countIsAtLeast", artefact.countIsAtLeast)
                                .text());
    }
    return JsonObject::array(documents);
}

QByteArray artefactTable(const HubDeletionPlan &plan)
{
    TextTable table;
    for (const HubArtefact &artefact : plan.artefacts) {
        table.addRow({ displayName(artefact.kind), artefact.name, describeCount(artefact) });
    }
    for (const HubArtefact &artefact : plan.kept) {
        table.addRow({ displayName(artefact.kind), artefact.name,
                       Words::tr("stays: it is shared with other hubs") });
    }
    return table.text();
}

void printPlan(const Call &call, const HubDeletionPlan &plan)
{
    if (call.line.has(u"json"_s)) {
        call.console.writeLine(JsonObject()
                                   .addText("hub", plan.hub.text())
                                   .add("artefacts", listDocument(plan.artefacts))
                                   .add("kept", listDocument(plan.kept))
                                   .addFlag("inUse", plan.isInUse)
                                   .addFlag("mayBeInUse", plan.mayBeInUse)
                                   .addTexts("signsOfUse", plan.signsOfUse)
                                   .addTexts("problems", plan.problems)
                                   .text());
        call.console.flush();
        return;
    }
    call.console.write(artefactTable(plan));
    call.console.flush();
    for (const QString &line : plan.signsOfUse + plan.problems) {
        call.console.say(line);
    }
}

/// The hub as its tables spell it. A name that is only almost right must not delete anything.
TaskHubName spelledAsStored(const StorageChoice &choice, const QString &typed, HttpClient &http,
                            const std::stop_token &stop)
{
    const AccountContents contents = contentsOf(choice, http, stop);
    const HubArtefacts found = artefactsOf(typed, contents.listing);
    if (found.count() == 0) {
        if (!contents.problems.isEmpty()) {
            throw TaskHubError(ErrorKind::Forbidden, contents.problems.join(u' '));
        }
        throw TaskHubError(ErrorKind::NotFound,
                           Words::tr("There is nothing of a task hub '%1' in the account %2; "
                                     "nothing was deleted.")
                               .arg(typed, choice.account.displayName()));
    }
    for (const QString &table : found.tables) {
        if (const QString name = table.first(typed.size()); name != typed) {
            throw UsageError(Words::tr("The hub's name is '%1', not '%2'; nothing was deleted.")
                                 .arg(name, typed));
        }
    }
    return TaskHubName(typed);
}

void printProgress(Console &console, const HubDeletionProgress &progress)
{
    const QString what = displayName(progress.artefact.kind) + u' ' + progress.artefact.name;
    if (progress.problem.isEmpty()) {
        console.progress(
            Words::tr("%1 of %2: %3 …")
                .arg(QString::number(progress.done), QString::number(progress.total), what));
    } else {
        console.say(Words::tr("Not deleted: %1: %2").arg(what, progress.problem));
    }
}

ExitStatus report(const Call &call, const HubDeletionOutcome &outcome)
{
    std::vector<QByteArray> leftovers;
    for (const HubDeletionOutcome::Leftover &leftover : outcome.leftovers) {
        leftovers.push_back(
            artefactDocument(leftover.artefact).addText("why", leftover.why).text());
    }
    call.console.writeLine(
        call.line.has(u"json"_s)
            ? JsonObject()
                  .addNumber("deleted", outcome.deleted)
                  .add("leftovers", JsonObject::array(leftovers))
                  .addTextOrNull("advice", outcome.advice)
                  .text()
            : displaytext::withNumber(
                  Words::tr("%n artefact{|s} deleted.", nullptr, static_cast<int>(outcome.deleted)),
                  outcome.deleted)
                  .toUtf8());
    call.console.flush();
    for (const HubDeletionOutcome::Leftover &leftover : outcome.leftovers) {
        call.console.say(
            Words::tr("Left: %1 %2: %3")
                .arg(displayName(leftover.artefact.kind), leftover.artefact.name, leftover.why));
    }
    if (!outcome.advice.isEmpty()) {
        call.console.say(outcome.advice);
    }
    if (outcome.leftovers.empty()) {
        return ExitStatus::Done;
    }
    call.console.say(Words::tr("The hub is not gone entirely; run the same command again."));
    return ExitStatus::Failed;
}

} // namespace

ExitStatus runDeleteHub(Call &call)
{
    StorageChoice choice = *call.storage;
    const QString name = call.line.arguments().first();
    if (const QString problem = problemWithStorageHubName(name); !problem.isEmpty()) {
        throw UsageError(problem);
    }
    const bool isConfirmed = call.line.has(u"confirm"_s);
    if (isConfirmed && call.line.value(u"confirm"_s) != name) {
        throw UsageError(
            Words::tr("--confirm does not repeat the hub's name '%1'; nothing was deleted.")
                .arg(name));
    }
    choice.hub = spelledAsStored(choice, name, *call.http, call.stop);
    const auto hub
        = std::make_unique<AzureStorageHub>(choice.account, choice.hub, *call.http, choice.options);
    if (!isConfirmed) {
        const HubDeletionPlan plan = hub->planDeletion(call.stop);
        printPlan(call, plan);
        call.console.say(
            plan.mayBeInUse && !plan.isInUse
                ? Words::tr("Nothing was deleted. The hub may be in use: stop its app first. Then "
                            "--confirm %1 --force deletes all this; there is no way back.")
                      .arg(name)
                : plan.isInUse
                ? Words::tr("Nothing was deleted. The hub is in use: stop its app first. Then "
                            "--confirm %1 deletes all this; there is no way back.")
                      .arg(name)
                : Words::tr(
                      "Nothing was deleted. --confirm %1 deletes all this; there is no way back.")
                      .arg(name));
        return ExitStatus::Usage;
    }
    const HubDeletionRequest request { choice.hub, call.line.has(u"force"_s) };
    return report(
        call,
        hub->deleteTaskHub(
            request,
            [&](const HubDeletionProgress &progress) { printProgress(call.console, progress); },
            call.stop));
}

} // namespace hubdeck::cli
