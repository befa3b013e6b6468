// SPDX-License-Identifier: MIT
#include "ui/dialogs/deletehubdialog.h"

#include "models/displaytext.h"
#include "models/job.h"
#include "ui/dialogs/dialogparts.h"
#include "ui/shell/theme.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace hubdeck {

using namespace Qt::Literals::StringLiterals;
using dialogparts::Tone;

namespace {

constexpr int mostRowsSeen = 14;

enum Column { KindColumn, NameColumn, CountColumn, StateColumn };

} // namespace

class DeleteHubDialog::Private
{
public:
    enum class Phase { Looking, Unknown, Ready, Deleting };

    Private(DeleteHubDialog *dialog, HubSession &hubSession)
        : q(dialog)
        , session(hubSession)
    { }

    void build();
    void look();
    void planned(HubDeletionPlan &&plan);
    void fillList();
    void addRow(const HubArtefact &artefact, const QString &state);
    void remove();
    void progressed(const HubDeletionProgress &progress);
    void removed(HubDeletionOutcome &&outcome);
    void lookFailed(const TaskHubError &problem);
    void removeFailed(const TaskHubError &problem);
    void say(const QString &words, Tone tone);
    void update();

    DeleteHubDialog *q;
    HubSession &session;
    Phase phase = Phase::Looking;
    std::optional<HubDeletionPlan> plan;
    std::optional<HubDeletionOutcome> outcome;
    std::optional<TaskHubError> error; // of a deletion
    std::optional<TaskHubError> lookError; // why it is not known what there is
    QTreeWidget *list = nullptr;
    QLabel *inUse = nullptr;
    QCheckBox *force = nullptr;
    QLineEdit *name = nullptr;
    QLabel *state = nullptr;
    QLabel *lookState = nullptr;
    QPushButton *lookAgain = nullptr;
    QProgressBar *progress = nullptr;
    std::unique_ptr<Job<HubDeletionPlan>> looking;
    std::unique_ptr<Job<HubDeletionOutcome>> deleting;
};

DeleteHubDialog::DeleteHubDialog(HubSession &session, QWidget *parent)
    : ActionDialog(tr("Delete task hub"), tr("Delete a task hub with everything in it"),
                   tr("Delete task hub"), Risk::Destructive, parent)
    , d(std::make_unique<Private>(this, session))
{
    setObjectName(u"deleteHubDialog"_s);
    setWindowTitle(tr("Delete task hub %1").arg(displaytext::singleLine(session.info().name, 60)));
    showHub(session.info());
    setMinimumWidth(fontMetrics().averageCharWidth() * 100);
    d->build();
    d->look();
}

DeleteHubDialog::~DeleteHubDialog() = default;

const std::optional<HubDeletionOutcome> &DeleteHubDialog::outcome() const noexcept
{
    return d->outcome;
}

const std::optional<TaskHubError> &DeleteHubDialog::error() const noexcept
{
    return d->error;
}

void DeleteHubDialog::Private::build()
{
    list = new QTreeWidget(q);
    list->setObjectName(u"deleteHubList"_s);
    list->setAccessibleName(tr("What is deleted"));
    list->setHeaderLabels({ tr("Kind"), tr("Name"), tr("Holds"), tr("State") });
    list->setRootIsDecorated(false);
    dialogparts::setRowHeight(*list);
    list->setSelectionMode(QAbstractItemView::NoSelection);
    q->body()->addWidget(list, 1);
    inUse = q->addWarning({}, u"deleteHubInUse"_s);
    force = new QCheckBox(tr("Delete it &although it is, or may be, in use"), q);
    force->setObjectName(u"deleteHubForce"_s);
    q->body()->addWidget(force);
    name = new QLineEdit(q);
    name->setObjectName(u"deleteHubName"_s);
    name->setAccessibleName(tr("Name of the hub, typed to confirm"));
    auto *form = dialogparts::form();
    form->addRow(tr("Type the hub's &name"), name);
    q->body()->addLayout(form);
    progress = new QProgressBar(q);
    progress->setObjectName(u"deleteHubProgress"_s);
    progress->setAccessibleName(tr("Progress of the deletion"));
    q->body()->addWidget(progress);
    state = q->addNote({}, u"deleteHubState"_s);
    lookState = dialogparts::plainLabel({}, u"deleteHubLookState"_s, q);
    dialogparts::setTone(*lookState, Tone::Bad);
    lookAgain = new QPushButton(tr("&Look again"), q);
    lookAgain->setObjectName(u"deleteHubLookAgain"_s);
    lookAgain->setAutoDefault(false);
    auto *line = new QHBoxLayout;
    line->addWidget(lookState, 1);
    line->addWidget(lookAgain, 0, Qt::AlignTop);
    q->body()->addLayout(line);
    connect(lookAgain, &QPushButton::clicked, q, [this] { look(); });
    connect(name, &QLineEdit::textChanged, q, [this] { update(); });
    connect(force, &QCheckBox::toggled, q, [this] { update(); });
}

