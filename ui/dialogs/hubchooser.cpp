// SPDX-License-Identifier: MIT
#include "ui/dialogs/hubchooser.h"

#include "models/displaytext.h"
#include "models/hubs/placecontents.h"
#include "models/job.h"
#include "ui/dialogs/dialogparts.h"
#include "ui/shell/theme.h"

#include <QFormLayout>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPointer>
#include <QPushButton>
#include <QSpinBox>
#include <QTreeWidget>

#include <algorithm>

namespace hubdeck {

using namespace Qt::Literals::StringLiterals;
using namespace azurestorage;
using dialogparts::Tone;

namespace {

constexpr int mostRowsSeen = 6;
constexpr int mostPartitions = 16;

} // namespace

class HubChooser::Private
{
public:
    Private(HubChooser *chooser, Contents accountContents, QThreadPool &threadPool)
        : q(chooser)
        , contents(std::move(accountContents))
        , pool(threadPool)
    { }

    void build();
    void buildLook();
    void buildList();
    void buildFields();
    void inputChanged();
    void found(const AccountContents &found);
    void fill(const AccountListing &listing);
    void addRow(const FoundHub &hub, bool hasTablesElsewhere);
    [[nodiscard]] const FoundHub *find(const QString &name) const;
    void showList(bool on);
    void toggle(QTreeWidgetItem *item);
    void goToList();
    void say(const QString &words, Tone tone, const QString &detail = {});
    void check(); // sets problem and isQuiet

