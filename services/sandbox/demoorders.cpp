// SPDX-License-Identifier: MIT
#include "services/sandbox/functions.h"

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

QByteArray dumped(const Json &value)
{
    return QByteArray::fromStdString(value.dump(-1, ' ', false, Json::error_handler_t::replace));
}

QByteArray orNull(const QByteArray &json)
{
    return json.isNull() ? QByteArray("null") : json;
}

QByteArray step(const char *name, int percent)
{
    return "{\"step\":\"" + QByteArray(name) + "\",\"percent\":" + QByteArray::number(percent)
        + '}';
}

// --- an order
// -----------------------------------------------------------------------------------------------------

QByteArray fulfilOrder(Orchestration &hub)
{
    const QByteArray order = orNull(hub.input());
    hub.setCustomStatus(step("validate", 5));
    hub.call(u"ValidateOrder"_s, order);
    hub.setCustomStatus(step("reserve", 20));
    const QByteArray reserved = hub.callWithRetry(u"ReserveItems"_s, order,
                                                  { .first = 10s, .backoff = 2, .attempts = 3 });
    hub.setCustomStatus(step("charge", 45));
    const QByteArray payment = hub.await(hub.subOrchestration(u"CapturePayment"_s, order));
    hub.setCustomStatus(step("pack", 70));
    const QByteArray parcel = hub.call(u"PackParcel"_s, reserved);
    hub.setCustomStatus(step("ship", 90));
    const QByteArray tracking = hub.call(u"BookCarrier"_s, parcel);
    hub.signalEntity(u"@counter@orders-shipped"_s, u"add"_s, "1");
    hub.call(u"NotifyCustomer"_s, tracking);
    hub.setCustomStatus(step("done", 100));
    return "{\"payment\":" + payment + ",\"parcel\":" + parcel + ",\"tracking\":" + tracking + '}';
}

QByteArray capturePayment(Orchestration &hub)
{
    const QByteArray order = orNull(hub.input());
    const QByteArray authorisation = hub.call(u"AuthorizeCard"_s, order);
    hub.await(hub.timer(1s)); // the bank's cooling-off
    const QByteArray captured = hub.call(u"CaptureCharge"_s, authorisation);
    return captured;
}

[[noreturn]] void failActivity(const char *type, const QString &message, const QString &function,
                               const FailurePtr &inner = {})
{
    throw FunctionError { makeFailure(QString::fromLatin1(type), message, function, inner) };
}

QByteArray validateOrder(const ActivityCall &call)
{
    const Json order = parsed(call.input);
    if (order.contains("lines") && order["lines"].empty())
        failActivity("Contoso.Shop.ValidationException", u"the order has no lines"_s,
                     u"ValidateOrder"_s);
    return "true";
}

QByteArray reserveItems(const ActivityCall &call, const Incidents &incidents)
{
    if (incidents.isDown(u"warehouse", call.now))
        failActivity(
            "System.Net.Http.HttpRequestException",
            u"Response status code does not indicate success: 503 (Service Unavailable)."_s,
            u"ReserveItems"_s);
    Json reserved = Json::array();
    const Json order = parsed(call.input);
    if (order.contains("lines") && order["lines"].is_array()) {
        for (const Json &line : order["lines"])
            reserved.push_back({ { "sku", line.value("sku", "?") },
                                 { "quantity", line.value("quantity", 1) },
                                 { "shelf", "B" + std::to_string(call.dice % 40) } });
    }
    return dumped(reserved);
}

