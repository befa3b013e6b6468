// SPDX-License-Identifier: MIT
#include "services/durablehttp/requestencoder.h"

#include "services/durablehttp/refusals.h"

#include <cmath>

namespace hubdeck {

using namespace Qt::Literals::StringLiterals;

namespace {

const QByteArray tokenHeader = QByteArrayLiteral("x-ms-continuation-token");

template <typename... Fs> struct Overloaded : Fs...
{
    using Fs::operator()...;
};

template <typename... Fs> Overloaded(Fs...) -> Overloaded<Fs...>;

QString seconds(std::chrono::milliseconds duration)
{
    return QString::number(static_cast<double>(duration.count()) / 1000.0, 'f',
                           QLocale::FloatingPointShortest);
}

QString statusList(const std::vector<RuntimeStatus::Kind> &statuses)
{
    QStringList names;
    for (const auto status : statuses) {
        names.append(nameOf(status));
    }
    return names.join(u',');
}

} // namespace

RequestEncoder::RequestEncoder(HubAddress address, DurableHttpOptions options)
    : m_address(std::move(address))
    , m_options(std::move(options))
{ }

RequestEncoder::Query RequestEncoder::withHub(Query query) const
{
    if (!m_address.taskHub.isEmpty()) {
        query.push_back({ u"taskHub"_s, m_address.taskHub.text() });
    }
    if (!m_address.appConnection.isEmpty()) {
        query.push_back({ u"connection"_s, m_address.appConnection });
    }
    return query;
}

HttpRequest RequestEncoder::request(HttpMethod method, const QStringList &segments,
                                    Query query) const
{
    HttpRequest request;
    request.method = method;
    request.url = buildUrl(m_address.base, segments, withHub(std::move(query)));
    if (!m_address.key.isEmpty()) {
        request.headers.push_back({ QByteArrayLiteral("x-functions-key"), m_address.key.reveal() });
    }
    request.connectTimeout = m_options.connectTimeout;
    request.idleTimeout = m_options.idleTimeout;
    request.firstByteTimeout = m_options.firstByteTimeout;
    request.bodyLimit = m_options.bodyLimit;
    request.allowInsecureHttp = m_address.allowInsecureHttp;
    return request;
}

HttpRequest RequestEncoder::withJson(HttpRequest request, const QByteArray &body) const
{
    request.headers.push_back(
        { QByteArrayLiteral("Content-Type"), QByteArrayLiteral("application/json") });
    request.body = body;
    return request;
}

HttpRequest RequestEncoder::listInstances(const InstanceQuery &query,
                                          const ContinuationToken &token) const
{
    refuseIf(problemWithQuery(query));
    Query items { { u"top"_s, QString::number(query.pageSize) } };
    if (query.include == RowContents::Compact) {
        items.push_back({ u"showInput"_s, u"false"_s });
    }
    if (query.createdFrom) {
        items.push_back({ u"createdTimeFrom"_s, query.createdFrom->toText() });
    }
    if (query.createdTo) {
        items.push_back({ u"createdTimeTo"_s, query.createdTo->toText() });
    }
    if (!query.statuses.empty()) {
        items.push_back({ u"runtimeStatus"_s, statusList(query.statuses) });
    }
    const bool onlyEntities = query.kinds == InstanceKinds::Entities && query.idPrefix.isEmpty();
    if (const QString prefix = onlyEntities ? u"@"_s : query.idPrefix; !prefix.isEmpty()) {
        items.push_back({ u"instanceIdPrefix"_s, prefix });
    }
    HttpRequest list = request(HttpMethod::Get, { u"instances"_s }, std::move(items));
    if (!token.isEmpty()) {
        list.headers.push_back({ tokenHeader, token.text().toUtf8() });
    }
    return list;
}

HttpRequest RequestEncoder::instance(const InstanceId &id) const
{
    refuseUnreachable(id);
    return request(HttpMethod::Get, { u"instances"_s, id.text() },
                   { { u"showInput"_s, u"true"_s } });
}

HttpRequest RequestEncoder::history(const InstanceId &id) const
{
    refuseUnreachable(id);
    return request(HttpMethod::Get, { u"instances"_s, id.text() },
                   { { u"showHistory"_s, u"true"_s },
                     { u"showHistoryOutput"_s, u"true"_s },
                     { u"showInput"_s, u"true"_s } });
}

HttpRequest RequestEncoder::start(const StartRequest &start) const
{
    refuseStart(start);
    QStringList segments { u"orchestrators"_s, start.function };
    if (start.id) {
        segments.append(start.id->text());
    }
    Query items;
    const bool waits = start.wait && start.wait->count() > 0;
    if (waits) {
        const std::chrono::milliseconds interval
            = qMin(*start.wait, std::chrono::milliseconds(1000));
        items = { { u"timeout"_s, seconds(*start.wait) },
                  { u"pollingInterval"_s, seconds(interval) } };
    }
    HttpRequest post = request(HttpMethod::Post, segments, std::move(items));
    if (waits) {
        post.firstByteTimeout = *start.wait + m_options.waitMargin;
    }
    return start.input ? withJson(std::move(post), *start.input) : post;
}

HttpRequest RequestEncoder::reasoned(const InstanceId &id, const QString &verb,
                                     const QString &reason) const
{
    Query items;
    if (!reason.isEmpty()) {
        items.push_back({ u"reason"_s, reason });
    }
    return request(HttpMethod::Post, { u"instances"_s, id.text(), verb }, std::move(items));
}

HttpRequest RequestEncoder::raiseEvent(const InstanceId &id, const RaiseEventAction &action) const
{
    return withJson(
        request(HttpMethod::Post, { u"instances"_s, id.text(), u"raiseEvent"_s, action.name }),
        action.data);
}

HttpRequest RequestEncoder::restart(const InstanceId &id, const RestartAction &action) const
{
    Query items;
    if (!action.newId) {
        items.push_back({ u"restartWithNewInstanceId"_s, u"false"_s });
    }
    return request(HttpMethod::Post, { u"instances"_s, id.text(), u"restart"_s }, std::move(items));
}

HttpRequest RequestEncoder::perform(const InstanceId &id, const InstanceAction &action) const
{
    refuseAction(id, action);
    return std::visit(
        Overloaded {
            [&](const TerminateAction &a) { return reasoned(id, u"terminate"_s, a.reason); },
            [&](const SuspendAction &a) { return reasoned(id, u"suspend"_s, a.reason); },
            [&](const ResumeAction &a) { return reasoned(id, u"resume"_s, a.reason); },
            [&](const RewindAction &a) { return reasoned(id, u"rewind"_s, a.reason); },
            [&](const RaiseEventAction &a) { return raiseEvent(id, a); },
            [&](const RestartAction &a) { return restart(id, a); },
            [&](const PurgeAction &) {
                HttpRequest purge = request(HttpMethod::Delete, { u"instances"_s, id.text() });
                purge.firstByteTimeout = m_options.purgeTimeout;
                return purge;
            },
        },
        action);
}

HttpRequest RequestEncoder::purge(const PurgeFilter &filter) const
{
    refusePurge(filter);
    HttpRequest purge = request(HttpMethod::Delete, { u"instances"_s },
                                { { u"createdTimeFrom"_s, filter.createdFrom.toText() },
                                  { u"createdTimeTo"_s, filter.createdTo.toText() },
                                  { u"runtimeStatus"_s, statusList(filter.statuses) } });
    purge.firstByteTimeout = m_options.purgeTimeout;
    return purge;
}

HttpRequest RequestEncoder::listEntities(const EntityQuery &query,
                                         const ContinuationToken &token) const
{
    refuseEntityQuery(query);
    QStringList segments { u"entities"_s };
    if (!query.name.isEmpty()) {
        segments.append(query.name);
    }
    Query items { { u"top"_s, QString::number(query.pageSize) } };
    if (query.fetchState) {
        items.push_back({ u"fetchState"_s, u"true"_s });
    }
    if (query.lastOperationFrom) {
        items.push_back({ u"lastOperationTimeFrom"_s, query.lastOperationFrom->toText() });
    }
    if (query.lastOperationTo) {
        items.push_back({ u"lastOperationTimeTo"_s, query.lastOperationTo->toText() });
    }
    HttpRequest list = request(HttpMethod::Get, segments, std::move(items));
    if (!token.isEmpty()) {
        list.headers.push_back({ tokenHeader, token.text().toUtf8() });
    }
    return list;
}

HttpRequest RequestEncoder::entityState(const EntityId &id) const
{
    refuseEntityRead(id);
    // `$` is how the empty key is written, in this route only (durable-http-api.md §6.1)
    return request(HttpMethod::Get, { u"entities"_s, id.name, id.key.isEmpty() ? u"$"_s : id.key });
}

HttpRequest RequestEncoder::signalEntity(const EntityId &id, const EntitySignal &signal) const
{
    refuseSignal(id, signal);
    QStringList segments { u"entities"_s, id.name };
    if (!id.key.isEmpty()) {
        segments.append(id.key);
    }
    HttpRequest post = request(HttpMethod::Post, segments, { { u"op"_s, signal.operation } });
    return signal.input ? withJson(std::move(post), *signal.input) : post;
}

HttpRequest RequestEncoder::deleteEntity(const EntityId &id) const
{
    if (id.key.isEmpty()) {
        return signalEntity(id,
                            { u"delete"_s, std::nullopt }); // DELETE has no form for the empty key
    }
    refuseEntityKey(id);
    return request(HttpMethod::Delete, { u"entities"_s, id.name, id.key });
}

std::vector<ManagementUrl> RequestEncoder::managementUrls(const InstanceId &id) const
{
    if (!problemWithReaching(id).isEmpty()) {
        return {};
    }
    const QString base
        = buildUrl(m_address.base, { u"instances"_s, id.text() }).toString(QUrl::FullyEncoded);
    QString common;
    for (const QueryItem &item : withHub({})) {
        common += common.isEmpty() ? u""_s : u"&"_s;
        common += item.name + u'=' + QString::fromLatin1(QUrl::toPercentEncoding(item.value));
    }
    const auto url = [&](const QString &path, const QString &query = {}) -> QString {
        const QString separator = query.isEmpty() || common.isEmpty() ? QString() : u"&"_s;
        const QString all = query + separator + common;
        return base + path + (all.isEmpty() ? QString() : u'?' + all);
    };
    return { { u"statusQueryGetUri"_s, url({}) },
             { u"sendEventPostUri"_s, url(u"/raiseEvent/{eventName}"_s) },
             { u"terminatePostUri"_s, url(u"/terminate"_s, u"reason={text}"_s) },
             { u"rewindPostUri"_s, url(u"/rewind"_s, u"reason={text}"_s) },
             { u"purgeHistoryDeleteUri"_s, url({}) },
             { u"restartPostUri"_s, url(u"/restart"_s) },
             { u"suspendPostUri"_s, url(u"/suspend"_s, u"reason={text}"_s) },
             { u"resumePostUri"_s, url(u"/resume"_s, u"reason={text}"_s) } };
}

} // namespace hubdeck
