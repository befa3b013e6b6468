// SPDX-License-Identifier: MIT
#include "ui/dialogs/storageaccountfield.h"

#include "models/displaytext.h"
#include "services/azurestorage/tokensource.h"
#include "services/connections/connectionstring.h"
#include "services/taskhub/taskhuberror.h"
#include "ui/dialogs/dialogparts.h"
#include "ui/shell/prompts.h"

#include <QComboBox>
#include <QFileInfo>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

namespace hubdeck {

using namespace Qt::Literals::StringLiterals;
using namespace azurestorage;
using dialogparts::Tone;

namespace {

// More characters at once than a key press brings: a paste or a drop.
constexpr int pasteLength = 24;

QString hintFor(const StorageAccount &kept)
{
    return lacksSecret(kept)
        ? StorageAccountField::tr("Paste the connection string of %1 again").arg(kept.displayName())
        : StorageAccountField::tr("Unchanged unless you give another");
}

QString describe(const TrackingStore &store)
{
    return StorageAccountField::tr("%1 · %2", "account · prefix of the tables")
        .arg(displaytext::singleLine(store.account.displayName()),
             displaytext::singleLine(store.tablePrefix));
}

} // namespace

class StorageAccountField::Private
{
public:
    Private(StorageAccountField *field, Services fieldServices)
        : q(field)
        , services(std::move(fieldServices))
    { }

    void build();
    void buildFolder();
    void buildStore();
    QLineEdit *makeEdit(const QString &name, const QString &accessibleName, const QString &hint);
    QLineEdit *makeSecretEdit(const QString &name, const QString &accessibleName,
                              const QString &eyeName);
    void showRows();
    void showStore();
    void wayChanged();
    void textChanged();
    void chooseFolder();
    void toggleStore();
    [[nodiscard]] bool isKept() const;
    [[nodiscard]] StoragePlace found() const; // its tracking store may lack its secret
    [[nodiscard]] StoragePlace entered() const; // without the store that is left out
    [[nodiscard]] StoragePlace placeOfFolder() const;