QByteArray authorizeCard(const ActivityCall &call, const Incidents &incidents)
{
    const Json order = parsed(call.input);
    if (order.value("decline", false))
        failActivity("Contoso.Shop.PaymentException",
                     u"card declined: \"insufficient funds\" – 余额不足"_s, u"AuthorizeCard"_s);
    if (incidents.isDown(u"payments", call.now))
        failActivity("System.TimeoutException", u"the payment gateway did not answer within 30 s"_s,
                     u"AuthorizeCard"_s,
                     makeFailure(u"System.Net.Sockets.SocketException"_s,
                                 u"Connection timed out (pay.contoso.example:443)"_s,
                                 u"AuthorizeCard"_s));
    Json authorised { { "authorisation", "AUTH" + std::to_string(100'000 + call.dice * 7) },
                      { "amount", order.value("total", 0.0) },
                      { "currency", order.value("currency", "EUR") } };
    return dumped(authorised);
}

QByteArray captureCharge(const ActivityCall &call)
{
    Json charge = parsed(call.input);
    charge["captured"] = true;
    return dumped(charge);
}

QByteArray packParcel(const ActivityCall &call)
{
    return dumped({ { "parcel", "P" + std::to_string(40'000 + call.dice) },
                    { "weightKg", double(call.dice % 900 + 50) / 100 } });
}

QByteArray bookCarrier(const ActivityCall &call)
{
    static constexpr const char *carriers[] { "DHL", "PostNL", "Correos", "Yamato 運輸" };
    return dumped({ { "carrier", carriers[call.dice % 4] },
                    { "number", "00340" + std::to_string(434'000'000 + call.dice * 311) } });
}

// --- an approval with reminders
// -----------------------------------------------------------------------------------

QByteArray approvalStatus(int reminders)
{
    return "{\"waitingFor\":[\"Approve\",\"Reject\"],\"remindersSent\":"
        + QByteArray::number(reminders) + '}';
}

QByteArray expenseApproval(Orchestration &hub)
{
    const Json request = parsed(hub.input());
    const auto pause = std::chrono::seconds(std::max(5, request.value("remindAfterSeconds", 30)));
    hub.call(u"SendApprovalMail"_s, orNull(hub.input()));
    const auto approve = hub.event(u"Approve"_s);
    const auto reject = hub.event(u"Reject"_s);
    for (int reminders = 0; reminders < 6; ++reminders) {
        hub.setCustomStatus(approvalStatus(reminders));
        const auto reminder = hub.timer(pause);
        const size_t first = hub.awaitAny({ approve, reject, reminder });
        if (first < 2) {
            hub.setCustomStatus(first == 0 ? "\"approved\"" : "\"rejected\"");
            const QByteArray answer = orNull(hub.await(first == 0 ? approve : reject));
            hub.call(u"BookExpense"_s, answer);
            return "{\"approved\":" + QByteArray(first == 0 ? "true" : "false")
                + ",\"answer\":" + answer + ",\"reminders\":" + QByteArray::number(reminders) + '}';
        }
        hub.call(u"SendApprovalMail"_s, "{\"reminder\":" + QByteArray::number(reminders + 1) + '}');
    }
    hub.setCustomStatus("\"expired\"");
    return R"({"approved":false,"answer":null,"expired":true})";
}

// --- a basket
// -----------------------------------------------------------------------------------------------------

void basket(const EntityCall &call)
{
    if (call.operation == u"delete") {
        call.state = {};
        return;
    }
    Json state = parsed(call.state);
    if (!state.contains("items") || call.operation == u"clear")
        state["items"] = Json::array();
    const Json item = parsed(call.input);
    const std::string sku = item.value("sku", "");
    if (call.operation == u"put" && !sku.empty())
        state["items"].push_back({ { "sku", sku }, { "quantity", item.value("quantity", 1) } });
    if (call.operation == u"remove") {
        Json kept = Json::array();
        for (const Json &held : state["items"]) {
            if (held.value("sku", "") != sku)
                kept.push_back(held);
        }
        state["items"] = kept;
    }
    call.state = dumped(state);
}

} // namespace

void addDemoOrders(FunctionRegistry &registry, const Incidents &incidents)
{
    registry.add({ u"OrderFulfillment"_s, fulfilOrder });
    registry.add({ u"CapturePayment"_s, capturePayment });
    registry.add({ u"ExpenseApproval"_s, expenseApproval });

    registry.add({ u"ValidateOrder"_s, validateOrder, 120ms, 700ms });
    registry.add({ u"ReserveItems"_s,
                   [&incidents](const ActivityCall &call) { return reserveItems(call, incidents); },
                   400ms, 1800ms });
    registry.add(
        { u"AuthorizeCard"_s,
          [&incidents](const ActivityCall &call) { return authorizeCard(call, incidents); }, 600ms,
          2500ms });
    registry.add({ u"CaptureCharge"_s, captureCharge, 200ms, 900ms });
    registry.add({ u"PackParcel"_s, packParcel, 2s, 6s });
    registry.add({ u"BookCarrier"_s, bookCarrier, 500ms, 2s });
    registry.add({ u"NotifyCustomer"_s, [](const ActivityCall &) { return QByteArray("\"sent\""); },
                   100ms, 500ms });
    registry.add({ u"SendApprovalMail"_s,
                   [](const ActivityCall &) { return QByteArray("\"sent\""); }, 100ms, 500ms });
    registry.add({ u"BookExpense"_s, [](const ActivityCall &) { return QByteArray("\"booked\""); },
                   200ms, 800ms });

    registry.add({ u"Basket"_s, basket });
}

} // namespace hubdeck::sandbox
