// SPDX-License-Identifier: MIT
#include "ui/details/instancedock.h"

#include "ui/details/instancebody.h"
#include "ui/details/instancetitle.h"
#include "ui/shell/messagebar.h"

#include "models/activity/pendingactions.h"
#include "models/displaytext.h"

#include <QEvent>
#include <QLabel>
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

} // namespace

class InstanceDock::Private
{
public:
    Private(InstanceDock *dock, TimeDisplay &time, Prompts &prompts);

    void build(TimeDisplay &time, Prompts &prompts);
    void makeLabels();
    void connectWatch();
    void listenTo(HubSession &newSession);

    void showWords(const QString &words);
    void showInstance();
    void showHistory();
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
    InstanceBody *body = nullptr;
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
    makeLabels();
    bar = new MessageBar(content);
    bar->setObjectName(u"instanceMessages"_s);
    body = new InstanceBody(time, prompts, content);
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
    QObject::connect(body, &InstanceBody::failed, q,
                     [this](const TaskHubError &error) { bar->showError(error); });
    QObject::connect(body, &InstanceBody::instanceRequested, q, &InstanceDock::instanceRequested);
}

void InstanceDock::Private::makeLabels()
{
    busy = new QLabel(content);
    busy->setObjectName(u"instanceBusy"_s);
    busy->setTextFormat(Qt::PlainText);
    busy->setContentsMargins(12, 0, 12, 4);
    busy->setForegroundRole(QPalette::PlaceholderText);
    busy->hide();
    words = new QLabel(content);
    words->setObjectName(u"instanceWords"_s);
    words->setTextFormat(Qt::PlainText);
    words->setWordWrap(true);
    words->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    words->setContentsMargins(12, 8, 12, 8);
    words->setForegroundRole(QPalette::PlaceholderText);
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
    greyTimer.stop();
    setStale(false);
    const bool historyFailed = !watch.isReadingHistory() && !watch.history()
        && session->capabilities().has(Feature::History);
    if (!historyFailed) {
        bar->clear();
    }
    const bool another = displayed != watch.id();
    displayed = watch.id();
    title->showInstance(*displayed, watch.instance()->status);
    body->showInstance(watch, another);
    showPending();
    updateBusy();
    pages->setCurrentWidget(body);
}

void InstanceDock::Private::showHistory()
{
    if (displayed == watch.id() && watch.instance()) { // showInstance() comes first
        body->showHistory(watch);
    }
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
    body->setPending(pending);
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
    d->body->clear();
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
    d->body->showTab(index);
}

std::optional<InstanceId> InstanceDock::shownInstance() const
{
    return d->watch.id();
}

QByteArray InstanceDock::saveState() const
{
    return d->body->saveState();
}

void InstanceDock::restoreState(const QByteArray &state)
{
    d->body->restoreState(state);
}

} // namespace hubdeck
