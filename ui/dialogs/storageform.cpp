// SPDX-License-Identifier: MIT
#include "ui/dialogs/storageform.h"

#include "models/displaytext.h"
#include "models/job.h"
#include "services/azurestorage/tokensource.h"
#include "services/connections/connectionstring.h"
#include "ui/dialogs/dialogparts.h"
#include "ui/shell/prompts.h"
#include "ui/shell/theme.h"

#include <QAction>
#include <QComboBox>
#include <QFileInfo>
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
#include <QVBoxLayout>

#include <algorithm>
#include <cstdlib>

namespace hubdeck {

using namespace Qt::Literals::StringLiterals;
using namespace azurestorage;
using dialogparts::Tone;

namespace {

// More characters at once than a key press brings: a paste or a drop.
constexpr int pasteLength = 24;
constexpr int mostRowsSeen = 6;
constexpr int mostPartitions = 16;

} // namespace

class StorageForm::Private
{
public:
    Private(StorageForm *form, Services formServices, QThreadPool &threadPool)
        : q(form)
        , services(std::move(formServices))
        , pool(threadPool)
    { }

    void build();
    void buildWays();
    void buildHubs();
    QLineEdit *makeEdit(const QString &name, const QString &accessibleName, const QString &hint);
    void wayChanged();
    void accountChanged();
    void inputChanged();
    void look();
    void found(const AccountContents &contents);
    void fill(const std::vector<FoundHub> &all);
    void toggle(QTreeWidgetItem *item);
    void goToList();
    void addRow(const FoundHub &hub);
    void say(const QString &words, Tone tone, const QString &detail = {});
    void chooseFolder();

    [[nodiscard]] Way currentWay() const { return Way(way->currentIndex()); }

    [[nodiscard]] bool isFilledIn() const;
    [[nodiscard]] StoragePlace place() const; // throws what is wrong with it
    [[nodiscard]] std::vector<TaskHubName> chosen() const;
    void check(); // sets problem and isQuiet

