// SPDX-License-Identifier: MIT
#include "app/cli/commandline.h"
#include "app/cli/console.h"
#include "app/cli/queryoptions.h"
#include "models/displaytext.h"
#include "services/exporting/instanceexporter.h"

#include <QCoreApplication>

namespace hubdeck::cli {

namespace {

using namespace Qt::Literals::StringLiterals;

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(ExportVerb)
};

} // namespace

ExitStatus runExport(Call &call)
{
    const QString path = call.line.value(u"output"_s);
    if (path.isEmpty()) {
        throw UsageError(Words::tr("Where to? Give -o FILE."));
    }
    ExportRequest request;
    if (call.line.arguments().isEmpty()) {
        request.what = queryFrom(call.line);
        request.limit = limitFrom(call.line, -1);
    } else {
        std::vector<InstanceId> ids;
        for (const QString &id : call.line.arguments()) {
            ids.emplace_back(id);
        }
        request.what = std::move(ids);
    }
    request.withHistory = !call.line.has(u"no-history"_s);
    request.hubName = call.hubName;
    request.hubUrl = call.hubUrl;

    const ExportResult result = exportInstances(
        *call.hub, request, path,
        [&](const ExportProgress &progress) {
            call.console.progress(
                Words::tr("%1 instances written …").arg(displaytext::count(progress.done)));
        },
        call.stop);
    call.sawData = result.count > 0;
    for (const auto &[id, reason] : result.skipped) {
        call.console.say(Words::tr("Not exported: %1: %2").arg(id.text(), reason));
    }
    call.console.say(displaytext::withNumber(Words::tr("%n instance{|s} written to %1.", nullptr,
                                                       static_cast<int>(result.count)),
                                             result.count)
                         .arg(path));
    return result.skipped.empty() ? ExitStatus::Done : ExitStatus::Failed;
}

} // namespace hubdeck::cli
