// SPDX-License-Identifier: MIT
#include "ui/details/instancedock.h"

#include "ui/details/failurepane.h"
#include "ui/details/historypane.h"
#include "ui/details/instanceheader.h"
#include "ui/details/jsonpane.h"
#include "ui/details/linkspane.h"
#include "ui/details/timelinepane.h"
#include "ui/details/underlinetabbar.h"
#include "ui/shell/messagebar.h"

#include "models/activity/pendingactions.h"
#include "models/displaytext.h"
#include "models/history/failurereport.h"
#include "models/history/instancewatch.h"

#include <QEvent>
#include <QLabel>
#include <QProgressBar>
#include <QStackedWidget>
#include <QTimer>
#include <QVBoxLayout>

#include <chrono>

namespace hubdeck {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// An answer within this time comes without a flicker of grey.
constexpr auto greyAfter = 150ms;

QString wordsForNoOutput(const RuntimeStatus &status)
{
    if (status.kind() == RuntimeStatus::Kind::Pending) {
        return InstanceDock::tr("No output yet: the instance has not started.");
    }
    return status.isActive() ? InstanceDock::tr("No output yet: the instance is still under way.")
                             : InstanceDock::tr("The instance ended without output.");
}

} // namespace

class InstanceDock::Private
{
public:
    Private(InstanceDock *dock, TimeDisplay &time, Prompts &prompts);

    void build(TimeDisplay &time, Prompts &prompts);
    void addTimeline(TimeDisplay &time);
    void showEvent(qsizetype event);
    void addTab(const QString &title, QWidget *page);
    JsonPane *addJsonTab(const QString &title, const QString &objectName, Prompts &prompts);
    void connectWatch();
    void listenTo(HubSession &newSession);

    void showWords(const QString &words);
    void showInstance();
    void showHistory();
    [[nodiscard]] QString noHistoryWords() const;
    void showFailure();
    void showGone();
    void showError(const TaskHubError &error);
    void showPending();
    void updateBusy();
    void setStale(bool stale);
    void updatePaused();

    InstanceDock *q;
    InstanceWatch watch;
    /// Whose values stand in the header and in the tabs; none while words are shown.
    std::optional<InstanceId> displayed;
    HubSession *session = nullptr;
    QMetaObject::Connection pendingConnection;
    QTimer greyTimer;

    InstanceTitle *title = nullptr;
    QWidget *content = nullptr;
    QStackedWidget *pages = nullptr;
    QLabel *words = nullptr;
    QLabel *busy = nullptr;
    MessageBar *bar = nullptr;
    QWidget *body = nullptr;
    InstanceHeader *header = nullptr;
    UnderlineTabBar *tabs = nullptr;
    QStackedWidget *tabPages = nullptr;
    TimelinePane *timeline = nullptr;
    HistoryPane *history = nullptr;
    JsonPane *input = nullptr;
    JsonPane *output = nullptr;
    JsonPane *customStatus = nullptr;
    FailurePane *failure = nullptr;
    JsonPane *raw = nullptr;
    LinksPane *links = nullptr;
};

InstanceDock::Private::Private(InstanceDock *dock, TimeDisplay &time, Prompts &prompts)
    : q(dock)
{
    build(time, prompts);
    connectWatch();
    greyTimer.setSingleShot(true);
    greyTimer.setInterval(greyAfter);
    QObject::connect(&greyTimer, &QTimer::timeout, q, [this] { setStale(true); });
    showWords(
        tr("Select an instance in the list to see it here, or go to one by its id with Ctrl+G."));
}