    StorageForm *q;
    Services services;
    QThreadPool &pool;
    QFormLayout *rows = nullptr;
    QComboBox *way = nullptr;
    QLineEdit *connectionString = nullptr;
    QLineEdit *accountName = nullptr;
    QWidget *folderRow = nullptr;
    QLineEdit *folder = nullptr;
    QPushButton *lookButton = nullptr;
    QLabel *state = nullptr;
    QTreeWidget *hubs = nullptr;
    QLineEdit *hubName = nullptr;
    QSpinBox *partitions = nullptr;
    std::optional<StoragePlace> kept; // of a connection that is edited, until another is given
    std::shared_ptr<TokenSource> tokens = usualTokenSource();
    std::unique_ptr<Job<AccountContents>> job;
    bool looked = false; // the account has answered, or said why it does not
    bool answered = false;
    QStringList names; // found in the account
    QPointer<QWidget> focusAfterLook; // where the focus went from the button; null: elsewhere
    qsizetype textLength = 0;
    QString problem;
    bool isQuiet = true;
};

StorageForm::StorageForm(Services services, QThreadPool &pool, QWidget *parent)
    : QWidget(parent)
    , d(std::make_unique<Private>(this, std::move(services), pool))
{
    setObjectName(u"storageForm"_s);
    d->build();
    d->wayChanged();
}

StorageForm::~StorageForm() = default;

QLineEdit *StorageForm::Private::makeEdit(const QString &name, const QString &accessibleName,
                                          const QString &hint)
{
    auto *edit = new QLineEdit(q);
    edit->setObjectName(name);
    edit->setAccessibleName(accessibleName);
    edit->setPlaceholderText(hint);
    return edit;
}

void StorageForm::Private::build()
{
    auto *column = new QVBoxLayout(q);
    column->setContentsMargins(0, 0, 0, 0);
    rows = dialogparts::form();
    column->addLayout(rows);
    buildWays();
    auto *line = new QHBoxLayout;
    line->setSpacing(10); // rows of a form have none of their own
    lookButton = new QPushButton(StorageForm::tr("&Look for hubs"), q);
    lookButton->setObjectName(u"storageLook"_s);
    lookButton->setAutoDefault(false);
    state = dialogparts::plainLabel({}, u"storageState"_s, q);
    line->addWidget(lookButton, 0, Qt::AlignTop);
    line->addWidget(state, 1);
    rows->addRow(line);
    buildHubs();
    rows->addRow(hubs);
    rows->addRow(StorageForm::tr("Task &hub"), hubName);
    rows->addRow(StorageForm::tr("Partit&ions"), partitions);
    connect(way, &QComboBox::currentIndexChanged, q, [this] { wayChanged(); });
    for (const QLineEdit *edit : { connectionString, accountName, folder }) {
        connect(edit, &QLineEdit::textChanged, q, [this] { accountChanged(); });
    }
    connect(hubName, &QLineEdit::textChanged, q, [this] { inputChanged(); });
    connect(lookButton, &QPushButton::clicked, q, [this] { look(); });
    connect(hubs, &QTreeWidget::itemChanged, q, [this] { inputChanged(); });
    connect(hubs, &QTreeWidget::itemActivated, q, [this](QTreeWidgetItem *item) { toggle(item); });
}

void StorageForm::Private::buildWays()
{
    way = new QComboBox(q);
    way->setObjectName(u"storageWay"_s);
    way->setAccessibleName(StorageForm::tr("How the account is opened"));
    way->addItems({ StorageForm::tr("Connection string"),
                    StorageForm::tr("Local emulator (Azurite)"),
                    StorageForm::tr("Account name, signed in with the Azure CLI"),
                    StorageForm::tr("A function app's folder") });
    connectionString = makeEdit(u"storageConnectionString"_s, StorageForm::tr("Connection string"),
                                u"DefaultEndpointsProtocol=https;AccountName=…;AccountKey=…"_s);
    connectionString->setEchoMode(QLineEdit::Password);
    connectionString->setInputMethodHints(Qt::ImhSensitiveData | Qt::ImhNoPredictiveText
                                          | Qt::ImhNoAutoUppercase);
    connectionString->setToolTip(StorageForm::tr("Kept in memory only, until Hubdeck is closed"));
    QAction *shown = connectionString->addAction(theme::icon(u"eye"_s, q->palette()),
                                                 QLineEdit::TrailingPosition);
    shown->setObjectName(u"storageShowString"_s);
    shown->setCheckable(true);
    shown->setText(StorageForm::tr("Show the connection string"));
    shown->setToolTip(shown->text());
    connect(shown, &QAction::toggled, connectionString, [this](bool on) {
        connectionString->setEchoMode(on ? QLineEdit::Normal : QLineEdit::Password);
    });
    accountName = makeEdit(u"storageAccountName"_s, StorageForm::tr("Name of the storage account"),
                           u"contoso"_s);
    folderRow = new QWidget(q);
    auto *line = new QHBoxLayout(folderRow);
    line->setContentsMargins(0, 0, 0, 0);
    folder = makeEdit(u"storageFolder"_s, StorageForm::tr("Folder of the function app"),
                      StorageForm::tr("The folder with host.json and local.settings.json"));
    auto *browse = new QPushButton(StorageForm::tr("&Choose…"), folderRow);
    browse->setObjectName(u"storageBrowse"_s);
    browse->setAutoDefault(false);
    browse->setVisible(services.prompts != nullptr);
    line->addWidget(folder, 1);
    line->addWidget(browse);
    connect(browse, &QPushButton::clicked, q, [this] { chooseFolder(); });
    rows->addRow(StorageForm::tr("&Open by"), way);
    rows->addRow(StorageForm::tr("Connection &string"), connectionString);
    rows->addRow(StorageForm::tr("Acco&unt"), accountName);
    rows->addRow(StorageForm::tr("&Folder"), folderRow);
}

void StorageForm::Private::buildHubs()
{
    hubs = new QTreeWidget(q);
    hubs->setObjectName(u"storageHubs"_s);
    hubs->setAccessibleName(StorageForm::tr("Hubs of the account"));
    hubs->setHeaderLabels({ StorageForm::tr("Hub"), StorageForm::tr("What is there") });
    hubs->setRootIsDecorated(false);
    hubs->setUniformRowHeights(true);
    hubs->header()->setStretchLastSection(true);
    hubs->header()->setSectionsMovable(false);
    hubs->hide();
    hubName = makeEdit(u"storageHubName"_s, StorageForm::tr("Task hub name"),
                       StorageForm::tr("Only for a hub that is not listed"));
    partitions = new QSpinBox(q);
    partitions->setObjectName(u"storagePartitions"_s);
    partitions->setAccessibleName(StorageForm::tr("Number of partitions"));
    partitions->setRange(0, mostPartitions);
    partitions->setSpecialValueText(StorageForm::tr("As the storage says"));
    partitions->setToolTip(StorageForm::tr(
        "The app's partitionCount. Needed only where the storage does not tell it for certain: an "
        "action then says so."));
}

void StorageForm::Private::wayChanged()
{
    const Way now = currentWay();
    const auto show = [this](QWidget *field, bool on) {
        field->setVisible(on);
        if (QWidget *label = rows->labelForField(field)) {
            label->setVisible(on);
        }
    };
    show(connectionString, now == Way::ConnectionString);
    show(accountName, now == Way::AccountName);
    show(folderRow, now == Way::Folder);
    accountChanged();
    if (now == Way::Emulator && q->isVisible()) {
        look();
    }
}

// What was found belongs to the account before.
void StorageForm::Private::accountChanged()
{
    job.reset();
    looked = false;
    answered = false;
    names.clear();
    hubs->clear();
    hubs->hide();
    say({}, Tone::Normal);
    const qsizetype length = connectionString->text().size();
    const bool pasted = currentWay() == Way::ConnectionString && length - textLength >= pasteLength;
    textLength = length;
    inputChanged();
    if (pasted && lookButton->isEnabled()) {
        look();
    }
}

bool StorageForm::Private::isFilledIn() const
{
    switch (currentWay()) {
    case Way::ConnectionString:
        return !connectionString->text().trimmed().isEmpty();
    case Way::Emulator:
        return true;
    case Way::AccountName:
        return !accountName->text().trimmed().isEmpty();
    case Way::Folder:
        return !folder->text().trimmed().isEmpty();
    }
    return false;
}

StoragePlace StorageForm::Private::place() const
{
    StoragePlace made;
    const bool unchanged = kept && currentWay() == Way::ConnectionString && !isFilledIn();
    if (unchanged) {
        return *kept;
    }
    switch (currentWay()) {
    case Way::ConnectionString:
        made.account = parseConnectionString(connectionString->text());
        break;
    case Way::Emulator:
        made.account = emulatorAccount();
        break;
    case Way::AccountName:
        made.account = accountNamed(accountName->text().trimmed(), TokenCredential { tokens });
        break;
    case Way::Folder:
        if (!services.placeOfFolder) {
            throw TaskHubError(ErrorKind::Unsupported,
                               StorageForm::tr("Folders cannot be read here."));
        }
        made = services.placeOfFolder(folder->text().trimmed());
        break;
    }
    return made;
}

std::vector<TaskHubName> StorageForm::Private::chosen() const
{
    std::vector<TaskHubName> result;
    for (int row = 0; row < hubs->topLevelItemCount(); ++row) {
        const QTreeWidgetItem *item = hubs->topLevelItem(row);
        if (item->checkState(0) == Qt::Checked) {
            result.emplace_back(item->text(0));
        }
    }
    const TaskHubName typed(hubName->text().trimmed());
    if (!typed.isEmpty() && std::ranges::find(result, typed) == result.end()) {
        result.push_back(typed);
    }
    return result;
}

void StorageForm::Private::inputChanged()
{
    check();
    emit q->changed();
}

void StorageForm::Private::check()
{
    isQuiet = true;
    const bool filled = isFilledIn() || (kept && currentWay() == Way::ConnectionString);
    QString wrong;
    if (filled) {
        try {
            const StoragePlace wanted = place();
            if (currentWay() == Way::Folder && !looked && hubName->text().isEmpty()) {
                const QSignalBlocker quiet(hubName);
                hubName->setText(wanted.hub.text());
            }
        } catch (const TaskHubError &error) {
            wrong = error.message;
        }
    }
    lookButton->setEnabled(filled && wrong.isEmpty() && !job && services.contents);
    const QString typed = hubName->text().trimmed();
    const QString badName = typed.isEmpty() ? QString() : problemWithHubName(typed);
    if (!filled) {
        problem = StorageForm::tr("Say which account.");
    } else if (!wrong.isEmpty()) {
        problem = wrong;
        isQuiet = false;
    } else if (!badName.isEmpty()) {
        problem = badName;
        isQuiet = false;
    } else if (!looked) {
        problem = job ? StorageForm::tr("The account is being asked.")
                      : StorageForm::tr("Look for the hubs of the account first.");
    } else if (answered && !typed.isEmpty() && !names.contains(typed)) {
        problem = StorageForm::tr("There is no hub %1 in this account. Names are told apart by "
                                  "upper and lower case.")
                      .arg(typed);
        isQuiet = false;
    } else {
        isQuiet = hubs->topLevelItemCount() == 0;
        problem = !chosen().empty() ? QString()
            : isQuiet               ? StorageForm::tr("Type the name of the hub.")
                                    : StorageForm::tr("Tick at least one hub of the list.");
    }
}

void StorageForm::Private::say(const QString &words, Tone tone, const QString &detail)
{
    state->setText(words);
    state->setToolTip(detail.toHtmlEscaped());
    dialogparts::setTone(*state, tone);
}

void StorageForm::Private::look()
{
    StorageAccount account;
    try {
        account = place().account;
    } catch (const TaskHubError &error) {
        say(error.message, Tone::Bad, error.detail);
        return;
    }
    looked = false;
    const bool fromButton = lookButton->hasFocus();
    say(StorageForm::tr("Looking into %1…").arg(displaytext::singleLine(account.displayName())),
        Tone::Muted);
    job = std::make_unique<Job<AccountContents>>(
        pool,
        [contents = services.contents, account](const JobContext &context) {
            return contents(account, context.stop());
        },
        [this](AccountContents &&contents) {
            job.reset();
            found(contents);
        });
    connect(job.get(), &JobBase::failed, q, [this](const TaskHubError &error) {
        job.release()->deleteLater(); // it is emitting
        looked = true; // a name may still be right where listing is not permitted
        say(error.message, Tone::Bad, error.detail);
        inputChanged();
    });
    inputChanged(); // disables the button, which moves the focus on
    focusAfterLook = fromButton ? q->window()->focusWidget() : nullptr;
}

void StorageForm::Private::addRow(const FoundHub &hub)
{
    const QStringList missing = hub.missing();
    const QString there = missing.isEmpty()
        ? StorageForm::tr("complete")
        : StorageForm::tr("in parts: without %1").arg(missing.join(StorageForm::tr(", ")));
    auto *item = new QTreeWidgetItem(hubs, { hub.name.text(), there });
    item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
    item->setToolTip(1, there.toHtmlEscaped());
    item->setIcon(1, missing.isEmpty() ? QIcon() : theme::icon(u"warning"_s, q->palette()));
    const bool wanted = hub.name.text() == hubName->text().trimmed();
    item->setCheckState(0, wanted ? Qt::Checked : Qt::Unchecked);
}

void StorageForm::Private::found(const AccountContents &contents)
{
    looked = true;
    answered = contents.problems.isEmpty();
    names.clear();
    const std::vector<FoundHub> all = findHubs(contents.listing);
    fill(all);
    if (names.contains(hubName->text().trimmed())) {
        const QSignalBlocker quiet(hubName);
        hubName->clear(); // its row is ticked
    }
    hubs->setVisible(!all.empty());
    dialogparts::fitHeight(*hubs, mostRowsSeen);
    const auto count = static_cast<int>(all.size());
    QString words = StorageForm::tr("The account answers. There is no task hub in it.");
    if (count == 1) {
        words = StorageForm::tr("The account answers: 1 hub.");
    } else if (count > 1) {
        words = displaytext::withNumber(
            StorageForm::tr("The account answers: %n hubs. Tick those to connect to.", nullptr,
                            count),
            count);
    }
    hubs->setAccessibleDescription(words);
    if (!answered) {
        words += u'\n' + contents.problems.join(u'\n');
    }
    say(words, answered && !all.empty() ? Tone::Good : Tone::Warning);
    inputChanged();
    goToList();
}

void StorageForm::Private::fill(const std::vector<FoundHub> &all)
{
    const QSignalBlocker quiet(hubs);
    hubs->clear();
    for (const FoundHub &hub : all) {
        names.append(hub.name.text());
        addRow(hub);
    }
    if (all.size() == 1) {
        hubs->topLevelItem(0)->setCheckState(0, Qt::Checked);
    }
    hubs->resizeColumnToContents(0);
}

// For those who work by keys: Space ticks at once, unless they went elsewhere meanwhile.
void StorageForm::Private::goToList()
{
    if (focusAfterLook && q->window()->focusWidget() == focusAfterLook
        && hubs->topLevelItemCount() > 0) {
        hubs->setCurrentItem(hubs->topLevelItem(0));
        hubs->setFocus();
    }
    focusAfterLook = nullptr;
}

void StorageForm::Private::toggle(QTreeWidgetItem *item)
{
    item->setCheckState(0, item->checkState(0) == Qt::Checked ? Qt::Unchecked : Qt::Checked);
}

void StorageForm::Private::chooseFolder()
{
    const QString file = services.prompts->openFileName(
        q, StorageForm::tr("Choose a function app's host.json"),
        StorageForm::tr("Function app (host.json);;All files (*)"));
    if (!file.isEmpty()) {
        hubName->clear();
        folder->setText(QFileInfo(file).absolutePath());
        if (lookButton->isEnabled()) {
            look();
        }
    }
}

// A list lets Enter go on to the dialog, whose button it would press.
void StorageForm::keyPressEvent(QKeyEvent *event)
{
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (!enter || !d->hubs->hasFocus()) {
        QWidget::keyPressEvent(event);
    }
}

void StorageForm::edit(const StoragePlace &place, bool secretMissing)
{
    const bool token = std::holds_alternative<TokenCredential>(place.account.credential);
    d->kept.reset();
    if (place.account == emulatorAccount()) {
        d->way->setCurrentIndex(int(Way::Emulator));
    } else if (token) {
        d->accountName->setText(place.account.name);
        d->way->setCurrentIndex(int(Way::AccountName));
    } else {
        d->way->setCurrentIndex(int(Way::ConnectionString));
        if (!secretMissing) {
            d->kept = place;
            d->connectionString->setPlaceholderText(tr("Unchanged unless you give another"));
        } else {
            d->connectionString->setPlaceholderText(
                tr("Paste the connection string of %1 again").arg(place.account.displayName()));
        }
    }
    d->hubName->setText(place.hub.text());
    d->partitions->setValue(place.partitionCount.value_or(0));
    d->looked = !secretMissing; // it was found when the connection was made
    d->inputChanged();
}

std::vector<StoragePlace> StorageForm::places() const
{
    std::vector<StoragePlace> result;
    if (d->problem.isEmpty()) {
        StoragePlace place = d->place();
        place.partitionCount
            = d->partitions->value() > 0 ? std::optional(d->partitions->value()) : std::nullopt;
        for (const TaskHubName &hub : d->chosen()) {
            place.hub = hub;
            result.push_back(place);
        }
    }
    return result;
}

QString StorageForm::problem() const
{
    return d->problem;
}

bool StorageForm::isProblemQuiet() const
{
    return d->isQuiet;
}

} // namespace hubdeck
