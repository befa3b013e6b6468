// SPDX-License-Identifier: MIT
#include "ui/details/instancebody.h"

#include "ui/details/failurepane.h"
#include "ui/details/historypane.h"
#include "ui/details/instanceheader.h"
#include "ui/details/jsonpane.h"
#include "ui/details/linkspane.h"
#include "ui/details/timelinepane.h"
#include "ui/details/underlinetabbar.h"

#include "models/history/failurereport.h"

#include <QDataStream>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace hubdeck {

using namespace Qt::StringLiterals;

namespace {

QString wordsForNoOutput(const RuntimeStatus &status)
{
    if (status.kind() == RuntimeStatus::Kind::Pending) {
        return InstanceBody::tr("No output yet: the instance has not started.");
    }
    return status.isActive() ? InstanceBody::tr("No output yet: the instance is still under way.")
                             : InstanceBody::tr("The instance ended without output.");
}

/// What the hub keeps as output is not always one (durable-http-api.md §4).
QString meaningOfOutput(const RuntimeStatus &status)
{
    if (status.isActive()) {
        return InstanceBody::tr("This is no result yet. While an instance is under way, the hub "
                                "keeps here the reason that was last given for suspending or "
                                "resuming it, or what an earlier run left.");
    }
    return status.kind() == RuntimeStatus::Kind::Terminated
        ? InstanceBody::tr("The reason that was given when the instance was terminated.")
        : QString();
}

QString noHistoryWords(const InstanceWatch &watch)
{
    if (watch.history()) {
        const bool pending = watch.instance()->status.kind() == RuntimeStatus::Kind::Pending;
        return pending ? InstanceBody::tr("A pending instance has no history yet.")
                       : InstanceBody::tr("The hub has no history of this instance.");
    }
    if (watch.isReadingHistory()) {
        return InstanceBody::tr("Reading the history…");
    }
    const bool can = watch.session()->capabilities().has(Feature::History);
    return can ? InstanceBody::tr("The history could not be read. %1").arg(watch.historyProblem())
               : watch.historyProblem();
}

const History *historyOf(const InstanceWatch &watch)
{
    return watch.history() ? &*watch.history() : nullptr;
}

} // namespace

