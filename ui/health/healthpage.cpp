// SPDX-License-Identifier: MIT
#include "ui/health/healthpage.h"

#include "models/displaytext.h"
#include "models/health/healthmodel.h"
#include "models/hubs/hubsession.h"
#include "ui/details/jsonpane.h"
#include "ui/health/healthdelegate.h"
#include "ui/health/healthsections.h"
#include "ui/health/signspanel.h"
#include "ui/instances/listheader.h"
#include "ui/instances/listtable.h"
#include "ui/instances/pageframe.h"

#include <QFocusEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollBar>
#include <QTableView>
#include <QTimer>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace hubdeck {

using namespace azurestorage;

namespace {

constexpr int backOff = 3; // times the interval after a failure
/// The queues may show hundreds of messages: only so many decide how wide a column is.
constexpr int rowsToMeasure = 100;

} // namespace

class HealthPage::Private
{
public:
    Private(HealthPage &owner, const Parts &givenParts)
        : page(owner)
        , parts(givenParts)
        , model(parts.session, parts.time)
    { }

    void build();
    QWidget *buildBar();
    void buildTables();
    QTableView *table(QAbstractItemModel &rows, const QString &name, const QString &title,
                      int stretched);
    QLabel *words(const QString &name);
    void showTables();
    void connectAll();
    void modelChanged();
    void describe();
    void startTimer();
    void follow();
    void showMessage();

    HealthPage &page;
    Parts parts;
    HealthModel model;
    QLabel *heading = nullptr;
    QPushButton *refreshButton = nullptr;
    PageFrame *frame = nullptr;
    SignsPanel *signsPanel = nullptr;
    HealthSections *sections = nullptr;
    QTableView *partitions = nullptr;
    QLabel *noLeases = nullptr;
    QTableView *queues = nullptr;
    QTableView *heads = nullptr;
    QLabel *noQueues = nullptr;
    QLabel *noMessages = nullptr;
    JsonPane *text = nullptr;
    QTimer timer;
    QString shownQueue;
    QString shownMessage; // may have been taken since
    int firstRow = 0; // in sight before another reading
};

HealthPage::HealthPage(const Parts &parts, QWidget *parent)
    : QWidget(parent)
    , d(std::make_unique<Private>(*this, parts))
{
    setObjectName(u"healthPage"_s);
    d->build();
    d->connectAll();
    d->modelChanged();
    d->queues->setFocus(); // the only table that is always there
}

HealthPage::~HealthPage()
{
    delete d->frame; // looks at the model, which lives in d
}

