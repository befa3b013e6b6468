// SPDX-License-Identifier: MIT
#include "app/cli/rowtext.h"

#include "models/displaytext.h"
#include "services/json/jsonformatter.h"
#include "services/json/jsonscanner.h"
#include "services/json/strictdocument.h"

#include <QCoreApplication>

namespace hubdeck::cli {

namespace {

using namespace Qt::Literals::StringLiterals;

QString tr(const char *text)
{
    return QCoreApplication::translate("RowText", text);
}

QString timeText(const std::optional<Instant> &instant)
{
    return instant ? instant->toText() : u"-"_s;
}

/// To the second, so that the columns stay in line; exact times are in `show` and --json.
QString columnTime(bool isKnown, Instant time)
{
    constexpr qsizetype seconds = 19; // yyyy-MM-ddTHH:mm:ss
    const QString text = isKnown ? QString(time.toText().left(seconds) + u'Z') : u"-"_s;
    return text.leftJustified(seconds + 1);
}

QString section(const QString &title, const Payload &payload)
{
    if (payload.isNull()) {
        return {};
    }
    return u'\n' + title + u":\n"_s + QString::fromUtf8(json::formatted(payload.text)) + u'\n';
}

/// A line of what only some roads tell; nothing where it is not known.
QString line(const QString &title, const QString &value)
{
    return value.isEmpty() ? QString()
                           : title.leftJustified(14) + displaytext::singleLine(value, 400) + u'\n';
}

QString metadata(const InstanceDetails &instance)
{
    QString text
        = line(tr("Completed:"), instance.completed ? instance.completed->toText() : QString());
    text += line(tr("Scheduled:"),
                 instance.scheduledStart ? instance.scheduledStart->toText() : QString());
    text += line(tr("Version:"), instance.version);
    text += line(tr("Parent:"), instance.parent ? instance.parent->text() : QString());
    text += line(tr("Execution:"), instance.executionId);
    text += line(tr("Generation:"),
                 instance.generation ? QString::number(*instance.generation) : QString());
    return text + line(tr("Tags:"), QString::fromUtf8(instance.tags));
}

QString eventLine(const HistoryEvent &event)
{
    QString line = u"  %1  %2"_s.arg(timeText(event.timestamp).leftJustified(28), event.type);
    if (!event.name.isEmpty()) {
        line += u' ' + displaytext::singleLine(event.name);
    }
    if (event.timestamp && event.scheduled) {
        line += u"  "_s + displaytext::duration(*event.timestamp - *event.scheduled);
    }
    for (const auto *key : { "Reason", "Result", "FireAt" }) {
        const QString text = event.text(key);
        if (!text.isEmpty()) {
            line += u"  "_s + displaytext::singleLine(text, 120);
            break;
        }
    }
    return line + u'\n';
}

} // namespace

QByteArray printable(QByteArrayView document)
{
    return json::strictDocument(document);
}

QString tableHead()
{
    return tr("%1 %2 %3 %4")
        .arg(tr("STATUS").leftJustified(14), tr("CREATED").leftJustified(20),
             tr("UPDATED").leftJustified(20), tr("ID  NAME"));
}

QString tableRow(const InstancePage &page, const InstanceRow &row)
{
    return u"%1 %2 %3 %4  %5"_s.arg(
        page.status(row).name().leftJustified(14),
        columnTime(row.hasCreated, row.created), columnTime(row.hasLastUpdated, row.lastUpdated),
        displaytext::singleLine(page.id(row).text(), 400), displaytext::singleLine(page.name(row)));
}

QString describe(const InstanceDetails &instance, const History *history)
{
    QString text = u"%1  %2\n"_s.arg(displaytext::singleLine(instance.id.text(), 400),
                                     instance.status.name());
    text += tr("Name:         %1\n").arg(displaytext::singleLine(instance.name));
    text += tr("Created:      %1\n").arg(timeText(instance.created));
    text += tr("Last updated: %1\n").arg(timeText(instance.lastUpdated));
    text += metadata(instance);
    text += section(tr("Custom status"), instance.customStatus);
    text += section(tr("Input"), instance.input);
    text += section(tr("Output"), instance.output);
    if (history != nullptr) {
        text += history->available
            ? tr("\nHistory:\n")
            : tr("\nThe hub shows no history of this instance: it is pending.\n");
        for (const HistoryEvent &event : history->events) {
            text += eventLine(event);
        }
    }
    return text;
}

} // namespace hubdeck::cli