    HubChooser *q;
    Contents contents;
    QThreadPool &pool;
    QFormLayout *rows = nullptr;
    QPushButton *lookButton = nullptr;
    QLabel *state = nullptr;
    QTreeWidget *hubs = nullptr;
    QLineEdit *hubName = nullptr;
    QSpinBox *partitions = nullptr;
    std::unique_ptr<Job<AccountContents>> job;
    bool accountGiven = false;
    bool looked = false; // the account has answered, or said why it does not
    bool answered = false;
    bool wasKnown = false; // the hub that is edited: it takes a change to need a look
    QString tickedName; // typed, and ticked in the list since
    QString suggestedName;
    std::optional<int> suggestedPartitions;
    std::optional<TrackingStore> store; // of the place that was looked into
    std::vector<FoundHub> listed; // by row
    QPointer<QWidget> focusAfterLook; // where the focus went from the button; null: elsewhere
    QString problem;
    bool isQuiet = true;
};

HubChooser::HubChooser(Contents contents, QThreadPool &pool, QWidget *parent)
    : QWidget(parent)
    , d(std::make_unique<Private>(this, std::move(contents), pool))
{
    setObjectName(u"hubChooser"_s);
    d->build();
    d->check();
}

HubChooser::~HubChooser() = default;

void HubChooser::Private::build()
{
    rows = dialogparts::form();
    rows->setContentsMargins(0, 0, 0, 0);
    q->setLayout(rows);
    buildLook();
    buildList();
    buildFields();
    connect(hubs, &QTreeWidget::itemChanged, q, [this] { inputChanged(); });
    connect(hubs, &QTreeWidget::itemActivated, q, [this](QTreeWidgetItem *item) { toggle(item); });
    connect(hubName, &QLineEdit::textChanged, q, [this] { inputChanged(); });
}

void HubChooser::Private::buildLook()
{
    auto *line = new QHBoxLayout;
    line->setSpacing(10); // rows of a form have none of their own
    lookButton = new QPushButton(tr("&Look for hubs"), q);
    lookButton->setObjectName(u"storageLook"_s);
    lookButton->setAutoDefault(false);
    state = dialogparts::plainLabel({}, u"storageState"_s, q);
    line->addWidget(lookButton, 0, Qt::AlignTop);
    line->addWidget(state, 1);
    rows->addRow(line);
    connect(lookButton, &QPushButton::clicked, q, &HubChooser::lookRequested);
}

void HubChooser::Private::buildList()
{
    hubs = new QTreeWidget(q);
    hubs->setObjectName(u"storageHubs"_s);
    hubs->setAccessibleName(tr("Hubs of the account"));
    hubs->setHeaderLabels({ tr("Hub"), tr("What is there") });
    hubs->setRootIsDecorated(false);
    dialogparts::setRowHeight(*hubs);
    hubs->header()->setStretchLastSection(true);
    hubs->header()->setSectionsMovable(false);
    rows->addRow(hubs);
    rows->setRowVisible(hubs, false);
}

void HubChooser::Private::buildFields()
{
    hubName = new QLineEdit(q);
    hubName->setObjectName(u"storageHubName"_s);
    hubName->setAccessibleName(tr("Task hub name"));
    hubName->setPlaceholderText(tr("Only for a hub that is not listed"));
    partitions = new QSpinBox(q);
    partitions->setObjectName(u"storagePartitions"_s);
    partitions->setAccessibleName(tr("Number of partitions"));
    partitions->setRange(0, mostPartitions);
    partitions->setSpecialValueText(tr("As the storage says"));
    partitions->setToolTip(tr(
        "The app's partitionCount. Needed only where the storage does not tell it for certain: an "
        "action then says so."));
    rows->addRow(tr("Task &hub"), hubName);
    rows->addRow(tr("Partit&ions"), partitions);
}

void HubChooser::edit(const TaskHubName &hub, std::optional<int> partitions, bool isKnown)
{
    d->looked = isKnown;
    d->wasKnown = isKnown;
    d->hubName->setText(hub.text());
    d->partitions->setValue(partitions.value_or(0));
    d->inputChanged();
}

void HubChooser::suggest(const TaskHubName &hub, std::optional<int> partitions)
{
    const QString name = d->hubName->text().trimmed();
    if (name.isEmpty() || name == d->suggestedName) {
        d->hubName->setText(hub.text());
    }
    if (!partitionCount() || partitionCount() == d->suggestedPartitions) {
        d->partitions->setValue(partitions.value_or(0));
    }
    d->suggestedName = hub.text();
    d->suggestedPartitions = partitions;
}

void HubChooser::setAccountGiven(bool given)
{
    d->accountGiven = given;
    d->check();
}

bool HubChooser::canLook() const
{
    return d->lookButton->isEnabled();
}

bool HubChooser::hasLooked() const
{
    return d->looked;
}

void HubChooser::forget()
{
    d->job.reset();
    d->looked = false;
    d->answered = false;
    d->listed.clear();
    d->hubs->clear();
    d->say({}, Tone::Normal);
    d->showList(false);
    if (d->hubName->text().isEmpty() && !d->tickedName.isEmpty()) {
        const QSignalBlocker quiet(d->hubName);
        d->hubName->setText(d->tickedName); // its row is gone
    }
    d->tickedName.clear();
    d->check();
}

void HubChooser::look(const StoragePlace &place)
{
    d->looked = false;
    d->store = place.trackingStore;
    const bool fromButton = d->lookButton->hasFocus();
    d->say(tr("Looking into %1…").arg(displaytext::singleLine(place.account.displayName())),
           Tone::Muted);
    d->job = std::make_unique<Job<AccountContents>>(
        d->pool,
        [contents = d->contents, place](const JobContext &context) {
            return contents(place, context.stop());
        },
        [this](AccountContents &&contents) {
            d->job.reset();
            d->found(contents);
        });
    connect(d->job.get(), &JobBase::failed, this, [this](const TaskHubError &error) {
        d->job.release()->deleteLater(); // it is emitting
        d->looked = true; // a name may still be right where listing is not permitted
        d->say(error.message, Tone::Bad, error.detail);
        d->inputChanged();
    });
    d->inputChanged(); // disables the button, which moves the focus on
    d->focusAfterLook = fromButton ? window()->focusWidget() : nullptr;
}

void HubChooser::Private::found(const AccountContents &found)
{
    looked = true;
    answered = found.problems.isEmpty();
    fill(found.listing);
    if (find(hubName->text().trimmed())) {
        const QSignalBlocker quiet(hubName);
        tickedName = hubName->text().trimmed();
        hubName->clear(); // its row is ticked
    }
    dialogparts::fitHeight(*hubs, mostRowsSeen);
    const auto count = static_cast<int>(listed.size());
    QString words = tr("The account answers. There is no task hub in it.");
    if (count == 1) {
        words = tr("The account answers: 1 hub.");
    } else if (count > 1) {
        words = displaytext::withNumber(
            tr("The account answers: %n hubs. Tick those to connect to.", nullptr, count), count);
    }
    hubs->setAccessibleDescription(words);
    if (!answered) {
        words += u'\n' + found.problems.join(u'\n');
    }
    say(words, answered && !listed.empty() ? Tone::Good : Tone::Warning);
    showList(!listed.empty());
    inputChanged();
    goToList();
}

void HubChooser::Private::fill(const AccountListing &listing)
{
    listed = findHubs(listing);
    bool elsewhere = false;
    if (store) {
        // The store's own tables look like those of a hub without queues.
        std::erase_if(listed, [this](const FoundHub &hub) {
            return hub.name.text() == store->tablePrefix && !hub.hasWorkItems
                && hub.controlQueues.empty();
        });
        elsewhere = listing.tables.contains(store->tablePrefix + u"Instances"_s)
            && listing.tables.contains(store->tablePrefix + u"History"_s);
    }
    const QSignalBlocker quiet(hubs);
    hubs->clear();
    for (const FoundHub &hub : listed) {
        addRow(hub, elsewhere);
    }
    if (listed.size() == 1) {
        hubs->topLevelItem(0)->setCheckState(0, Qt::Checked);
    }
    hubs->resizeColumnToContents(0);
}

void HubChooser::Private::addRow(const FoundHub &hub, bool hasTablesElsewhere)
{
    FoundHub whole = hub;
    whole.hasInstances = hub.hasInstances || hasTablesElsewhere;
    whole.hasHistory = hub.hasHistory || hasTablesElsewhere;
    const QStringList missing = whole.missing();
    const TaskHubName typed(hubName->text().trimmed());
    QStringList unseen = whole.notLookedAt();
    if (!whole.listed.containers) {
        unseen += tr("the containers"); // a whole hub is more than what makes it work
    }
    const QString there = !missing.isEmpty()
        ? tr("in parts: without %1").arg(missing.join(tr(", ")))
        : (unseen.isEmpty() ? tr("complete")
                            : tr("could not look at %1").arg(unseen.join(tr(", "))));
    auto *item = new QTreeWidgetItem(hubs, { nameToOpen(hub, typed).text(), there });
    item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
    item->setToolTip(1, there.toHtmlEscaped());
    const bool isWhole = missing.isEmpty() && unseen.isEmpty();
    item->setIcon(1, isWhole ? QIcon() : theme::icon(u"warning"_s, q->palette()));
    item->setCheckState(0, nameToOpen(hub, typed) == typed ? Qt::Checked : Qt::Unchecked);
}

// The hub in the list that a name means.
const FoundHub *HubChooser::Private::find(const QString &name) const
{
    const TaskHubName typed(name);
    const auto found = std::ranges::find_if(
        listed, [&](const FoundHub &hub) { return nameToOpen(hub, typed) == typed; });
    return found == listed.end() ? nullptr : &*found;
}

void HubChooser::Private::showList(bool on)
{
    const bool was = rows->isRowVisible(hubs);
    rows->setRowVisible(hubs, on);
    if (was || on) {
        rows->activate();
        emit q->resized();
    }
}

void HubChooser::Private::toggle(QTreeWidgetItem *item)
{
    item->setCheckState(0, item->checkState(0) == Qt::Checked ? Qt::Unchecked : Qt::Checked);
}

// For those who work by keys: Space ticks at once, unless they went elsewhere meanwhile.
void HubChooser::Private::goToList()
{
    if (focusAfterLook && q->window()->focusWidget() == focusAfterLook
        && hubs->topLevelItemCount() > 0) {
        hubs->setCurrentItem(hubs->topLevelItem(0));
        hubs->setFocus();
    }
    focusAfterLook = nullptr;
}

// A list lets Enter go on to the dialog, whose button it would press.
void HubChooser::keyPressEvent(QKeyEvent *event)
{
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (!enter || !d->hubs->hasFocus()) {
        QWidget::keyPressEvent(event);
    }
}

void HubChooser::Private::say(const QString &words, Tone tone, const QString &detail)
{
    state->setText(words);
    state->setToolTip(detail.toHtmlEscaped());
    dialogparts::setTone(*state, tone);
}

void HubChooser::Private::inputChanged()
{
    check();
    rows->activate(); // what is said may take another line
    emit q->changed();
}

void HubChooser::Private::check()
{
    lookButton->setEnabled(accountGiven && !job && contents);
    const QString typed = hubName->text().trimmed();
    const QString badName = typed.isEmpty() ? QString() : problemWithHubName(typed);
    isQuiet = false;
    if (!badName.isEmpty()) {
        problem = badName;
    } else if (!looked) {
        problem = job ? tr("The account is being asked.")
                      : tr("Look for the hubs of the account first.");
        isQuiet = job || !wasKnown; // else nothing else says why it cannot be saved any more
    } else if (answered && !typed.isEmpty() && !find(typed)) {
        problem = tr("There is no hub %1 in this account. Names are told apart by upper and lower "
                     "case.")
                      .arg(typed);
    } else {
        isQuiet = hubs->topLevelItemCount() == 0;
        problem = !q->chosen().empty() ? QString()
            : isQuiet                  ? tr("Type the name of the hub.")
                                       : tr("Tick at least one hub of the list.");
    }
}

std::vector<TaskHubName> HubChooser::chosen() const
{
    const TaskHubName typed(d->hubName->text().trimmed());
    const FoundHub *meant = d->find(typed.text());
    std::vector<TaskHubName> result;
    for (int row = 0; row < d->hubs->topLevelItemCount(); ++row) {
        const QTreeWidgetItem *item = d->hubs->topLevelItem(row);
        if (item->checkState(0) == Qt::Checked) {
            const bool same = meant == &d->listed[static_cast<std::size_t>(row)];
            result.push_back(same ? typed : TaskHubName(item->text(0)));
        }
    }
    if (!typed.isEmpty() && std::ranges::find(result, typed) == result.end()) {
        result.push_back(typed);
    }
    return result;
}

std::optional<int> HubChooser::partitionCount() const
{
    const int count = d->partitions->value();
    return count > 0 ? std::optional(count) : std::nullopt;
}

QString HubChooser::problem() const
{
    return d->problem;
}

bool HubChooser::isProblemQuiet() const
{
    return d->isQuiet;
}

} // namespace hubdeck
