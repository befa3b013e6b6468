// SPDX-License-Identifier: MIT
#pragma once

#include "services/sandbox/httpapi.h"
#include "services/sandbox/times.h"

#include <nlohmann/json.hpp>

namespace hubdeck::sandbox {

/// A hub whose time only passes when a test says so, with the conformance and demo functions and
/// the API over it.
struct TestHub
{
    ManualClock clock { *parseDotNetDate("2026-11-23T12:00:00Z") };
    Incidents incidents;
    FunctionRegistry functions = allFunctions();
    Engine engine { { .clock = &clock, .functions = &functions, .seed = 7 } };
    HttpApi api { { .engine = &engine,
                    .functions = &functions,
                    .clock = &clock,
                    .key = "k+/=",
                    .hub = QStringLiteral("SandboxHub") } };

    void pass(std::chrono::milliseconds time)
    {
        engine.liveUntil(clock, clock.now() + std::chrono::duration_cast<Instant::Ticks>(time));
    }

    RuntimeStatus::Kind statusOf(const QString &id) const
    {
        const auto row = engine.row(id);
        return row ? row->status : RuntimeStatus::Kind::Unknown;
    }

    QByteArray outputOf(const QString &id) const
    {
        return engine.row(id).value_or(InstanceRow {}).output;
    }

    /// The types of the events that the API shows, `ExecutionStarted TaskCompleted …`.
    QByteArray events(const QString &id) const
    {
        QByteArrayList types;
        for (const auto &event : history(id))
            types += QByteArray::fromStdString(event.value("EventType", "?"));
        return types.join(' ');
    }

    nlohmann::json history(const QString &id) const
    {
        const auto record = engine.instance(id);
        return record ? nlohmann::json::parse(
                   historyJson(record->history, { .outputs = true }, record->failureDetails)
                       .toStdString())
                      : nlohmann::json::array();
    }

    /// `GET /instances?…`, with the key.
    ApiResponse send(const QByteArray &methodAndPath, const QByteArray &body = {},
                     const QByteArray &contentType = "application/json",
                     const QByteArray &token = {})
    {
        const qsizetype blank = methodAndPath.indexOf(' ');
        ApiRequest request;
        request.method = methodAndPath.left(blank);
        request.target = "/runtime/webhooks/durabletask" + methodAndPath.mid(blank + 1);
        request.host = "127.0.0.1:7071";
        request.key = "k+/=";
        request.body = body;
        request.contentType = contentType;
        request.token = token;
        return api.answer(request);
    }

    static nlohmann::ordered_json json(const ApiResponse &response)
    {
        return nlohmann::ordered_json::parse(response.body.toStdString(), nullptr, false);
    }

    static QByteArray header(const ApiResponse &response, const char *name)
    {
        for (const auto &[key, value] : response.headers) {
            if (key == name)
                return value;
        }
        return {};
    }

private:
    FunctionRegistry allFunctions() const
    {
        FunctionRegistry registry;
        addConformanceFunctions(registry);
        addDemoOrders(registry, incidents);
        addDemoJobs(registry, incidents);
        return registry;
    }
};

} // namespace hubdeck::sandbox
