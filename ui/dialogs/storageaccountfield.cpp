// SPDX-License-Identifier: MIT
#include "ui/dialogs/storageaccountfield.h"

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
#include <QLineEdit>
#include <QPushButton>

namespace hubdeck {

using namespace Qt::Literals::StringLiterals;
using namespace azurestorage;

namespace {

// More characters at once than a key press brings: a paste or a drop.
constexpr int pasteLength = 24;

} // namespace

class StorageAccountField::Private
{
public:
    Private(StorageAccountField *field, Services fieldServices)
        : q(field)
        , services(std::move(fieldServices))
    { }

    void build();
    void buildConnectionString();
    void buildFolder();
    QLineEdit *makeEdit(const QString &name, const QString &accessibleName, const QString &hint);
    void showRows();
    void wayChanged();
    void textChanged();
    void chooseFolder();
    [[nodiscard]] bool isKept() const;

    StorageAccountField *q;
    Services services;
    QFormLayout *rows = nullptr;
    QComboBox *way = nullptr;
    QLineEdit *connectionString = nullptr;
    QLineEdit *accountName = nullptr;
    QWidget *folderRow = nullptr;
    QLineEdit *folder = nullptr;
    std::optional<StoragePlace> kept; // of a connection that is edited, until another is given
    std::shared_ptr<TokenSource> tokens = usualTokenSource();
    qsizetype textLength = 0;
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
    buildConnectionString();
    accountName
        = makeEdit(u"storageAccountName"_s, tr("Name of the storage account"), u"contoso"_s);
    buildFolder();
    rows->addRow(tr("&Open by"), way);
    rows->addRow(tr("Connection &string"), connectionString);
    rows->addRow(tr("Acco&unt"), accountName);
    rows->addRow(tr("&Folder"), folderRow);
    connect(way, &QComboBox::currentIndexChanged, q, [this] { wayChanged(); });
}

void StorageAccountField::Private::buildConnectionString()
{
    connectionString = makeEdit(u"storageConnectionString"_s, tr("Connection string"),
                                u"DefaultEndpointsProtocol=https;AccountName=…;AccountKey=…"_s);
    connectionString->setEchoMode(QLineEdit::Password);
    connectionString->setInputMethodHints(Qt::ImhSensitiveData | Qt::ImhNoPredictiveText
                                          | Qt::ImhNoAutoUppercase);
    connectionString->setToolTip(tr("Kept in memory only, until Hubdeck is closed"));
    QAction *shown = connectionString->addAction(theme::icon(u"eye"_s, q->palette()),
                                                 QLineEdit::TrailingPosition);
    shown->setObjectName(u"storageShowString"_s);
    shown->setCheckable(true);
    shown->setText(tr("Show the connection string"));
    shown->setToolTip(shown->text());
    connect(shown, &QAction::toggled, connectionString, [this](bool on) {
        connectionString->setEchoMode(on ? QLineEdit::Normal : QLineEdit::Password);
    });
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

void StorageAccountField::Private::showRows()
{
    const auto show = [this](QWidget *field, bool on) {
        field->setVisible(on);
        rows->labelForField(field)->setVisible(on);
    };
    const Way now = q->way();
    show(connectionString, now == Way::ConnectionString);
    show(accountName, now == Way::AccountName);
    show(folderRow, now == Way::Folder);
}

void StorageAccountField::Private::wayChanged()
{
    showRows();
    emit q->changed();
    if (q->way() == Way::Emulator && q->isVisible()) {
        emit q->pasted();
    }
}

void StorageAccountField::Private::textChanged()
{
    const qsizetype length = connectionString->text().size();
    const bool pasted = q->way() == Way::ConnectionString && length - textLength >= pasteLength;
    textLength = length;
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
        folder->setText(QFileInfo(file).absolutePath());
        emit q->pasted();
    }
}

bool StorageAccountField::Private::isKept() const
{
    return kept && q->way() == Way::ConnectionString
        && connectionString->text().trimmed().isEmpty();
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
    if (d->isKept()) {
        return *d->kept;
    }
    StoragePlace made;
    switch (way()) {
    case Way::ConnectionString:
        made.account = parseConnectionString(d->connectionString->text());
        break;
    case Way::Emulator:
        made.account = emulatorAccount();
        break;
    case Way::AccountName:
        made.account
            = accountNamed(d->accountName->text().trimmed(), TokenCredential { d->tokens });
        break;
    case Way::Folder:
        if (!d->services.placeOfFolder) {
            throw TaskHubError(ErrorKind::Unsupported, tr("Folders cannot be read here."));
        }
        made = d->services.placeOfFolder(d->folder->text().trimmed());
        break;
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

void StorageAccountField::edit(const StoragePlace &place, bool secretMissing)
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
    emit changed();
}

} // namespace hubdeck
