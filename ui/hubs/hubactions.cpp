// SPDX-License-Identifier: MIT
#include "ui/hubs/hubactions.h"

#include "models/activity/actionrunner.h"
#include "models/activity/pendingactions.h"
#include "ui/dialogs/exportprogress.h"
#include "ui/shell/actionregistry.h"

#include <algorithm>

namespace hubdeck {

using namespace Qt::StringLiterals;

HubActions::HubActions(ActionRegistry &registry, Prompts &prompts, TimeDisplay &time,
                       ExportProgressBar &exporting, QWidget &window)
    : QObject(&window)
    , m_registry(registry)
    , m_prompts(prompts)
    , m_time(time)
    , m_exporting(exporting)
    , m_window(window)
{
    addHubActions();
    addInstanceActions();
}

HubActions::~HubActions() = default;

QStringList HubActions::instanceMenu()
{
    return { u"instance.raise"_s,
             u"instance.suspend"_s,
             u"instance.resume"_s,
             u"instance.rewind"_s,
             u"instance.restart"_s,
             u"instance.startAgain"_s,
             QString(),
             u"instance.terminate"_s,
             u"instance.purge"_s,
             QString(),
             u"instance.checkNow"_s,
             u"instance.stop"_s,
             u"instance.copyId"_s,
             u"instance.open"_s };
}

QStringList HubActions::contextMenu()
{
    return QStringList { u"instance.open"_s, QString() } + instanceMenu().mid(0, 9)
        + QStringList { QString(), u"instance.checkNow"_s, u"instance.copyId"_s, u"hub.export"_s };
}

QStringList HubActions::toolBar()
{
    return { u"hub.start"_s,        QString(),
             u"instance.raise"_s,   u"instance.suspend"_s,
             u"instance.resume"_s,  u"instance.rewind"_s,
             u"instance.restart"_s, u"instance.terminate"_s,
             u"instance.purge"_s,   QString(),
             u"hub.export"_s };
}

void HubActions::setTarget(const Target &target)
{
    m_reading.reset();
    m_target = target;
    m_registry.update();
}

Verdict HubActions::hubOpen() const
{
    return m_target.session && m_target.page ? Verdict {}
                                             : Verdict { false, tr("No hub is open.") };
}

Verdict HubActions::hubCan(Feature feature) const
{
    if (const Verdict open = hubOpen(); !open) {
        return open;
    }
    const Capabilities &capabilities = m_target.session->capabilities();
    return { capabilities.has(feature), capabilities.whyNot(feature) };
}

std::vector<SelectedInstance> HubActions::selection() const
{
    if (!m_target.page || !m_target.inFront) {
        return {};
    }
    std::vector<SelectedInstance> selected = m_target.page->selection();
    if (selected.empty()) {
        if (const auto current = m_target.page->current()) {
            selected.push_back(*current);
        }
    }
    return selected;
}

Verdict HubActions::selectionCan(ActionKind kind) const
{
    if (const Verdict open = hubOpen(); !open) {
        return open;
    }
    const std::vector<SelectedInstance> selected = selection();
    Verdict refused { false, tr("No instance is selected.") };
    for (const SelectedInstance &instance : selected) {
        const Verdict verdict = canPerform(kind, instance, m_target.session->capabilities());
        if (verdict) {
            return verdict;
        }
        refused = verdict;
    }
    if (selected.size() > 1) {
        refused.reason = tr("This is possible for none of the %1 selected instances. The last one: "
                            "%2")
                             .arg(QString::number(selected.size()), refused.reason);
    }
    return refused;
}

Verdict HubActions::oneSelected() const
{
    if (const Verdict open = hubOpen(); !open) {
        return open;
    }
    return { selection().size() == 1, tr("Select one instance.") };
}

bool HubActions::waitsToBeLookedAt(const InstanceId &id) const
{
    const HubSession *session = m_target.session;
    if (!session) {
        return false;
    }
    const auto state = session->pending().state(id);
    return state == PendingActions::State::Unknown || state == PendingActions::State::Slow;
}

Verdict HubActions::outcomeUnknown() const
{
    if (const Verdict open = hubOpen(); !open) {
        return open;
    }
    const auto selected = selection();
    const bool any = std::ranges::any_of(selected, [this](const SelectedInstance &instance) {
        return waitsToBeLookedAt(instance.id);
    });
    return { any, tr("Nothing sent to the selected instances waits to be looked at.") };
}

Verdict HubActions::sending() const
{
    return { m_target.runner && m_target.runner->isBusy(), tr("Nothing is being sent.") };
}

void HubActions::addHubActions()
{
    using Look = ActionRegistry::Look;
    const QString category = tr("Hub");
    m_registry.add({ .id = u"hub.start"_s,
                     .text = tr("Start new…"),
                     .category = category,
                     .iconName = u"plus"_s,
                     .shortcuts = { QKeySequence(Qt::CTRL | Qt::Key_N) },
                     .hint = tr("Start a new orchestration"),
                     .look = Look::Primary,
                     .enabledWhen = [this] { return hubCan(Feature::Start); },
                     .run = [this] { startNew(); } });
    m_registry.add({ .id = u"hub.goto"_s,
                     .text = tr("&Go to instance…"),
                     .category = category,
                     .iconName = u"search"_s,
                     .shortcuts = { QKeySequence(Qt::CTRL | Qt::Key_G) },
                     .hint = tr("Open an instance by its id"),
                     .enabledWhen = [this] { return hubOpen(); },
                     .run = [this] { goTo(); } });
    m_registry.add({ .id = u"hub.export"_s,
                     .text = tr("&Export…"),
                     .category = category,
                     .iconName = u"export"_s,
                     .shortcuts = { QKeySequence(Qt::CTRL | Qt::Key_E) },
                     .hint = tr("Write instances with their payloads and histories to a file"),
                     .enabledWhen =
                         [this] {
                             return m_exporting.isRunning()
                                 ? Verdict { false, tr("An export is under way.") }
                                 : hubOpen();
                         },
                     .run = [this] { exportInstances(); } });
    m_registry.add({ .id = u"hub.purgeFilter"_s,
                     .text = tr("Purge by filter…"),
                     .category = category,
                     .iconName = u"trash"_s,
                     .hint = tr("Delete finished instances by status and time, after a preview"),
                     .look = Look::Danger,
                     .enabledWhen = [this] { return hubCan(Feature::Purge); },
                     .run = [this] { purgeByFilter(); } });
}

void HubActions::addReasonAction(ActionKind kind, const QString &id, const QString &icon,
                                 const QString &hint)
{
    m_registry.add({ .id = id,
                     .text = tr("%1…").arg(displayName(kind)),
                     .category = tr("Instance"),
                     .iconName = icon,
                     .hint = hint,
                     .enabledWhen = [this, kind] { return selectionCan(kind); },
                     .run = [this, kind] { askReason(kind); } });
}

void HubActions::addInstanceActions()
{
    using Look = ActionRegistry::Look;
    const QString category = tr("Instance");
    m_registry.add({ .id = u"instance.raise"_s,
                     .text = tr("Raise event…"),
                     .category = category,
                     .iconName = u"bolt"_s,
                     .hint = tr("Send an event to the selected instances"),
                     .enabledWhen = [this] { return selectionCan(ActionKind::RaiseEvent); },
                     .run = [this] { raiseEvent(); } });
    addReasonAction(ActionKind::Suspend, u"instance.suspend"_s, u"pause"_s,
                    tr("Hold the selected instances until they are resumed"));
    addReasonAction(ActionKind::Resume, u"instance.resume"_s, u"play"_s,
                    tr("Let the selected suspended instances go on"));
    addReasonAction(ActionKind::Rewind, u"instance.rewind"_s, u"rewind"_s,
                    tr("Try what failed in the selected instances again"));
    m_registry.add({ .id = u"instance.restart"_s,
                     .text = tr("Restart…"),
                     .category = category,
                     .iconName = u"restart"_s,
                     .hint = tr("Run the selected instances again from the beginning"),
                     .enabledWhen = [this] { return selectionCan(ActionKind::Restart); },
                     .run = [this] { restart(); } });
    m_registry.add({ .id = u"instance.startAgain"_s,
                     .text = tr("Start again like this…"),
                     .category = category,
                     .iconName = u"plus"_s,
                     .hint = tr("Start a new instance with the same function and input"),
                     .enabledWhen =
                         [this] {
                             const Verdict can = hubCan(Feature::Start);
                             return can ? oneSelected() : can;
                         },
                     .run = [this] { startAgain(); } });
    addReasonAction(ActionKind::Terminate, u"instance.terminate"_s, u"stop"_s,
                    tr("End the selected instances now"));
    m_registry.add({ .id = u"instance.purge"_s,
                     .text = tr("Purge…"),
                     .category = category,
                     .iconName = u"trash"_s,
                     .shortcuts = { QKeySequence(Qt::Key_Delete) },
                     .hint = tr("Delete the selected instances and their histories from the hub"),
                     .look = Look::Danger,
                     .enabledWhen = [this] { return selectionCan(ActionKind::Purge); },
                     .run = [this] { purge(); } });
    m_registry.add({ .id = u"instance.checkNow"_s,
                     .text = tr("Check now"),
                     .category = category,
                     .iconName = u"eye"_s,
                     .hint = tr("Look at what became of an action whose outcome is unknown"),
                     .enabledWhen = [this] { return outcomeUnknown(); },
                     .run = [this] { checkNow(); } });
    m_registry.add({ .id = u"instance.stop"_s,
                     .text = tr("Stop sending"),
                     .category = category,
                     .iconName = u"close"_s,
                     .hint = tr("Send nothing more of what is under way for several instances"),
                     .enabledWhen = [this] { return sending(); },
                     .run = [this] { m_target.runner->stop(); } });
    m_registry.add({ .id = u"instance.copyId"_s,
                     .text = tr("Copy id"),
                     .category = category,
                     .iconName = u"copy"_s,
                     .hint = tr("Copy the ids of the selected instances, one a line"),
                     .enabledWhen =
                         [this] {
                             return selection().empty()
                                 ? Verdict { false, tr("No instance is selected.") }
                                 : Verdict {};
                         },
                     .run = [this] { copyIds(); } });
}

} // namespace hubdeck
