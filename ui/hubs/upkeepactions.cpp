// SPDX-License-Identifier: MIT
#include "ui/hubs/upkeepactions.h"

#include "models/displaytext.h"
#include "ui/dialogs/cleanentitiesdialog.h"
#include "ui/dialogs/deletehubdialog.h"
#include "ui/entities/entitiespage.h"
#include "ui/hubs/hubtabs.h"
#include "ui/instances/instancespage.h"
#include "ui/shell/actionregistry.h"
#include "ui/shell/prompts.h"

#include <QPointer>

#include <algorithm>

namespace hubdeck {

using namespace Qt::StringLiterals;

UpkeepActions::UpkeepActions(ActionRegistry &actions, HubRegistry &hubs, HubTabs &tabs,
                             ActivityModel &activity, Prompts &prompts, QWidget &window)
    : QObject(&window)
    , m_actions(actions)
    , m_hubs(hubs)
    , m_tabs(tabs)
    , m_activity(activity)
    , m_prompts(prompts)
    , m_window(window)
{
    addActions();
}

UpkeepActions::~UpkeepActions() = default;

QStringList UpkeepActions::hubMenu()
{
    return { u"hub.cleanEntities"_s, u"hub.delete"_s };
}

QStringList UpkeepActions::instanceMenu()
{
    return { u"instance.cancelStart"_s };
}

void UpkeepActions::addActions()
{
    using Look = ActionRegistry::Look;
    m_actions.add({ .id = u"hub.cleanEntities"_s,
                    .text = tr("Clean entity storage…"),
                    .category = tr("Hub"),
                    .iconName = u"entity"_s,
                    .hint = tr("Remove empty entities and release orphaned locks, after a preview"),
                    .enabledWhen = [this] { return can(Feature::CleanEntities); },
                    .run = [this] { cleanEntities(); } });
    m_actions.add({ .id = u"hub.delete"_s,
                    .text = tr("Delete task hub…"),
                    .category = tr("Hub"),
                    .iconName = u"trash"_s,
                    .hint = tr("Delete all tables, queues and containers of the hub"),
                    .look = Look::Danger,
                    .enabledWhen = [this] { return can(Feature::DeleteTaskHub); },
                    .run = [this] { deleteHub(); } });
    m_actions.add({ .id = u"instance.cancelStart"_s,
                    .text = tr("Cancel scheduled start…"),
                    .category = tr("Instance"),
                    .iconName = u"clock"_s,
                    .hint = tr("Take back a start that is scheduled for later"),
                    .look = Look::Danger,
                    .enabledWhen = [this] { return canCancelStart(); },
                    .run = [this] { cancelStart(); } });
}

HubSession *UpkeepActions::session() const
{
    return m_hubs.session(m_tabs.currentEntry());
}

Verdict UpkeepActions::can(Feature feature) const
{
    return m_tabs.currentEntry() == 0 ? Verdict { false, tr("No hub is open.") }
                                      : m_tabs.can(m_tabs.currentEntry(), feature);
}

Verdict UpkeepActions::canCancelStart() const
{
    if (const Verdict possible = can(Feature::CancelScheduledStart); !possible) {
        return possible;
    }
    const InstancesPage *page = m_tabs.currentPage();
    const auto current = page ? page->current() : std::nullopt;
    if (!current) {
        return { false, tr("No instance is selected.") };
    }
    const HubSession *hub = session();
    return hub ? hubdeck::canCancelStart(*current, hub->capabilities())
               : can(Feature::CancelScheduledStart);
}

ActivityModel::EntryId UpkeepActions::note(const HubSession &hub, const QString &what,
                                           const QString &icon, const InstanceId &id)
{
    return m_activity.add({ .hub = hub.info().name,
                            .what = displaytext::singleLine(what),
                            .iconName = icon,
                            .instanceId = id.text(),
                            .hubEntry = hub.entry() });
}

void UpkeepActions::watch(JobBase &job, ActivityModel::EntryId entry)
{
    connect(&job, &JobBase::failed, this, [this, entry](const TaskHubError &error) {
        m_activity.fail(entry, error);
        emit failed(error); // never sent again by itself
    });
}

void UpkeepActions::cancelStart()
{
    const QPointer<HubSession> hub = session();
    const auto current = m_tabs.currentPage()->current();
    if (!hub || !current) {
        return;
    }
    const QString id = displaytext::singleLine(current->id.text(), 80);
    QString question
        = tr("Cancel the scheduled start of %1? The instance is removed from the hub and never "
             "starts. One that has started or was not scheduled is left as it is.")
              .arg(id);
    if (hub->info().production) {
        question = tr("%1 This is a production hub.").arg(question);
    }
    if (!m_prompts.confirm(&m_window, tr("Cancel scheduled start"), question, tr("Take it back"))) {
        return;
    }
    const auto entry
        = note(*hub, tr("Cancel scheduled start of %1").arg(id), u"clock"_s, current->id);
    std::erase_if(m_jobs, [](const auto &job) { return !job->isRunning(); });
    m_jobs.push_back(std::make_unique<Job<void>>(
        hub->pool(),
        [road = hub->hub(), target = current->id](const JobContext &context) {
            road->cancelScheduledStart(target, context.stop());
        },
        [this, hub, entry, target = current->id] {
            m_activity.update(entry, ActivityModel::Outcome::Done, tr("it will not start"));
            if (hub) {
                emit hub->instancesRemoved({ target });
            }
        }));
    watch(*m_jobs.back(), entry);
}

void UpkeepActions::cleanEntities()
{
    HubSession *hub = session();
    CleanEntitiesDialog dialog(*hub, &m_window);
    if (!m_prompts.run(dialog)) {
        return;
    }
    const auto entry = note(*hub, tr("Clean entity storage"), u"entity"_s);
    std::erase_if(m_jobs, [](const auto &job) { return !job->isRunning(); });
    m_jobs.push_back(std::make_unique<Job<EntityCleaned>>(
        hub->pool(),
        [road = hub->hub(), cleaning = dialog.cleaning()](const JobContext &context) {
            return road->cleanEntities(cleaning, context.stop());
        },
        [this, entry, id = m_tabs.currentEntry()](EntityCleaned &&done) {
            refresh(id);
            m_activity.update(entry, ActivityModel::Outcome::Done,
                              tr("%1 removed, %2 told to give up their locks, %3 left as they were")
                                  .arg(displaytext::count(done.removed),
                                       displaytext::count(done.released),
                                       displaytext::count(done.skipped)));
        }));
    watch(*m_jobs.back(), entry);
}

void UpkeepActions::refresh(HubRegistry::EntryId id)
{
    if (InstancesPage *instances = m_tabs.page(id)) {
        instances->refresh();
    }
    if (EntitiesPage *entities = m_tabs.entities(id)) {
        entities->refresh();
    }
}

void UpkeepActions::deleteHub()
{
    const HubRegistry::EntryId id = m_tabs.currentEntry();
    HubSession *hub = session();
    DeleteHubDialog dialog(*hub, &m_window);
    const bool gone = m_prompts.run(dialog);
    if (!dialog.outcome() && !dialog.error()) {
        return;
    }
    const auto entry = note(*hub, tr("Delete task hub %1").arg(hub->info().name), u"trash"_s);
    if (dialog.outcome()) {
        const auto left = static_cast<qint64>(dialog.outcome()->leftovers.size());
        QString said
            = tr("%1 deleted, %2 left")
                  .arg(displaytext::count(dialog.outcome()->deleted), displaytext::count(left));
        if (!dialog.outcome()->advice.isEmpty()) {
            said = tr("%1. %2", "what was deleted, advice").arg(said, dialog.outcome()->advice);
        }
        m_activity.update(
            entry, left == 0 ? ActivityModel::Outcome::Done : ActivityModel::Outcome::Failed, said);
    } else {
        m_activity.fail(entry, *dialog.error());
    }
    if (gone) {
        m_hubs.close(id);
    }
}

} // namespace hubdeck