void InstanceDock::Private::build(TimeDisplay &time, Prompts &prompts)
{
    title = new InstanceTitle(q);
    q->setTitleBarWidget(title);
    content = new QWidget(q);
    busy = new QLabel(content);
    busy->setObjectName(u"instanceBusy"_s);
    busy->setTextFormat(Qt::PlainText);
    busy->setContentsMargins(12, 0, 12, 4);
    busy->setForegroundRole(QPalette::PlaceholderText);
    busy->hide();
    bar = new MessageBar(content);
    bar->setObjectName(u"instanceMessages"_s);
    words = new QLabel(content);
    words->setObjectName(u"instanceWords"_s);
    words->setTextFormat(Qt::PlainText);
    words->setWordWrap(true);
    words->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    words->setContentsMargins(12, 8, 12, 8);
    words->setForegroundRole(QPalette::PlaceholderText);
    body = new QWidget(content);
    header = new InstanceHeader(time, body);
    tabs = new UnderlineTabBar(body);
    tabs->setObjectName(u"instanceTabs"_s);
    tabs->setAccessibleName(tr("Parts of the instance"));
    tabPages = new QStackedWidget(body);
    auto *bodyColumn = new QVBoxLayout(body);
    bodyColumn->setContentsMargins(0, 0, 0, 0);
    bodyColumn->setSpacing(0);
    bodyColumn->addWidget(header);
    bodyColumn->addWidget(tabs);
    bodyColumn->addWidget(tabPages, 1);
    pages = new QStackedWidget(content);
    pages->addWidget(words);
    pages->addWidget(body);
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(busy);
    column->addWidget(bar);
    column->addWidget(pages, 1);
    q->setWidget(content);

    history = new HistoryPane(time, prompts, tabPages);
    addTab(tr("History"), history);
    QObject::connect(history, &HistoryPane::failed, q,
                     [this](const TaskHubError &error) { bar->showError(error); });
    input = addJsonTab(tr("Input"), u"inputPane"_s, prompts);
    output = addJsonTab(tr("Output"), u"outputPane"_s, prompts);
    customStatus = addJsonTab(tr("Custom status"), u"customStatusPane"_s, prompts);
    failure = new FailurePane(time, prompts, tabPages);
    addTab(tr("Failure"), failure);
    QObject::connect(failure, &FailurePane::failed, q,
                     [this](const TaskHubError &error) { bar->showError(error); });
    QObject::connect(failure, &FailurePane::eventRequested, q,
                     [this](qsizetype event) { showEvent(event); });
    raw = addJsonTab(tr("Raw"), u"rawPane"_s, prompts);
    links = new LinksPane(tabPages);
    addTab(tr("Links"), links);
    addTimeline(time);
    tabs->updateGeometry(); // a hidden tab bar does not tell its layout about new tabs
    QObject::connect(tabs, &QTabBar::currentChanged, tabPages, &QStackedWidget::setCurrentIndex);
    QObject::connect(header, &InstanceHeader::instanceRequested, q,
                     &InstanceDock::instanceRequested);
}

void InstanceDock::Private::addTimeline(TimeDisplay &time)
{
    timeline = new TimelinePane(time, *input, *customStatus, *output, tabPages);
    tabPages->insertWidget(0, timeline);
    tabs->insertTab(0, tr("Timeline"));
    tabs->setCurrentIndex(0);
    tabPages->setCurrentIndex(0);
    QObject::connect(timeline, &TimelinePane::eventSelected, history, &HistoryPane::selectEvent);
    QObject::connect(timeline, &TimelinePane::eventActivated, q,
                     [this](qsizetype event) { showEvent(event); });
}

void InstanceDock::Private::showEvent(qsizetype event)
{
    tabs->setCurrentIndex(tabPages->indexOf(history));
    history->selectEvent(event);
}

void InstanceDock::Private::addTab(const QString &tabTitle, QWidget *page)
{
    tabPages->addWidget(page);
    tabs->addTab(tabTitle);
}

JsonPane *InstanceDock::Private::addJsonTab(const QString &tabTitle, const QString &objectName,
                                            Prompts &prompts)
{
    auto *pane = new JsonPane(tabTitle, prompts, tabPages);
    pane->setObjectName(objectName);
    addTab(tabTitle, pane);
    QObject::connect(pane, &JsonPane::failed, q,
                     [this](const TaskHubError &error) { bar->showError(error); });
    return pane;
}

