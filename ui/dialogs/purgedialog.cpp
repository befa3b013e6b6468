// SPDX-License-Identifier: MIT
#include "ui/dialogs/purgedialog.h"

#include "models/displaytext.h"
#include "ui/dialogs/confirmation.h"
#include "ui/dialogs/dialogparts.h"

#include <QLabel>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace hubdeck {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::size_t manyInstances = 100;

}

PurgeDialog::PurgeDialog(const std::vector<SelectedInstance> &instances, const HubSession &session,
                         QWidget *parent)
    : ActionDialog(tr("Purge"), {}, tr("Purge"), Risk::Destructive, parent)
    , m_targets(targetsOf(ActionKind::Purge, instances, session.capabilities()))
    , m_confirmation(new Confirmation(this))
{
    setObjectName(u"purgeDialog"_s);
    setHeading(tr("Purge %1?").arg(m_targets.object()));
    showHub(session.info());
    addTargets(m_targets, ActionKind::Purge);
    addCounts();
    addNotes();
    body()->addWidget(m_confirmation);
    body()->addStretch(1);
    connect(m_confirmation, &Confirmation::changed, this, &PurgeDialog::confirmationChanged);
    const std::size_t count = m_targets.possible.size();
    if (count > 0
        && (m_targets.activeCount() > 0 || count > manyInstances || session.info().production)) {
        m_confirmation->expect(Confirmation::wordsFor(static_cast<qint64>(count)));
        m_confirmation->setFocus();
    } else {
        cancelByEnter();
    }
    confirmationChanged();
}

void PurgeDialog::addCounts()
{
    if (m_targets.possible.size() < 2) {
        return;
    }
    QMap<QString, qint64> counts;
    for (const SelectedInstance &instance : m_targets.possible) {
        ++counts[instance.status.name()];
    }
    if (counts.size() < 2) {
        return;
    }
    QTreeWidget *list
        = dialogparts::statusList({ tr("Status"), tr("Instances") }, u"purgeCounts"_s, this);
    list->setAccessibleName(tr("What is deleted, by status"));
    dialogparts::fillCounts(*list, counts);
    dialogparts::fitHeight(*list, 8);
    body()->addWidget(list);
}

void PurgeDialog::addNotes()
{
    if (m_targets.possible.empty()) {
        return;
    }
    dialogparts::setTone(*addNote(tr("Status, history and payloads are deleted from the hub. This "
                                     "cannot be undone; an export keeps a copy."),
                                  u"consequence"_s),
                         dialogparts::Tone::Muted);
    const int active = m_targets.activeCount();
    if (active > 0) {
        addWarning(m_targets.possible.size() == 1
                       ? tr("It is still active: its work is lost, and what it has started goes on "
                            "without it. Terminate it first if it should "
                            "end properly.")
                       : displaytext::withNumber(
                           tr("%n of them {is|are} still active: {its|their} work is lost, and "
                              "what {it has|they have} started goes on without {it|them}.",
                              nullptr, active),
                           active),
                   u"activeWarning"_s);
    }
    if (m_targets.includes(RuntimeStatus::Kind::Pending)) {
        dialogparts::setTone(*addNote(tr("Purging a Pending instance cancels its scheduled start."),
                                      u"pendingNote"_s),
                             dialogparts::Tone::Muted);
    }
    if (std::ranges::any_of(m_targets.possible,
                            [](const SelectedInstance &one) { return isEntityId(one.id); })) {
        addWarning(tr("Purging an entity deletes its state."), u"entityWarning"_s);
    }
}

void PurgeDialog::confirmationChanged()
{
    if (m_targets.possible.empty()) {
        return; // the problem is told already
    }
    const bool given = m_confirmation->isGiven();
    setProblem(given ? QString() : tr("Type the confirmation first."), true);
    setConfirmed(m_confirmation->isAsked() && given);
}

} // namespace hubdeck
