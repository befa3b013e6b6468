// SPDX-License-Identifier: MIT
#include "services/sandbox/httpapi.h"

#include "services/sandbox/jsontext.h"
#include "services/sandbox/lenientjson.h"

using namespace Qt::StringLiterals;

namespace hubdeck::sandbox {
namespace {

constexpr QByteArrayView basePath = "/runtime/webhooks/durabletask";
constexpr size_t mostOtherHubs = 64;

bool same(const QString &segment, QLatin1StringView literal)
{
    return segment.compare(literal, Qt::CaseInsensitive) == 0;
}

QStringList segmentsOf(QByteArrayView path)
{
    while (path.startsWith('/'))
        path = path.sliced(1);
    while (path.endsWith('/'))
        path.chop(1);
    QStringList segments;
    if (path.isEmpty())
        return segments;
    for (const QByteArray &segment : path.toByteArray().split('/')) {
        const QString text = decodePathSegment(segment);
        if (text == u"."_s)
            continue; // normalised away, as every server does
        if (text == u".."_s) {
            if (!segments.isEmpty())
                segments.removeLast();
            continue;
        }
        segments += text;
    }
    return segments;
}

} // namespace

ApiResponse emptyAnswer(int status)
{
    return { status, {}, {}, {} };
}

ApiResponse jsonAnswer(int status, const QByteArray &body)
{
    return { status, body, "application/json; charset=utf-8", {} };
}

ApiResponse fullError(int status, const char *message, const QString &exceptionMessage,
                      const char *type, const char *frame)
{
    const QByteArray stack = "   at Microsoft.Azure.WebJobs.Extensions.DurableTask."
        + QByteArray(frame)
        + "\n   at "
          "Microsoft.Azure.WebJobs.Extensions.DurableTask.HttpApiHandler.HandleRequestAsync("
          "HttpRequestMessage request) in "
          "/_/src/WebJobs.Extensions.DurableTask/HttpApiHandler.cs:line 306";
    return jsonAnswer(status,
                      "{\"Message\":" + quotedJson(message) + ",\"ExceptionMessage\":"
                          + quotedJson(exceptionMessage.toUtf8()) + ",\"ExceptionType\":"
                          + quotedJson(type) + ",\"StackTrace\":" + quotedJson(stack) + '}');
}

ApiResponse shortError(const QString &message)
{
    return jsonAnswer(400, "{\"Message\":" + quotedJson(message.toUtf8()) + '}');
}

HttpApi::HttpApi(const Options &options)
    : m_engine(*options.engine)
    , m_functions(*options.functions)
    , m_clock(*options.clock)
    , m_key(options.key)
    , m_hub(options.hub)
{ }

bool HttpApi::isAuthorised(const ApiRequest &request, const QueryString &query) const
{
    if (request.key)
        return *request.key == m_key; // the header wins, even when it is empty
    return query.text("code"_L1).value_or(QString()).toUtf8() == m_key;
}

Engine &HttpApi::hubNamed(const QString &name)
{
    const std::scoped_lock lock(m_mutex);
    if (m_otherHubs.size() >= mostOtherHubs && !m_otherHubs.contains(name.toLower()))
        m_otherHubs.clear();
    auto &hub = m_otherHubs[name.toLower()];
    if (!hub)
        hub = std::make_unique<Engine>(
            Engine::Options { .clock = &m_clock, .functions = &m_functions, .hasWorker = false });
    return *hub;
}

ApiResponse HttpApi::answer(const ApiRequest &request)
{
    const qsizetype mark = request.target.indexOf('?');
    const QByteArray path = mark < 0 ? request.target : request.target.left(mark);
    const QByteArray rawQuery = mark < 0 ? QByteArray() : request.target.mid(mark + 1);
    if (path.left(basePath.size()).compare(basePath, Qt::CaseInsensitive) != 0
        || (path.size() > basePath.size() && path[basePath.size()] != '/'))
        return emptyAnswer(404);
    static const QByteArrayList routed { "GET", "POST", "PUT", "DELETE", "OPTIONS" };
    if (!routed.contains(request.method))
        return emptyAnswer(404);

    Call call { .request = request,
                .query = QueryString(rawQuery),
                .rawQuery = rawQuery,
                .path = segmentsOf(QByteArrayView(path).sliced(basePath.size())) };
    if (!isAuthorised(request, call.query))
        return emptyAnswer(401);
    const QString connection = call.query.text("connection"_L1).value_or(QString());
    if (!connection.trimmed().isEmpty()
        && connection.compare("Storage"_L1, Qt::CaseInsensitive) != 0)
        return fullError(500, "Something went wrong while processing your request",
                         u"Unable to resolve the Azure Storage connection named '"_s + connection
                             + u"'."_s,
                         "System.InvalidOperationException",
                         "Storage.StorageServiceClientProviderFactory.GetBlobClientProvider(String "
                         "connectionName)");
    QString hub = call.query.text("taskHub"_L1).value_or(QString()).trimmed();
    call.ownHub = hub.isEmpty() || hub.compare(m_hub, Qt::CaseInsensitive) == 0;
    if (call.ownHub)
        hub = m_hub;
    call.hub = call.ownHub ? &m_engine : &hubNamed(hub);
    call.links.base = "http://" + request.host + basePath.toByteArray();
    call.links.query
        = "taskHub=" + formEncoded(hub.toUtf8()) + "&connection=Storage&code=" + formEncoded(m_key);
    return route(call);
}

ApiResponse HttpApi::route(Call &call)
{
    if (call.path.isEmpty())
        return emptyAnswer(404);
    const QByteArray &method = call.request.method;
    const QString root = call.path.constFirst();
    const qsizetype parts = call.path.size();
    if (same(root, "instances"_L1))
        return instances(call);
    if (same(root, "orchestrators"_L1) && method == "POST" && (parts == 2 || parts == 3))
        return start(call);
    if (same(root, "entities"_L1))
        return entities(call);
    if (same(root, "makeprimary"_L1) && parts == 1)
        return emptyAnswer(200);
    return emptyAnswer(404);
}

ApiResponse HttpApi::instances(Call &call)
{
    const QByteArray &method = call.request.method;
    const qsizetype parts = call.path.size();
    if (parts == 1 && method == "GET")
        return list(call);
    if (parts == 1 && method == "DELETE")
        return purgeByFilter(call);
    if (parts == 2 && method == "GET")
        return status(call, call.path[1]);
    if (parts == 2 && method == "DELETE")
        return call.hub->purge(call.path[1]) ? jsonAnswer(200, "{\"instancesDeleted\":1}")
                                             : emptyAnswer(404);
    if (parts >= 3 && method == "POST")
        return instanceAction(call);
    return emptyAnswer(404);
}

ApiResponse HttpApi::instanceAction(Call &call)
{
    const QString &id = call.path[1];
    const QString action = call.path[2].toLower();
    if (call.path.size() == 4 && action == u"raiseevent" && !call.path[3].isEmpty())
        return raiseEvent(call, id, call.path[3]);
    if (call.path.size() != 3)
        return emptyAnswer(404);
    if (action == u"terminate" || action == u"suspend" || action == u"resume")
        return control(call, id, action);
    if (action == u"rewind")
        return rewind(call, id);
    if (action == u"restart")
        return restart(call, id);
    return emptyAnswer(404);
}

ApiResponse HttpApi::entities(Call &call)
{
    const QByteArray &method = call.request.method;
    const qsizetype parts = call.path.size();
    const QString name = call.path.value(1);
    const QString key = call.path.value(2);
    if (method == "GET" && parts <= 2)
        return listEntities(call, name);
    if (method == "GET" && parts == 3)
        return entityState(call, name, key);
    if (method == "POST" && parts <= 3)
        return signal(call, name, key, call.query.text("op"_L1).value_or(QString()));
    if (method == "DELETE" && (parts == 2 || parts == 3))
        return signal(call, name, key, u"delete"_s);
    return emptyAnswer(404);
}

} // namespace hubdeck::sandbox
