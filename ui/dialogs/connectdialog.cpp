// SPDX-License-Identifier: MIT
#include "ui/dialogs/connectdialog.h"

#include "ui/dialogs/dialogparts.h"
#include "ui/dialogs/httpform.h"
#include "ui/dialogs/storageform.h"

#include <QButtonGroup>
#include <QCheckBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QShowEvent>
#include <QVBoxLayout>

namespace hubdeck {

using namespace Qt::Literals::StringLiterals;

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
    void buildMarks();
    void roadChanged();
    void inputChanged();

    ConnectDialog *q;
    Services services;
    QThreadPool &pool;
    QRadioButton *overHttp = nullptr;
    QRadioButton *overStorage = nullptr;
    HttpForm *http = nullptr;
    StorageForm *storage = nullptr;
    QLineEdit *name = nullptr;
    QCheckBox *production = nullptr;
    QCheckBox *readOnly = nullptr;
    QWidget *askedFirst = nullptr; // the field of a secret that is missing
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
    // A field that loses the focus while the dialog goes says that it has changed.
    d->http->disconnect(this);
    d->storage->disconnect(this);
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
    d->production->setChecked(choice.production);
    d->readOnly->setChecked(choice.readOnly);
    QString usual = choice.address.displayName();
    if (choice.road == ConnectionChoice::Road::Storage) {
        const StoragePlace &place = choice.storage.front();
        usual = place.account.displayName();
        d->storage->edit(place, secretMissing);
        showStorage();
    } else {
        d->http->edit(choice.address);
    }
    d->name->setText(choice.name == usual ? QString() : choice.name);
    if (secretMissing) {
        d->askedFirst
            = d->overStorage->isChecked() ? d->storage->secretField() : d->http->keyField();
    }
}

void ConnectDialog::showEvent(QShowEvent *event)
{
    ActionDialog::showEvent(event);
    if (d->askedFirst && !event->spontaneous()) {
        d->askedFirst->setFocus(); // what is not shown yet takes no focus
        d->askedFirst = nullptr;
    }
}

void ConnectDialog::setHub(const QString &name)
{
    setWindowTitle(tr("Edit connection to %1").arg(name));
    setHeading(tr("Edit the connection to %1").arg(name));
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
        choice.address = d->http->address();
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
    http = new HttpForm({ services.makeHub, services.hasAnswered }, pool, q);
    storage = new StorageForm(services.storage, pool, q);
    storage->hide();
    q->body()->addWidget(http);
    q->body()->addWidget(storage);
    name = new QLineEdit(q);
    name->setObjectName(u"connectName"_s);
    name->setAccessibleName(tr("Name shown in Hubdeck"));
    name->setPlaceholderText(tr("The host's or account's name when empty"));
    auto *form = dialogparts::form();
    form->addRow(tr("&Name"), name);
    q->body()->addLayout(form);
    dialogparts::alignForms(*q);
    buildMarks();
    q->body()->addStretch(1);
    connect(http, &HttpForm::changed, q, [this] { inputChanged(); });
    connect(http, &HttpForm::resized, q, [this] { q->grow(); });
    connect(storage, &StorageForm::changed, q, [this] {
        inputChanged();
        q->grow();
    });
    connect(storage, &StorageForm::resized, q, [this] { q->fit(); });
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
    q->fit(); // the other road's fields may need less
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

void ConnectDialog::Private::inputChanged()
{
    if (overStorage->isChecked()) {
        q->setProblem(storage->problem(), storage->isProblemQuiet());
    } else {
        q->setProblem(http->problem(), http->isProblemQuiet());
    }
}

} // namespace hubdeck
