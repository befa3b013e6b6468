// SPDX-License-Identifier: MIT
#include "services/durablehttp/durablehttphub.h"

#include "services/durablehttp/entitydecoder.h"
#include "services/durablehttp/historydecoder.h"
#include "services/durablehttp/httpcapabilities.h"
#include "services/durablehttp/instancepagedecoder.h"
#include "services/durablehttp/pagereader.h"
#include "services/durablehttp/replydecoder.h"
#include "services/durablehttp/requestencoder.h"
#include "services/durablehttp/statusdecoder.h"

#include <QUuid>

namespace hubdeck {

namespace {

Route routeOf(ActionKind kind)
{
    switch (kind) {
    case ActionKind::Terminate:
        return Route::Terminate;
    case ActionKind::Suspend:
        return Route::Suspend;
    case ActionKind::Resume:
        return Route::Resume;
    case ActionKind::Rewind:
        return Route::Rewind;
    case ActionKind::RaiseEvent:
        return Route::RaiseEvent;
    case ActionKind::Restart:
        return Route::Restart;
    case ActionKind::Purge:
        break;
    }
    return Route::PurgeOne;
}

/// Prefix and kind can exclude each other: then no row can match, and the hub need not be asked.
bool canMatchNothing(const InstanceQuery &query)
{
    if (query.idPrefix.isEmpty()) {
        return false;
    }
    const bool asksEntities = query.idPrefix.startsWith(u'@');
    return (asksEntities && query.kinds == InstanceKinds::Orchestrations)
        || (!asksEntities && query.kinds == InstanceKinds::Entities);
}

void throwIfStopped(const std::stop_token &stop)
{
    if (stop.stop_requested()) {
        throw TaskHubError(ErrorKind::Cancelled,
                           QCoreApplication::translate("hubdeck::DurableHttpHub", "Stopped."));
    }
}

InstanceId newId()
{
    return InstanceId(QUuid::createUuid().toString(QUuid::Id128));
}

} // namespace

class DurableHttpHub::Private
{
public:
    RequestEncoder encoder;
    HttpClient &client;
    DurableHttpOptions options;
    Capabilities capabilities = httpCapabilities();

