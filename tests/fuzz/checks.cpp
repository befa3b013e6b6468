// SPDX-License-Identifier: MIT
#include "checks.h"

#include "services/connections/hubaddress.h"
#include "services/json/jsonformatter.h"
#include "services/json/jsonscanner.h"
#include "services/json/jsonstring.h"
#include "services/json/jsontokens.h"
#include "services/json/jsonvalidator.h"
#include "services/json/lineindex.h"
#include "services/json/strictdocument.h"
#include "services/taskhub/failure.h"
#include "services/taskhub/history.h"
#include "services/taskhub/instant.h"
#include "services/taskhub/storedvalue.h"
#include "services/taskhub/taskhuberror.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <string_view>

namespace hubdeck::fuzz {

namespace {

#define HUBDECK_REQUIRE(condition)                                                                 \
    do {                                                                                           \
        if (!(condition)) {                                                                        \
            return QByteArrayLiteral("does not hold: " #condition);                                \
        }                                                                                          \
    } while (false)

bool isInside(QByteArrayView text, const json::Value &value)
{
    return value.offset >= 0 && value.length >= 0 && value.offset <= text.size()
        && value.length <= text.size() - value.offset;
}

/// The bytes that are no white space between tokens.
QByteArray withoutBlanks(QByteArrayView text)
{
    QByteArray result;
    qsizetype pos = text.startsWith("\xEF\xBB\xBF") ? 3 : 0;
    while (pos < text.size()) {
        const qsizetype end
            = text[pos] == '"' ? json::tokens::endOfString(text.data(), pos, text.size()) : pos + 1;
        if (!json::tokens::isBlank(text[pos])) {
            result.append(text.sliced(pos, end - pos));
        }
        pos = end;
    }
    return result;
}

bool isUtf8(const QByteArray &text)
{
    return QString::fromUtf8(text).toUtf8() == text && !text.contains('\0');
}

/// Every value of a document, with a limit on the work.
QByteArray walk(const QByteArray &text, json::Value root)
{
    constexpr int mostValues = 2000;
    std::vector<json::Value> open { root };
    for (int count = 0; !open.empty() && count < mostValues; ++count) {
        const json::Value value = open.back();
        open.pop_back();
        qsizetype last = value.offset;
        json::ObjectScanner members(text, value);
        while (members.next()) {
            HUBDECK_REQUIRE(isInside(text, members.value()));
            HUBDECK_REQUIRE(members.value().offset >= last);
            last = members.value().offset + members.value().length;
            HUBDECK_REQUIRE(last <= value.offset + value.length);
            HUBDECK_REQUIRE(members.key().size() <= 2 * members.rawKey().size());
            open.push_back(members.value());
        }
        json::ArrayScanner elements(text, value);
        while (elements.next()) {
            HUBDECK_REQUIRE(isInside(text, elements.value()));
            HUBDECK_REQUIRE(elements.value().length > 0 && elements.value().offset >= last);
            last = elements.value().offset + elements.value().length;
            HUBDECK_REQUIRE(last <= value.offset + value.length);
            open.push_back(elements.value());
        }
    }
    return {};
}

} // namespace

QByteArray checkScanner(const QByteArray &text)
{
    const qsizetype step = std::max<qsizetype>(text.size() / 16, 1);
    for (qsizetype from = 0; from <= text.size(); from += step) {
        const auto value = json::scanValue(text, from);
        if (!value) {
            continue;
        }
        HUBDECK_REQUIRE(isInside(text, *value) && value->offset >= from && value->length > 0);
        if (const QByteArray problem = walk(text, *value); !problem.isEmpty()) {
            return problem;
        }
    }
    if (!json::validate(text)) {
        HUBDECK_REQUIRE(json::scanValue(text).has_value());
        HUBDECK_REQUIRE(json::scanValue(text)->in(text) == QByteArrayView(text).trimmed());
    }
    HUBDECK_REQUIRE(!json::validate(json::strictDocument(text)));
    return {};
}

QByteArray checkStrings(const QByteArray &text)
{
    const QByteArray literal = json::encodeString(text);
    HUBDECK_REQUIRE(!json::validate(literal));
    HUBDECK_REQUIRE(json::scanValue(literal)->length == literal.size());
    const QByteArray decoded = json::decodeString(literal);
    HUBDECK_REQUIRE(json::encodeString(decoded) == literal);
    HUBDECK_REQUIRE(decoded == text || !isUtf8(text) || text.contains('\0'));
    const QByteArray half = '"' + text;
    HUBDECK_REQUIRE(json::decodeString(half).size() <= text.size());
    HUBDECK_REQUIRE(json::decodeString(QByteArray(text + '"')).size() <= text.size() + 1);
    return {};
}

QByteArray checkFormatter(const QByteArray &text)
{
    const QByteArray formatted = json::formatted(text);
    const QByteArray compacted = json::compacted(text);
    HUBDECK_REQUIRE(withoutBlanks(formatted) == withoutBlanks(text));
    HUBDECK_REQUIRE(withoutBlanks(compacted) == withoutBlanks(text));
    HUBDECK_REQUIRE(json::compacted(formatted) == compacted || formatted == text);
    HUBDECK_REQUIRE(json::compacted(compacted) == compacted);
    HUBDECK_REQUIRE(json::formatted(formatted) == formatted);
    if (!json::validate(text)) {
        HUBDECK_REQUIRE(!json::validate(formatted));
        HUBDECK_REQUIRE(!json::validate(compacted));
        HUBDECK_REQUIRE(compacted.size() <= text.size());
    }
    return {};
}

QByteArray checkValidator(const QByteArray &text)
{
    const auto problem = json::validate(text);
    if (problem) {
        HUBDECK_REQUIRE(problem->offset >= 0 && problem->offset <= text.size());
        HUBDECK_REQUIRE(problem->line >= 1 && problem->column >= 1 && !problem->message.isEmpty());
    }
    const bool accepted = nlohmann::json::accept(text.begin(), text.end());
    // The library skips a byte order mark and takes a NUL for the end of the text; neither is JSON.
    const bool lenient = text.startsWith("\xEF\xBB\xBF") || text.contains('\0');
    HUBDECK_REQUIRE(!accepted || !problem || lenient);
    // The library refuses numbers beyond double and lone surrogates, which are JSON.
    const bool doubtful
        = text.contains("\\u") || text.contains('e') || text.contains('E') || text.size() > 300;
    HUBDECK_REQUIRE(accepted || problem || doubtful);
    return {};
}

QByteArray checkLineIndex(const QByteArray &text)
{
    for (const qsizetype limit : { qsizetype(0), qsizetype(7), qsizetype(80) }) {
        const json::LineIndex index = json::LineIndex::ofText(text, limit);
        HUBDECK_REQUIRE(index.lineCount() >= 1 && index.startOf(0) == 0);
        qsizetype widest = 0;
        for (qsizetype i = 0; i < index.lineCount(); ++i) {
            const QByteArrayView line = index.line(i);
            const qsizetype end = i + 1 < index.lineCount() ? index.startOf(i + 1) : text.size();
            const QByteArrayView lineEnd = QByteArrayView(text).sliced(
                index.startOf(i) + line.size(), end - index.startOf(i) - line.size());
            HUBDECK_REQUIRE(lineEnd.isEmpty() || lineEnd == "\n" || lineEnd == "\r\n");
            HUBDECK_REQUIRE(!line.contains('\n') && (limit == 0 || line.size() <= limit));
            HUBDECK_REQUIRE(end > index.startOf(i) || text.isEmpty());
            HUBDECK_REQUIRE(text.isEmpty()
                            || (index.lineAt(index.startOf(i)) == i && index.lineAt(end - 1) == i));
            widest = std::max(widest, line.size());
        }
        HUBDECK_REQUIRE(index.widestLine() == widest);
    }
    const QByteArray needle = text.mid(text.size() / 2, 3);
    const std::string_view haystack(text.data(), static_cast<size_t>(text.size()));
    const std::string_view part(needle.data(), static_cast<size_t>(needle.size()));
    const auto found = json::find(text, needle, 0, false, true);
    const auto last = json::find(text, needle, text.size(), true, true);
    HUBDECK_REQUIRE(found.has_value() != part.empty() && last.has_value() != part.empty());
    HUBDECK_REQUIRE(part.empty() || static_cast<size_t>(*found) == haystack.find(part));
    HUBDECK_REQUIRE(part.empty() || static_cast<size_t>(*last) == haystack.rfind(part));
    return {};
}

QByteArray checkTaskHubTexts(const QByteArray &text)
{
    if (const auto instant = Instant::fromText(text)) {
        HUBDECK_REQUIRE(Instant::fromText(instant->toText().toLatin1()) == instant);
    }
    const QString decoded = QString::fromUtf8(text);
    const StoredValue value = readStoredValue(QStringView(decoded).trimmed());
    HUBDECK_REQUIRE(value.kind != StoredValue::Kind::Json || !json::validate(value.text.toUtf8()));
    const Failure failure = failureFromText(decoded);
    HUBDECK_REQUIRE(failure.message.size() <= decoded.size());
    HistoryEvent event;
    event.type = QStringLiteral("TaskFailed");
    event.raw = text;
    HUBDECK_REQUIRE(failureOf(event).has_value());
    InstanceDetails instance;
    instance.raw = text;
    History history;
    history.events = { event };
    HUBDECK_REQUIRE(!json::validate(documentWithHistory(instance, history)));
    try {
        const HubAddress address = parseHubAddress(decoded);
        HUBDECK_REQUIRE(address.base.isValid() && !address.base.hasQuery()
                        && !address.base.host().isEmpty());
    } catch (const TaskHubError &error) {
        HUBDECK_REQUIRE(error.kind == ErrorKind::InvalidInput);
    }
    return {};
}

} // namespace hubdeck::fuzz
