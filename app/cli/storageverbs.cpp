// SPDX-License-Identifier: MIT
#include "app/cli/commandline.h"
#include "app/cli/console.h"
#include "app/cli/jsonobject.h"
#include "app/cli/storagechoice.h"
#include "app/cli/texttable.h"
#include "models/displaytext.h"

#include <QCoreApplication>

namespace hubdeck::cli {

namespace {

using namespace Qt::Literals::StringLiterals;
using namespace azurestorage;

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(StorageVerbs)
};

QByteArray hubDocument(const FoundHub &hub)
{
    const auto known
        = [](bool isListed, bool flag) { return isListed ? std::optional(flag) : std::nullopt; };
    const auto queues = static_cast<qint64>(hub.controlQueues.size());
    return JsonObject()
        .addText("name", hub.name.text())
        .addFlag("complete", hub.completeness())
        .addTexts("missing", hub.missing())
        .addNumber("controlQueues", hub.listed.queues ? std::optional(queues) : std::nullopt)
        .addFlag("hasPartitionsTable", known(hub.listed.tables, hub.hasPartitions))
        .addFlag("hasLeases", known(hub.listed.containers, hub.hasLeases))
        .addFlag("hasAppLease", known(hub.listed.containers, hub.hasAppLease))
        .addFlag("hasLargeMessages", known(hub.listed.containers, hub.hasLargeMessages))
        .text();
}

QString hubState(const FoundHub &hub)
{
    const auto partitions = static_cast<qint64>(hub.controlQueues.size());
    if (hub.isComplete()) {
        return displaytext::withNumber(
            Words::tr("%n control queue{|s}", nullptr, static_cast<int>(partitions)), partitions);
    }
    QStringList words;
    if (!hub.missing().isEmpty()) {
        words << Words::tr("partial; missing: %1").arg(hub.missing().join(u", "_s));
    }
    if (!hub.notLookedAt().isEmpty()) {
        words << Words::tr("could not look at %1").arg(hub.notLookedAt().join(u", "_s));
    }
    return words.join(u"; "_s);
}

QByteArray hubTable(const std::vector<FoundHub> &hubs)
{
    TextTable table;
    for (const FoundHub &hub : hubs) {
        table.addRow({ hub.name.text(), hubState(hub) });
    }
    return table.text();
}

QByteArray cleaningDocument(const EntityCleaning &cleaning)
{
    std::vector<QByteArray> locks;
    for (const OrphanedLock &lock : cleaning.locks) {
        locks.push_back(JsonObject()
                            .addText("entity", lock.entity.instanceId().text())
                            .addText("owner", lock.owner.text())
                            .addText("ownerState", lock.ownerState)
                            .text());
    }
    QStringList empty;
    for (const EntityId &id : cleaning.empty) {
        empty += id.instanceId().text();
    }
    return JsonObject()
        .addTexts("empty", empty)
        .add("locks", JsonObject::array(locks))
        .addNumber("looked", cleaning.looked)
        .text();
}

void printCleaning(Console &console, const EntityCleaning &cleaning)
{
    for (const EntityId &id : cleaning.empty) {
        console.writeLine(
            Words::tr("empty   %1").arg(displaytext::singleLine(id.instanceId().text())).toUtf8());
    }
    for (const OrphanedLock &lock : cleaning.locks) {
        console.writeLine(Words::tr("locked  %1  by %2, which is %3")
                              .arg(displaytext::singleLine(lock.entity.instanceId().text()),
                                   displaytext::singleLine(lock.owner.text()), lock.ownerState)
                              .toUtf8());
    }
}

/// A lock goes when a worker has taken the message.
QString cleanedText(const EntityCleaned &cleaned)
{
    const auto part
        = [](const QString &text, qint64 count) { return displaytext::withNumber(text, count); };
    return QStringList { part(Words::tr("%n entit{y|ies} removed.", nullptr,
                                        static_cast<int>(cleaned.removed)),
                              cleaned.removed),
                         part(Words::tr("The release of %n lock{|s} was posted.", nullptr,
                                        static_cast<int>(cleaned.released)),
                              cleaned.released),
                         part(Words::tr("%n {was|were} left as {it was|they were}.", nullptr,
                                        static_cast<int>(cleaned.skipped)),
                              cleaned.skipped) }
        .join(u' ');
}

} // namespace

ExitStatus runHubs(Call &call)
{
    const AccountContents contents = contentsOf(*call.storage, *call.http, call.stop);
    const std::vector<FoundHub> hubs = findHubs(contents.listing);
    if (call.line.has(u"json"_s)) {
        std::vector<QByteArray> documents;
        for (const FoundHub &hub : hubs) {
            documents.push_back(hubDocument(hub));
        }
        call.console.writeLine(JsonObject::array(documents, true));
    } else {
        call.console.write(hubTable(hubs));
    }
    call.console.flush();
    for (const QString &problem : contents.problems) {
        call.console.say(problem);
    }
    if (hubs.empty()) {
        call.console.say(Words::tr("There is no task hub in the account %1.")
                             .arg(call.storage->account.displayName()));
    }
    return contents.problems.isEmpty() ? ExitStatus::Done : ExitStatus::Failed;
}

ExitStatus runCancelStart(Call &call)
{
    require(call, Feature::CancelScheduledStart);
    const InstanceId id(call.line.arguments().first());
    call.hub->cancelScheduledStart(id, call.stop);
    call.console.writeLine(
        call.line.has(u"json"_s)
            ? JsonObject().addText("id", id.text()).addFlag("cancelled", true).text()
            : Words::tr("%1 will not start.").arg(id.text()).toUtf8());
    call.console.flush();
    return ExitStatus::Done;
}

ExitStatus runCleanEntities(Call &call)
{
    require(call, Feature::CleanEntities);
    const bool json = call.line.has(u"json"_s);
    EntityCleaningQuery query;
    query.name = call.line.arguments().value(0);
    const EntityCleaning cleaning = call.hub->entitiesToClean(query, call.stop);
    if (!call.line.has(u"yes"_s)) {
        if (json) {
            call.console.writeLine(cleaningDocument(cleaning));
        } else {
            printCleaning(call.console, cleaning);
        }
        call.console.flush();
        call.console.say(
            displaytext::withNumber(
                Words::tr("Of %n entit{y|ies}, %1 would be removed and %2 freed of a lock; nothing "
                          "was done. Add --yes to do it.",
                          nullptr, static_cast<int>(cleaning.looked)),
                cleaning.looked)
                .arg(displaytext::count(static_cast<qint64>(cleaning.empty.size())),
                     displaytext::count(static_cast<qint64>(cleaning.locks.size()))));
        return ExitStatus::Usage;
    }
    const EntityCleaned cleaned = call.hub->cleanEntities(cleaning, call.stop);
    call.console.writeLine(json ? JsonObject()
                                      .addNumber("removed", cleaned.removed)
                                      .addNumber("released", cleaned.released)
                                      .addNumber("skipped", cleaned.skipped)
                                      .text()
                                : cleanedText(cleaned).toUtf8());
    call.console.flush();
    return ExitStatus::Done;
}

} // namespace hubdeck::cli
