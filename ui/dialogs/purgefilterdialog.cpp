// SPDX-License-Identifier: MIT
#include "ui/dialogs/purgefilterdialog.h"

#include "models/displaytext.h"
#include "ui/dialogs/confirmation.h"
#include "ui/dialogs/dialogparts.h"

#include <QCheckBox>
#include <QDateTimeEdit>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTimeZone>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <array>

namespace hubdeck {

using namespace Qt::Literals::StringLiterals;
using dialogparts::Tone;
using Kind = RuntimeStatus::Kind;

namespace {

constexpr std::array purgeable { Kind::Completed, Kind::Failed, Kind::Terminated, Kind::Canceled };

}

class PurgeFilterDialog::Private
{
public:
    // A bound that can be left open.
    struct Bound
    {
        QCheckBox *use = nullptr;
        QDateTimeEdit *edit = nullptr;
    };

    Private(PurgeFilterDialog *dialog, HubSession &hubSession, const TimeDisplay &timeDisplay)
        : q(dialog)
        , session(hubSession)
        , time(timeDisplay)
    { }

    void build(const InstanceQuery &query);
    QHBoxLayout *buildStatuses(const InstanceQuery &query);
    QHBoxLayout *buildBound(Bound &bound, const QString &label, const QString &name,
                            const std::optional<Instant> &at, const QDateTime &other);
    void buildPreview();
    [[nodiscard]] std::optional<Instant> instantOf(const Bound &bound, bool end) const;
    [[nodiscard]] InstanceQuery query() const;
    void inputChanged();
    void reset();
    void startPreview();
    void previewDone(PurgePlan &&plan);
    void previewFailed(const TaskHubError &error);
    void showPlan();
    void update();

