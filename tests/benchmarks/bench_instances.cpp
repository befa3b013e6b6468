// SPDX-License-Identifier: MIT
// The list at a million rows, as ratios that one run on one machine can check (performance-study.md
// §7, S1 to S4 and M1). Build it as Release. Prints `id ratio limit`; ends with 1 when a limit is
// exceeded.
#include "models/instances/instanceview.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <ctime>
#include <fstream>
#include <numeric>
#include <random>
#include <string>

using namespace hubdeck;
using Row = InstanceStore::Row;

namespace {

constexpr int rows = 1'000'000;
constexpr int repeats = 7;
constexpr size_t pagesAStep = 20;

InstancePage page(int first, std::mt19937_64 &random)
{
    static const QList<QByteArray> names { "OrderFulfillment", "CapturePayment", "Approval",
                                           "NightlyReport", "DeliverWebhook" };
    InstancePage result;
    for (int i = first; i < first + 1000; ++i) {
        InstanceRow row;
        QByteArray id = QByteArray::number(random(), 16).rightJustified(16, '0');
        id += QByteArray::number(random(), 16).rightJustified(16, '0');
        row.id = result.append(id);
        row.name = result.append(names.at(static_cast<qsizetype>(random() % 5)));
        row.statusIndex = result.indexOf(RuntimeStatus::queryable[random() % 16 == 0 ? 3 : 4]);
        row.hasCreated = row.hasLastUpdated = true;
        row.created = Instant(Instant::Ticks(
            17'952'000'000'000'000 - static_cast<qint64>(random() % 2'419'200) * 10'000'000));
        row.lastUpdated = row.created + std::chrono::seconds(random() % 1000);
        result.rows.push_back(row);
    }
    return result;
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

qint64 residentBytes()
{
    std::ifstream statm("/proc/self/statm");
    qint64 size = 0;
    qint64 resident = 0;
    statm >> size >> resident;
    return resident * 4096;
}

bool report(const char *id, double ratio, double limit)
{
    std::printf("%-28s %8.2f  limit %.2f%s\n", id, ratio, limit, ratio > limit ? "  EXCEEDED" : "");
    return ratio <= limit;
}

} // namespace

int main()
{
    std::mt19937_64 random(1);
    InstanceStore store;
    InstanceView view(store);
    std::vector<InstancePage> pages;
    for (int i = 0; i < rows; i += 1000) {
        pages.push_back(page(i, random));
    }
    const qint64 before = residentBytes();
    const Instant now(Instant::Ticks(17'952'000'000'000'000));
    std::clock_t load = 0;
    for (size_t i = 0; i < pages.size(); i += pagesAStep) { // as they come: some pages at once
        const std::clock_t begin = std::clock();
        InstanceStore::Changes changes;
        for (size_t page = i; page < i + pagesAStep; ++page) {
            changes.append(store.merge(pages[page]));
        }
        load += std::clock() - begin;
        view.apply(changes, now);
    }
    std::printf("store %.0f ns per row, %.1f bytes per row with hash and order\n",
                1e9 * static_cast<double>(load) / CLOCKS_PER_SEC / rows,
                static_cast<double>(residentBytes() - before) / rows);

    size_t seen = 0;
    const double memchrMs = timed([&] {
        for (const ByteArena::Block &block : store.idArena().blocks()) {
            seen += std::memchr(block.bytes.get(), '\1', block.used) != nullptr ? 1U : 0U;
        }
    });
    std::printf("memchr over the ids %.2f ms (%zu)\n", memchrMs, seen);

    const auto filter = [&](const InstanceFilter &wanted) {
        view.setFilter(wanted);
        seen += view.shown().size();
    };
    InstanceFilter text;
    text.text = QStringLiteral("A1B2C3");
    InstanceFilter status;
    status.statuses = { RuntimeStatus::Kind::Failed };
    bool fine = report("S1 text filter / memchr", timed([&] { filter(text); }) / memchrMs, 8);
    fine &= report("S2 status filter / memchr", timed([&] { filter(status); }) / memchrMs, 1.5);
    filter({});
    fine &= report("S3 sort by time / memchr",
                   timed([&] { view.sort(InstanceSortKey::Created, true, now); }) / memchrMs, 15);
    fine &= report("S3 sort by name / memchr",
                   timed([&] { view.sort(InstanceSortKey::Name, false, now); }) / memchrMs, 5);
    std::vector<Row> plain(store.rowCount());
    const double naive = timed([&] {
        std::iota(plain.begin(), plain.end(), 0U);
        std::ranges::sort(plain, [&store](Row a, Row b) {
            const QByteArrayView x = store.idBytes(a);
            const QByteArrayView y = store.idBytes(b);
            return std::string_view(x.data(), static_cast<size_t>(x.size()))
                < std::string_view(y.data(), static_cast<size_t>(y.size()));
        });
    });
    fine &= report("S4 sort by id / std::sort",
                   timed([&] { view.sort(InstanceSortKey::Id, false, now); }) / naive, 0.3);
    view.sort(InstanceSortKey::Created, true, now);
    const double append = timed([&] {
        view.apply(store.merge(page(0, random)), now);
        seen += view.shown().size();
    });
    std::printf("append 1,000 into the sorted view %.2f ms (%zu)\n", append, seen);
    return fine ? 0 : 1;
}
