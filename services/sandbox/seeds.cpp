// SPDX-License-Identifier: MIT
#include "services/sandbox/seeds.h"

#include "services/sandbox/jsontext.h"
#include "services/sandbox/lenientjson.h"
#include "services/sandbox/seeddata.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace hubdeck::sandbox {
namespace {

using Kind = RuntimeStatus::Kind;

/// What happens from outside, in order of time.
class Plan
{
public:
    using Step = std::function<void(Engine &)>;

    void at(Instant time, Step step) { m_steps.push_back({ time, std::move(step) }); }

    void start(Instant time, const QString &function, const QString &id, const QByteArray &input)
    {
        at(time, [=](Engine &engine) { engine.start(function, id, input); });
    }

    void run(Engine &engine, ManualClock &clock, Instant end)
    {
        std::ranges::stable_sort(m_steps, {}, &Entry::time);
        for (const Entry &entry : m_steps) {
            if (entry.time > end || engine.isStopped())
                break;
            engine.liveUntil(clock, entry.time);
            entry.step(engine);
        }
        engine.liveUntil(clock, end);
    }

private:
    struct Entry
    {
        Instant time;
        Step step;
    };

    std::vector<Entry> m_steps;
};

class Shop
{
public:
    Shop(Plan &plan, Instant now)
        : m_plan(plan)
        , m_data(now)
        , m_now(now)
        , m_incidents(pastIncidents(now))
    { }

    void planOrders(int count)
    {
        std::vector<Instant> times = m_data.busyTimes(count);
        for (const Incidents::Window &window :
             m_incidents.windows) { // customers try again while payments are down
            for (int i = 0, more = window.what == u"payments" ? count / 60 : 0; i < more; ++i)
                times.push_back(m_data.between(window.from, window.to));
        }
        std::ranges::sort(times);
        QString day;
        int number = 0;
        int rescued = 0;
        for (const Instant time : times) {
            if (const QString today = dayText(time); today != day) {
                day = today;
                number = 0;
            }
            ++number;
            const QString id
                = u"order-"_s + day + u'-' + QString::number(number).rightJustified(5, u'0');
            m_plan.start(time, u"OrderFulfillment"_s, id, m_data.order(number, m_data.oneIn(70)));
            if (m_data.oneIn(120))
                m_plan.at(time + seconds(3.5), [id](Engine &engine) {
                    engine.terminate(id, "customer asked to cancel");
                });
            if (m_incidents.isDown(u"payments", time) && ++rescued % 5 == 0)
                m_plan.at(time + hours(4.2),
                          [id](Engine &engine) { engine.rewind(id, "payment gateway is back"); });
        }
    }

    void planWebhooks(int count)
    {
        std::vector<Instant> times = m_data.busyTimes(count);
        for (const Incidents::Window &window : m_incidents.windows) {
            for (int i = 0, more = window.what == u"webhooks" ? count / 25 : 0; i < more; ++i)
                times.push_back(m_data.between(window.from, window.to));
        }
        for (const Instant time : times) {
            static constexpr std::array partners { "parcels", "ledger", "crm", "loyalty" };
            const bool gone = m_data.oneIn(90);
            const QByteArray partner = partners[size_t(m_data.number(4))];
            const QString id = u"webhook-"_s + m_data.hex(8);
            m_plan.start(time, u"DeliverWebhook"_s, id,
                         "{\"endpoint\":\"https://hooks." + partner
                             + ".example/in\",\"event\":\"order.shipped\""
                             + (gone ? ",\"gone\":true}" : "}"));
            if (gone && m_data.oneIn(3))
                m_plan.at(time + seconds(12),
                          [id](Engine &engine) { engine.terminate(id, "5 retries exceeded"); });
        }
    }

    void planSmallJobs(int count)
    {
        for (const Instant time : m_data.busyTimes(count * 15 / 100)) {
            const QString id = m_data.hex(32);
            m_plan.start(time, u"PriceQuote"_s, id,
                         "{\"sku\":\"MUG-0001\",\"quantity\":"
                             + QByteArray::number(1 + m_data.number(40)) + '}');
        }
        int file = 0;
        for (const Instant time : m_data.busyTimes(count * 3 / 100)) {
            const QByteArray number = QByteArray::number(++file).rightJustified(4, '0');
            const QByteArray bad = m_data.oneIn(12)
                ? ",\"badRow\":" + QByteArray::number(20 + m_data.number(900))
                : QByteArray();
            m_plan.start(time, u"ImportCustomers"_s,
                         u"import-customers-"_s + QString::fromLatin1(number),
                         "{\"file\":\"inbox/customers-" + number + ".csv\"" + bad + '}');
        }
        int set = 0;
        for (const Instant time : m_data.busyTimes(count * 15 / 1000))
            m_plan.start(
                time, u"RenderThumbnails"_s,
                u"thumbnails-"_s + dayText(time) + u'-' + QString::number(++set),
                "{\"set\":\"winter\",\"count\":" + QByteArray::number(4 + m_data.number(16)) + '}');
        for (int week = 0; week < 4; ++week) {
            const Instant time = startOfDay(m_now) - hours(24 * (7 * week + 1)) + hours(5.5);
            m_plan.start(time, u"ExportCatalog"_s, u"catalog-"_s + dayText(time),
                         R"({"catalog":"winter"})");
        }
    }

