// SPDX-License-Identifier: MIT
#include "app/cli/commandline.h"
#include "app/cli/console.h"
#include "app/cli/queryoptions.h"
#include "app/cli/rowtext.h"
#include "models/displaytext.h"
#include "services/json/jsonstring.h"

#include <QCoreApplication>
#include <QUrl>

namespace hubdeck::cli {

namespace {

using namespace Qt::Literals::StringLiterals;

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(ReadVerbs)
};

enum class RowFormat { Table, Json, JsonLines };

class RowWriter
{
public:
    RowWriter(Console &console, RowFormat format)
        : m_console(console)
        , m_format(format)
    {
        if (m_format == RowFormat::Json) {
            m_console.write("[");
        }
    }

    void add(const InstancePage &page, const InstanceRow &row)
    {
        if (m_format == RowFormat::Table) {
            if (!m_any) {
                m_console.writeLine(tableHead().toUtf8());
            }
            m_console.writeLine(tableRow(page, row).toUtf8());
        } else if (m_format == RowFormat::JsonLines) {
            m_console.writeLine(printable(page.raw(row)));
        } else {
            m_console.write(m_any ? ",\n" : "\n");
            m_console.write(printable(page.raw(row)));
        }
        m_any = true;
    }

    // Only a listing that came to its end is closed: a broken one must not look whole.
    void close()
    {
        if (m_format == RowFormat::Json) {
            m_console.writeLine(m_any ? "\n]" : "]");
        }
        m_console.flush();
    }

private:
    Console &m_console;
    RowFormat m_format;
    bool m_any = false;
};

void printInstance(const Call &call, const InstanceDetails &instance, const History *history)
{
    if (!call.line.has(u"json"_s)) {
        call.console.write(describe(instance, history).toUtf8());
    } else {
        call.console.writeLine(
            printable(history != nullptr ? documentWithHistory(instance, *history) : instance.raw));
    }
    call.console.flush();
}

} // namespace

ExitStatus runInstances(Call &call)
{
    InstanceQuery query = queryFrom(call.line);
    const qint64 limit = limitFrom(call.line, 100);
    const RowFormat format = call.line.has(u"jsonl"_s) ? RowFormat::JsonLines
        : call.line.has(u"json"_s)                     ? RowFormat::Json
                                                       : RowFormat::Table;
    query.include = RowContents::Raw;
    query.pageSize = static_cast<int>(limit < 0 ? 1000 : std::min<qint64>(1000, limit));

    RowWriter writer(call.console, format);
    qint64 count = 0;
    bool more = false;
    call.hub->listInstances(
        query, {},
        [&](InstancePage &&page) {
            for (const InstanceRow &row : page.rows) {
                if (count == limit) {
                    more = true;
                    return SinkAnswer::Stop;
                }
                writer.add(page, row);
                ++count;
            }
            call.sawData = count > 0;
            call.console.progress(Words::tr("%1 rows …").arg(displaytext::count(count)));
            if (count == limit && !page.next.isEmpty()) {
                more = true;
                return SinkAnswer::Stop;
            }
            return SinkAnswer::Continue;
        },
        call.stop);
    writer.close();
    if (more) {
        call.console.say(displaytext::withNumber(
            Words::tr("%n row{|s} shown, more are available: --top N or --all shows them.", nullptr,
                      static_cast<int>(count)),
            count));
    } else if (count == 0) {
        call.console.say(Words::tr("No instance matches."));
    }
    return ExitStatus::Done;
}

ExitStatus runShow(Call &call)
{
    const InstanceId id(call.line.arguments().first());
    const bool allEvents = call.line.has(u"all-events"_s);
    if (allEvents) {
        require(call, Feature::AllEvents);
    }
    if (allEvents || call.line.has(u"history"_s) || call.line.verb()->name == u"history") {
        History history = call.hub->history(id, call.stop);
        if (allEvents) {
            history.events = std::move(history.allEvents);
        }
        call.sawData = true;
        printInstance(call, history.instance, &history);
        if (history.checkpointInProgress) {
            call.console.say(
                Words::tr("A worker was storing a large step of this instance meanwhile: "
                          "events at the end may be missing. Ask again in a moment."));
        }
    } else {
        const InstanceDetails instance = call.hub->instance(id, call.stop);
        call.sawData = true;
        printInstance(call, instance, nullptr);
    }
    return ExitStatus::Done;
}

ExitStatus runWait(Call &call)
{
    const InstanceId id(call.line.arguments().first());
    const InstanceDetails instance
        = call.hub->waitForCompletion(id, timeoutFrom(call.line, 0), call.stop);
    call.sawData = true;
    printInstance(call, instance, nullptr);
    if (instance.status.kind() == RuntimeStatus::Kind::Completed) {
        return ExitStatus::Done;
    }
    call.console.say(
        instance.status.isTerminal()
            ? Words::tr("The instance ended as %1.").arg(instance.status.name())
            : Words::tr("The time is over; the instance is still %1.").arg(instance.status.name()));
    return ExitStatus::Failed;
}

ExitStatus runUrls(Call &call)
{
    require(call, Feature::ManagementUrls);
    const InstanceId id(call.line.arguments().first());
    QByteArray json;
    for (const ManagementUrl &url : call.hub->managementUrls(id)) {
        QString text = url.url;
        if (!call.key.isEmpty()) {
            const QString key = call.line.has(u"with-key"_s)
                ? QString::fromLatin1(QUrl::toPercentEncoding(QString::fromUtf8(call.key.reveal())))
                : u"***"_s;
            text += (text.contains(u'?') ? u'&' : u'?') + u"code="_s + key;
        }
        if (call.line.has(u"json"_s)) {
            json += (json.isEmpty() ? "" : ",") + json::encodeString(url.purpose.toUtf8()) + ':'
                + json::encodeString(text.toUtf8());
        } else {
            call.console.writeLine(u"%1 %2"_s.arg(url.purpose.leftJustified(24), text).toUtf8());
        }
    }
    if (call.line.has(u"json"_s)) {
        call.console.writeLine("{\"id\":" + json::encodeString(id.text().toUtf8())
                               + (json.isEmpty() ? "" : ",") + json + '}');
    }
    call.console.flush();
    return ExitStatus::Done;
}

} // namespace hubdeck::cli
