// SPDX-License-Identifier: MIT
#include "app/application.h"

#include "models/activity/activitymodel.h"
#include "models/displaytext.h"
#include "models/hubs/hubregistry.h"
#include "models/hubs/placecontents.h"
#include "services/azurestorage/azurestoragehub.h"
#include "services/azurestorage/storagehubs.h"
#include "services/azurestorage/tokensource.h"
#include "services/connections/functionappstorage.h"
#include "services/durablehttp/durablehttphub.h"
#include "services/http/httpclient.h"
#include "services/http/urls.h"
#include "services/sandbox/sandboxserver.h"
#include "ui/mainwindow.h"
#include "ui/shell/hubdeckstyle.h"
#include "ui/shell/prompts.h"

#include <QApplication>
#include <QSettings>
#include <QTimer>

#include <mutex>

namespace hubdeck {

using namespace Qt::StringLiterals;

namespace {

/// The sandbox server, started by the first job that asks for it.
class SandboxHolder
{
public:
    HubAddress address()
    {
        const std::scoped_lock lock(m_mutex);
        if (!m_server) {
            m_server = std::make_unique<SandboxServer>(SandboxServer::Options {});
        }
        HubAddress address;
        address.base = m_server->url();
        address.key = Secret(m_server->key());
        return address;
    }

private:
    std::mutex m_mutex;
    std::unique_ptr<SandboxServer> m_server;
};

StoragePlace placeOfFolder(const QString &folder)
{
    const FunctionAppStorage storage
        = functionAppStorage(readFunctionAppProject(folder), azurestorage::usualTokenSource());
    return { .account = storage.account,
             .hub = storage.hubName,
             .partitionCount = storage.partitionCount,
             .trackingStore = storage.trackingStore };
}

} // namespace

// Members are destroyed from the last to the first.
class Application::Private
{
public:
    explicit Private(QSettings &givenSettings)
        : settings(givenSettings)
        , activity(time)
        , hubs({ .makeHub = [this](const HubAddress &address) -> std::shared_ptr<TaskHub> {
                    return std::make_shared<DurableHttpHub>(address, client);
                },
                 .startSandbox = [this](const JobContext &) { return sandbox.address(); },
                 .makeStorageHub = [this](const StoragePlace &place) -> std::shared_ptr<TaskHub> {
                     AzureStorageHub::Options options;
                     options.partitionCount = place.partitionCount;
                     options.trackingStore = place.trackingStore;
                     return std::make_shared<AzureStorageHub>(place.account, place.hub, client,
                                                              std::move(options));
                 },
                 .accountContents =
                     [this](const StoragePlace &place, const std::stop_token &stop) {
                         return contentsOf(
                             place.account, place.trackingStore,
                             [&](const azurestorage::StorageAccount &account) {
                                 return azurestorage::StorageHubs(account, client).contents(stop);
                             });
                     },
                 .placeOfFolder = placeOfFolder },
               pool, activity)
    {
        // Jobs wait for the network most of their time.
        pool.setMaxThreadCount(qMax(16, QThreadPool::globalInstance()->maxThreadCount()));
    }

    QSettings &settings;
    QPalette systemPalette;
    HttpClient client;
    SandboxHolder sandbox;
    QThreadPool pool;
    TimeDisplay time;
    ActivityModel activity;
    HubRegistry hubs;
    Prompts prompts;
    std::unique_ptr<MainWindow> window;
};

Application::Application(QSettings &settings)
    : d(std::make_unique<Private>(settings))
{
    d->systemPalette = QApplication::palette();
    QApplication::setStyle(new HubdeckStyle); // the application owns its style
    d->hubs.load(settings);
    d->window = std::make_unique<MainWindow>(MainWindow::Parts {
        d->hubs, d->activity, d->time, d->prompts, settings, d->systemPalette });
}

Application::~Application()
{
    d->hubs.closeAll(); // views and runners stop their jobs
    d->window.reset();
    d->pool.waitForDone();
}

void Application::open(const HubAddress &address)
{
    if (address.key.isEmpty() && !isLoopback(address.base)) {
        // A function app wants a key; asked for once the window is there.
        QTimer::singleShot(0, d->window.get(),
                           [this, address] { d->window->connectToHub(address); });
        return;
    }
    HubInfo info;
    info.name = address.displayName();
    info.address = info.name;
    d->hubs.open(d->hubs.add(address, info));
}

MainWindow &Application::window() const noexcept
{
    return *d->window;
}

void Application::start(const Options &options)
{
    const bool firstStart
        = !d->settings.contains(u"window/geometry"_s) && d->hubs.entries().empty();
    if (options.appearance) {
        d->window->setAppearance(*options.appearance);
    }
    d->window->show();
    if (options.address) {
        open(*options.address);
    }
    if (options.sandbox || (!options.address && firstStart)) {
        d->hubs.openSandbox();
    } else if (!options.address) {
        d->hubs.reopen();
    }
}

} // namespace hubdeck
