// SPDX-License-Identifier: MIT
#include "app/cli/savedconnection.h"

#include "app/cli/commandline.h"
#include "models/activity/activitymodel.h"
#include "models/displaytext.h"

#include <QCoreApplication>
#include <QSettings>
#include <QThreadPool>

namespace hubdeck::cli {

namespace {

using namespace Qt::Literals::StringLiterals;

using Entry = HubRegistry::Entry;

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(SavedConnection)
};

/// What the window wrote (app/main.cpp names the organisation and the application).
std::vector<Entry> savedEntries()
{
    const TimeDisplay time;
    ActivityModel activity(time);
    QThreadPool pool;
    HubRegistry registry({}, pool, activity);
    QSettings settings(u"Hubdeck"_s, u"Hubdeck"_s);
    registry.load(settings);
    std::vector<Entry> entries;
    for (const Entry &entry : registry.entries()) {
        if (entry.info.kind != HubKind::Sandbox) {
            entries.push_back(entry);
        }
    }
    return entries;
}

QString hubOf(const Entry &entry)
{
    return entry.storage ? entry.storage->hub.text() : entry.address.taskHub.text();
}

QString nameOf(const Entry &entry)
{
    return entry.connection.isEmpty() ? entry.info.name : entry.connection;
}

QString listed(const std::vector<Entry> &entries, QString (*name)(const Entry &))
{
    QStringList names;
    for (const Entry &entry : entries) {
        names += displaytext::singleLine(name(entry));
    }
    names.removeDuplicates();
    return names.join(u", "_s);
}

[[noreturn]] void throwUnknown(const QString &name, const std::vector<Entry> &saved)
{
    throw UsageError(
        saved.empty()
            ? Words::tr("There is no saved connection '%1': the window has saved none.").arg(name)
            : Words::tr("There is no saved connection '%1'; there are: %2.")
                  .arg(name, listed(saved, nameOf)));
}

/// The entry that is meant among those of one connection.
const Entry &chosen(const std::vector<Entry> &entries, const CommandLine &line)
{
    const QString hub = line.value(u"hub"_s);
    for (const Entry &entry : entries) {
        if (!hub.isEmpty() && hubOf(entry).compare(hub, Qt::CaseInsensitive) == 0) {
            return entry;
        }
    }
    if (hub.isEmpty() && entries.size() > 1) {
        throw UsageError(Words::tr("Which hub? Give --hub NAME; the connection '%1' has %2.")
                             .arg(line.value(u"profile"_s), listed(entries, hubOf)));
    }
    return entries.front(); // another hub of the same app or account
}

bool onlyReads(const Verb &verb)
{
    static const QStringList reading { u"instances"_s, u"show"_s,   u"history"_s, u"export"_s,
                                       u"entities"_s,  u"entity"_s, u"wait"_s,    u"urls"_s,
                                       u"hubs"_s,      u"health"_s };
    return reading.contains(verb.name);
}

} // namespace

HubRegistry::Entry savedConnection(const CommandLine &line)
{
    const QString name = line.value(u"profile"_s);
    const std::vector<Entry> saved = savedEntries();
    std::vector<Entry> found;
    for (const Entry &entry : saved) {
        if (nameOf(entry) == name || entry.info.name == name) {
            found.push_back(entry);
        }
    }
    if (found.empty()) {
        throwUnknown(name, saved);
    }
    const Entry &entry = chosen(found, line);
    if (entry.info.readOnly && !onlyReads(*line.verb())) {
        throw UsageError(Words::tr("The connection '%1' is marked read-only in the window; '%2' "
                                   "changes the hub.")
                             .arg(name, line.verb()->name));
    }
    return entry;
}

} // namespace hubdeck::cli