    PurgeFilterDialog *q;
    HubSession &session;
    const TimeDisplay &time;
    std::array<QCheckBox *, purgeable.size()> statuses {};
    Bound from;
    Bound to;
    QLineEdit *prefix = nullptr;
    QPushButton *previewButton = nullptr;
    QLabel *state = nullptr;
    QTreeWidget *counts = nullptr;
    QLabel *how = nullptr;
    Confirmation *confirmation = nullptr;
    QString notPossible;
    std::unique_ptr<Job<PurgePlan>> job;
    bool previewed = false;
    bool touched = false; // before that, what is missing is a hint and no mistake
};

PurgeFilterDialog::PurgeFilterDialog(HubSession &session, const TimeDisplay &time,
                                     const InstanceQuery &query, QWidget *parent)
    : ActionDialog(tr("Purge by filter"), tr("Purge what a filter finds"), tr("Purge"),
                   Risk::Destructive, parent)
    , d(std::make_unique<Private>(this, session, time))
{
    setObjectName(u"purgeFilterDialog"_s);
    showHub(session.info());
    d->notPossible = session.capabilities().whyNot(Feature::Purge);
    d->build(query);
    d->reset();
}

PurgeFilterDialog::~PurgeFilterDialog()
{
    // A date that loses the focus while the dialog goes may still be corrected.
    d->from.edit->disconnect(this);
    d->to.edit->disconnect(this);
}

void PurgeFilterDialog::Private::build(const InstanceQuery &query)
{
    auto *form = dialogparts::form();
    form->addRow(tr("Status"), buildStatuses(query));
    const QDateTime now = QDateTime::currentDateTimeUtc();
    const QString zone = displaytext::zoneName(time.isUtc());
    form->addRow(
        tr("Created (%1)").arg(zone),
        buildBound(from, tr("&from"), u"purgeFrom"_s, query.createdFrom, now.addDays(-30)));
    form->addRow(QString(),
                 buildBound(to, tr("&to"), u"purgeTo"_s, query.createdTo, now.addDays(-1)));
    prefix = new QLineEdit(query.idPrefix, q);
    prefix->setObjectName(u"purgePrefix"_s);
    prefix->setAccessibleName(tr("Id prefix"));
    prefix->setPlaceholderText(tr("Any"));
    form->addRow(tr("Id &prefix"), prefix);
    q->body()->addLayout(form);
    connect(prefix, &QLineEdit::textChanged, q, [this] { inputChanged(); });
    buildPreview();
}

QHBoxLayout *PurgeFilterDialog::Private::buildStatuses(const InstanceQuery &query)
{
    auto *line = new QHBoxLayout;
    for (std::size_t i = 0; i < purgeable.size(); ++i) {
        const Kind kind = purgeable.at(i);
        auto *box = new QCheckBox(displaytext::status(kind), q);
        box->setObjectName(u"purgeStatus"_s + nameOf(kind));
        box->setIcon(dialogparts::statusIcon(kind, q->palette(), q->fontMetrics().height()));
        box->setChecked(std::ranges::find(query.statuses, kind) != query.statuses.end());
        connect(box, &QCheckBox::toggled, q, [this] { inputChanged(); });
        statuses.at(i) = box;
        line->addWidget(box);
        line->addSpacing(12);
    }
    line->addStretch(1);
    return line;
}

QHBoxLayout *PurgeFilterDialog::Private::buildBound(Bound &bound, const QString &label,
                                                    const QString &name,
                                                    const std::optional<Instant> &at,
                                                    const QDateTime &other)
{
    const QDateTime utc = at ? at->toDateTime() : other;
    bound.use = new QCheckBox(label, q);
    bound.use->setObjectName(name + u"Use"_s);
    bound.use->setChecked(at.has_value());
    bound.edit = new QDateTimeEdit(time.isUtc() ? utc.toUTC() : utc.toLocalTime(), q);
    bound.edit->setTimeSpec(time.isUtc() ? Qt::UTC : Qt::LocalTime);
    bound.edit->setObjectName(name);
    bound.edit->setDisplayFormat(u"yyyy-MM-dd HH:mm:ss"_s);
    bound.edit->setCalendarPopup(true);
    bound.edit->setAccessibleName(tr("Created %1").arg(QString(label).remove(u'&')));
    bound.edit->setEnabled(at.has_value());
    connect(bound.use, &QCheckBox::toggled, bound.edit, &QWidget::setEnabled);
    connect(bound.use, &QCheckBox::toggled, q, [this] { inputChanged(); });
    connect(bound.edit, &QDateTimeEdit::dateTimeChanged, q, [this] { inputChanged(); });
    auto *line = new QHBoxLayout;
    bound.use->setMinimumWidth(q->fontMetrics().averageCharWidth() * 12);
    line->addWidget(bound.use);
    line->addWidget(bound.edit);
    line->addStretch(1);
    return line;
}

void PurgeFilterDialog::Private::buildPreview()
{
    previewButton = new QPushButton(tr("Pre&view"), q);
    previewButton->setObjectName(u"purgePreview"_s);
    previewButton->setAutoDefault(true);
    state = dialogparts::plainLabel({}, u"purgeState"_s, q);
    auto *line = new QHBoxLayout;
    line->addWidget(previewButton);
    line->addWidget(state, 1);
    q->body()->addLayout(line);
    counts = dialogparts::statusList({ tr("Status"), tr("Instances") }, u"purgeCounts"_s, q);
    counts->setAccessibleName(tr("What is deleted, by status"));
    counts->hide();
    q->body()->addWidget(counts);
    how = q->addNote({}, u"purgeHow"_s);
    how->hide();
    confirmation = new Confirmation(q);
    q->body()->addWidget(confirmation);
    q->body()->addStretch(1);
    connect(previewButton, &QPushButton::clicked, q, [this] { startPreview(); });
    connect(confirmation, &Confirmation::changed, q, [this] { update(); });
}

std::optional<Instant> PurgeFilterDialog::Private::instantOf(const Bound &bound, bool end) const
{
    if (!bound.use->isChecked()) {
        return std::nullopt;
    }
    // The field shows whole seconds; the end includes all of its second.
    QDateTime value = bound.edit->dateTime();
    value.setTime(QTime(value.time().hour(), value.time().minute(), value.time().second()));
    const Instant instant = Instant::fromDateTime(value);
    return end ? instant + std::chrono::seconds(1) - Instant::Ticks(1) : instant;
}

InstanceQuery PurgeFilterDialog::Private::query() const
{
    InstanceQuery result;
    for (std::size_t i = 0; i < purgeable.size(); ++i) {
        if (statuses.at(i)->isChecked()) {
            result.statuses.push_back(purgeable.at(i));
        }
    }
    result.createdFrom = instantOf(from, false);
    result.createdTo = instantOf(to, true);
    result.idPrefix = prefix->text();
    return result;
}

void PurgeFilterDialog::Private::inputChanged()
{
    touched = true;
    reset();
}

void PurgeFilterDialog::Private::reset()
{
    job.reset();
    previewed = false;
    q->m_plan = {};
    counts->hide();
    how->hide();
    confirmation->expect({});
    state->setText(tr("Nothing is sent before you have seen what matches."));
    dialogparts::setTone(*state, Tone::Muted);
    update();
}

void PurgeFilterDialog::Private::startPreview()
{
    const InstanceQuery wanted = query();
    state->setText(tr("Looking…"));
    dialogparts::setTone(*state, Tone::Muted);
    previewed = false;
    job = std::make_unique<Job<PurgePlan>>(
        session.pool(),
        [hub = session.hub(), wanted, now = Instant::now()](const JobContext &context) {
            return planPurge(
                *hub, wanted, now, [&context](qint64 rows) { context.progress(rows, 0); },
                context.stop());
        },
        [this](PurgePlan &&plan) { previewDone(std::move(plan)); });
    connect(job.get(), &JobBase::progress, q, [this](qint64 rows) {
        state->setText(tr("Looking… %1 found so far").arg(displaytext::count(rows)));
    });
    connect(job.get(), &JobBase::failed, q,
            [this](const TaskHubError &error) { previewFailed(error); });
    update();
}

void PurgeFilterDialog::Private::previewDone(PurgePlan &&plan)
{
    q->m_plan = std::move(plan);
    previewed = true;
    job.reset();
    showPlan();
    update();
}

void PurgeFilterDialog::Private::previewFailed(const TaskHubError &error)
{
    job.reset();
    if (error.kind != ErrorKind::Cancelled) {
        state->setText(error.message);
        state->setToolTip(error.detail.toHtmlEscaped());
        dialogparts::setTone(*state, Tone::Bad);
    }
    update();
}

void PurgeFilterDialog::Private::showPlan()
{
    const PurgePlan &plan = q->m_plan;
    const int count = static_cast<int>(plan.ids.size());
    if (count == 0) {
        state->setText(tr("Nothing matches."));
        return;
    }
    state->setText(count == 1 ? tr("One instance would be deleted, with history and payloads.")
                              : tr("%n instances would be deleted, with history and payloads.",
                                   nullptr, count));
    dialogparts::setTone(*state, Tone::Normal);
    dialogparts::fillCounts(*counts, plan.countByStatus);
    dialogparts::fitHeight(*counts, 4);
    counts->show();
    QString text = plan.request ? tr("They are deleted by one request, which means exactly these.")
                                : tr("They are deleted one by one: %1.").arg(plan.whyOneByOne);
    if (plan.entitiesLeftOut > 0) {
        const int left = static_cast<int>(plan.entitiesLeftOut);
        text = displaytext::withNumber(
                   tr("%1 %n matching {entity is|entities are} left out.", "sentence before", left),
                   left)
                   .arg(text);
    }
    how->setText(text);
    dialogparts::setTone(*how, Tone::Muted);
    how->show();
    confirmation->expect(Confirmation::wordsFor(count));
    confirmation->setFocus();
}

void PurgeFilterDialog::Private::update()
{
    const QString refused = notPossible.isEmpty() ? problemWithPurgeQuery(query()) : notPossible;
    previewButton->setEnabled(refused.isEmpty() && !job);
    previewButton->setDefault(refused.isEmpty() && !previewed);
    if (!refused.isEmpty()) {
        const bool isHint = !touched && notPossible.isEmpty();
        q->setProblem(refused, isHint);
        if (isHint) {
            state->setText(refused);
        }
    } else if (!previewed) {
        q->setProblem(tr("Look at the preview first."), true);
    } else if (q->m_plan.ids.empty()) {
        q->setProblem(tr("Nothing matches."), true);
    } else {
        q->setProblem(confirmation->isGiven() ? QString() : tr("Type the confirmation first."),
                      true);
    }
    q->setConfirmed(previewed && q->problem().isEmpty());
}

} // namespace hubdeck