void DeleteHubDialog::Private::look()
{
    phase = Phase::Looking;
    lookError.reset();
    looking = std::make_unique<Job<HubDeletionPlan>>(
        session.pool(),
        [hub = session.hub()](const JobContext &context) {
            return hub->planDeletion(context.stop());
        },
        [this](HubDeletionPlan &&found) { planned(std::move(found)); });
    connect(looking.get(), &JobBase::failed, q,
            [this](const TaskHubError &problem) { lookFailed(problem); });
    update();
}

void DeleteHubDialog::Private::planned(HubDeletionPlan &&found)
{
    plan = std::move(found);
    phase = Phase::Ready;
    fillList();
    if (!outcome && !error) { // why the deletion stopped stays to be read
        say(plan->problems.join(u'\n'), Tone::Warning);
    }
    update();
}

void DeleteHubDialog::Private::addRow(const HubArtefact &artefact, const QString &words)
{
    auto *item = new QTreeWidgetItem(
        list, { displayName(artefact.kind), artefact.name, describeCount(artefact), words });
    item->setToolTip(NameColumn, artefact.name);
}

void DeleteHubDialog::Private::fillList()
{
    list->clear();
    for (const HubArtefact &artefact : plan->artefacts) {
        addRow(artefact, {});
    }
    for (const HubArtefact &artefact : plan->kept) {
        addRow(artefact, tr("stays: shared with other hubs"));
        list->topLevelItem(list->topLevelItemCount() - 1)->setDisabled(true);
    }
    for (int column = KindColumn; column <= CountColumn; ++column) {
        list->resizeColumnToContents(column);
    }
    dialogparts::fitHeight(*list, mostRowsSeen);
    inUse->setText(
        plan->isInUse
            ? tr("Workers use this hub now. Stop the app first: what it still does is lost, "
                 "and it may make queues anew.\n%1")
                  .arg(plan->signsOfUse.join(u'\n'))
            : tr("Whether workers use this hub now could not be seen. Stop the app first: what it "
                 "still does is lost, and it may make queues anew."));
}

void DeleteHubDialog::Private::update()
{
    const bool ready = phase == Phase::Ready;
    const bool used = plan && plan->needsForce();
    inUse->setVisible(used);
    force->setVisible(used);
    progress->setVisible(phase == Phase::Deleting);
    name->setEnabled(ready && !plan->artefacts.empty());
    force->setEnabled(ready);
    list->setVisible(plan.has_value());
    lookAgain->setVisible(phase == Phase::Unknown);
    lookState->setVisible(phase == Phase::Unknown);
    const QString typed = name->text();
    const bool confirmed = plan && typed == plan->hub.text();
    const QString whyNot = session.capabilities().whyNot(Feature::DeleteTaskHub);
    if (!whyNot.isEmpty()) {
        q->setProblem(whyNot);
    } else if (phase == Phase::Looking) {
        q->setProblem(tr("Looking at what there is…"), looking && looking->isRunning());
        if (!error && !outcome) {
            say(tr("Looking at what there is…"), Tone::Muted);
        }
    } else if (phase == Phase::Unknown) {
        q->setProblem(lookError->message, true); // stands beside the button
    } else if (phase == Phase::Deleting) {
        q->setProblem(tr("Deleting…"), true);
    } else if (plan->artefacts.empty()) {
        q->setProblem(tr("Nothing of this hub is left in the account."), outcome.has_value());
    } else if (used && !force->isChecked()) {
        q->setProblem(plan->isInUse ? tr("The hub is in use.") : tr("The hub may be in use."),
                      true);
    } else if (!confirmed) {
        q->setProblem(typed.isEmpty()
                          ? tr("Type the name of the hub.")
                          : tr("That is not the name of the hub: %1.").arg(plan->hub.text()),
                      typed.isEmpty() || plan->hub.text().startsWith(typed));
    } else {
        q->setProblem({});
    }
    q->setConfirmed(confirmed && ready);
}