    void planNights()
    {
        for (int ago = 27; ago >= 0; --ago) {
            const Instant time = startOfDay(m_now) - hours(24 * ago) + hours(2) + seconds(0.3);
            m_plan.start(time, u"NightlyReport"_s, u"nightly-"_s + dayText(time),
                         "{\"day\":\"" + dayText(time - hours(24)).toLatin1() + "\"}");
        }
        for (int ahead = 1; ahead <= 3; ++ahead) {
            const Instant due = startOfDay(m_now) + hours(24 * ahead) + hours(2);
            const QString id = u"nightly-"_s + dayText(due);
            m_plan.at(m_now - hours(6), [=](Engine &engine) {
                engine.start(u"NightlyReport"_s, id, R"({"scheduled":true})", due);
            });
        }
    }

    void planApprovals(int count)
    {
        int number = 400;
        for (const Instant time : m_data.busyTimes(count)) {
            const QString id = u"expense-"_s + dayText(time).left(4) + u'-'
                + QString::number(++number).rightJustified(4, u'0');
            m_plan.start(time, u"ExpenseApproval"_s, id, m_data.expense());
            const int fate = m_data.number(100);
            const Instant answer = time + hours(0.4 + m_data.number(300) / 10.0);
            if (fate < 72)
                m_plan.at(answer, [id, payload = m_data.decision()](Engine &engine) {
                    engine.raiseEvent(id, u"Approve"_s, payload);
                });
            else if (fate < 88)
                m_plan.at(answer, [id, payload = m_data.decision()](Engine &engine) {
                    engine.raiseEvent(id, u"Reject"_s, payload);
                });
            else if (fate < 94)
                m_plan.at(answer, [id](Engine &engine) {
                    engine.terminate(id, "withdrawn by the employee");
                });
        }
    }

