// SPDX-License-Identifier: MIT
#include "ui/health/healthpage.h"

#include "models/displaytext.h"
#include "models/health/healthmodel.h"
#include "models/hubs/hubsession.h"
#include "ui/details/jsonpane.h"
#include "ui/health/healthdelegate.h"
#include "ui/health/signspanel.h"
#include "ui/instances/emptystate.h"
#include "ui/instances/listheader.h"
#include "ui/instances/loadingline.h"
#include "ui/shell/messagebar.h"
#include "ui/shell/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>
#include <QTableView>
#include <QTimer>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace hubdeck {

using namespace azurestorage;

namespace {

constexpr int backOff = 3; // times the interval after a failure

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
    QWidget *buildTables();
    QWidget *section(const QString &title, QTableView *table, QWidget *below = nullptr);
    QTableView *table(QAbstractItemModel &rows, const QString &name, const QString &title,
                      std::initializer_list<int> letters);
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
    MessageBar *messages = nullptr;
    LoadingLine *line = nullptr;
    QStackedWidget *stack = nullptr;
    QWidget *body = nullptr;
    SignsPanel *signsPanel = nullptr;
    QTableView *partitions = nullptr;
    QLabel *noLeases = nullptr;
    QTableView *queues = nullptr;
    QTableView *heads = nullptr;
    QLabel *noMessages = nullptr;
    JsonPane *text = nullptr;
    EmptyState *empty = nullptr;
    QTimer timer;
    QString shownQueue;
    QString shownMessage;
};

HealthPage::HealthPage(const Parts &parts, QWidget *parent)
    : QWidget(parent)
    , d(std::make_unique<Private>(*this, parts))
{
    setObjectName(u"healthPage"_s);
    d->build();
    d->connectAll();
    d->modelChanged();
    setFocusProxy(d->heads);
}

HealthPage::~HealthPage()
{
    delete d->stack; // looks at the model, which lives in d
}