    [[nodiscard]] RequestContext context(Route route, const QString &subject = {}) const;
    [[nodiscard]] QByteArray read(const RequestContext &context, const HttpRequest &request,
                                  const std::stop_token &stop);
    [[nodiscard]] HttpResponse act(const RequestContext &context, const HttpRequest &request,
                                   const std::stop_token &stop);
    [[nodiscard]] StartedInstance sendStart(const StartRequest &request,
                                            const std::stop_token &stop);
};

RequestContext DurableHttpHub::Private::context(Route route, const QString &subject) const
{
    return { route, subject, !encoder.address().key.isEmpty(), encoder.address().appConnection };
}

QByteArray DurableHttpHub::Private::read(const RequestContext &context, const HttpRequest &request,
                                         const std::stop_token &stop)
{
    QByteArray body;
    options.retry(
        [&] {
            HttpResponse response = client.send(request, stop);
            const int status = response.head.status;
            const bool mayBeStatus
                = context.route == Route::Instance || context.route == Route::History;
            const bool isFailedInstance
                = status == 500 && mayBeStatus && isStatusDocument(response.body);
            if (status != 200 && status != 202 && !isFailedInstance) {
                throw decodeError(context, response.head, response.body);
            }
            body = std::move(response.body);
        },
        stop);
    return body;
}

HttpResponse DurableHttpHub::Private::act(const RequestContext &context, const HttpRequest &request,
                                          const std::stop_token &stop)
{
    HttpResponse response = client.send(request, stop);
    if (response.head.status != 200 && response.head.status != 202) {
        throw decodeError(context, response.head, response.body);
    }
    return response;
}

StartedInstance DurableHttpHub::Private::sendStart(const StartRequest &request,
                                                   const std::stop_token &stop)
{
    const HttpResponse response
        = act(context(Route::Start, request.id ? request.id->text() : request.function),
              encoder.start(request), stop);
    if (request.wait && response.head.status == 200) {
        return { *request.id, true };
    }
    // A known id needs no answer to be read: the start was accepted
    return { request.id ? *request.id : decodeStartedId(response.body), false };
}

DurableHttpHub::DurableHttpHub(HubAddress address, HttpClient &client, DurableHttpOptions options)
    : d(new Private { RequestEncoder(std::move(address), options), client, options })
{ }

DurableHttpHub::~DurableHttpHub() = default;

const HubAddress &DurableHttpHub::address() const noexcept
{
    return d->encoder.address();
}

const Capabilities &DurableHttpHub::capabilities() const
{
    return d->capabilities;
}

void DurableHttpHub::listInstances(const InstanceQuery &query, const ContinuationToken &from,
                                   const PageSink &sink, std::stop_token stop)
{
    static_cast<void>(
        d->encoder.listInstances(query, from)); // refuses before anything else happens
    if (canMatchNothing(query)) {
        sink(InstancePage());
        return;
    }
    InstancePageDecoder decoder(query.include, query.kinds, query.idPrefix);
    PageReader reader(
        d->client, d->options, d->context(Route::ListInstances),
        [&](const ContinuationToken &token) { return d->encoder.listInstances(query, token); },
        stop);
    ContinuationToken token = from;
    do {
        throwIfStopped(stop);
        PageReader::Page received = reader.read(token);
        InstancePage page = decoder.decode(std::move(received.body));
        page.next = received.next;
        throwIfStopped(stop);
        if (sink(std::move(page)) == SinkAnswer::Stop) {
            return;
        }
        PageReader::refuseRepetition(token, received.next);
        token = received.next;
    } while (!token.isEmpty());
}

InstanceDetails DurableHttpHub::instance(const InstanceId &id, std::stop_token stop)
{
    return decodeStatus(
        d->read(d->context(Route::Instance, id.text()), d->encoder.instance(id), stop));
}

History DurableHttpHub::history(const InstanceId &id, std::stop_token stop)
{
    try {
        return decodeHistory(
            d->read(d->context(Route::History, id.text()), d->encoder.history(id), stop));
    } catch (const TaskHubError &error) {
        if (error.httpStatus != 400) {
            throw;
        }
    }
    // A damaged history is refused as a whole; the instance itself can still be read
    // (durable-http-api.md §5.2)
    History history;
    history.instance = instance(id, stop);
    history.available = false;
    return history;
}

StartedInstance DurableHttpHub::start(const StartRequest &request, std::stop_token stop)
{
    const auto total = request.wait.value_or(std::chrono::milliseconds::zero());
    if (total.count() <= 0) {
        StartRequest plain = request;
        plain.wait.reset();
        return d->sendStart(plain, stop);
    }
    StartRequest waiting = request;
    waiting.wait = qMin(total, d->options.longestServerWait);
    if (!waiting.id) {
        waiting.id = newId(); // the answer to a start that ended does not tell it
    }
    StartedInstance started = d->sendStart(waiting, stop);
    if (!started.ended && total > *waiting.wait) {
        try {
            started.ended
                = waitForCompletion(started.id, total - *waiting.wait, stop).status.isTerminal();
        } catch (const TaskHubError &error) {
            if (error.kind == ErrorKind::Cancelled) {
                throw;
            } // it was started: that must not get lost behind a failed look at it
        }
    }
    return started;
}

ActionOutcome DurableHttpHub::perform(const InstanceId &id, const InstanceAction &action,
                                      std::stop_token stop)
{
    const Route route = routeOf(kindOf(action));
    const HttpResponse response
        = d->act(d->context(route, id.text()), d->encoder.perform(id, action), stop);
    ActionOutcome outcome;
    if (const auto *restart = std::get_if<RestartAction>(&action)) {
        outcome.newId = restart->newId ? decodeStartedId(response.body) : id;
    } else if (route == Route::PurgeOne) {
        outcome.deleted = decodeDeletedCount(response.body);
    }
    return outcome;
}

PurgeOutcome DurableHttpHub::purge(const PurgeFilter &filter, std::stop_token stop)
{
    const HttpRequest request = d->encoder.purge(filter);
    const RequestContext context = d->context(Route::PurgeFilter);
    const HttpResponse response = d->client.send(request, stop);
    if (response.head.status == 404 && response.body.isEmpty()) {
        return { 0 }; // nothing matched (durable-http-api.md §5.10)
    }
    if (response.head.status != 200) {
        throw decodeError(context, response.head, response.body);
    }
    return { decodeDeletedCount(response.body) };
}

void DurableHttpHub::listEntities(const EntityQuery &query, const ContinuationToken &from,
                                  const EntityPageSink &sink, std::stop_token stop)
{
    static_cast<void>(d->encoder.listEntities(query, from));
    PageReader reader(
        d->client, d->options, d->context(Route::ListEntities),
        [&](const ContinuationToken &token) { return d->encoder.listEntities(query, token); },
        stop);
    ContinuationToken token = from;
    do {
        throwIfStopped(stop);
        const PageReader::Page received = reader.read(token);
        EntityPage page = decodeEntityPage(received.body);
        page.next = received.next;
        throwIfStopped(stop);
        if (sink(std::move(page)) == SinkAnswer::Stop) {
            return;
        }
        PageReader::refuseRepetition(token, received.next);
        token = received.next;
    } while (!token.isEmpty());
}

std::optional<Payload> DurableHttpHub::entityState(const EntityId &id, std::stop_token stop)
{
    try {
        return decodeEntityState(d->read(d->context(Route::EntityState, id.instanceId().text()),
                                         d->encoder.entityState(id), stop));
    } catch (const TaskHubError &error) {
        if (error.kind != ErrorKind::NotFound) {
            throw;
        }
    }
    return std::nullopt;
}

void DurableHttpHub::signalEntity(const EntityId &id, const EntitySignal &signal,
                                  std::stop_token stop)
{
    static_cast<void>(d->act(d->context(Route::SignalEntity, id.instanceId().text()),
                             d->encoder.signalEntity(id, signal), stop));
}

void DurableHttpHub::deleteEntity(const EntityId &id, std::stop_token stop)
{
    static_cast<void>(d->act(d->context(Route::DeleteEntity, id.instanceId().text()),
                             d->encoder.deleteEntity(id), stop));
}

std::vector<ManagementUrl> DurableHttpHub::managementUrls(const InstanceId &id) const
{
    return d->encoder.managementUrls(id);
}

} // namespace hubdeck
