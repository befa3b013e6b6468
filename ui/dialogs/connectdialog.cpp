// SPDX-License-Identifier: MIT
#include "ui/dialogs/connectdialog.h"

#include "models/job.h"
#include "services/http/urls.h"
#include "ui/dialogs/dialogparts.h"
#include "ui/shell/theme.h"

#include <QAction>
#include <QButtonGroup>
#include <QCheckBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QVBoxLayout>

#include <cstdlib>

namespace hubdeck {

using namespace Qt::Literals::StringLiterals;
using dialogparts::Tone;

namespace {

// More characters at once than a key press brings: a paste or a drop.
constexpr int pasteLength = 8;

QLineEdit *lineEdit(const QString &name, const QString &accessibleName, const QString &hint,
                    QWidget *parent)
{
    auto *edit = new QLineEdit(parent);
    edit->setObjectName(name);
    edit->setAccessibleName(accessibleName);
    edit->setPlaceholderText(hint);
    return edit;
}

} // namespace

class ConnectDialog::Private
{
public:
    Private(ConnectDialog *dialog, Services dialogServices, QThreadPool &threadPool)
        : q(dialog)
        , services(std::move(dialogServices))
        , pool(threadPool)
    { }

    void build();
    void buildRoads();
    void buildHttp();
    void buildKey();
    void buildHttpChecks(QVBoxLayout *column);
    void buildMarks();
    void buildTest(QVBoxLayout *column);
    void roadChanged();
    void urlChanged();
    void takeOverLink();
    void inputChanged();
    void test();
    void tested(const QString &words, Tone tone, const QString &detail = {});
    [[nodiscard]] HubAddress address() const;
    [[nodiscard]] QString check(); // shows and hides the warnings; why it cannot be accepted