    StorageAccountField *q;
    Services services;
    QFormLayout *rows = nullptr;
    QComboBox *way = nullptr;
    QLineEdit *connectionString = nullptr;
    QLineEdit *accountName = nullptr;
    QWidget *folderRow = nullptr;
    QLineEdit *folder = nullptr;
    QWidget *storeRow = nullptr;
    QLabel *storeText = nullptr;
    QPushButton *storeRemove = nullptr;
    QLineEdit *storeString = nullptr;
    std::optional<StoragePlace> kept; // that is edited
    Way keptWay = Way::ConnectionString;
    bool isStoreLeftOut = false; // by the person, who may take it back
    // What a folder says, read once for each text: a key press asks several times.
    mutable QString folderRead;
    mutable std::variant<std::monostate, StoragePlace, TaskHubError> folderSays;
    std::shared_ptr<TokenSource> tokens = usualTokenSource();
    QString textBefore;
};

StorageAccountField::StorageAccountField(Services services, QWidget *parent)
    : QWidget(parent)
    , d(std::make_unique<Private>(this, std::move(services)))
{
    setObjectName(u"storageAccount"_s);
    d->build();
    d->showRows();
}

StorageAccountField::~StorageAccountField() = default;

QLineEdit *StorageAccountField::Private::makeEdit(const QString &name,
                                                  const QString &accessibleName,
                                                  const QString &hint)
{
    auto *edit = new QLineEdit(q);
    edit->setObjectName(name);
    edit->setAccessibleName(accessibleName);
    edit->setPlaceholderText(hint);
    connect(edit, &QLineEdit::textChanged, q, [this] { textChanged(); });
    return edit;
}

QLineEdit *StorageAccountField::Private::makeSecretEdit(const QString &name,
                                                        const QString &accessibleName,
                                                        const QString &eyeName)
{
    QLineEdit *edit = dialogparts::secretEdit(name, accessibleName, q);
    dialogparts::addEye(*edit, eyeName, tr("Show the connection string"));
    connect(edit, &QLineEdit::textChanged, q, [this] { textChanged(); });
    return edit;
}

void StorageAccountField::Private::build()
{
    rows = dialogparts::form();
    rows->setContentsMargins(0, 0, 0, 0);
    q->setLayout(rows);
    way = new QComboBox(q);
    way->setObjectName(u"storageWay"_s);
    way->setAccessibleName(tr("How the account is opened"));
    way->addItems({ tr("Connection string"), tr("Local emulator (Azurite)"),
                    tr("Account name, signed in with the Azure CLI"),
                    tr("A function app's folder") });
    connectionString = makeSecretEdit(u"storageConnectionString"_s, tr("Connection string"),
                                      u"storageShowString"_s);
    connectionString->setPlaceholderText(
        u"DefaultEndpointsProtocol=https;AccountName=…;AccountKey=…"_s);
    accountName
        = makeEdit(u"storageAccountName"_s, tr("Name of the storage account"), u"contoso"_s);
    buildFolder();
    rows->addRow(tr("&Open by"), way);
    rows->addRow(tr("Connection &string"), connectionString);
    rows->addRow(tr("Acco&unt"), accountName);
    auto *folderLabel = new QLabel(tr("&Folder"), q);
    folderLabel->setBuddy(folder); // the row itself takes no focus
    rows->addRow(folderLabel, folderRow);
    buildStore();
    connect(way, &QComboBox::currentIndexChanged, q, [this] { wayChanged(); });
}

void StorageAccountField::Private::buildFolder()
{
    folderRow = new QWidget(q);
    auto *line = new QHBoxLayout(folderRow);
    line->setContentsMargins(0, 0, 0, 0);
    folder = makeEdit(u"storageFolder"_s, tr("Folder of the function app"),
                      tr("The folder with host.json and local.settings.json"));
    auto *browse = new QPushButton(tr("&Choose…"), folderRow);
    browse->setObjectName(u"storageBrowse"_s);
    browse->setAutoDefault(false);
    browse->setVisible(services.prompts != nullptr);
    line->addWidget(folder, 1);
    line->addWidget(browse);
    connect(browse, &QPushButton::clicked, q, [this] { chooseFolder(); });
}

void StorageAccountField::Private::buildStore()
{
    storeRow = new QWidget(q);
    auto *line = new QHBoxLayout(storeRow);
    line->setContentsMargins(0, 0, 0, 0);
    storeText = dialogparts::plainLabel({}, u"storageStore"_s, storeRow);
    storeRemove = new QPushButton(storeRow);
    storeRemove->setObjectName(u"storageStoreRemove"_s);
    storeRemove->setAutoDefault(false);
    line->addWidget(storeText, 1);
    line->addWidget(storeRemove, 0, Qt::AlignTop);
    storeString
        = makeSecretEdit(u"storageStoreString"_s, tr("Connection string of the tracking store"),
                         u"storageShowStoreString"_s);
    rows->addRow(tr("Tracking store"), storeRow);
    rows->addRow(tr("Its strin&g", "connection string of the tracking store"), storeString);
    connect(storeRemove, &QPushButton::clicked, q, [this] { toggleStore(); });
}

void StorageAccountField::Private::showRows()
{
    const Way now = q->way();
    rows->setRowVisible(connectionString, now == Way::ConnectionString);
    rows->setRowVisible(accountName, now == Way::AccountName);
    rows->setRowVisible(folderRow, now == Way::Folder);
    showStore();
    rows->activate();
    emit q->resized();
}

void StorageAccountField::Private::showStore()
{
    std::optional<StoragePlace> now;
    try {
        if (q->isFilledIn()) {
            now = found();
        }
    } catch (const TaskHubError &) { // problem() tells
    }
    const std::optional<TrackingStore> store = now ? now->trackingStore : std::nullopt;
    const bool lost = now && !store && kept && kept->trackingStore;
    if (store && isStoreLeftOut) {
        storeText->setText(
            tr("%1 is left out: the hub's tables are looked for in the account itself.")
                .arg(describe(*store)));
    } else if (store) {
        storeText->setText(describe(*store));
    } else if (lost) {
        storeText->setText(tr("%1 is left out: it belongs to the account %2.")
                               .arg(describe(*kept->trackingStore),
                                    displaytext::singleLine(kept->account.displayName())));
    }
    dialogparts::setTone(*storeText, lost || isStoreLeftOut ? Tone::Warning : Tone::Normal);
    storeRemove->setText(isStoreLeftOut ? tr("Put &back") : tr("Remo&ve"));
    storeRemove->setToolTip(isStoreLeftOut ? tr("Look for the hub's tables there again")
                                           : tr("Look for the hub's tables in the account itself"));
    const int shown = rows->isRowVisible(storeRow) + rows->isRowVisible(storeString);
    storeRemove->setVisible(store.has_value());
    rows->setRowVisible(storeRow, store || lost);
    const bool ownSecret = store && !isStoreLeftOut && kept && q->way() != Way::Folder
        && !isSameAccount(store->account, now->account) && isOpenedBySecret(store->account);
    rows->setRowVisible(storeString, ownSecret);
    if (ownSecret) {
        storeString->setPlaceholderText(hintFor(store->account));
    }
    if (rows->isRowVisible(storeRow) + rows->isRowVisible(storeString) != shown) {
        rows->activate();
        emit q->resized();
    }
}

void StorageAccountField::Private::wayChanged()
{
    isStoreLeftOut = false; // another way may know another store
    showRows();
    emit q->changed();
    if (q->way() == Way::Emulator && q->isVisible()) {
        emit q->pasted();
    }
}

void StorageAccountField::Private::textChanged()
{
    const QString text = connectionString->text();
    const bool pasted = q->way() == Way::ConnectionString
        && dialogparts::inserted(textBefore, text) >= pasteLength;
    textBefore = text;
    if (q->way() == Way::Folder && folder->text().trimmed() != folderRead) {
        isStoreLeftOut = false; // that was another folder's
    }
    showStore();
    emit q->changed();
    if (pasted) {
        emit q->pasted();
    }
}

void StorageAccountField::Private::chooseFolder()
{
    const QString file = services.prompts->openFileName(
        q, tr("Choose a function app's host.json"), tr("Function app (host.json);;All files (*)"));
    if (!file.isEmpty()) {
        folderSays = {}; // it may have been changed since
        const QString path = QFileInfo(file).absolutePath();
        folder->text() == path ? textChanged() : folder->setText(path);
        emit q->pasted();
    }
}

void StorageAccountField::Private::toggleStore()
{
    isStoreLeftOut = !isStoreLeftOut;
    showStore();
    emit q->changed();
}

// What is edited stands there as it was.
bool StorageAccountField::Private::isKept() const
{
    if (!kept || q->way() != keptWay) {
        return false;
    }
    switch (keptWay) {
    case Way::ConnectionString:
        return connectionString->text().trimmed().isEmpty() && !lacksSecret(kept->account);
    case Way::AccountName:
        return accountName->text().trimmed() == kept->account.name;
    case Way::Emulator:
        return true;
    case Way::Folder:
        break;
    }
    return false;
}

StoragePlace StorageAccountField::Private::placeOfFolder() const
{
    if (!services.placeOfFolder) {
        throw TaskHubError(ErrorKind::Unsupported, tr("Folders cannot be read here."));
    }
    const QString text = folder->text().trimmed();
    if (text != folderRead || std::holds_alternative<std::monostate>(folderSays)) {
        folderRead = text;
        try {
            folderSays = services.placeOfFolder(text);
        } catch (const TaskHubError &error) {
            folderSays = error;
        }
    }
    if (const auto *error = std::get_if<TaskHubError>(&folderSays)) {
        throw TaskHubError(*error);
    }
    return std::get<StoragePlace>(folderSays);
}

StoragePlace StorageAccountField::Private::entered() const
{
    StoragePlace made = found();
    if (isStoreLeftOut) {
        made.trackingStore.reset();
    }
    return made;
}

StoragePlace StorageAccountField::Private::found() const
{
    if (isKept()) {
        return *kept;
    }
    StoragePlace made;
    switch (q->way()) {
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
        return placeOfFolder();
    }
    if (kept && isSameAccount(made.account, kept->account)) {
        StoragePlace same = *kept;
        same.takeCredential(made.account);
        return same;
    }
    return made;
}

StorageAccountField::Way StorageAccountField::way() const
{
    return Way(d->way->currentIndex());
}

bool StorageAccountField::isFilledIn() const
{
    switch (way()) {
    case Way::ConnectionString:
        return d->isKept() || !d->connectionString->text().trimmed().isEmpty();
    case Way::Emulator:
        return true;
    case Way::AccountName:
        return !d->accountName->text().trimmed().isEmpty();
    case Way::Folder:
        return !d->folder->text().trimmed().isEmpty();
    }
    return false;
}

StoragePlace StorageAccountField::place() const
{
    StoragePlace made = d->entered();
    if (!made.trackingStore || !d->rows->isRowVisible(d->storeString)) {
        return made;
    }
    StorageAccount &store = made.trackingStore->account;
    if (const QString text = d->storeString->text().trimmed(); !text.isEmpty()) {
        const StorageAccount given = parseConnectionString(text);
        if (!isSameAccount(given, store)) {
            throw TaskHubError(ErrorKind::InvalidInput,
                               tr("The tracking store is in the account %1, not in %2.")
                                   .arg(store.displayName(), given.displayName()));
        }
        store.credential = given.credential;
    } else if (lacksSecret(store)) {
        throw TaskHubError(ErrorKind::InvalidInput,
                           tr("Give the connection string of the tracking store's account, %1.")
                               .arg(store.displayName()));
    }
    return made;
}

QString StorageAccountField::problem() const
{
    if (isFilledIn()) {
        try {
            (void)place();
        } catch (const TaskHubError &error) {
            return error.message;
        }
    }
    return {};
}

QWidget *StorageAccountField::secretField() const
{
    if (way() == Way::ConnectionString && !isFilledIn()) {
        return d->connectionString;
    }
    return d->rows->isRowVisible(d->storeString) ? d->storeString : nullptr;
}

void StorageAccountField::edit(const StoragePlace &place)
{
    const bool token = std::holds_alternative<TokenCredential>(place.account.credential);
    d->kept = place;
    d->keptWay = place.account == emulatorAccount() ? Way::Emulator
        : token                                     ? Way::AccountName
                                                    : Way::ConnectionString;
    if (token) {
        d->accountName->setText(place.account.name);
    }
    d->connectionString->setPlaceholderText(hintFor(place.account));
    d->way->setCurrentIndex(int(d->keptWay));
    d->showRows();
    emit changed();
}

} // namespace hubdeck
