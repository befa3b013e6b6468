// SPDX-License-Identifier: MIT
#include "ui/dialogs/storageform.h"

#include "services/taskhub/taskhuberror.h"
#include "ui/dialogs/hubchooser.h"
#include "ui/dialogs/storageaccountfield.h"

#include <QKeyEvent>
#include <QVBoxLayout>

namespace hubdeck {

using namespace Qt::Literals::StringLiterals;

class StorageForm::Private
{
public:
    explicit Private(StorageForm *form)
        : q(form)
    { }

    void accountChanged();
    void look();

    StorageForm *q;
    StorageAccountField *account = nullptr;
    HubChooser *hubs = nullptr;
    bool isAnswerAwaited = false; // Enter was pressed: what is missing is said
};

StorageForm::StorageForm(Services services, QThreadPool &pool, QWidget *parent)
    : QWidget(parent)
    , d(std::make_unique<Private>(this))
{
    setObjectName(u"storageForm"_s);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(10);
    d->account
        = new StorageAccountField({ std::move(services.placeOfFolder), services.prompts }, this);
    d->hubs = new HubChooser(std::move(services.contents), pool, this);
    column->addWidget(d->account);
    column->addWidget(d->hubs);
    connect(d->account, &StorageAccountField::changed, this, [this] { d->accountChanged(); });
    connect(d->account, &StorageAccountField::pasted, this, [this] { d->look(); });
    connect(d->hubs, &HubChooser::changed, this, [this] {
        layout()->activate();
        emit changed();
    });
    const auto tell = [this] {
        layout()->activate(); // else the dialog reckons with the heights before
        emit resized();
    };
    connect(d->account, &StorageAccountField::resized, this, tell);
    connect(d->hubs, &HubChooser::resized, this, tell);
    connect(d->hubs, &HubChooser::lookRequested, this, [this] { d->look(); });
    d->accountChanged();
}

StorageForm::~StorageForm() = default;

// What was found belongs to the account before.
void StorageForm::Private::accountChanged()
{
    isAnswerAwaited = false;
    hubs->forget();
    const bool usable = account->isFilledIn() && account->problem().isEmpty();
    hubs->setAccountGiven(usable);
    if (account->way() != StorageAccountField::Way::Folder) {
        hubs->suggest({}, {});
    } else if (usable) {
        const StoragePlace place = account->place();
        hubs->suggest(place.hub, place.partitionCount);
    }
    emit q->changed();
}

void StorageForm::Private::look()
{
    if (hubs->canLook()) {
        hubs->look(account->place());
    }
}

// The way on from a field is to look into the account, and then to accept.
void StorageForm::keyPressEvent(QKeyEvent *event)
{
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (!enter || problem().isEmpty()) {
        QWidget::keyPressEvent(event);
    } else if (d->hubs->canLook() && !d->hubs->hasLooked()) {
        d->look();
    } else {
        d->isAnswerAwaited = true;
        emit changed();
    }
}

QWidget *StorageForm::secretField() const
{
    return d->account->secretField();
}

void StorageForm::edit(const StoragePlace &place, bool secretMissing)
{
    d->account->edit(place);
    // It was found when the connection was made.
    d->hubs->edit(place.hub, place.partitionCount, !secretMissing);
}

std::vector<StoragePlace> StorageForm::places() const
{
    std::vector<StoragePlace> result;
    if (problem().isEmpty()) {
        StoragePlace place = d->account->place();
        place.partitionCount = d->hubs->partitionCount();
        for (const TaskHubName &hub : d->hubs->chosen()) {
            place.hub = hub;
            result.push_back(place);
        }
    }
    return result;
}

QString StorageForm::problem() const
{
    if (!d->account->isFilledIn()) {
        return tr("Say which account.");
    }
    const QString wrong = d->account->problem();
    return wrong.isEmpty() ? d->hubs->problem() : wrong;
}

bool StorageForm::isProblemQuiet() const
{
    return !d->isAnswerAwaited
        && (!d->account->isFilledIn()
            || (d->account->problem().isEmpty() && d->hubs->isProblemQuiet()));
}

} // namespace hubdeck