    ConnectDialog *q;
    Services services;
    QThreadPool &pool;
    QRadioButton *overHttp = nullptr;
    QRadioButton *overStorage = nullptr;
    QWidget *http = nullptr; // the fields of each road
    StorageForm *storage = nullptr;
    QLineEdit *url = nullptr;
    QLineEdit *key = nullptr;
    QAction *showKey = nullptr;
    QLineEdit *taskHub = nullptr;
    QLineEdit *appConnection = nullptr;
    QLineEdit *name = nullptr;
    QLabel *insecureWarning = nullptr;
    QCheckBox *insecure = nullptr;
    QLabel *newHubWarning = nullptr;
    QCheckBox *newHub = nullptr;
    QCheckBox *production = nullptr;
    QCheckBox *readOnly = nullptr;
    QPushButton *testButton = nullptr;
    QLabel *testState = nullptr;
    Secret keptKey; // of a connection that is edited, until another is typed
    QUrl keptFor; // the key goes nowhere else
    qsizetype urlLength = 0;
    std::unique_ptr<Job<void>> job;
};

ConnectDialog::ConnectDialog(Services services, QThreadPool &pool, QWidget *parent)
    : ActionDialog(tr("Connect"), tr("Connect to task hubs"), tr("Connect"), Risk::Harmless, parent)
    , d(std::make_unique<Private>(this, std::move(services), pool))
{
    setObjectName(u"connectDialog"_s);
    setMinimumWidth(fontMetrics().averageCharWidth() * 108);
    d->build();
    d->inputChanged();
}

ConnectDialog::~ConnectDialog()
{
    // A field that loses the focus while the dialog goes says that editing is finished.
    d->url->disconnect(this);
}

void ConnectDialog::showStorage()
{
    d->overStorage->setChecked(true);
}

void ConnectDialog::edit(const ConnectionChoice &choice, bool secretMissing)
{
    setWindowTitle(tr("Edit connection"));
    setHeading(tr("Edit the connection"));
    acceptButton()->setText(tr("Save"));
    if (choice.road == ConnectionChoice::Road::Storage) {
        showStorage();
        const StoragePlace &place = choice.storage.front();
        d->name->setText(choice.name == place.account.displayName() ? QString() : choice.name);
        d->production->setChecked(choice.production);
        d->readOnly->setChecked(choice.readOnly);
        d->storage->edit(place, secretMissing);
        d->inputChanged();
        return;
    }
    d->url->setText(choice.address.base.toString());
    d->taskHub->setText(choice.address.taskHub.text());
    d->appConnection->setText(choice.address.appConnection);
    d->name->setText(choice.name == choice.address.displayName() ? QString() : choice.name);
    d->insecure->setChecked(choice.address.allowInsecureHttp);
    d->newHub->setChecked(true); // it was agreed to when the connection was made
    d->production->setChecked(choice.production);
    d->readOnly->setChecked(choice.readOnly);
    d->keptKey = choice.address.key;
    d->keptFor = choice.address.base;
    if (!d->keptKey.isEmpty()) {
        d->key->setPlaceholderText(tr("Unchanged unless you type another"));
    }
    d->inputChanged();
}

ConnectionChoice ConnectDialog::choice() const
{
    ConnectionChoice choice;
    QString usual;
    if (d->overStorage->isChecked()) {
        choice.road = ConnectionChoice::Road::Storage;
        choice.storage = d->storage->places();
        usual = choice.storage.empty() ? QString() : choice.storage.front().account.displayName();
    } else {
        choice.address = d->address();
        usual = choice.address.displayName();
    }
    const QString typed = d->name->text().trimmed();
    choice.name = typed.isEmpty() ? usual : typed;
    choice.production = d->production->isChecked();
    choice.readOnly = d->readOnly->isChecked();
    return choice;
}

void ConnectDialog::Private::build()
{
    buildRoads();
    buildHttp();
    storage = new StorageForm(services.storage, pool, q);
    storage->hide();
    q->body()->addWidget(http);
    q->body()->addWidget(storage);
    name = lineEdit(u"connectName"_s, tr("Name shown in Hubdeck"),
                    tr("The host's or account's name when empty"), q);
    auto *form = dialogparts::form();
    form->addRow(tr("&Name"), name);
    q->body()->addLayout(form);
    dialogparts::alignForms(*q);
    buildMarks();
    q->body()->addStretch(1);
    connect(storage, &StorageForm::changed, q, [this] {
        inputChanged();
        q->grow();
    });
}

void ConnectDialog::Private::buildRoads()
{
    overHttp = new QRadioButton(tr("A function app, over HT&TP"), q);
    overHttp->setObjectName(u"connectOverHttp"_s);
    overHttp->setChecked(true);
    overStorage = new QRadioButton(tr("&Azure Storage: the hub's own tables, queues and blobs"), q);
    overStorage->setObjectName(u"connectOverStorage"_s);
    auto *group = new QButtonGroup(q);
    group->addButton(overHttp);
    group->addButton(overStorage);
    auto *line = new QHBoxLayout;
    for (QRadioButton *road : { overHttp, overStorage }) {
        road->setVisible(services.storage.contents != nullptr);
        line->addWidget(road);
    }
    line->addStretch(1);
    q->body()->addLayout(line);
    connect(overStorage, &QRadioButton::toggled, q, [this] { roadChanged(); });
}

void ConnectDialog::Private::roadChanged()
{
    const bool byStorage = overStorage->isChecked();
    http->setVisible(!byStorage);
    storage->setVisible(byStorage);
    inputChanged();
    q->layout()->activate();
    q->resize(q->width(), 0); // the other road's fields may need less
    q->grow();
}

void ConnectDialog::Private::buildHttp()
{
    http = new QWidget(q);
    auto *column = new QVBoxLayout(http);
    column->setContentsMargins(0, 0, 0, 0);
    url = lineEdit(u"connectUrl"_s, tr("URL of the app, or a management link"),
                   tr("https://contoso.azurewebsites.net, or paste a management link"), http);
    url->setInputMethodHints(Qt::ImhUrlCharactersOnly | Qt::ImhSensitiveData);
    buildKey();
    taskHub
        = lineEdit(u"connectTaskHub"_s, tr("Task hub name"), tr("The app's own when empty"), http);
    appConnection = lineEdit(u"connectAppConnection"_s, tr("Name of the app's storage connection"),
                             tr("The app's default when empty"), http);
    auto *form = dialogparts::form();
    form->addRow(tr("&URL"), url);
    form->addRow(tr("&Key"), key);
    form->addRow(tr("Task &hub"), taskHub);
    form->addRow(tr("App c&onnection"), appConnection);
    column->addLayout(form);
    buildTest(column);
    buildHttpChecks(column);
    // What was agreed to was agreed to for another address or name.
    connect(url, &QLineEdit::textChanged, insecure, [this] { insecure->setChecked(false); });
    for (const QLineEdit *edit : { url, taskHub }) {
        connect(edit, &QLineEdit::textChanged, newHub, [this] { newHub->setChecked(false); });
    }
    connect(url, &QLineEdit::textChanged, q, [this] { urlChanged(); });
    connect(url, &QLineEdit::editingFinished, q, [this] { takeOverLink(); });
    for (QLineEdit *edit : { key, taskHub, appConnection }) {
        connect(edit, &QLineEdit::textChanged, q, [this] { inputChanged(); });
    }
    url->setFocus();
}

void ConnectDialog::Private::buildKey()
{
    key = lineEdit(u"connectKey"_s, tr("Key"),
                   tr("The extension's system key or the master key; Core Tools need none"), q);
    key->setEchoMode(QLineEdit::Password);
    key->setInputMethodHints(Qt::ImhSensitiveData | Qt::ImhNoPredictiveText
                             | Qt::ImhNoAutoUppercase);
    key->setToolTip(tr("Kept in memory only, until Hubdeck is closed"));
    showKey = key->addAction(theme::icon(u"eye"_s, q->palette()), QLineEdit::TrailingPosition);
    showKey->setObjectName(u"connectShowKey"_s);
    showKey->setCheckable(true);
    showKey->setText(tr("Show the key"));
    showKey->setToolTip(tr("Show the key"));
    connect(showKey, &QAction::toggled, key, [this](bool shown) {
        key->setEchoMode(shown ? QLineEdit::Normal : QLineEdit::Password);
    });
}

void ConnectDialog::Private::buildHttpChecks(QVBoxLayout *column)
{
    const auto box = [this](const QString &text, const QString &objectName) {
        auto *check = new QCheckBox(text, q);
        check->setObjectName(objectName);
        connect(check, &QCheckBox::toggled, q, [this] { inputChanged(); });
        return check;
    };
    insecureWarning = dialogparts::warningPanel(tr("Plain http to another computer: everybody on "
                                                   "the way can read the key and the data, and "
                                                   "change them."),
                                                u"insecureWarning"_s, http);
    column->addWidget(insecureWarning);
    insecure = box(tr("Connect &without encryption all the same"), u"connectInsecure"_s);
    column->addWidget(insecure);
    newHubWarning = dialogparts::warningPanel({}, u"newHubWarning"_s, http);
    column->addWidget(newHubWarning);
    newHub = box(tr("The name is right: as&k for it"), u"connectNewHub"_s);
    column->addWidget(newHub);
}

void ConnectDialog::Private::buildMarks()
{
    production
        = new QCheckBox(tr("&Production: marked in red, and Enter never confirms an action"), q);
    production->setObjectName(u"connectProduction"_s);
    readOnly = new QCheckBox(tr("&Read-only: nothing is ever changed"), q);
    readOnly->setObjectName(u"connectReadOnly"_s);
    q->body()->addWidget(production);
    q->body()->addWidget(readOnly);
}

void ConnectDialog::Private::buildTest(QVBoxLayout *column)
{
    testButton = new QPushButton(tr("&Test connection"), q);
    testButton->setObjectName(u"connectTest"_s);
    testButton->setAutoDefault(false);
    testState = dialogparts::plainLabel({}, u"connectTestState"_s, q);
    auto *line = new QHBoxLayout;
    line->addWidget(testButton, 0, Qt::AlignTop);
    line->addWidget(testState, 1);
    column->addLayout(line);
    connect(testButton, &QPushButton::clicked, q, [this] { test(); });
}

void ConnectDialog::Private::urlChanged()
{
    const qsizetype length = url->text().size();
    const bool pasted = std::abs(length - urlLength) >= pasteLength;
    urlLength = length;
    if (pasted) {
        takeOverLink();
    }
    inputChanged();
}

// A management link holds the key: it must not stay readable in the URL's field.
void ConnectDialog::Private::takeOverLink()
{
    HubAddress link;
    try {
        link = parseHubAddress(url->text());
    } catch (const TaskHubError &) {
        return; // inputChanged() says why
    }
    if (link.key.isEmpty() && link.taskHub.isEmpty() && link.appConnection.isEmpty()) {
        return;
    }
    if (!link.key.isEmpty()) {
        key->setText(QString::fromUtf8(link.key.reveal()));
    }
    if (!link.taskHub.isEmpty()) {
        taskHub->setText(link.taskHub.text());
    }
    if (!link.appConnection.isEmpty()) {
        appConnection->setText(link.appConnection);
    }
    url->setText(link.base.toString());
}

HubAddress ConnectDialog::Private::address() const
{
    HubAddress result = parseHubAddress(url->text());
    if (!key->text().isEmpty()) {
        result.key = Secret(key->text().trimmed().toUtf8());
    } else if (result.key.isEmpty() && isSameOrigin(result.base, keptFor)) {
        result.key = keptKey;
    }
    if (const QString hub = taskHub->text().trimmed(); !hub.isEmpty()) {
        result.taskHub = TaskHubName(hub);
    }
    if (const QString connection = appConnection->text().trimmed(); !connection.isEmpty()) {
        result.appConnection = connection;
    }
    result.allowInsecureHttp
        = insecure->isChecked() && result.base.scheme() == u"http"_s && !isLoopback(result.base);
    return result;
}

QString ConnectDialog::Private::check()
{
    HubAddress wanted;
    QString problem;
    try {
        wanted = address();
    } catch (const TaskHubError &error) {
        problem = error.message;
    }
    const bool plain
        = problem.isEmpty() && wanted.base.scheme() == u"http"_s && !isLoopback(wanted.base);
    insecureWarning->setVisible(plain);
    insecure->setVisible(plain);
    const QString hub = wanted.taskHub.text();
    const QString badName = hub.isEmpty() ? QString() : problemWithHubName(hub);
    const bool unknown = problem.isEmpty() && !hub.isEmpty() && badName.isEmpty()
        && !(services.hasAnswered && services.hasAnswered(wanted));
    newHubWarning->setText(tr("“%1” has not answered here before. Asking for a hub that does not "
                              "exist creates it in the app's storage: its "
                              "tables, queues and containers. Check the spelling.")
                               .arg(hub));
    newHubWarning->setVisible(unknown);
    newHub->setVisible(unknown);
    if (!problem.isEmpty()) {
        return problem;
    }
    if (!badName.isEmpty()) {
        return badName;
    }
    if (plain && !insecure->isChecked()) {
        return tr("Use https, or agree to a connection without encryption.");
    }
    if (unknown && !newHub->isChecked()) {
        return tr("Say that the hub's name is right, or leave it empty for the app's own hub.");
    }
    return {};
}

void ConnectDialog::Private::inputChanged()
{
    if (overStorage->isChecked()) {
        q->setProblem(storage->problem(), storage->isProblemQuiet());
        return;
    }
    job.reset();
    testState->clear();
    testState->setToolTip({});
    const QString problem = check();
    q->setProblem(problem, url->text().trimmed().isEmpty());
    testButton->setEnabled(problem.isEmpty() && services.makeHub);
}

void ConnectDialog::Private::test()
{
    HubAddress wanted;
    try {
        wanted = address();
    } catch (const TaskHubError &error) {
        tested(error.message, Tone::Bad, error.detail);
        return;
    }
    tested(tr("Asking the hub…"), Tone::Muted);
    testButton->setEnabled(false);
    job = std::make_unique<Job<void>>(
        pool,
        [hub = services.makeHub(wanted)](const JobContext &context) {
            InstanceQuery one;
            one.kinds = InstanceKinds::Both;
            one.pageSize = 1;
            hub->listInstances(
                one, {}, [](InstancePage &&) { return SinkAnswer::Stop; }, context.stop());
        },
        [this] {
            testButton->setEnabled(true);
            tested(tr("The hub answers."), Tone::Good);
        });
    connect(job.get(), &JobBase::failed, q, [this](const TaskHubError &error) {
        testButton->setEnabled(true);
        tested(error.message, Tone::Bad, error.detail);
    });
}

void ConnectDialog::Private::tested(const QString &words, Tone tone, const QString &detail)
{
    testState->setText(words);
    testState->setToolTip(detail.toHtmlEscaped());
    dialogparts::setTone(*testState, tone);
    q->grow();
}

} // namespace hubdeck
