// SPDX-License-Identifier: MIT
#include "ui/dialogs/httpform.h"

#include "models/job.h"
#include "services/http/urls.h"
#include "services/taskhub/taskhub.h"
#include "ui/dialogs/dialogparts.h"

#include <QCheckBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace hubdeck {

using namespace Qt::Literals::StringLiterals;
using dialogparts::Tone;

namespace {

// More characters at once than a key press brings: a paste or a drop.
constexpr int pasteLength = 8;

} // namespace

class HttpForm::Private
{
public:
    Private(HttpForm *form, Services formServices, QThreadPool &threadPool)
        : q(form)
        , services(std::move(formServices))
        , pool(threadPool)
    { }

    void build();
    void buildKey();
    void buildTest(QVBoxLayout *column);
    void buildChecks(QVBoxLayout *column);
    QLineEdit *makeEdit(const QString &name, const QString &accessibleName, const QString &hint);
    void urlChanged();
    void takeOverLink();
    void inputChanged();
    void test();
    void tested(const QString &words, Tone tone, const QString &detail = {});
    [[nodiscard]] QString check(); // shows and hides the warnings; why it cannot be accepted

    HttpForm *q;
    Services services;
    QThreadPool &pool;
    QLineEdit *url = nullptr;
    QLineEdit *key = nullptr;
    QLineEdit *taskHub = nullptr;
    QLineEdit *appConnection = nullptr;
    QLabel *insecureWarning = nullptr;
    QCheckBox *insecure = nullptr;
    QLabel *newHubWarning = nullptr;
    QCheckBox *newHub = nullptr;
    QPushButton *testButton = nullptr;
    QLabel *testState = nullptr;
    Secret keptKey; // of a connection that is edited, until another is typed
    QUrl keptFor; // the key goes nowhere else
    QString urlBefore;
    std::unique_ptr<Job<void>> job;
    QString problem;
};

HttpForm::HttpForm(Services services, QThreadPool &pool, QWidget *parent)
    : QWidget(parent)
    , d(std::make_unique<Private>(this, std::move(services), pool))
{
    setObjectName(u"httpForm"_s);
    d->build();
    d->inputChanged();
}

HttpForm::~HttpForm()
{
    // A field that loses the focus while the form goes says that editing is finished.
    d->url->disconnect(this);
}

void HttpForm::edit(const HubAddress &address)
{
    d->url->setText(address.base.toString());
    d->taskHub->setText(address.taskHub.text());
    d->appConnection->setText(address.appConnection);
    d->insecure->setChecked(address.allowInsecureHttp);
    d->newHub->setChecked(true); // it was agreed to when the connection was made
    d->keptKey = address.key;
    d->keptFor = address.base;
    if (!d->keptKey.isEmpty()) {
        d->key->setPlaceholderText(tr("Unchanged unless you type another"));
    }
    d->inputChanged();
}

QLineEdit *HttpForm::Private::makeEdit(const QString &name, const QString &accessibleName,
                                       const QString &hint)
{
    auto *edit = new QLineEdit(q);
    edit->setObjectName(name);
    edit->setAccessibleName(accessibleName);
    edit->setPlaceholderText(hint);
    return edit;
}