    void planWaiting()
    {
        for (int i = 0; i < 12; ++i) {
            const QString id = u"approval-"_s + QString::number(1041 + i);
            const Instant time = m_data.between(m_now - hours(40), m_now - hours(0.1));
            m_plan.start(time, u"Approval"_s, id,
                         "{\"request\":\"discount\",\"percent\":" + QByteArray::number(5 + i)
                             + ",\"for\":" + m_data.person() + '}');
            if (i % 4 == 1)
                m_plan.at(m_now - hours(0.05) - seconds(i),
                          [id](Engine &engine) { engine.suspend(id, "waiting for the audit"); });
        }
        for (int i = 0; i < 14; ++i) {
            const QString id = u"renewal-C"_s + QString::number(20'417 + i * 37);
            const Instant time = m_data.between(m_now - hours(24 * 20), m_now - hours(2));
            m_plan.start(time, u"RenewSubscription"_s, id,
                         "{\"customer\":" + m_data.person() + ",\"days\":30}");
            if (i % 5 == 2)
                m_plan.at(m_now - hours(1.5), [id](Engine &engine) {
                    engine.suspend(id, "card expires before the renewal");
                });
            if (i % 5 == 4)
                m_plan.at(m_now - hours(1),
                          [id](Engine &engine) { engine.terminate(id, "customer cancelled"); });
        }
        m_plan.start(m_now - seconds(181), u"Heartbeat"_s, u"heartbeat-payments"_s, "48213");
        m_plan.start(m_now - seconds(123), u"Heartbeat"_s, u"heartbeat-warehouse"_s, "7");
        for (int i = 0; i < 6; ++i)
            m_plan.start(m_now - seconds(1 + 2.1 * i), u"OrderFulfillment"_s,
                         u"order-"_s + dayText(m_now) + u"-9000"_s + QString::number(i),
                         m_data.order(90'000 + i, false));
        for (int i = 0; i < 3; ++i) {
            const Instant due = m_now + hours(20 + 26 * i);
            m_plan.at(m_now - hours(3), [=](Engine &engine) {
                engine.start(u"ExportCatalog"_s, u"catalog-"_s + dayText(due),
                             R"({"catalog":"winter"})", due);
            });
        }
    }

    void planFailures()
    {
        for (int i = 1; i <= 3; ++i)
            m_plan.start(m_now - hours(2.0 * i) - seconds(7), u"FlakyFamily"_s,
                         u"family-"_s + QString::number(i), "null");
        m_plan.start(m_now - hours(3.3), u"FlakyJob"_s, u"flaky-1"_s, {});
        m_plan.start(m_now - hours(27), u"FlakyJob"_s, u"flaky-2"_s, {});
        m_plan.at(m_now - hours(26),
                  [](Engine &engine) { engine.rewind(u"flaky-2"_s, "try again"); });
        m_plan.start(m_now - hours(5), u"ProcessOrder"_s, u"declined-77"_s,
                     R"({"id":77,"decline":true,"customer":"Søren"})");
        m_plan.start(m_now - hours(8), u"Throws"_s, u"throws-1"_s, "null");
    }

    void planOddIds()
    {
        int minute = 0;
        for (const QString &id :
             { u"spring sale 50% off"_s, u"p%41x"_s, u"kunde:müller@köln"_s, u"注文-東京-001"_s,
               u"a+b&c=d;e"_s, u"it's \"quoted\""_s, u"ends.with.dot."_s, u"parcel-🚚-42"_s,
               u"(draft)[v2]{x}|~"_s, u"<b>bold</b>"_s })
            m_plan.start(m_now - hours(9) - seconds(60 * ++minute), u"Echo"_s, id,
                         quotedJson("an id with awkward characters: " + id.toUtf8()));
    }

    void planEntities()
    {
        for (const char *user : { "ada", "grace", "user@1", "søren", "山田", "zoë", "chloé" }) {
            const QString key = QString::fromUtf8(user);
            const Instant time = m_data.between(m_now - hours(60), m_now - hours(1));
            for (int i = 0, count = 1 + m_data.number(3); i < count; ++i) {
                const QByteArray item = "{\"sku\":\"MUG-000" + QByteArray::number(i + 1)
                    + "\",\"quantity\":" + QByteArray::number(1 + m_data.number(4)) + '}';
                m_plan.at(time + seconds(40.0 * i), [=](Engine &engine) {
                    engine.signalEntity(u"Basket"_s, key, u"put"_s, item);
                });
            }
        }
        m_plan.at(m_now - hours(30), [](Engine &engine) {
            engine.signalEntity(u"Basket"_s, u"guest-17"_s, u"put"_s, R"({"sku":"CUP-2201"})");
        });
        m_plan.at(m_now - hours(29), [](Engine &engine) {
            engine.signalEntity(u"Basket"_s, u"guest-17"_s, u"delete"_s, {});
        });
        for (int i = 0; i < 5; ++i)
            m_plan.at(m_now - hours(20 - 3 * i), [i](Engine &engine) {
                engine.signalEntity(u"Counter"_s, u"visitors"_s, u"add"_s,
                                    QByteArray::number(211 + 17 * i));
            });
    }

    void planPlainRows()
    {
        m_plan.at(m_now - hours(50), [this](Engine &engine) {
            for (int i = 0; i < 3; ++i) {
                engine.insert(plainRow(u"migration-"_s + QString::number(i + 1), Kind::Canceled,
                                       m_now - hours(50.0 + i)));
                engine.insert(plainRow(u"cleanup-"_s + QString::number(i + 1), Kind::ContinuedAsNew,
                                       m_now - hours(51.0 + i)));
            }
        });
    }

private:
    static InstanceRecord plainRow(const QString &id, Kind status, Instant time)
    {
        InstanceRecord record;
        record.id = id;
        record.name = status == Kind::Canceled ? u"MigrateSchema"_s : u"CleanupLoop"_s;
        record.status = status;
        record.input = R"({"batch":500})";
        record.output = status == Kind::Canceled
            ? QByteArray("cancelled by the host during an update")
            : QByteArray();
        record.created = time;
        record.updated = time + seconds(4.75);
        record.started = true;
        record.history.push_back({ .kind = EventKind::ExecutionStarted,
                                   .at = time,
                                   .name = record.name,
                                   .input = record.input });
        if (status == Kind::Canceled)
            record.history.push_back({ .kind = EventKind::ExecutionCompleted,
                                       .at = record.updated,
                                       .result = record.output,
                                       .status = status });
        return record;
    }

    Plan &m_plan;
    SeedData m_data;
    const Instant m_now;
    const Incidents m_incidents;
};

} // namespace

Incidents pastIncidents(Instant now)
{
    const Instant today = startOfDay(now);
    const auto window = [today](const char *what, int daysAgo, double hour, double length) {
        const Instant from = today - hours(24 * daysAgo) + hours(hour);
        return Incidents::Window { QString::fromLatin1(what), from, from + hours(length) };
    };
    return { { window("payments", 6, 14.2, 1.6), window("payments", 2, 10.4, 0.9),
               window("webhooks", 11, 8.5, 3.1), window("webhooks", 1, 16.1, 0.7),
               window("warehouse", 16, 11.0, 0.8), window("reporting", 9, 1.9, 0.5) } };
}

void liveThroughPast(Engine &engine, ManualClock &clock, Instant now, int count)
{
    clock.set(now - hours(28 * 24 + 1));
    Plan plan;
    Shop shop(plan, now);
    shop.planOrders(count * 29 / 100);
    shop.planWebhooks(count * 14 / 100);
    shop.planSmallJobs(count);
    shop.planApprovals(count * 3 / 100);
    shop.planNights();
    shop.planWaiting();
    shop.planFailures();
    shop.planOddIds();
    shop.planEntities();
    shop.planPlainRows();
    plan.run(engine, clock, now);
}

} // namespace hubdeck::sandbox