void InstanceDock::Private::connectWatch()
{
    QObject::connect(&watch, &InstanceWatch::instanceRead, q, [this] { showInstance(); });
    QObject::connect(&watch, &InstanceWatch::historyRead, q, [this] { showHistory(); });
    QObject::connect(&watch, &InstanceWatch::gone, q, [this] { showGone(); });
    QObject::connect(&watch, &InstanceWatch::failed, q,
                     [this](const TaskHubError &error) { showError(error); });
    QObject::connect(&watch, &InstanceWatch::readingChanged, q, [this] { updateBusy(); });
}

void InstanceDock::Private::listenTo(HubSession &newSession)
{
    QObject::disconnect(pendingConnection);
    session = &newSession;
    pendingConnection = QObject::connect(&newSession.pending(), &PendingActions::changed, q,
                                         [this](const InstanceId &id) {
                                             if (watch.id() == id) {
                                                 showPending();
                                             }
                                         });
}

void InstanceDock::Private::showWords(const QString &text)
{
    displayed.reset();
    greyTimer.stop();
    setStale(false);
    words->setText(text);
    pages->setCurrentWidget(words);
    if (watch.id()) {
        title->showInstance(*watch.id(), std::nullopt);
    } else {
        title->clear();
    }
}

void InstanceDock::Private::showInstance()
{
    const InstanceDetails &instance = *watch.instance();
    const bool another = displayed != watch.id();
    QThreadPool &pool = session->pool();
    greyTimer.stop();
    setStale(false);
    const bool historyFailed = !watch.isReadingHistory() && !watch.history()
        && session->capabilities().has(Feature::History);
    if (!historyFailed) {
        bar->clear();
    }
    if (another) {
        displayed = watch.id();
        const QString id = displayed->text();
        history->startAfresh(id);
        history->showWords(noHistoryWords());
        input->setFileName(tr("%1-input", "file name").arg(id));
        output->setFileName(tr("%1-output", "file name").arg(id));
        customStatus->setFileName(tr("%1-custom-status", "file name").arg(id));
        raw->setFileName(id);
        failure->setFileName(id);
        links->showUrls(session->hub()->managementUrls(*displayed),
                        session->capabilities().whyNot(Feature::ManagementUrls));
    }
    title->showInstance(*displayed, instance.status);
    header->showInstance(instance, watch.history() ? &*watch.history() : nullptr,
                         session->capabilities());
    input->showPayload(pool, instance.input, tr("No input was given."), !another);
    output->showPayload(pool, instance.output, wordsForNoOutput(instance.status), !another);
    customStatus->showPayload(pool, instance.customStatus, tr("No custom status was set."),
                              !another);
    raw->showPayload(pool, Payload { .text = instance.raw, .storedAt = {} },
                     tr("This road gives no document of the instance."), !another);
    showFailure();
    showPending();
    updateBusy();
    pages->setCurrentWidget(body);
}

QString InstanceDock::Private::noHistoryWords() const
{
    if (watch.isReadingHistory() && !watch.history()) {
        return tr("Reading the history…");
    }
    if (!watch.history()) {
        const bool can = session->capabilities().has(Feature::History);
        return can ? tr("The history could not be read. %1").arg(watch.historyProblem())
                   : watch.historyProblem();
    }
    const bool pending = watch.instance()->status.kind() == RuntimeStatus::Kind::Pending;
    return pending ? tr("A pending instance has no history yet.")
                   : tr("The hub has no history of this instance.");
}

void InstanceDock::Private::showHistory()
{
    if (displayed != watch.id() || !watch.instance()) {
        return; // showInstance() comes first
    }
    if (watch.history()) {
        history->showEvents(session->pool(), watch.history()->events, noHistoryWords());
        header->showInstance(*watch.instance(), &*watch.history(), session->capabilities());
    } else {
        history->showWords(noHistoryWords());
    }
    showFailure();
}

