// SPDX-License-Identifier: MIT
#include "codecchecks.h"

#include "services/durablehttp/entitydecoder.h"
#include "services/durablehttp/errordecoder.h"
#include "services/durablehttp/historydecoder.h"
#include "services/durablehttp/instancepagedecoder.h"
#include "services/durablehttp/replydecoder.h"
#include "services/durablehttp/statusdecoder.h"
#include "services/json/jsonscanner.h"
#include "services/json/jsonvalidator.h"

#include <optional>

namespace hubdeck::fuzz {

namespace {

#define HUBDECK_REQUIRE(condition)                                                                 \
    do {                                                                                           \
        if (!(condition)) {                                                                        \
            return QByteArrayLiteral("does not hold: " #condition);                                \
        }                                                                                          \
    } while (false)

/// The result of `read`; nullopt when the answer was refused as malformed. Any other exception gets
/// out and fails the test.
template <typename Read> auto readOrRefuse(const Read &read) -> std::optional<decltype(read())>
{
    try {
        return read();
    } catch (const TaskHubError &error) {
        if (error.kind != ErrorKind::Malformed || error.message.isEmpty()) {
            throw;
        }
        return std::nullopt;
    }
}

bool isInside(TextSlice slice, const QByteArray &text)
{
    return slice.offset <= static_cast<quint64>(text.size())
        && slice.length <= static_cast<quint64>(text.size()) - slice.offset;
}

bool isArrayOfObjects(const QByteArray &text)
{
    const auto array = json::scanValue(text);
    if (!array || array->kind != json::ValueKind::Array) {
        return false;
    }
    for (json::ArrayScanner rows(text, *array); rows.next();) {
        if (rows.value().kind != json::ValueKind::Object) {
            return false;
        }
    }
    return true;
}

QByteArray compare(const InstancePage &a, const InstancePage &b)
{
    HUBDECK_REQUIRE(a.rows.size() == b.rows.size());
    for (size_t i = 0; i < a.rows.size(); ++i) {
        HUBDECK_REQUIRE(a.view(a.rows[i].id) == b.view(b.rows[i].id));
        HUBDECK_REQUIRE(a.view(a.rows[i].name) == b.view(b.rows[i].name));
        HUBDECK_REQUIRE(a.view(a.rows[i].customStatus) == b.view(b.rows[i].customStatus));
        HUBDECK_REQUIRE(a.status(a.rows[i]) == b.status(b.rows[i]));
        HUBDECK_REQUIRE(a.rows[i].created == b.rows[i].created);
        HUBDECK_REQUIRE(a.rows[i].lastUpdated == b.rows[i].lastUpdated);
        HUBDECK_REQUIRE(a.raw(a.rows[i]) == b.raw(b.rows[i]));
    }
    return {};
}

/// The same page as no JSON, so that the tolerant scanner reads it.
std::optional<QByteArray> brokenCopy(const QByteArray &text, bool isEmpty)
{
    const qsizetype end = text.lastIndexOf(']');
    if (end < 0) {
        return std::nullopt;
    }
    QByteArray copy = text;
    return copy.insert(end, isEmpty ? "undefined" : ",undefined");
}

} // namespace

QByteArray checkInstancePage(const QByteArray &text)
{
    const auto compact = readOrRefuse([&] { return InstancePageDecoder().decode(text); });
    const auto raw
        = readOrRefuse([&] { return InstancePageDecoder(RowContents::Raw).decode(text); });
    HUBDECK_REQUIRE(compact.has_value() == raw.has_value());
    const bool isJson = !json::validate(text);
    HUBDECK_REQUIRE(raw || !isJson || !isArrayOfObjects(text));
    if (!raw) {
        return {};
    }
    HUBDECK_REQUIRE(compact->rows.size() == raw->rows.size());
    for (const InstanceRow &row : raw->rows) {
        HUBDECK_REQUIRE(isInside(row.id, raw->text) && isInside(row.name, raw->text));
        HUBDECK_REQUIRE(isInside(row.customStatus, raw->text) && isInside(row.raw, raw->body));
        HUBDECK_REQUIRE(row.customStatus.length <= InstancePage::maxCustomStatusBytes);
        HUBDECK_REQUIRE(row.statusIndex < raw->statuses.size());
        HUBDECK_REQUIRE(raw->raw(row).startsWith('{'));
    }
    if (raw->tolerantlyDecoded || !isJson) {
        return {};
    }
    const auto broken = brokenCopy(text, raw->rows.empty());
    HUBDECK_REQUIRE(broken);
    const auto tolerant
        = readOrRefuse([&] { return InstancePageDecoder(RowContents::Raw).decode(*broken); });
    HUBDECK_REQUIRE(tolerant && tolerant->tolerantlyDecoded);
    return compare(*raw, *tolerant);
}

QByteArray checkStatusAndHistory(const QByteArray &text)
{
    const auto status = readOrRefuse([&] { return decodeStatus(text); });
    const auto history = readOrRefuse([&] { return decodeHistory(text); });
    static_cast<void>(isStatusDocument(text));
    if (status) {
        for (const Payload &payload : { status->input, status->customStatus, status->output }) {
            HUBDECK_REQUIRE(text.contains(payload.text));
        }
        HUBDECK_REQUIRE(status->raw.startsWith('{') && status->raw.size() <= text.size());
        HUBDECK_REQUIRE(json::validate(text) || !json::validate(status->raw));
    }
    if (history) {
        HUBDECK_REQUIRE(status.has_value() && history->instance == *status);
        for (const HistoryEvent &event : history->events) {
            HUBDECK_REQUIRE(!event.raw.isEmpty() && text.contains(event.raw));
        }
    }
    return {};
}

QByteArray checkEntities(const QByteArray &text)
{
    if (const auto page = readOrRefuse([&] { return decodeEntityPage(text); })) {
        for (const EntityRow &row : page->rows) {
            HUBDECK_REQUIRE(text.contains(row.raw) && row.raw.contains(row.state.text));
        }
    }
    const auto state = readOrRefuse([&] { return decodeEntityState(text); });
    HUBDECK_REQUIRE(!state || state->text == text);
    return {};
}

QByteArray checkReplies(const QByteArray &text)
{
    static_cast<void>(readOrRefuse([&] { return decodeStartedId(text); }));
    static_cast<void>(readOrRefuse([&] { return decodeDeletedCount(text); }));
    return {};
}

QByteArray checkErrors(const QByteArray &text)
{
    for (const int status : { 200, 302, 400, 403, 404, 429, 500, 503 }) {
        for (const Route route : { Route::ListInstances, Route::Restart, Route::SignalEntity }) {
            const HttpHead head {
                status, { { "Retry-After", text.left(40) }, { "Content-Type", text.left(20) } }
            };
            const TaskHubError error = decodeError(
                { route, QStringLiteral("a"), true, QStringLiteral("b") }, head, text);
            HUBDECK_REQUIRE(!error.message.isEmpty() && error.httpStatus == status);
            HUBDECK_REQUIRE(!error.retryAfter || error.retryAfter->count() >= 0);
        }
    }
    return {};
}

} // namespace hubdeck::fuzz