InstanceBody::InstanceBody(TimeDisplay &time, Prompts &prompts, QWidget *parent)
    : QWidget(parent)
    , m_header(new InstanceHeader(time, this))
    , m_tabs(new UnderlineTabBar(this))
    , m_pages(new QStackedWidget(this))
{
    setObjectName(u"instanceBody"_s);
    m_tabs->setObjectName(u"instanceTabs"_s);
    m_tabs->setAccessibleName(tr("Parts of the instance"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_header);
    column->addWidget(m_tabs);
    column->addWidget(m_pages, 1);
    m_history = new HistoryPane(time, prompts, m_pages);
    addTab(tr("History"), m_history);
    m_input = addJsonTab(tr("Input"), u"inputPane"_s, prompts);
    m_output = addJsonTab(tr("Output"), u"outputPane"_s, prompts);
    m_customStatus = addJsonTab(tr("Custom status"), u"customStatusPane"_s, prompts);
    m_failure = new FailurePane(time, prompts, m_pages);
    addTab(tr("Failure"), m_failure);
    m_raw = addJsonTab(tr("Raw"), u"rawPane"_s, prompts);
    m_links = new LinksPane(m_pages);
    addTab(tr("Links"), m_links);
    addTimeline(time);
    m_tabs->updateGeometry(); // a hidden tab bar does not tell its layout about new tabs
    connectParts();
}

InstanceBody::~InstanceBody() = default;

void InstanceBody::addTab(const QString &title, QWidget *page)
{
    m_pages->addWidget(page);
    m_tabs->addTab(title);
}

JsonPane *InstanceBody::addJsonTab(const QString &title, const QString &objectName,
                                   Prompts &prompts)
{
    auto *pane = new JsonPane(title, prompts, m_pages);
    pane->setObjectName(objectName);
    addTab(title, pane);
    connect(pane, &JsonPane::failed, this, &InstanceBody::failed);
    return pane;
}

/// Comes first, but shows the documents of other tabs.
void InstanceBody::addTimeline(TimeDisplay &time)
{
    m_timeline = new TimelinePane(time, *m_input, *m_customStatus, *m_output, m_pages);
    m_pages->insertWidget(0, m_timeline);
    m_tabs->insertTab(0, tr("Timeline"));
    m_tabs->setCurrentIndex(0);
    m_pages->setCurrentIndex(0);
}

void InstanceBody::connectParts()
{
    connect(m_tabs, &QTabBar::currentChanged, m_pages, &QStackedWidget::setCurrentIndex);
    connect(m_header, &InstanceHeader::instanceRequested, this, &InstanceBody::instanceRequested);
    connect(m_timeline, &TimelinePane::eventSelected, m_history, &HistoryPane::selectEvent);
    connect(m_timeline, &TimelinePane::eventActivated, this, &InstanceBody::goToEvent);
    connect(m_history, &HistoryPane::failed, this, &InstanceBody::failed);
    connect(m_history, &HistoryPane::instanceRequested, this, &InstanceBody::instanceRequested);
    connect(m_failure, &FailurePane::failed, this, &InstanceBody::failed);
    connect(m_failure, &FailurePane::eventRequested, this, &InstanceBody::goToEvent);
}

void InstanceBody::goToEvent(qsizetype event)
{
    m_tabs->setCurrentIndex(m_pages->indexOf(m_history));
    m_history->selectEvent(event);
}

void InstanceBody::startAfresh(const InstanceWatch &watch)
{
    const QString id = watch.id()->text();
    m_history->startAfresh(*watch.session(), id);
    m_history->showWords(noHistoryWords(watch));
    m_input->setFileName(tr("%1-input", "file name").arg(id));
    m_output->setFileName(tr("%1-output", "file name").arg(id));
    m_customStatus->setFileName(tr("%1-custom-status", "file name").arg(id));
    m_raw->setFileName(id);
    m_failure->setFileName(id);
    m_links->showUrls(watch.session()->hub()->managementUrls(*watch.id()),
                      watch.session()->capabilities().whyNot(Feature::ManagementUrls));
}

void InstanceBody::showInstance(const InstanceWatch &watch, bool another)
{
    if (another) {
        startAfresh(watch);
    }
    const InstanceDetails &instance = *watch.instance();
    QThreadPool &pool = watch.session()->pool();
    m_header->showInstance(instance, historyOf(watch), watch.session()->capabilities());
    m_input->showPayload(pool, instance.input, tr("No input was given."), !another);
    m_output->showPayload(pool, instance.output, wordsForNoOutput(instance.status), !another);
    m_output->setNote(meaningOfOutput(instance.status));
    m_customStatus->showPayload(pool, instance.customStatus, tr("No custom status was set."),
                                !another);
    m_raw->showPayload(pool, Payload { .text = instance.raw, .storedAt = {} },
                       tr("This road gives no document of the instance."), !another);
    showFailure(watch);
}

void InstanceBody::showHistory(const InstanceWatch &watch)
{
    if (const History *history = historyOf(watch)) {
        m_history->showEvents(watch.session()->pool(), history->events, noHistoryWords(watch),
                              history->allEvents);
        m_header->showInstance(*watch.instance(), history, watch.session()->capabilities());
    } else {
        m_history->showWords(noHistoryWords(watch));
    }
    showFailure(watch);
}

void InstanceBody::showFailure(const InstanceWatch &watch)
{
    const InstanceDetails &instance = *watch.instance();
    const History *read = historyOf(watch);
    const FailureReport report = failureReport(instance, read);
    m_failure->showReport(watch.session()->pool(), instance, report);
    m_timeline->showInstance(instance, read != nullptr && read->available ? read : nullptr,
                             noHistoryWords(watch), report);
}

void InstanceBody::setPending(const QString &text)
{
    m_header->setPending(text);
}

void InstanceBody::clear()
{
    m_history->clear();
}

void InstanceBody::showTab(int index)
{
    if (index >= 0 && index < m_tabs->count()) {
        m_tabs->setCurrentIndex(index);
    }
}

QByteArray InstanceBody::saveState() const
{
    QByteArray state;
    QDataStream out(&state, QIODevice::WriteOnly);
    out << m_history->saveState() << m_failure->saveState();
    return state;
}

void InstanceBody::restoreState(const QByteArray &state)
{
    QDataStream in(state);
    QByteArray history;
    QByteArray failure;
    in >> history >> failure;
    if (in.status() == QDataStream::Ok) {
        m_history->restoreState(history);
        m_failure->restoreState(failure);
    }
}

} // namespace hubdeck