void InstanceDock::Private::showFailure()
{
    const InstanceDetails &instance = *watch.instance();
    const History *read = watch.history() ? &*watch.history() : nullptr;
    const FailureReport report = failureReport(instance, read);
    failure->showReport(session->pool(), instance, report);
    timeline->showInstance(instance, read != nullptr && read->available ? read : nullptr,
                           noHistoryWords(), report);
}

void InstanceDock::Private::showGone()
{
    const QString id = displaytext::singleLine(watch.id()->text(), 100);
    if (displayed == watch.id()) {
        // What was read stays to be looked at, but clearly is the past.
        setStale(true);
        greyTimer.stop();
        bar->showMessage(MessageBar::Severity::Warning,
                         tr("The instance %1 is no longer in the hub. It was purged, and what is "
                            "shown here is how it was last read.")
                             .arg(id));
        return;
    }
    showWords(
        tr("There is no instance with the id %1 in this hub. It may have been purged.").arg(id));
}

void InstanceDock::Private::showError(const TaskHubError &error)
{
    if (error.kind == ErrorKind::Cancelled) {
        return;
    }
    if (displayed != watch.id()) {
        showWords(tr("The instance could not be read."));
    }
    bar->showError(error, [this] { watch.refresh(); });
}

void InstanceDock::Private::showPending()
{
    const QString pending
        = session != nullptr && watch.id() ? session->pending().text(*watch.id()) : QString();
    header->setPending(pending);
}

void InstanceDock::Private::updateBusy()
{
    const bool waiting = watch.isReading() && displayed != watch.id();
    busy->setVisible(waiting && displayed.has_value());
    if (waiting) {
        busy->setText(tr("Reading %1…").arg(displaytext::singleLine(watch.id()->text(), 60)));
    }
}

void InstanceDock::Private::setStale(bool stale)
{
    body->setEnabled(!stale);
    title->setEnabled(!stale);
}

void InstanceDock::Private::updatePaused()
{
    watch.setPaused(!q->isVisible() || q->window()->isMinimized());
}

InstanceDock::InstanceDock(TimeDisplay &time, Prompts &prompts, QWidget *parent)
    : QDockWidget(tr("Instance"), parent)
{
    setObjectName(u"instanceDock"_s);
    d = std::make_unique<Private>(this, time, prompts);
}

InstanceDock::~InstanceDock() = default;

bool InstanceDock::event(QEvent *event)
{
    const QEvent::Type type = event->type();
    const bool handled = QDockWidget::event(event);
    if (type == QEvent::Show || type == QEvent::Hide) {
        window()->installEventFilter(this); // to know when it is minimised
        d->updatePaused();
    }
    return handled;
}

bool InstanceDock::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == window() && event->type() == QEvent::WindowStateChange) {
        d->updatePaused();
    }
    return QDockWidget::eventFilter(watched, event);
}

void InstanceDock::showInstance(HubSession &session, const InstanceId &id)
{
    d->listenTo(session);
    const bool another = d->displayed != id || d->watch.session() != &session;
    if (another) {
        d->bar->clear();
    }
    if (d->watch.session() != &session) {
        d->displayed.reset(); // the same id in another hub is another instance
    }
    d->updatePaused();
    d->watch.watch(session, id);
    if (another && !d->displayed) {
        d->showWords(tr("Reading %1…").arg(displaytext::singleLine(id.text(), 60)));
    } else if (another) {
        d->greyTimer.start();
    }
    d->updateBusy();
}

void InstanceDock::clear()
{
    QObject::disconnect(d->pendingConnection);
    d->session = nullptr;
    d->watch.clear();
    d->bar->clear();
    d->showWords(
        tr("Select an instance in the list to see it here, or go to one by its id with Ctrl+G."));
    d->updateBusy();
}

void InstanceDock::refresh()
{
    d->watch.refresh();
}

void InstanceDock::showTab(int index)
{
    if (index >= 0 && index < d->tabs->count()) {
        d->tabs->setCurrentIndex(index);
    }
}

std::optional<InstanceId> InstanceDock::shownInstance() const
{
    return d->watch.id();
}

} // namespace hubdeck
