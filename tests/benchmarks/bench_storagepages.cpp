// SPDX-License-Identifier: MIT
// Pages of a storage account's instances, as ratios that one run on one machine can check. The rows
// are those of a recorded hub, multiplied. Build it as Release. Prints `id ratio limit`; ends with
// 1 when a limit is exceeded.
#include "services/azurestorage/instancerows.h"
#include "services/azurestorage/storagefilters.h"
#include "services/azurestorage/tablecodec.h"
#include "storagecapture.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <ctime>

using namespace hubdeck;
using namespace hubdeck::azurestorage;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int rowsAPage = 1000;
constexpr int repeats = 9;

/// An answer of the table service with the columns that `select` names, all when it is empty.
QByteArray page(const std::vector<TableRow> &recorded, const QStringList &select)
{
    QByteArray body = R"({"odata.metadata":"http://h/$metadata#OrdersHubInstances","value":[)";
    for (int i = 0; i < rowsAPage; ++i) {
        TableRow row = recorded[static_cast<size_t>(i) % recorded.size()];
        row.partitionKey += u'-' + QString::number(i);
        std::erase_if(row.properties, [&](const TableProperty &property) {
            return !select.isEmpty() && !select.contains(property.name);
        });
        body += i > 0 ? "," : "";
        body += R"({"odata.etag":"W/\"datetime'2026-11-23T09%3A40%3A58.1234567Z'\"",)"
            + encodeRow(row).sliced(1);
    }
    return body + "]}";
}

/// The processor time of a call in ms, the median of several: other programs make it no longer.
template <typename Call> double timed(Call call)
{
    std::vector<double> times;
    for (int i = 0; i < repeats; ++i) {
        const std::clock_t begin = std::clock();
        call();
        times.push_back(1000.0 * static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC);
    }
    std::ranges::nth_element(times, times.begin() + repeats / 2);
    return times[repeats / 2];
}

bool report(const char *id, double ratio, double limit)
{
    std::printf("%-36s %8.2f  limit %.2f%s\n", id, ratio, limit, ratio > limit ? "  EXCEEDED" : "");
    return ratio <= limit;
}

/// Limits: of decoding, and of decoding with the rows put into a page of the list.
bool measure(const char *name, const QByteArray &body, double decodeLimit, double listLimit)
{
    const HubNames names(u"OrdersHub"_s);
    size_t seen = 0;
    const double dom
        = timed([&] { seen += nlohmann::json::parse(body.begin(), body.end())["value"].size(); });
    const double search = timed([&] {
        seen += std::memchr(body.data(), '\1', static_cast<size_t>(body.size())) ? 1U : 0U;
    });
    const double decode = timed([&] { seen += decodeRows(body).size(); });
    const double list = timed([&] {
        InstancePage result;
        for (const TableRow &row : decodeRows(body)) {
            appendRow(result, readInstance(row, names));
        }
        seen += result.rows.size();
    });
    std::printf("%s: %zu bytes; memchr %.3f ms, nlohmann %.2f ms, decode %.2f ms, into the list "
                "%.2f ms; a million rows %.1f s (%zu)\n",
                name, static_cast<size_t>(body.size()), search, dom, decode, list, list, seen);
    const bool decodesFast = report("  decodeRows / nlohmann parse", decode / dom, decodeLimit);
    return report("  decode and append / nlohmann parse", list / dom, listLimit) && decodesFast;
}

} // namespace

int main()
{
    const std::vector<TableRow> recorded
        = test::StorageCapture(u"orders-hub"_s).table(u"OrdersHubInstances"_s);
    if (recorded.empty()) {
        std::printf("The recorded hub cannot be read.\n");
        return 1;
    }
    const bool isListFast = measure("list", page(recorded, listColumns()), 0.5, 0.9);
    return measure("whole rows", page(recorded, {}), 0.5, 0.9) && isListFast ? 0 : 1;
}
