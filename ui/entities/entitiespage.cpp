// SPDX-License-Identifier: MIT
#include "ui/entities/entitiespage.h"

#include "models/activity/activitymodel.h"
#include "models/displaytext.h"
#include "models/entities/entitytablemodel.h"
#include "models/roles.h"
#include "ui/details/jsonpane.h"
#include "ui/dialogs/signaldialog.h"
#include "ui/entities/entitydelegate.h"
#include "ui/instances/labelledfield.h"
#include "ui/instances/listheader.h"
#include "ui/instances/listtable.h"
#include "ui/instances/pageframe.h"
#include "ui/shell/prompts.h"
#include "ui/shell/theme.h"

#include <QFocusEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSplitter>
#include <QTableView>
#include <QTimer>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace hubdeck {

namespace {

constexpr int askAfterMs = 400;
/// A signal is taken a moment after it was accepted.
constexpr int lookAfterSignalMs = 1500;

} // namespace

class EntitiesPage::Private
{
public:
    Private(EntitiesPage &owner, const Parts &givenParts)
        : page(owner)
        , parts(givenParts)
        , model(parts.session, parts.time)
    { }

    void build();
    QWidget *buildBar();
    QWidget *buildTable();
    QPushButton *button(const QString &text, const QString &name, Feature feature);
    void connectAll();
    void askHub();
    void modelChanged();
    void showWhyEmpty();
    void describe();
    void follow();
    void currentChanged();
    [[nodiscard]] std::optional<EntityId> current() const;
    void signalCurrent();
    void deleteCurrent();
    void send(const EntityId &entity, const QString &what,
              std::function<void(TaskHub &, const EntityId &, std::stop_token)> call);

    EntitiesPage &page;
    Parts parts;
    EntityTableModel model;
    LabelledField *name = nullptr;
    LabelledField *narrow = nullptr;
    QPushButton *signalButton = nullptr;
    QPushButton *deleteButton = nullptr;
    PageFrame *frame = nullptr;
    QTableView *table = nullptr;
    JsonPane *state = nullptr;
    QLabel *footer = nullptr;
    QPushButton *more = nullptr;
    QTimer ask;
    QTimer look;
    std::optional<EntityId> shown;
    std::vector<std::unique_ptr<Job<void>>> sending;
    bool loaded = false;
};

EntitiesPage::EntitiesPage(const Parts &parts, QWidget *parent)
    : QWidget(parent)
    , d(std::make_unique<Private>(*this, parts))
{
    setObjectName(u"entitiesPage"_s);
    d->build();
    d->connectAll();
    d->modelChanged();
    d->table->setFocus();
}

EntitiesPage::~EntitiesPage()
{
    delete d->frame; // looks at the model, which lives in d
}