void HealthPage::Private::build()
{
    messages = new MessageBar(&page);
    messages->setObjectName(u"healthMessageBar"_s);
    line = new LoadingLine(&page);
    stack = new QStackedWidget(&page);
    body = new QWidget(stack);
    auto *inner = new QVBoxLayout(body);
    inner->setContentsMargins(0, 0, 0, 0);
    inner->setSpacing(0);
    signsPanel = new SignsPanel(body);
    inner->addWidget(signsPanel);
    inner->addWidget(buildTables(), 1);
    empty = new EmptyState(stack);
    stack->addWidget(body);
    stack->addWidget(empty);
    auto *column = new QVBoxLayout(&page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(buildBar());
    column->addWidget(messages);
    column->addWidget(line);
    column->addWidget(stack, 1);
    timer.setSingleShot(true);
}

QWidget *HealthPage::Private::buildBar()
{
    auto *bar = new QWidget(&page);
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(12, 8, 10, 8);
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
                                       const QString &title, std::initializer_list<int> letters)
{
    auto *view = new QTableView(stack);
    view->setObjectName(name);
    view->setAccessibleName(title);
    auto *header = new ListHeader(view);
    header->setStretchLastSection(true);
    header->setSectionsClickable(false);
    header->setSortIndicator(-1, Qt::AscendingOrder); // in the hub's own order
    view->setHorizontalHeader(header);
    view->setModel(&rows);
    view->setItemDelegate(new HealthDelegate(view));
    view->setSelectionBehavior(QAbstractItemView::SelectRows);
    view->setSelectionMode(QAbstractItemView::SingleSelection);
    view->setEditTriggers(QAbstractItemView::NoEditTriggers);
    view->setShowGrid(false);
    view->setAlternatingRowColors(true);
    view->setWordWrap(false);
    view->setTabKeyNavigation(false);
    view->setFrameShape(QFrame::NoFrame);
    view->verticalHeader()->setVisible(false);
    view->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    view->verticalHeader()->setDefaultSectionSize(page.fontMetrics().height() + 9);
    const int letter = page.fontMetrics().averageCharWidth();
    int column = 0;
    for (const int width : letters) {
        view->setColumnWidth(column++, letter * width);
    }
    return view;
}

QWidget *HealthPage::Private::section(const QString &title, QTableView *rows, QWidget *below)
{
    auto *made = new QWidget(stack);
    auto *column = new QVBoxLayout(made);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto *label = new QLabel(title, made);
    label->setMargin(8);
    label->setContentsMargins(4, 0, 0, 0);
    QFont bold = label->font();
    bold.setBold(true);
    label->setFont(bold);
    column->addWidget(label);
    column->addWidget(rows, 1);
    if (below) {
        column->addWidget(below, 1);
    }
    return made;
}

QWidget *HealthPage::Private::buildTables()
{
    const auto words = [this](const QString &sentence, const QString &name) {
        auto *label = new QLabel(sentence, stack);
        label->setObjectName(name);
        label->setWordWrap(true);
        label->setMargin(12);
        label->setAlignment(Qt::AlignTop);
        label->setForegroundRole(QPalette::PlaceholderText);
        return label;
    };
    noLeases = words(HealthPage::tr("The account shows no lease of any partition: no worker has "
                                    "run on this hub yet, or its lease store is gone."),
                     u"healthNoLeases"_s);
    noMessages = words(HealthPage::tr("No message waits to be taken."), u"healthNoMessages"_s);
    partitions = table(model.partitions(), u"healthPartitions"_s, HealthPage::tr("Partitions"),
                       { 17, 17, 12, 18, 10 });
    queues = table(model.queues(), u"healthQueues"_s, HealthPage::tr("Queues"),
                   { 17, 15, 13, 15, 11 });
    heads = table(model.messages(), u"healthMessages"_s,
                  HealthPage::tr("Messages that wait to be taken"), { 17, 15, 15, 22, 18, 30 });
    text = new JsonPane(HealthPage::tr("Message"), parts.prompts, stack);
    text->setObjectName(u"healthMessageText"_s);
    auto *upper = new QSplitter(Qt::Horizontal, stack);
    upper->addWidget(section(HealthPage::tr("Partitions"), partitions, noLeases));
    upper->addWidget(section(HealthPage::tr("Queues"), queues));
    auto *lower = new QSplitter(Qt::Horizontal, stack);
    lower->addWidget(
        section(HealthPage::tr("Messages at the heads of the queues"), heads, noMessages));
    lower->addWidget(text);
    lower->setStretchFactor(0, 3);
    lower->setStretchFactor(1, 2);
    auto *all = new QSplitter(Qt::Vertical, body);
    all->addWidget(upper);
    all->addWidget(lower);
    for (QSplitter *splitter : { upper, lower, all }) {
        splitter->setChildrenCollapsible(false);
    }
    return all;
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
        messages->showError(error, [this] { model.refresh(); });
    });
    connect(&parts.time, &TimeDisplay::changed, &page, [this] { describe(); });
    connect(&model.messages(), &QAbstractItemModel::modelReset, &page, [this] { follow(); });
    connect(heads->selectionModel(), &QItemSelectionModel::currentRowChanged, &page,
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
    line->setActive(now == State::Loading);
    refreshButton->setEnabled(now != State::Loading);
    if (now == State::Ready) {
        messages->clear();
        signsPanel->showSigns(model.signs());
        noLeases->setVisible(model.hasNoLeases());
        partitions->setVisible(!model.hasNoLeases());
        const bool any = model.messages().rowCount() > 0;
        noMessages->setVisible(!any);
        heads->setVisible(any);
        if (!any) {
            showMessage();
        }
    }
    if (!model.health()) {
        if (now == State::Failed) {
            empty->setContent(HealthPage::tr("The hub's health could not be read"),
                              HealthPage::tr("The message above says why."));
        } else {
            empty->setContent(HealthPage::tr("Looking at queues and leases…"), {});
        }
    }
    stack->setCurrentIndex(model.health() ? 0 : 1);
    if (now == State::Ready || now == State::Failed) {
        startTimer();
    }
    describe();
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

// The same message stays selected when another reading brought other rows.
void HealthPage::Private::follow()
{
    const int row = model.messages().rowOf(shownQueue, shownMessage);
    if (row >= 0 || model.messages().rowCount() > 0) {
        heads->selectRow(std::max(row, 0));
    }
    showMessage();
}

void HealthPage::Private::showMessage()
{
    const QModelIndex index = heads->currentIndex();
    if (!index.isValid()) {
        shownMessage.clear();
        text->showWords(HealthPage::tr("Select a message to see what it says."));
        return;
    }
    const MessageTableModel::Row &row = model.messages().message(index.row());
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
