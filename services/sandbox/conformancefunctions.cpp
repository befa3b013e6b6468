// SPDX-License-Identifier: MIT
#include "services/sandbox/functions.h"

#include "services/sandbox/jsontext.h"
#include "services/sandbox/lenientjson.h"

#include <nlohmann/json.hpp>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace hubdeck::sandbox {
namespace {

QByteArray orNull(const QByteArray &json)
{
    return json.isNull() ? QByteArray("null") : json;
}

QByteArray contentOf(const QByteArray &json)
{
    const auto value = nlohmann::json::parse(json.toStdString(), nullptr, false);
    return value.is_string() ? QByteArray::fromStdString(value.get<std::string>()) : json;
}

QByteArray wrappingSum(qint64 a, qint64 b)
{
    return QByteArray::number(qint64(quint64(a) + quint64(b)));
}

QByteArray helloSequence(Orchestration &hub)
{
    QByteArrayList greetings;
    for (const char *city : { "Tokyo", "Seattle", "London" })
        greetings += hub.call(u"SayHello"_s, quotedJson(city));
    return '[' + greetings.join(',') + ']';
}

QByteArray approval(Orchestration &hub)
{
    hub.setCustomStatus("\"waiting for Approve or Reject\"");
    const auto approve = hub.event(u"Approve"_s);
    const auto reject = hub.event(u"Reject"_s);
    if (hub.awaitAny({ approve, reject }) == 0)
        return quotedJson("approved: " + orNull(hub.await(approve)));
    return quotedJson("rejected: " + orNull(hub.await(reject)));
}

QByteArray flakyFamily(Orchestration &hub)
{
    const QByteArray before = contentOf(hub.call(u"SayHello"_s, "\"before\""));
    const QByteArray child = contentOf(
        hub.await(hub.subOrchestration(u"FlakyJob"_s, {}, hub.instanceId() + u"-child"_s)));
    return quotedJson(before + '/' + child);
}

QByteArray processOrder(Orchestration &hub)
{
    hub.setCustomStatus(R"({"step":"reserve","percent":10})");
    hub.call(u"ReserveStock"_s, orNull(hub.input()));
    hub.setCustomStatus(R"({"step":"charge","percent":60})");
    const QByteArray charge = hub.await(hub.subOrchestration(u"ChargeCard"_s, hub.input()));
    hub.setCustomStatus(R"({"step":"done","percent":100})");
    return "{\"order\":" + orNull(hub.input()) + ",\"charge\":" + charge + '}';
}

QByteArray chargeCard(Orchestration &hub)
{
    hub.await(hub.timer(1s));
    return hub.call(u"TakePayment"_s, orNull(hub.input()));
}

QByteArray throws(Orchestration &hub)
{
    hub.call(u"SayHello"_s, "\"nobody\"");
    throw FunctionError { makeFailure(u"System.InvalidOperationException"_s,
                                      u"orchestrator itself threw"_s, u"Throws"_s) };
}

QByteArray heartbeat(Orchestration &hub)
{
    const QByteArray count = hub.input().isNull() ? QByteArray("1") : hub.input();
    hub.setCustomStatus(count);
    hub.await(hub.timer(5s));
    hub.continueAsNew(wrappingSum(count.toLongLong(), 1));
}

QByteArray failFirst(const ActivityCall &call)
{
    if (call.number == 1)
        throw FunctionError { makeFailure(u"System.Exception"_s, u"first call always fails"_s,
                                          u"FailFirst"_s) };
    return quotedJson("ok on try " + QByteArray::number(call.number));
}

QByteArray takePayment(const ActivityCall &call)
{
    const auto order = nlohmann::json::parse(call.input.toStdString(), nullptr, false);
    if (order.is_object() && order.contains("decline") && order["decline"] == true)
        throw FunctionError { makeFailure(u"Contoso.Shop.PaymentException"_s, u"card declined"_s,
                                          u"TakePayment"_s) };
    return "\"paid\"";
}

void counter(const EntityCall &call)
{
    const QString operation = call.operation.toLower();
    if (operation == u"add")
        call.state = wrappingSum(call.state.toLongLong(), call.input.toLongLong());
    else if (operation == u"reset")
        call.state = "0";
    else if (operation == u"delete")
        call.state = {};
    else if (call.state.isNull())
        call.state = "0"; // `get` creates it, as the recorded class does
}

} // namespace

void addConformanceFunctions(FunctionRegistry &registry)
{
    registry.add({ u"Echo"_s, [](Orchestration &hub) { return orNull(hub.input()); } });
    registry.add({ u"HelloSequence"_s, helloSequence });
    registry.add({ u"Approval"_s, approval });
    registry.add(
        { u"FlakyJob"_s, [](Orchestration &hub) { return hub.call(u"FailFirst"_s, "null"); } });
    registry.add({ u"FlakyFamily"_s, flakyFamily });
    registry.add({ u"ProcessOrder"_s, processOrder });
    registry.add({ u"ChargeCard"_s, chargeCard });
    registry.add({ u"Throws"_s, throws });
    registry.add({ u"Heartbeat"_s, heartbeat });

    registry.add({ u"SayHello"_s, [](const ActivityCall &call) {
                      return quotedJson("Hello " + contentOf(call.input) + '!');
                  } });
    registry.add({ u"FailFirst"_s, failFirst, 30ms, 90ms, true });
    registry.add({ u"ReserveStock"_s,
                   [](const ActivityCall &) { return QByteArray(R"({"reserved":true})"); } });
    registry.add({ u"TakePayment"_s, takePayment });

    registry.add({ u"Counter"_s, counter });
}

} // namespace hubdeck::sandbox