void EntitiesPage::Private::build()
{
    frame = new PageFrame(u"entitiesMessageBar"_s, &page);
    frame->setBody(buildTable());
    auto *bottom = new QHBoxLayout;
    bottom->setContentsMargins(12, 2, 12, 2);
    footer = new QLabel(&page);
    footer->setObjectName(u"entitiesFooter"_s);
    footer->setTextFormat(Qt::PlainText);
    footer->setForegroundRole(QPalette::PlaceholderText);
    footer->setMinimumHeight(page.fontMetrics().height() + 12);
    more = new QPushButton(EntitiesPage::tr("Load more"), &page);
    more->setObjectName(u"loadMoreEntities"_s);
    bottom->addWidget(footer);
    bottom->addWidget(more);
    bottom->addStretch(1);
    auto *column = new QVBoxLayout(&page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(buildBar());
    column->addWidget(frame, 1);
    column->addLayout(bottom);
    ask.setSingleShot(true);
    ask.setInterval(askAfterMs);
    look.setSingleShot(true);
    look.setInterval(lookAfterSignalMs);
}

QPushButton *EntitiesPage::Private::button(const QString &text, const QString &objectName,
                                           Feature feature)
{
    auto *made = new QPushButton(text, &page);
    made->setObjectName(objectName);
    made->setToolTip(parts.session.capabilities().whyNot(feature));
    return made;
}

QWidget *EntitiesPage::Private::buildBar()
{
    auto *bar = new QWidget(&page);
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(10, 8, 10, 8);
    row->setSpacing(7);
    name = new LabelledField(EntitiesPage::tr("Entity"), EntitiesPage::tr("any"), 14, bar);
    name->edit().setObjectName(u"entityNameEdit"_s);
    name->setToolTip(EntitiesPage::tr("Asks the hub for the entities of one class; its whole name, "
                                      "upper and lower case alike."));
    narrow = new LabelledField(EntitiesPage::tr("Narrow"), EntitiesPage::tr("key, state"), 16, bar);
    narrow->edit().setObjectName(u"entityNarrowEdit"_s);
    narrow->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    narrow->setToolTip(EntitiesPage::tr("Hides loaded rows without this text. The hub is not "
                                        "asked."));
    signalButton = button(EntitiesPage::tr("&Signal…"), u"signalButton"_s, Feature::SignalEntity);
    deleteButton
        = button(EntitiesPage::tr("&Delete…"), u"deleteEntityButton"_s, Feature::SignalEntity);
    for (QWidget *widget :
         std::initializer_list<QWidget *> { name, narrow, signalButton, deleteButton }) {
        row->addWidget(widget);
    }
    return bar;
}

QWidget *EntitiesPage::Private::buildTable()
{
    auto *splitter = new QSplitter(Qt::Vertical, frame);
    table = new QTableView(splitter);
    ListHeader &header = setUpListTable(*table, u"entityTable"_s, EntitiesPage::tr("Entities"));
    header.setStretchLastSection(true);
    header.setSortIndicator(EntityTableModel::NameColumn, Qt::AscendingOrder);
    table->setModel(&model);
    table->setItemDelegate(new EntityDelegate(table));
    table->setSortingEnabled(true);
    const int letter = page.fontMetrics().averageCharWidth();
    table->setColumnWidth(EntityTableModel::NameColumn, letter * 20);
    table->setColumnWidth(EntityTableModel::KeyColumn, letter * 26);
    table->setColumnWidth(EntityTableModel::LastOperationColumn, letter * 24);
    table->setColumnWidth(EntityTableModel::WaitingColumn, letter * 12);
    table->setColumnWidth(EntityTableModel::LockColumn, letter * 22);
    for (const int column : { EntityTableModel::WaitingColumn, EntityTableModel::LockColumn }) {
        const QString whyNot = model.headerData(column, Qt::Horizontal, WhyNotRole).toString();
        table->setColumnHidden(column, !whyNot.isEmpty());
    }
    state = new JsonPane(EntitiesPage::tr("State"), parts.prompts, splitter);
    state->setObjectName(u"entityState"_s);
    splitter->setChildrenCollapsible(false);
    splitter->setStretchFactor(0, 3);
    splitter->setStretchFactor(1, 2);
    return splitter;
}

void EntitiesPage::Private::connectAll()
{
    connect(&ask, &QTimer::timeout, &page, [this] { askHub(); });
    connect(&look, &QTimer::timeout, &page, &EntitiesPage::refresh);
    connect(&name->edit(), &QLineEdit::textChanged, &ask, qOverload<>(&QTimer::start));
    connect(&narrow->edit(), &QLineEdit::textChanged, &model, &EntityTableModel::setNarrow);
    connect(&model, &EntityTableModel::changed, &page, [this] { modelChanged(); });
    connect(&model, &QAbstractItemModel::modelReset, &page, [this] { follow(); });
    connect(&parts.time, &TimeDisplay::changed, &page, [this] { describe(); });
    connect(&model, &EntityTableModel::failed, &page, [this](const TaskHubError &error) {
        frame->showError(error, [this] { model.refresh(); });
    });
    connect(table->selectionModel(), &QItemSelectionModel::currentRowChanged, &page,
            [this] { currentChanged(); });
    connect(signalButton, &QPushButton::clicked, &page, [this] { signalCurrent(); });
    connect(deleteButton, &QPushButton::clicked, &page, [this] { deleteCurrent(); });
    connect(table, &QAbstractItemView::activated, signalButton, &QPushButton::click);
    connect(more, &QPushButton::clicked, &model, &EntityTableModel::loadMore);
}

void EntitiesPage::Private::askHub()
{
    ask.stop();
    model.load(name->edit().text().trimmed());
}

void EntitiesPage::Private::modelChanged()
{
    using State = EntityTableModel::LoadState;
    const State now = model.state();
    frame->setLoading(now == State::Loading);
    more->setVisible(now == State::MoreAvailable);
    if (now == State::Complete || now == State::MoreAvailable) {
        frame->clearError();
        emit page.loaded();
    } else if (now == State::Failed) {
        emit page.loadFailed();
    }
    if (model.rowCount() > 0) {
        frame->showBody();
    } else {
        showWhyEmpty();
    }
    describe();
    currentChanged();
}

void EntitiesPage::Private::showWhyEmpty()
{
    using State = EntityTableModel::LoadState;
    const State now = model.state();
    const QString why = parts.session.capabilities().whyNot(Feature::Entities);
    if (!why.isEmpty()) {
        frame->showEmpty(EntitiesPage::tr("No entities here"), why);
    } else if (now == State::Failed) {
        frame->showEmpty(EntitiesPage::tr("The entities could not be loaded"),
                         EntitiesPage::tr("Refresh (F5) asks the hub again."));
    } else if (now != State::Complete) {
        frame->showEmpty(EntitiesPage::tr("Asking the hub…"), {});
    } else if (model.loadedRows() > 0 || !name->edit().text().isEmpty()) {
        frame->showEmpty(EntitiesPage::tr("No entity matches"), {},
                         { { EntitiesPage::tr("Clear filters"), u"clearEntityFilters"_s, [this] {
                                name->edit().clear();
                                narrow->edit().clear();
                            } } });
    } else {
        frame->showEmpty(
            EntitiesPage::tr("This hub has no entities"),
            EntitiesPage::tr("An entity is made by the first operation that it is sent."));
    }
}

void EntitiesPage::Private::describe()
{
    const qint64 count = model.loadedRows();
    const QString number = displaytext::withNumber(
        EntitiesPage::tr("%1 {entity|entities}").arg(displaytext::count(count)), count);
    switch (model.state()) {
    case EntityTableModel::LoadState::Complete:
        footer->setText(EntitiesPage::tr("%1 · complete · %2 %3")
                            .arg(number,
                                 displaytext::shortTime(model.completedAt(), parts.time.isUtc(),
                                                        Instant::now()),
                                 displaytext::zoneName(parts.time.isUtc())));
        break;
    case EntityTableModel::LoadState::MoreAvailable:
        footer->setText(EntitiesPage::tr("%1 · more available").arg(number));
        break;
    case EntityTableModel::LoadState::Loading:
        footer->setText(EntitiesPage::tr("%1 · loading…").arg(number));
        break;
    case EntityTableModel::LoadState::Failed:
        footer->setText(count == 0 ? QString()
                                   : EntitiesPage::tr("%1 · as they were before").arg(number));
        break;
    case EntityTableModel::LoadState::Idle:
        footer->clear();
        break;
    }
}

std::optional<EntityId> EntitiesPage::Private::current() const
{
    const QModelIndex index = table->currentIndex();
    return index.isValid() ? std::optional(model.entity(index.row()).id) : std::nullopt;
}

void EntitiesPage::Private::follow()
{
    const int row = shown ? model.rowOf(*shown) : -1;
    if (row >= 0 || model.rowCount() > 0) {
        table->selectRow(std::max(row, 0));
    }
    currentChanged();
}

void EntitiesPage::Private::currentChanged()
{
    const std::optional<EntityId> now = current();
    const QString why = parts.session.capabilities().whyNot(Feature::SignalEntity);
    signalButton->setEnabled(now && why.isEmpty());
    deleteButton->setEnabled(now && why.isEmpty());
    if (!now) {
        state->showWords(EntitiesPage::tr("Select an entity to see its state."));
        return;
    }
    const bool same = shown == now;
    shown = now;
    state->setFileName(now->name + u'-' + now->key);
    state->showPayload(parts.session.pool(), model.entity(table->currentIndex().row()).state,
                       EntitiesPage::tr("The entity has no state."), same);
}

void EntitiesPage::Private::signalCurrent()
{
    const std::optional<EntityId> entity = current();
    if (!entity) {
        return;
    }
    SignalDialog dialog(*entity, parts.session, parts.prompts, page.window());
    if (parts.prompts.run(dialog)) {
        send(*entity,
             EntitiesPage::tr("Signal %1: %2")
                 .arg(entity->instanceId().text(), dialog.signal().operation),
             [signal = dialog.signal()](TaskHub &hub, const EntityId &id, std::stop_token stop) {
                 hub.signalEntity(id, signal, std::move(stop));
             });
    }
}

void EntitiesPage::Private::deleteCurrent()
{
    const std::optional<EntityId> entity = current();
    if (!entity) {
        return;
    }
    const QString id = displaytext::singleLine(entity->instanceId().text(), 80);
    const QString question
        = EntitiesPage::tr("Send “delete” to %1 in the hub %2? What it does is up to the entity's "
                           "class; as a rule the state is gone.")
              .arg(id, displaytext::singleLine(parts.session.info().name, 60));
    const QString where = parts.session.info().production
        ? EntitiesPage::tr("%1 This is a production hub.").arg(question)
        : question;
    if (parts.prompts.confirm(page.window(), EntitiesPage::tr("Delete entity"), where,
                              EntitiesPage::tr("Delete"))) {
        send(*entity, EntitiesPage::tr("Delete %1").arg(id),
             [](TaskHub &hub, const EntityId &target, std::stop_token stop) {
                 hub.deleteEntity(target, std::move(stop));
             });
    }
}

void EntitiesPage::Private::send(
    const EntityId &entity, const QString &what,
    std::function<void(TaskHub &, const EntityId &, std::stop_token)> call)
{
    const ActivityModel::EntryId entry
        = parts.activity.add({ .hub = parts.session.info().name,
                               .what = displaytext::singleLine(what),
                               .iconName = u"bolt"_s,
                               .instanceId = entity.instanceId().text(),
                               .hubEntry = parts.session.entry() });
    std::erase_if(sending, [](const auto &job) { return !job->isRunning(); });
    sending.push_back(std::make_unique<Job<void>>(
        parts.session.pool(),
        [hub = parts.session.hub(), entity, call = std::move(call)](const JobContext &context) {
            call(*hub, entity, context.stop());
        },
        [this, entry] {
            parts.activity.update(entry, ActivityModel::Outcome::Done,
                                  EntitiesPage::tr("accepted"));
            look.start();
        }));
    connect(sending.back().get(), &JobBase::failed, &page,
            [this, entry](const TaskHubError &error) {
                parts.activity.fail(entry, error);
                frame->showError(error); // never sent again by itself
            });
}

void EntitiesPage::refresh()
{
    if (d->ask.isActive()) { // what was typed a moment ago
        d->askHub();
    } else {
        d->model.refresh();
    }
}

// A focus proxy would do for this, but with one the Tab key goes past all that stands before it.
void EntitiesPage::focusInEvent(QFocusEvent *event)
{
    d->table->setFocus(event->reason());
}

void EntitiesPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (!d->loaded && d->parts.session.capabilities().has(Feature::Entities)) {
        d->loaded = true;
        d->model.load();
    }
}

} // namespace hubdeck
