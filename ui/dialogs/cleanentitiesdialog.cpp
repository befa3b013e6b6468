// SPDX-License-Identifier: MIT
#include "ui/dialogs/cleanentitiesdialog.h"

#include "models/displaytext.h"
#include "models/job.h"
#include "ui/dialogs/dialogparts.h"

#include <QCheckBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace hubdeck {

using namespace Qt::Literals::StringLiterals;
using dialogparts::Tone;

namespace {

constexpr int mostRowsSeen = 10;
constexpr std::size_t mostRows = 1000; // of each kind, listed; all are cleaned

} // namespace

class CleanEntitiesDialog::Private
{
public:
    Private(CleanEntitiesDialog *dialog, HubSession &hubSession)
        : q(dialog)
        , session(hubSession)
    { }

    void build();
    void inputChanged();
    void look();
    void found(EntityCleaning &&cleaning);
    void update();

    CleanEntitiesDialog *q;
    HubSession &session;
    QLineEdit *name = nullptr;
    QCheckBox *removeEmpty = nullptr;
    QCheckBox *releaseLocks = nullptr;
    QPushButton *preview = nullptr;
    QLabel *state = nullptr;
    QTreeWidget *list = nullptr;
    EntityCleaning cleaning;
    bool looked = false;
    std::unique_ptr<Job<EntityCleaning>> job;
};

CleanEntitiesDialog::CleanEntitiesDialog(HubSession &session, QWidget *parent)
    : ActionDialog(tr("Clean entity storage"), tr("Clean the storage of entities"), tr("Clean"),
                   Risk::Harmless, parent)
    , d(std::make_unique<Private>(this, session))
{
    setObjectName(u"cleanEntitiesDialog"_s);
    showHub(session.info());
    d->build();
    d->inputChanged();
}

CleanEntitiesDialog::~CleanEntitiesDialog() = default;

const EntityCleaning &CleanEntitiesDialog::cleaning() const noexcept
{
    return d->cleaning;
}

void CleanEntitiesDialog::Private::build()
{
    name = new QLineEdit(q);
    name->setObjectName(u"cleanName"_s);
    name->setAccessibleName(tr("Class of entities"));
    name->setPlaceholderText(tr("Every class when empty"));
    removeEmpty = new QCheckBox(tr("Remove entities &without state that wait for nothing"), q);
    removeEmpty->setObjectName(u"cleanEmpty"_s);
    removeEmpty->setChecked(true);
    releaseLocks = new QCheckBox(tr("Release &locks whose orchestration has ended or is gone"), q);
    releaseLocks->setObjectName(u"cleanLocks"_s);
    releaseLocks->setChecked(true);
    preview = new QPushButton(tr("&Preview"), q);
    preview->setObjectName(u"cleanPreview"_s);
    preview->setAutoDefault(false);
    state = dialogparts::plainLabel({}, u"cleanState"_s, q);
    list = new QTreeWidget(q);
    list->setObjectName(u"cleanList"_s);
    list->setAccessibleName(tr("What is cleaned"));
    list->setHeaderLabels({ tr("Entity"), tr("What happens"), tr("Because") });
    list->setRootIsDecorated(false);
    dialogparts::setRowHeight(*list);
    list->setSelectionMode(QAbstractItemView::NoSelection);
    list->hide();
    auto *form = dialogparts::form();
    form->addRow(tr("&Entity"), name);
    q->body()->addLayout(form);
    q->body()->addWidget(removeEmpty);
    q->body()->addWidget(releaseLocks);
    auto *line = new QHBoxLayout;
    line->addWidget(preview, 0, Qt::AlignTop);
    line->addWidget(state, 1);
    q->body()->addLayout(line);
    q->body()->addWidget(list, 1);
    connect(name, &QLineEdit::textChanged, q, [this] { inputChanged(); });
    for (const QCheckBox *box : { removeEmpty, releaseLocks }) {
        connect(box, &QCheckBox::toggled, q, [this] { inputChanged(); });
    }
    connect(preview, &QPushButton::clicked, q, [this] { look(); });
}

void CleanEntitiesDialog::Private::inputChanged()
{
    job.reset();
    looked = false;
    cleaning = {};
    list->clear();
    list->hide();
    state->clear();
    update();
}

void CleanEntitiesDialog::Private::update()
{
    const QString whyNot = session.capabilities().whyNot(Feature::CleanEntities);
    const bool any = removeEmpty->isChecked() || releaseLocks->isChecked();
    preview->setEnabled(whyNot.isEmpty() && any && !(job && job->isRunning()));
    if (!whyNot.isEmpty()) {
        q->setProblem(whyNot);
    } else if (!any) {
        q->setProblem(tr("Choose what is cleaned."));
    } else if (!looked) {
        q->setProblem(tr("Look at the preview first."), true);
    } else {
        q->setProblem(cleaning.isEmpty() ? tr("There is nothing to clean.") : QString(), true);
    }
}

void CleanEntitiesDialog::Private::look()
{
    EntityCleaningQuery query;
    query.name = name->text().trimmed();
    query.removeEmpty = removeEmpty->isChecked();
    query.releaseLocks = releaseLocks->isChecked();
    state->setText(tr("Looking at the entities…"));
    dialogparts::setTone(*state, Tone::Muted);
    job = std::make_unique<Job<EntityCleaning>>(
        session.pool(),
        [hub = session.hub(), query](const JobContext &context) {
            return hub->entitiesToClean(query, context.stop());
        },
        [this](EntityCleaning &&result) {
            job.reset();
            found(std::move(result));
        });
    connect(job.get(), &JobBase::failed, q, [this](const TaskHubError &error) {
        job.release()->deleteLater(); // it is emitting
        state->setText(error.message);
        dialogparts::setTone(*state, Tone::Bad);
        update();
        q->grow();
    });
    update();
}

void CleanEntitiesDialog::Private::found(EntityCleaning &&result)
{
    cleaning = std::move(result);
    looked = true;
    const auto id = [](const EntityId &entity) {
        return displaytext::singleLine(entity.instanceId().text());
    };
    for (std::size_t i = 0; i < std::min(mostRows, cleaning.empty.size()); ++i) {
        new QTreeWidgetItem(list, { id(cleaning.empty[i]), tr("is removed"), tr("it is empty") });
    }
    for (std::size_t i = 0; i < std::min(mostRows, cleaning.locks.size()); ++i) {
        const OrphanedLock &lock = cleaning.locks[i];
        new QTreeWidgetItem(
            list,
            { id(lock.entity), tr("its lock is released"),
              tr("%1: %2", "orchestration: state")
                  .arg(displaytext::singleLine(lock.owner.text()), lock.ownerState) });
    }
    list->setVisible(list->topLevelItemCount() > 0);
    list->resizeColumnToContents(0);
    list->resizeColumnToContents(1);
    dialogparts::fitHeight(*list, mostRowsSeen);
    state->setText(tr("Entities looked at: %1. Empty ones: %2. Orphaned locks: %3.")
                       .arg(displaytext::count(cleaning.looked),
                            displaytext::count(static_cast<qint64>(cleaning.empty.size())),
                            displaytext::count(static_cast<qint64>(cleaning.locks.size()))));
    dialogparts::setTone(*state, Tone::Normal);
    update();
    q->grow();
}

} // namespace hubdeck
