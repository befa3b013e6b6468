// SPDX-License-Identifier: MIT
#include "services/sandbox/httpapi.h"

#include "services/sandbox/jsontext.h"
#include "services/sandbox/lenientjson.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace hubdeck::sandbox {
namespace {

bool isForbiddenInKey(QChar c)
{
    return c == u'/' || c == u'\\' || c == u'?' || c == u'#'
        || c.category() == QChar::Other_Control;
}

} // namespace

ApiResponse HttpApi::listEntities(const Call &call, const QString &name) const
{
    EntityFilter filter;
    filter.name = name;
    filter.from = call.query.date("lastOperationTimeFrom"_L1);
    filter.to = call.query.date("lastOperationTimeTo"_L1);
    const int top = std::clamp(call.query.integer("top"_L1).value_or(100), 0, 1000);
    const bool withState = call.query.flag("fetchState"_L1, false);
    const QString from = QString::fromUtf8(QByteArray::fromBase64(call.request.token.trimmed()));
    const auto page = call.hub->entities(filter, from, top);

    QByteArray body = "[";
    for (const EntityRow &row : page.rows) {
        if (body.size() > 1)
            body += ',';
        body += entityJson(row, withState);
    }
    ApiResponse response = jsonAnswer(200, body + ']');
    response.headers.emplace_back("x-ms-continuation-token",
                                  page.next.isEmpty() ? QByteArray()
                                                      : page.next.toUtf8().toBase64() + ' ');
    return response;
}

ApiResponse HttpApi::entityState(const Call &call, const QString &name, const QString &key) const
{
    const QByteArray state = call.hub->entityState(name, key == u"$"_s ? QString() : key);
    return state.isNull() ? emptyAnswer(404) : jsonAnswer(200, storedTextAsJson(state));
}

ApiResponse HttpApi::signal(const Call &call, const QString &name, const QString &key,
                            const QString &operation) const
{
    if (name.isEmpty())
        return shortError(u"Value cannot be null. (Parameter 'entityName')"_s);
    if (call.ownHub && !m_functions.entity(name))
        return shortError(
            u"The function '"_s + name.toLower()
            + u"' doesn't exist, is disabled, or is not an entity function. Additional info: "
              "The following are the known entity functions: "_s
            + m_functions.entityNames() + u'.');
    if (std::ranges::any_of(key, isForbiddenInKey))
        return shortError(u"Entity keys must not contain /, \\, ?, #, or control characters."_s);
    QByteArray input;
    if (!call.request.body.isEmpty() && call.request.method == "POST") {
        const QByteArray mediaType
            = call.request.contentType.split(';').constFirst().trimmed().toLower();
        if (mediaType == "application/json") {
            const LenientJson read = readLenient(call.request.body, false);
            if (read.error != LenientJson::Error::None)
                return shortError(u"Could not parse JSON content: "_s
                                  + QString::fromUtf8(read.message));
            input = read.text;
        } else {
            input = quotedJson(call.request.body);
        }
    }
    call.hub->signalEntity(name, key, operation, input);
    return emptyAnswer(202);
}

} // namespace hubdeck::sandbox