void HttpForm::Private::build()
{
    auto *column = new QVBoxLayout(q);
    column->setContentsMargins(0, 0, 0, 0);
    url = makeEdit(u"connectUrl"_s, tr("URL of the app, or a management link"),
                   tr("https://contoso.azurewebsites.net, or paste a management link"));
    url->setInputMethodHints(Qt::ImhUrlCharactersOnly | Qt::ImhSensitiveData);
    buildKey();
    taskHub = makeEdit(u"connectTaskHub"_s, tr("Task hub name"), tr("The app's own when empty"));
    appConnection = makeEdit(u"connectAppConnection"_s, tr("Name of the app's storage connection"),
                             tr("The app's default when empty"));
    auto *form = dialogparts::form();
    form->addRow(tr("&URL"), url);
    form->addRow(tr("&Key"), key);
    form->addRow(tr("Task &hub"), taskHub);
    form->addRow(tr("App c&onnection"), appConnection);
    column->addLayout(form);
    buildTest(column);
    buildChecks(column);
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

void HttpForm::Private::buildKey()
{
    key = dialogparts::secretEdit(u"connectKey"_s, tr("Key"), q);
    key->setPlaceholderText(
        tr("The extension's system key or the master key; Core Tools need none"));
    dialogparts::addEye(*key, u"connectShowKey"_s, tr("Show the key"));
}

void HttpForm::Private::buildTest(QVBoxLayout *column)
{
    testButton = new QPushButton(tr("T&est connection"), q);
    testButton->setObjectName(u"connectTest"_s);
    testButton->setAutoDefault(false);
    testState = dialogparts::plainLabel({}, u"connectTestState"_s, q);
    auto *line = new QHBoxLayout;
    line->addWidget(testButton, 0, Qt::AlignTop);
    line->addWidget(testState, 1);
    column->addLayout(line);
    connect(testButton, &QPushButton::clicked, q, [this] { test(); });
}

void HttpForm::Private::buildChecks(QVBoxLayout *column)
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
                                                u"insecureWarning"_s, q);
    column->addWidget(insecureWarning);
    insecure = box(tr("Connect &without encryption all the same"), u"connectInsecure"_s);
    column->addWidget(insecure);
    newHubWarning = dialogparts::warningPanel({}, u"newHubWarning"_s, q);
    column->addWidget(newHubWarning);
    newHub = box(tr("The name is r&ight: ask for it"), u"connectNewHub"_s);
    column->addWidget(newHub);
}

void HttpForm::Private::urlChanged()
{
    const QString text = url->text();
    const bool pasted = dialogparts::inserted(urlBefore, text) >= pasteLength;
    urlBefore = text;
    if (pasted) {
        takeOverLink();
    }
    inputChanged();
}

// A management link holds the key: it must not stay readable in the URL's field.
void HttpForm::Private::takeOverLink()
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

HubAddress HttpForm::address() const
{
    HubAddress result = parseHubAddress(d->url->text());
    if (!d->key->text().isEmpty()) {
        result.key = Secret(d->key->text().trimmed().toUtf8());
    } else if (result.key.isEmpty() && isSameOrigin(result.base, d->keptFor)) {
        result.key = d->keptKey;
    }
    if (const QString hub = d->taskHub->text().trimmed(); !hub.isEmpty()) {
        result.taskHub = TaskHubName(hub);
    }
    if (const QString connection = d->appConnection->text().trimmed(); !connection.isEmpty()) {
        result.appConnection = connection;
    }
    result.allowInsecureHttp
        = d->insecure->isChecked() && result.base.scheme() == u"http"_s && !isLoopback(result.base);
    return result;
}

QString HttpForm::Private::check()
{
    HubAddress wanted;
    QString wrong;
    try {
        wanted = q->address();
    } catch (const TaskHubError &error) {
        wrong = error.message;
    }
    const bool plain
        = wrong.isEmpty() && wanted.base.scheme() == u"http"_s && !isLoopback(wanted.base);
    insecureWarning->setVisible(plain);
    insecure->setVisible(plain);
    const QString hub = wanted.taskHub.text();
    const QString badName = hub.isEmpty() ? QString() : problemWithHubName(hub);
    const bool unknown = wrong.isEmpty() && !hub.isEmpty() && badName.isEmpty()
        && !(services.hasAnswered && services.hasAnswered(wanted));
    newHubWarning->setText(tr("“%1” has not answered here before. Asking for a hub that does not "
                              "exist creates it in the app's storage: its "
                              "tables, queues and containers. Check the spelling.")
                               .arg(hub));
    newHubWarning->setVisible(unknown);
    newHub->setVisible(unknown);
    if (!wrong.isEmpty()) {
        return wrong;
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

void HttpForm::Private::inputChanged()
{
    job.reset();
    testState->clear();
    testState->setToolTip({});
    problem = check();
    testButton->setEnabled(problem.isEmpty() && services.makeHub);
    emit q->changed();
}

void HttpForm::Private::test()
{
    HubAddress wanted;
    try {
        wanted = q->address();
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

void HttpForm::Private::tested(const QString &words, Tone tone, const QString &detail)
{
    testState->setText(words);
    testState->setToolTip(detail.toHtmlEscaped());
    dialogparts::setTone(*testState, tone);
    emit q->resized();
}

QWidget *HttpForm::keyField() const
{
    return d->key;
}

QString HttpForm::problem() const
{
    return d->problem;
}

bool HttpForm::isProblemQuiet() const
{
    return d->url->text().trimmed().isEmpty();
}

} // namespace hubdeck
