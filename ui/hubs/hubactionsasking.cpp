// SPDX-License-Identifier: MIT
// What the actions ask and then do; hubactions.cpp registers them with their rules.
#include "models/activity/actionrunner.h"
#include "models/displaytext.h"
#include "models/hubs/offerednames.h"
#include "ui/dialogs/exportdialog.h"
#include "ui/dialogs/exportprogress.h"
#include "ui/dialogs/gotodialog.h"
#include "ui/dialogs/purgedialog.h"
#include "ui/dialogs/purgefilterdialog.h"
#include "ui/dialogs/raiseeventdialog.h"
#include "ui/dialogs/reasondialog.h"
#include "ui/dialogs/restartdialog.h"
#include "ui/dialogs/startdialog.h"
#include "ui/hubs/hubactions.h"
#include "ui/shell/actionregistry.h"
#include "ui/shell/prompts.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QTimer>

namespace hubdeck {

using namespace Qt::StringLiterals;

void HubActions::askReason(ActionKind kind)
{
    const QPointer<ActionRunner> runner = m_target.runner;
    ReasonDialog dialog(kind, selection(), *m_target.session, &m_window);
    if (m_prompts.run(dialog) && runner) {
        runner->perform(dialog.action(), dialog.targets());
    }
}

void HubActions::raiseEvent()
{
    const std::vector<SelectedInstance> instances = selection();
    const InstanceId first = instances.front().id;
    // The names to offer come from the history; without an answer the dialog opens without them.
    auto job = std::make_unique<Job<QStringList>>(
        m_target.session->pool(),
        [hub = m_target.session->hub(), first](const JobContext &context) {
            return eventNamesMentioned(hub->history(first, context.stop()));
        },
        [this, instances](QStringList &&names) {
            later([this, instances, names] { showRaiseEvent(instances, names); });
        });
    connect(job.get(), &JobBase::failed, this,
            [this, instances] { later([this, instances] { showRaiseEvent(instances, {}); }); });
    m_reading = std::move(job);
}

void HubActions::showRaiseEvent(const std::vector<SelectedInstance> &instances,
                                const QStringList &names)
{
    if (!m_target.session) {
        return;
    }
    const QPointer<ActionRunner> runner = m_target.runner;
    RaiseEventDialog dialog(instances, *m_target.session, names, m_prompts, &m_window);
    if (m_prompts.run(dialog) && runner) {
        runner->perform(dialog.action(), dialog.targets());
    }
}

void HubActions::restart()
{
    const QPointer<ActionRunner> runner = m_target.runner;
    RestartDialog dialog(selection(), *m_target.session, &m_window);
    if (m_prompts.run(dialog) && runner) {
        runner->perform(dialog.action(), dialog.targets());
    }
}

void HubActions::purge()
{
    const QPointer<ActionRunner> runner = m_target.runner;
    PurgeDialog dialog(selection(), *m_target.session, &m_window);
    if (m_prompts.run(dialog) && runner) {
        runner->perform(dialog.action(), dialog.targets());
    }
}

void HubActions::purgeByFilter()
{
    const QPointer<ActionRunner> runner = m_target.runner;
    PurgeFilterDialog dialog(*m_target.session, m_time, m_target.page->query(), &m_window);
    if (m_prompts.run(dialog) && runner) {
        runner->purge(dialog.plan());
    }
}

void HubActions::startNew()
{
    const QPointer<ActionRunner> runner = m_target.runner;
    StartDialog dialog(*m_target.session, m_target.page->functionNames(), m_prompts, &m_window);
    if (m_prompts.run(dialog) && runner) {
        runner->start(dialog.request());
    }
}

void HubActions::startAgain()
{
    const InstanceId id = selection().front().id;
    auto job = std::make_unique<Job<InstanceDetails>>(
        m_target.session->pool(),
        [hub = m_target.session->hub(), id](const JobContext &context) {
            return hub->instance(id, context.stop());
        },
        [this](InstanceDetails &&read) { later([this, read] { showStartAgain(read); }); });
    connect(job.get(), &JobBase::failed, this, &HubActions::failed);
    m_reading = std::move(job);
}

void HubActions::showStartAgain(const InstanceDetails &like)
{
    if (!m_target.session) {
        return;
    }
    const QPointer<ActionRunner> runner = m_target.runner;
    StartRequest request;
    request.function = like.name;
    if (!like.input.isNull()) {
        request.input = like.input.asJson();
    }
    StartDialog dialog(*m_target.session, { like.name }, m_prompts, &m_window);
    dialog.prefill(request);
    if (m_prompts.run(dialog) && runner) {
        runner->start(dialog.request());
    }
}

void HubActions::later(const std::function<void()> &call)
{
    // Not from within the job's delivery: the dialog may outlive the job.
    QTimer::singleShot(0, this, call);
}

void HubActions::goTo()
{
    const QPointer<InstancesPage> page = m_target.page;
    GoToDialog dialog(&m_window);
    if (m_prompts.run(dialog) && page) {
        emit instancesWanted();
        const std::vector<InstanceId> ids = dialog.ids();
        if (ids.size() == 1) {
            page->selectInstance(ids.front());
        } else {
            page->selectInstances(ids);
        }
    }
}

void HubActions::exportInstances()
{
    const QPointer<HubSession> session = m_target.session;
    ExportDialog::Choices choices;
    if (const auto current = m_target.page->current()) {
        choices.current = current->id;
    }
    for (const SelectedInstance &instance : m_target.page->selection()) {
        choices.selected.push_back(instance.id);
    }
    choices.view = m_target.page->query();
    choices.viewText = describeQuery(choices.view, m_time.isUtc());
    choices.loaded = static_cast<qint64>(m_target.page->shownIds().size());
    ExportDialog dialog(choices, *session, m_prompts, &m_window);
    if (m_prompts.run(dialog) && session) {
        m_exporting.start(*session, dialog.request(), dialog.path());
        m_registry.update();
    }
}

void HubActions::copyIds()
{
    QStringList ids;
    for (const SelectedInstance &instance : selection()) {
        ids.append(instance.id.text());
    }
    QGuiApplication::clipboard()->setText(ids.join(u'\n'));
}

void HubActions::checkNow()
{
    const QPointer<ActionRunner> runner = m_target.runner;
    for (const SelectedInstance &instance : selection()) {
        if (runner && waitsToBeLookedAt(instance.id)) {
            runner->checkNow(instance.id);
        }
    }
}

QString describeQuery(const InstanceQuery &query, bool utc)
{
    QStringList parts;
    QStringList statuses;
    for (const RuntimeStatus::Kind kind : query.statuses) {
        statuses.append(displaytext::status(kind));
    }
    if (!statuses.isEmpty()) {
        parts.append(statuses.join(u", "_s));
    }
    if (query.kinds == InstanceKinds::Entities) {
        parts.append(HubActions::tr("entities"));
    }
    const QString from = displaytext::time(query.createdFrom, utc);
    const QString to = displaytext::time(query.createdTo, utc);
    if (query.createdFrom && query.createdTo) {
        parts.append(HubActions::tr("created %1 to %2").arg(from, to));
    } else if (query.createdFrom) {
        parts.append(HubActions::tr("created since %1").arg(from));
    } else if (query.createdTo) {
        parts.append(HubActions::tr("created until %1").arg(to));
    }
    if (!query.idPrefix.isEmpty()) {
        parts.append(
            HubActions::tr("ids that begin with %1").arg(displaytext::singleLine(query.idPrefix)));
    }
    return parts.join(u"; "_s);
}

} // namespace hubdeck
