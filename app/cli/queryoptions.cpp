// SPDX-License-Identifier: MIT
#include "app/cli/queryoptions.h"

#include "app/cli/commandline.h"

#include <QCoreApplication>

namespace hubdeck::cli {

namespace {

using namespace Qt::Literals::StringLiterals;

QString tr(const char *text)
{
    return QCoreApplication::translate("QueryOptions", text);
}

RuntimeStatus::Kind statusFrom(const QString &text)
{
    QStringList names;
    for (const RuntimeStatus::Kind kind : RuntimeStatus::queryable) {
        if (nameOf(kind).compare(text, Qt::CaseInsensitive) == 0) {
            return kind;
        }
        names += nameOf(kind);
    }
    throw UsageError(tr("There is no status '%1'; there are %2.").arg(text, names.join(u", ")));
}

} // namespace

InstanceQuery queryFrom(const CommandLine &line)
{
    InstanceQuery query;
    query.kinds = InstanceKinds::Both;
    if (line.has(u"status"_s)) {
        for (const QString &name : line.value(u"status"_s).split(u',')) {
            const RuntimeStatus::Kind kind = statusFrom(name.trimmed());
            if (std::find(query.statuses.begin(), query.statuses.end(), kind)
                == query.statuses.end()) {
                query.statuses.push_back(kind);
            }
        }
    }
    query.createdFrom = line.time(u"from"_s);
    query.createdTo = line.time(u"to"_s);
    query.idPrefix = line.value(u"prefix"_s);
    if (line.has(u"orchestrations"_s) && line.has(u"entities"_s)) {
        throw UsageError(tr(
            "--orchestrations and --entities exclude each other; without either both are shown."));
    }
    if (line.has(u"orchestrations"_s)) {
        query.kinds = InstanceKinds::Orchestrations;
    } else if (line.has(u"entities"_s)) {
        query.kinds = InstanceKinds::Entities;
    }
    if (const QString problem = problemWithQuery(query); !problem.isEmpty()) {
        throw UsageError(problem);
    }
    return query;
}

qint64 limitFrom(const CommandLine &line, qint64 standard)
{
    if (line.has(u"all"_s) && line.has(u"top"_s)) {
        throw UsageError(tr("--top and --all exclude each other."));
    }
    return line.has(u"all"_s) ? -1 : line.has(u"top"_s) ? line.number(u"top"_s, 1, 0) : standard;
}

std::chrono::milliseconds timeoutFrom(const CommandLine &line, int standard)
{
    const int seconds = line.number(u"timeout"_s, 0, standard);
    return seconds == 0 ? std::chrono::hours(24 * 365 * 10) : std::chrono::seconds(seconds);
}

} // namespace hubdeck::cli
