// SPDX-License-Identifier: MIT
#include "app/cli/commandline.h"
#include "app/cli/console.h"
#include "app/cli/queryoptions.h"
#include "models/activity/purgeplan.h"
#include "models/displaytext.h"
#include "services/json/jsonstring.h"

#include <QCoreApplication>

namespace hubdeck::cli {

namespace {

using namespace Qt::Literals::StringLiterals;

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(PurgeVerb)
};

PurgePlan planFor(Call &call)
{
    if (call.line.arguments().isEmpty()) {
        if (call.line.has(u"force"_s)) {
            throw UsageError(Words::tr("--force is for ids; a filter only takes what has ended."));
        }
        InstanceQuery query = queryFrom(call.line);
        if (const QString problem = problemWithPurgeQuery(query); !problem.isEmpty()) {
            throw UsageError(problem);
        }
        return planPurge(
            *call.hub, query, Instant::now(),
            [&](qint64 rows) {
                call.console.progress(Words::tr("%1 rows …").arg(displaytext::count(rows)));
            },
            call.stop);
    }
    PurgePlan plan;
    for (const QString &text : call.line.arguments()) {
        const InstanceId id(text);
        ++plan.countByStatus[call.hub->instance(id, call.stop).status.name()];
        plan.ids.push_back(id);
    }
    return plan;
}

void printPlan(const Call &call, const PurgePlan &plan)
{
    QByteArray json;
    for (auto entry = plan.countByStatus.begin(); entry != plan.countByStatus.end(); ++entry) {
        if (call.line.has(u"json"_s)) {
            json += (json.isEmpty() ? "" : ",") + json::encodeString(entry.key().toUtf8()) + ':'
                + QByteArray::number(entry.value());
        } else {
            call.console.writeLine(
                u"%1 %2"_s.arg(entry.key().leftJustified(16), displaytext::count(entry.value()))
                    .toUtf8());
        }
    }
    if (call.line.has(u"json"_s)) {
        call.console.writeLine('{' + json + '}');
    }
    call.console.flush();
}

qint64 purgeOneByOne(Call &call, const std::vector<InstanceId> &ids)
{
    qint64 deleted = 0;
    for (const InstanceId &id : ids) {
        deleted
            += call.hub->perform(id, PurgeAction { call.line.has(u"force"_s) }, call.stop).deleted;
        call.console.progress(Words::tr("%1 of %2 deleted …")
                                  .arg(displaytext::count(deleted),
                                       displaytext::count(static_cast<qint64>(ids.size()))));
    }
    return deleted;
}

} // namespace

ExitStatus runPurge(Call &call)
{
    const PurgePlan plan = planFor(call);
    const auto count = static_cast<qint64>(plan.ids.size());
    call.sawData = count > 0;
    if (!call.line.has(u"yes"_s)) {
        printPlan(call, plan);
        call.console.say(displaytext::withNumber(
            Words::tr("%n instance{|s} would be deleted with {its history|their histories}; "
                      "nothing was sent. Add --yes to delete {it|them}.",
                      nullptr, static_cast<int>(count)),
            count));
        return ExitStatus::Usage;
    }
    qint64 deleted = 0;
    if (count > 0) {
        deleted = plan.request ? call.hub->purge(*plan.request, call.stop).deleted
                               : purgeOneByOne(call, plan.ids);
    }
    call.console.writeLine(
        call.line.has(u"json"_s)
            ? "{\"instancesDeleted\":" + QByteArray::number(deleted) + '}'
            : displaytext::withNumber(
                  Words::tr("%n instance{|s} deleted.", nullptr, static_cast<int>(deleted)),
                  deleted)
                  .toUtf8());
    call.console.flush();
    return ExitStatus::Done;
}

} // namespace hubdeck::cli