void DeleteHubDialog::Private::remove()
{
    phase = Phase::Deleting;
    error.reset();
    outcome.reset();
    progress->setRange(0, static_cast<int>(plan->artefacts.size()));
    progress->setValue(0);
    say(tr("Deleting… Closing this window stops after the request under way."), Tone::Muted);
    const HubDeletionRequest request { TaskHubName(name->text()), force->isChecked() };
    deleting = std::make_unique<Job<HubDeletionOutcome>>(
        session.pool(),
        [this, hub = session.hub(), request](const JobContext &context) {
            return hub->deleteTaskHub(
                request,
                [this, &context](const HubDeletionProgress &now) {
                    context.post([this, now] { progressed(now); });
                },
                context.stop());
        },
        [this](HubDeletionOutcome &&result) { removed(std::move(result)); });
    connect(deleting.get(), &JobBase::failed, q,
            [this](const TaskHubError &problem) { removeFailed(problem); });
    update();
}

void DeleteHubDialog::Private::progressed(const HubDeletionProgress &now)
{
    progress->setRange(0, static_cast<int>(now.total));
    progress->setValue(static_cast<int>(now.done));
    for (QTreeWidgetItem *item : list->findItems(now.artefact.name, Qt::MatchExactly, NameColumn)) {
        if (item->text(KindColumn) == displayName(now.artefact.kind)) {
            item->setText(StateColumn, now.problem.isEmpty() ? tr("deleted") : now.problem);
            item->setToolTip(StateColumn, now.problem.toHtmlEscaped());
            list->scrollToItem(item);
        }
    }
}

void DeleteHubDialog::Private::removed(HubDeletionOutcome &&result)
{
    outcome = std::move(result);
    if (outcome->leftovers.empty()) {
        q->setProblem({});
        q->QDialog::accept();
        return;
    }
    QStringList left;
    for (const HubDeletionOutcome::Leftover &leftover : outcome->leftovers) {
        left.append(
            tr("%1 %2: %3", "kind, name, why")
                .arg(displayName(leftover.artefact.kind), leftover.artefact.name, leftover.why));
    }
    const auto count = static_cast<int>(left.size());
    say(displaytext::withNumber(
            tr("%n {thing is|things are} still there; delete once more:", nullptr, count), count)
            + u'\n' + left.join(u'\n'),
        Tone::Warning);
    look();
}

// Nothing was deleted: that is no failed deletion.
void DeleteHubDialog::Private::lookFailed(const TaskHubError &problem)
{
    phase = Phase::Unknown;
    lookError = problem;
    lookState->setText(tr("What there is cannot be told: %1").arg(problem.message));
    lookState->setToolTip(problem.detail.toHtmlEscaped());
    if (!outcome && !error) {
        say({}, Tone::Normal);
    }
    update();
    q->grow();
}

void DeleteHubDialog::Private::removeFailed(const TaskHubError &problem)
{
    error = problem;
    say(problem.kind == ErrorKind::Cancelled
            ? tr("Stopped. What was deleted is gone; the rest can be deleted once more.")
            : problem.message,
        Tone::Bad);
    state->setToolTip(problem.detail.toHtmlEscaped());
    look();
}

void DeleteHubDialog::Private::say(const QString &words, Tone tone)
{
    state->setText(words);
    state->setVisible(!words.isEmpty());
    dialogparts::setTone(*state, tone);
    q->grow();
}

void DeleteHubDialog::accept()
{
    if (problem().isEmpty() && d->phase == Private::Phase::Ready) {
        d->remove();
    }
}

void DeleteHubDialog::reject()
{
    if (d->phase == Private::Phase::Deleting) {
        d->deleting->stop();
    } else {
        ActionDialog::reject();
    }
}

} // namespace hubdeck
