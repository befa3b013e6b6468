// SPDX-License-Identifier: MIT
#include "services/sandbox/functions.h"

#include "services/sandbox/jsontext.h"
#include "services/sandbox/lenientjson.h"

#include <nlohmann/json.hpp>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace hubdeck::sandbox {
namespace {

using Json = nlohmann::ordered_json;

Json parsed(const QByteArray &text)
{
    Json value = Json::parse(text.cbegin(), text.cend(), nullptr, false);
    return value.is_object() ? value : Json::object();
}

QByteArray orNull(const QByteArray &json)
{
    return json.isNull() ? QByteArray("null") : json;
}

// --- the nightly report: a fan-out over the regions in the middle
// -------------------------------------------------

QByteArray nightlyReport(Orchestration &hub)
{
    static constexpr const char *regions[] { "north", "south", "east", "west", "overseas" };
    hub.setCustomStatus(R"({"phase":"extract"})");
    hub.call(u"ExtractSales"_s, orNull(hub.input()));
    hub.setCustomStatus(R"({"phase":"aggregate","regions":5})");
    std::vector<Orchestration::Task> tasks;
    for (const char *region : regions)
        tasks.push_back(hub.activity(u"AggregateRegion"_s, quotedJson(region)));
    QByteArrayList sums;
    for (const auto &task : tasks)
        sums += hub.await(task);
    hub.setCustomStatus(R"({"phase":"render"})");
    const QByteArray report = hub.call(u"RenderReport"_s, '[' + sums.join(',') + ']');
    hub.setCustomStatus(R"({"phase":"done"})");
    return "{\"report\":" + report + ",\"regions\":[" + sums.join(',') + "]}";
}

QByteArray extractSales(const ActivityCall &call, const Incidents &incidents)
{
    if (incidents.isDown(u"reporting", call.now))
        throw FunctionError { makeFailure(
            u"Microsoft.Data.SqlClient.SqlException"_s,
            u"Execution Timeout Expired. The timeout period elapsed prior to completion of the operation."_s,
            u"ExtractSales"_s) };
    return QByteArray::number(20'000 + call.dice);
}

QByteArray aggregateRegion(const ActivityCall &call)
{
    return "{\"region\":" + orNull(call.input)
        + ",\"orders\":" + QByteArray::number(200 + call.dice % 900)
        + ",\"revenue\":" + QByteArray::number(double(call.dice) * 13.37 + 4000, 'f', 2) + '}';
}

// --- a fan-out over N pictures
// ------------------------------------------------------------------------------------

QByteArray renderThumbnails(Orchestration &hub)
{
    const int count = std::clamp(parsed(hub.input()).value("count", 10), 1, 500);
    hub.setCustomStatus("{\"pictures\":" + QByteArray::number(count) + '}');
    std::vector<Orchestration::Task> tasks;
    for (int i = 1; i <= count; ++i)
        tasks.push_back(
            hub.activity(u"RenderThumbnail"_s, "{\"picture\":" + QByteArray::number(i) + '}'));
    qint64 bytes = 0;
    for (const auto &task : tasks)
        bytes += hub.await(task).toLongLong();
    return "{\"pictures\":" + QByteArray::number(count) + ",\"bytes\":" + QByteArray::number(bytes)
        + '}';
}

// --- a delivery that is tried again and may give up
// ---------------------------------------------------------------

QByteArray deliverWebhook(Orchestration &hub)
{
    const QByteArray answer = hub.callWithRetry(u"PostWebhook"_s, orNull(hub.input()),
                                                { .first = 5s, .backoff = 2, .attempts = 4 });
    return "{\"delivered\":true,\"status\":" + answer + '}';
}

QByteArray postWebhook(const ActivityCall &call, const Incidents &incidents)
{
    const Json hook = parsed(call.input);
    const QString endpoint
        = QString::fromStdString(hook.value("endpoint", "https://hooks.example/in"));
    if (hook.value("gone", false))
        throw FunctionError { makeFailure(
            u"System.Net.Http.HttpRequestException"_s,
            u"Response status code does not indicate success: 410 (Gone) from "_s + endpoint,
            u"PostWebhook"_s) };
    if (incidents.isDown(u"webhooks", call.now) || call.dice < 150)
        throw FunctionError { makeFailure(
            u"System.Net.Http.HttpRequestException"_s,
            u"No connection could be made because the target machine actively refused it: "_s
                + endpoint,
            u"PostWebhook"_s) };
    return "204";
}

// --- an import in a newer worker, which reports FailureDetails
// ----------------------------------------------------

QByteArray importCustomers(Orchestration &hub)
{
    hub.setCustomStatus(R"({"phase":"download"})");
    hub.call(u"DownloadFile"_s, orNull(hub.input()));
    hub.setCustomStatus(R"({"phase":"parse"})");
    const QByteArray rows = hub.call(u"ParseCustomers"_s, orNull(hub.input()));
    hub.setCustomStatus("{\"phase\":\"done\",\"rows\":" + rows + '}');
    return "{\"rows\":" + rows + '}';
}

QByteArray parseCustomers(const ActivityCall &call)
{
    const int badRow = parsed(call.input).value("badRow", 0);
    if (badRow > 0)
        throw FunctionError { makeFailure(
            u"System.InvalidOperationException"_s,
            u"cannot read row "_s + QString::number(badRow)
                + u" of \"customers.csv\"\nline ends inside a quoted field"_s,
            u"ParseCustomers"_s,
            makeFailure(u"System.FormatException"_s,
                        u"The input string 'Zoë;Krüger' was not in a correct format."_s,
                        u"ParseCustomers"_s)) };
    return QByteArray::number(100 + call.chance % 4000);
}

// --- others
// -------------------------------------------------------------------------------------------------------

QByteArray exportCatalog(Orchestration &hub)
{
    hub.setCustomStatus("\"exporting\"");
    return hub.call(u"BuildCatalog"_s, orNull(hub.input()));
}

// About 250 kB: more than the tables of a real hub hold, so it would live in a blob there.
QByteArray buildCatalog(const ActivityCall &)
{
    static constexpr const char *names[] { "Teekanne", "茶碗", "Crème brûlée set", "Ålesund lamp",
                                           "Plain mug" };
    QByteArray out = "{\"catalog\":\"winter\",\"products\":[";
    for (int i = 0; out.size() < 250'000; ++i) {
        if (i > 0)
            out += ',';
        out += "{\"sku\":\"SKU-" + QByteArray::number(10'000 + i) + "\",\"name\":\"" + names[i % 5]
            + "\",\"price\":" + QByteArray::number(5 + i % 90) + ".95,\"stock\":"
            + QByteArray::number(i * 7 % 230) + ",\"tags\":[\"gift\",\"kitchen\"]}";
    }
    return out + "]}";
}

QByteArray renewSubscription(Orchestration &hub)
{
    const int days = std::clamp(parsed(hub.input()).value("days", 30), 1, 365);
    hub.setCustomStatus("{\"waitingDays\":" + QByteArray::number(days) + '}');
    hub.await(hub.timer(std::chrono::hours(24) * days));
    hub.setCustomStatus("\"renewing\"");
    return hub.call(u"NotifyCustomer"_s, orNull(hub.input()));
}

QByteArray quotePrice(const ActivityCall &call)
{
    return "{\"price\":" + QByteArray::number(double(call.dice % 9000 + 500) / 100, 'f', 2)
        + ",\"currency\":\"EUR\",\"validMinutes\":15}";
}

} // namespace

void addDemoJobs(FunctionRegistry &registry, const Incidents &incidents)
{
    registry.add({ u"NightlyReport"_s, nightlyReport });
    registry.add({ u"RenderThumbnails"_s, renderThumbnails });
    registry.add({ u"DeliverWebhook"_s, deliverWebhook });
    registry.add({ u"ImportCustomers"_s, importCustomers, true });
    registry.add({ u"ExportCatalog"_s, exportCatalog });
    registry.add({ u"RenewSubscription"_s, renewSubscription });
    registry.add({ u"PriceQuote"_s, [](Orchestration &hub) {
                      return hub.call(u"QuotePrice"_s, orNull(hub.input()));
                  } });

    registry.add({ u"ExtractSales"_s,
                   [&incidents](const ActivityCall &call) { return extractSales(call, incidents); },
                   4s, 20s });
    registry.add({ u"AggregateRegion"_s, aggregateRegion, 2s, 9s });
    registry.add({ u"RenderReport"_s,
                   [](const ActivityCall &) { return QByteArray("\"reports/sales.pdf\""); }, 3s,
                   8s });
    registry.add(
        { u"RenderThumbnail"_s,
          [](const ActivityCall &call) { return QByteArray::number(9'000 + call.dice * 3); }, 300ms,
          3s });
    registry.add({ u"PostWebhook"_s,
                   [&incidents](const ActivityCall &call) { return postWebhook(call, incidents); },
                   80ms, 900ms });
    registry.add({ u"DownloadFile"_s,
                   [](const ActivityCall &) { return QByteArray("\"customers.csv\""); }, 500ms,
                   3s });
    registry.add({ u"ParseCustomers"_s, parseCustomers, 1s, 5s });
    registry.add({ u"BuildCatalog"_s, buildCatalog, 2s, 5s });
    registry.add({ u"QuotePrice"_s, quotePrice, 60ms, 400ms });
}

} // namespace hubdeck::sandbox
