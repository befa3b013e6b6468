// SPDX-License-Identifier: MIT
#include "app/cli/commandline.h"
#include "app/cli/console.h"
#include "app/cli/jsonobject.h"
#include "app/cli/queryoptions.h"
#include "app/cli/rowtext.h"
#include "models/displaytext.h"
#include "services/json/jsonformatter.h"
#include "services/json/jsonstring.h"

#include <QCoreApplication>

namespace hubdeck::cli {

namespace {

using namespace Qt::Literals::StringLiterals;

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(EntityVerbs)
};

/// The row with what only some roads know of an entity.
QByteArray rowDocument(const EntityRow &row)
{
    JsonObject known;
    if (row.queueSize) {
        known.addTextOrNull("lockedBy", row.lockedBy.text()).addNumber("queueSize", row.queueSize);
    }
    if (row.suspended) {
        known.addFlag("suspended", row.suspended);
    }
    return known.appendedTo(printable(row.raw));
}

void printEntity(Console &console, const EntityRow &row, bool json, bool first, bool lines)
{
    if (lines) {
        console.writeLine(rowDocument(row));
    } else if (json) {
        console.write(first ? "\n" : ",\n");
        console.write(rowDocument(row));
    } else {
        const QString state = row.state.isNull()
            ? QString()
            : displaytext::singleLine(QString::fromUtf8(row.state.text), 120);
        console.writeLine(
            u"%1 %2  %3  %4"_s
                .arg((row.lastOperation ? row.lastOperation->toText() : u"-"_s).leftJustified(28),
                     row.id.name, displaytext::singleLine(row.id.key), state)
                .toUtf8());
    }
}

} // namespace

ExitStatus runEntities(Call &call)
{
    EntityQuery query;
    query.name = call.line.arguments().value(0);
    query.lastOperationFrom = call.line.time(u"from"_s);
    query.lastOperationTo = call.line.time(u"to"_s);
    query.fetchState = call.line.has(u"state"_s);
    const qint64 limit = limitFrom(call.line, 100);
    const bool lines = call.line.has(u"jsonl"_s);
    const bool json = call.line.has(u"json"_s) && !lines;
    qint64 count = 0;
    bool more = false;
    if (json) {
        call.console.write("[");
    }
    call.hub->listEntities(
        query, {},
        [&](EntityPage &&page) {
            for (const EntityRow &row : page.rows) {
                if (count == limit) {
                    more = true;
                    return SinkAnswer::Stop;
                }
                printEntity(call.console, row, json, count == 0, lines);
                ++count;
            }
            call.sawData = count > 0;
            return SinkAnswer::Continue;
        },
        call.stop);
    if (json) {
        call.console.writeLine(count == 0 ? "]" : "\n]");
    }
    call.console.flush();
    if (more) {
        call.console.say(displaytext::withNumber(
            Words::tr("%n entit{y|ies} shown, more are available: --top N or --all shows them.",
                      nullptr, static_cast<int>(count)),
            count));
    } else if (count == 0) {
        call.console.say(Words::tr("No entity matches."));
    }
    return ExitStatus::Done;
}

ExitStatus runEntity(Call &call)
{
    const EntityId id { call.line.arguments()[0], call.line.arguments()[1] };
    const auto state = call.hub->entityState(id, call.stop);
    if (!state) {
        call.console.say(Words::tr("There is no entity '%1' of the class '%2', or it was deleted.")
                             .arg(id.key, id.name));
        return ExitStatus::Failed;
    }
    call.sawData = true;
    call.console.writeLine(call.line.has(u"json"_s) ? state->asJson()
                                                    : json::formatted(state->text));
    call.console.flush();
    return ExitStatus::Done;
}

ExitStatus runSignal(Call &call)
{
    const EntityId id { call.line.arguments()[0], call.line.arguments()[1] };
    if (call.line.verb()->name == u"delete-entity") {
        call.hub->deleteEntity(id, call.stop);
    } else {
        EntitySignal signal { call.line.arguments()[2], std::nullopt, call.line.time(u"at"_s) };
        if (signal.due) {
            require(call, Feature::DelayedSignal);
        }
        if (call.line.has(u"input"_s)) {
            signal.input = jsonArgument(call.line.value(u"input"_s), u"input"_s);
        }
        call.hub->signalEntity(id, signal, call.stop);
    }
    call.sawData = true;
    call.console.writeLine(call.line.has(u"json"_s)
                               ? "{\"id\":" + json::encodeString(id.instanceId().text().toUtf8())
                                   + ",\"accepted\":true}"
                               : Words::tr("Signal to %1: accepted; it is delivered later.")
                                     .arg(id.instanceId().text())
                                     .toUtf8());
    call.console.flush();
    return ExitStatus::Done;
}

} // namespace hubdeck::cli
