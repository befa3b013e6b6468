// SPDX-License-Identifier: MIT
#include "services/sandbox/sandboxserver.h"

#include "services/sandbox/httpapi.h"
#include "services/sandbox/httplistener.h"
#include "services/sandbox/seeds.h"

#include <QRandomGenerator>

#include <array>
#include <future>
#include <thread>

using namespace Qt::StringLiterals;

namespace hubdeck {
namespace {

QByteArray randomKey()
{
    std::array<quint32, 8> words {};
    QRandomGenerator::system()->fillRange(words.data(), qsizetype(words.size()));
    const QByteArray bytes(reinterpret_cast<const char *>(words.data()), qsizetype(sizeof words));
    return bytes.toBase64(QByteArray::Base64UrlEncoding);
}

sandbox::FunctionRegistry allFunctions(const sandbox::Incidents &incidents)
{
    sandbox::FunctionRegistry functions;
    sandbox::addConformanceFunctions(functions);
    sandbox::addDemoOrders(functions, incidents);
    sandbox::addDemoJobs(functions, incidents);
    return functions;
}

} // namespace

class SandboxServer::Private
{
public:
    explicit Private(const Options &options)
        : key(options.key.isEmpty() ? randomKey() : options.key)
        , past(clock.now())
        , engine({ .clock = &past, .functions = &functions, .seed = 2026 })
        , api({ .engine = &engine,
                .functions = &functions,
                .clock = &clock,
                .key = key,
                .hub = u"SandboxHub"_s })
        , listener(options.port,
                   [this](const sandbox::ApiRequest &request) {
                       lived.wait();
                       return api.answer(request);
                   })
        , worker([this, seeds = options.seeded ? options.seedCount : -1] { live(seeds); })
    { }

    ~Private()
    {
        engine.stop();
        worker.join();
    }

    // The past takes a while, so it is lived through here; requests wait for it.
    void live(int seeds)
    {
        if (seeds >= 0)
            sandbox::liveThroughPast(engine, past, past.now(), seeds);
        engine.goLive(&clock);
        pastIsOver.set_value();
        while (engine.waitForWork())
            engine.runDue();
    }

    const QByteArray key;
    const sandbox::SystemClock clock;
    sandbox::ManualClock past;
    const sandbox::Incidents incidents { sandbox::pastIncidents(past.now()) };
    const sandbox::FunctionRegistry functions = allFunctions(incidents);
    sandbox::Engine engine;
    sandbox::HttpApi api;
    std::promise<void> pastIsOver;
    const std::shared_future<void> lived { pastIsOver.get_future().share() };
    sandbox::HttpListener listener;
    std::thread worker;

private:
    Q_DISABLE_COPY_MOVE(Private)
};

SandboxServer::SandboxServer(const Options &options)
    : d(std::make_unique<Private>(options))
{ }

SandboxServer::~SandboxServer() = default;

QUrl SandboxServer::url() const
{
    return QUrl(u"http://127.0.0.1:"_s + QString::number(d->listener.port())
                + u"/runtime/webhooks/durabletask"_s);
}

QByteArray SandboxServer::key() const
{
    return d->key;
}

} // namespace hubdeck