void HealthPage::Private::build()
{
    auto *column = new QVBoxLayout(&page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(buildBar());
    frame = new PageFrame(u"healthMessageBar"_s, &page);
    column->addWidget(frame, 1);
    buildTables();
    signsPanel = new SignsPanel(sections);
    sections->setHead(signsPanel);
    frame->setBody(sections);
    timer.setSingleShot(true);
    showMessage();
}

QWidget *HealthPage::Private::buildBar()
{
    auto *bar = new QWidget(&page);
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(10, 8, 10, 8);
    heading = new QLabel(bar);
    heading->setObjectName(u"healthHeading"_s);
    heading->setTextFormat(Qt::PlainText);
    heading->setWordWrap(true);
    heading->setForegroundRole(QPalette::PlaceholderText);
    refreshButton = new QPushButton(HealthPage::tr("&Refresh"), bar);
    refreshButton->setObjectName(u"healthRefresh"_s);
    row->addWidget(heading, 1);
    row->addWidget(refreshButton);
    return bar;
}

QTableView *HealthPage::Private::table(QAbstractItemModel &rows, const QString &name,
                                       const QString &title, int stretched)
{
    auto *view = new QTableView(frame);
    ListHeader &header = setUpListTable(*view, name, title);
    header.setSectionsClickable(false);
    header.setSortIndicator(-1, Qt::AscendingOrder); // in the hub's own order
    header.setResizeContentsPrecision(rowsToMeasure);
    view->setModel(&rows);
    view->setItemDelegate(new HealthDelegate(view));
    header.setSectionResizeMode(QHeaderView::ResizeToContents);
    header.setSectionResizeMode(stretched, QHeaderView::Stretch);
    return view;
}

QLabel *HealthPage::Private::words(const QString &name)
{
    auto *label = new QLabel(frame);
    label->setObjectName(name);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setMargin(10);
    label->setAlignment(Qt::AlignTop);
    label->setForegroundRole(QPalette::PlaceholderText);
    return label;
}

void HealthPage::Private::buildTables()
{
    noLeases = words(u"healthNoLeases"_s);
    noQueues = words(u"healthNoQueues"_s);
    noMessages = words(u"healthNoMessages"_s);
    partitions = table(model.partitions(), u"healthPartitions"_s, HealthPage::tr("Partitions"),
                       PartitionTableModel::OwnerColumn);
    queues = table(model.queues(), u"healthQueues"_s, HealthPage::tr("Queues"),
                   QueueTableModel::QueueColumn);
    heads = table(model.messages(), u"healthMessages"_s,
                  HealthPage::tr("Messages that wait to be taken"),
                  MessageTableModel::InstanceColumn);
    text = new JsonPane(HealthPage::tr("Message"), parts.prompts, frame);
    text->setObjectName(u"healthMessageText"_s);
    sections = new HealthSections(frame);
    sections->addTable(HealthPage::tr("Partitions"), partitions, noLeases);
    sections->addTable(HealthPage::tr("Queues"), queues, noQueues);
    sections->addTable(HealthPage::tr("Messages at the heads of the queues"), heads, noMessages);
    sections->addText(text);
}

void HealthPage::Private::connectAll()
{
    connect(&timer, &QTimer::timeout, &page, [this] {
        if (page.isVisible() && !page.window()->isMinimized()) {
            model.refresh();
        } else {
            startTimer();
        }
    });
    connect(refreshButton, &QPushButton::clicked, &page, &HealthPage::refresh);
    connect(&model, &HealthModel::changed, &page, [this] { modelChanged(); });
    connect(&model, &HealthModel::failed, &page, [this](const TaskHubError &error) {
        frame->showError(error, [this] { model.refresh(); });
    });
    connect(&parts.time, &TimeDisplay::changed, &page, [this] { describe(); });
    connect(&model.messages(), &QAbstractItemModel::modelAboutToBeReset, &page,
            [this] { firstRow = heads->verticalScrollBar()->value(); });
    connect(&model.messages(), &QAbstractItemModel::modelReset, &page, [this] { follow(); });
    connect(heads->selectionModel(), &QItemSelectionModel::selectionChanged, &page,
            [this] { showMessage(); });
}

void HealthPage::Private::startTimer()
{
    if (page.isVisible()) {
        const bool failed = model.state() == HealthModel::State::Failed;
        timer.start(parts.interval * (failed ? backOff : 1));
    }
}

void HealthPage::Private::modelChanged()
{
    using State = HealthModel::State;
    const State now = model.state();
    frame->setLoading(now == State::Loading);
    refreshButton->setEnabled(now != State::Loading);
    if (now == State::Ready) {
        frame->clearError();
        signsPanel->showSigns(model.signs());
        showTables();
        sections->share();
        emit page.loaded();
    } else if (now == State::Failed) {
        emit page.loadFailed();
    }
    if (model.health()) {
        frame->showBody();
    } else if (now == State::Failed) {
        frame->showEmpty(HealthPage::tr("The hub's health could not be read"),
                         HealthPage::tr("Refresh (F5) asks the hub again."));
    } else {
        frame->showEmpty(HealthPage::tr("Looking at queues and leases…"), {});
    }
    if (now == State::Ready || now == State::Failed) {
        startTimer();
    }
    describe();
}

/// In the place of an empty table stands why it is empty: nothing there, or nothing to be seen.
void HealthPage::Private::showTables()
{
    const auto show = [](QTableView &table, QLabel &instead, bool any, const QString &problem,
                         const QString &nothing) {
        instead.setText(problem.isEmpty() ? nothing
                                          : HealthPage::tr("Could not be read: %1").arg(problem));
        instead.setVisible(!any);
        table.setVisible(any);
    };
    show(*partitions, *noLeases, model.partitions().rowCount() > 0, model.partitionsProblem(),
         HealthPage::tr("The account shows no lease of any partition: no worker has run on this "
                        "hub yet, or its lease store is gone."));
    const QString unseen = model.queuesProblem();
    show(*queues, *noQueues, unseen.isEmpty(), unseen, {});
    show(*heads, *noMessages, model.messages().rowCount() > 0, unseen,
         HealthPage::tr("No message waits to be taken."));
}

void HealthPage::Private::describe()
{
    if (!model.health()) {
        heading->clear();
        return;
    }
    QStringList said;
    said.append(HealthPage::tr("As of %1 %2")
                    .arg(displaytext::shortTime(model.health()->serviceTime, parts.time.isUtc(),
                                                Instant::now()),
                         displaytext::zoneName(parts.time.isUtc())));
    said.append(HealthPage::tr("read again every %n s", nullptr,
                               static_cast<int>(parts.interval / std::chrono::seconds(1))));
    if (const QString lease = model.appLeaseWords(); !lease.isEmpty()) {
        said.append(lease);
    }
    heading->setText(said.join(u" · "_s));
}

// Another reading neither moves the rows nor takes away the message that is being read.
void HealthPage::Private::follow()
{
    const int row = model.messages().rowOf(shownQueue, shownMessage);
    if (row >= 0) {
        heads->selectRow(row);
    } else if (shownMessage.isEmpty() && model.messages().rowCount() > 0) {
        heads->selectRow(0);
    }
    heads->doItemsLayout(); // else the scroll bar does not reach that far yet
    heads->verticalScrollBar()->setValue(firstRow);
    showMessage();
}

// What is selected: the table makes its first row current when it gets the focus, and nobody has
// chosen that one.
void HealthPage::Private::showMessage()
{
    const QModelIndexList chosen = heads->selectionModel()->selectedRows();
    if (chosen.isEmpty()) {
        if (shownMessage.isEmpty()) {
            text->showWords(HealthPage::tr("Select a message to see what it says."));
        } else if (model.messages().rowOf(shownQueue, shownMessage) < 0) {
            text->setNote(HealthPage::tr("This message has been taken."));
        }
        return;
    }
    const MessageTableModel::Row &row = model.messages().message(chosen.first().row());
    const bool same = shownQueue == row.queue && shownMessage == row.message.id;
    shownQueue = row.queue;
    shownMessage = row.message.id;
    text->setFileName(row.queue + u'-' + row.message.id);
    text->setNote(row.message.message.problem);
    text->showPayload(parts.session.pool(), Payload { row.message.message.text, {} },
                      HealthPage::tr("The message is empty."), same);
}

void HealthPage::refresh()
{
    d->timer.stop();
    d->model.refresh();
}

// A focus proxy would do for this, but with one the Tab key goes past all that stands before it.
void HealthPage::focusInEvent(QFocusEvent *event)
{
    d->queues->setFocus(event->reason());
}

void HealthPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    refresh();
}

void HealthPage::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    d->timer.stop();
}

} // namespace hubdeck
