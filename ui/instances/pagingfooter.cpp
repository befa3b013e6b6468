// SPDX-License-Identifier: MIT
#include "ui/instances/pagingfooter.h"

#include "models/displaytext.h"
#include "models/instances/instancelist.h"
#include "ui/shell/theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

using namespace Qt::Literals::StringLiterals;

namespace hubdeck {

namespace {

using State = InstanceLoader::State;

QPushButton *linkButton(const QString &text, const QString &name, QWidget *parent)
{
    auto *button = new QPushButton(text, parent);
    button->setObjectName(name);
    button->setFlat(true);
    button->setCursor(Qt::PointingHandCursor);
    button->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    return button;
}

QLabel *plainLabel(const QString &name, QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setObjectName(name);
    label->setTextFormat(Qt::PlainText);
    return label;
}

} // namespace

PagingFooter::PagingFooter(InstanceList &list, const TimeDisplay &time, QWidget *parent)
    : QWidget(parent)
    , m_list(list)
    , m_time(time)
    , m_state(plainLabel(u"footerState"_s, this))
    , m_loadNext(linkButton(tr("Load next 1,000"), u"loadNextButton"_s, this))
    , m_loadAll(linkButton(tr("Load all"), u"loadAllButton"_s, this))
    , m_stop(linkButton(tr("Stop"), u"stopButton"_s, this))
    , m_retry(linkButton(tr("Retry"), u"retryButton"_s, this))
    , m_hidden(plainLabel(u"footerHidden"_s, this))
    , m_selected(plainLabel(u"footerSelected"_s, this))
{
    setObjectName(u"pagingFooter"_s);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 2, 12, 2);
    layout->setSpacing(6);
    layout->addWidget(m_state);
    for (QPushButton *button : { m_loadNext, m_loadAll, m_stop, m_retry }) {
        layout->addWidget(button);
    }
    layout->addStretch(1);
    layout->addWidget(m_hidden);
    layout->addSpacing(10);
    layout->addWidget(m_selected);
    setMinimumHeight(fontMetrics().height() + 16);
    connect(m_loadNext, &QPushButton::clicked, &list, &InstanceList::loadNext);
    connect(m_loadAll, &QPushButton::clicked, &list, &InstanceList::loadAll);
    connect(m_stop, &QPushButton::clicked, &list, &InstanceList::stop);
    connect(m_retry, &QPushButton::clicked, &list, &InstanceList::retry);
    connect(&list, &InstanceList::changed, this, &PagingFooter::describe);
    connect(&time, &TimeDisplay::changed, this, &PagingFooter::describe);
    m_loadAll->setToolTip(tr("Loads until the hub has no more; can be stopped, what came stays."));
    applyPalette();
    setSelected(0);
    describe();
}

void PagingFooter::setSelected(qsizetype rows)
{
    m_selected->setText(rows == 0 ? QString() : tr("%1 selected").arg(displaytext::count(rows)));
}

QString PagingFooter::text() const
{
    return m_state->text();
}

QString PagingFooter::loadedText() const
{
    const InstanceCounts &counts = m_list.model().counts();
    const qint64 inQuery = counts.shown + counts.hiddenByText;
    return inQuery == counts.loaded
        ? tr("%1 loaded").arg(displaytext::count(counts.loaded))
        : tr("%1 of %2 loaded").arg(displaytext::count(inQuery), displaytext::count(counts.loaded));
}

QString PagingFooter::stateText() const
{
    const InstanceCounts &counts = m_list.model().counts();
    const InstanceLoader &loader = m_list.loader();
    switch (loader.state()) {
    case State::Idle:
        return {};
    case State::Loading:
        if (m_list.isRefreshing()) {
            return tr("%1 · refreshing…").arg(loadedText());
        }
        if (loader.receivedRows() == 0) {
            return loader.receivedPages() == 0
                ? tr("Asking the hub…")
                : tr("Searching… %1 empty pages so far")
                      .arg(displaytext::count(loader.receivedPages()));
        }
        return tr("%1 · loading, %2 per second")
            .arg(loadedText(), displaytext::count(qRound64(loader.rowsPerSecond())));
    case State::MoreAvailable:
        return tr("%1 · more available · newest first among these").arg(loadedText());
    case State::Stopped:
        return m_list.showsOldRows() ? tr("Stopped · these rows are of the query before")
                                     : tr("%1 · stopped").arg(loadedText());
    case State::Failed:
        if (m_list.showsOldRows()) {
            return tr("Not loaded · these rows are of the query before");
        }
        return counts.loaded == 0 ? tr("Not loaded")
                                  : tr("%1 · the rest could not be loaded").arg(loadedText());
    case State::Complete:
        break;
    }
    const qint64 inQuery = counts.shown + counts.hiddenByText;
    const QString number = inQuery == counts.loaded
        ? (counts.loaded == 1 ? tr("1 instance")
                              : tr("%1 instances").arg(displaytext::count(counts.loaded)))
        : displaytext::withNumber(tr("%1 of %2 instance{|s}"), counts.loaded)
              .arg(displaytext::count(inQuery), displaytext::count(counts.loaded));
    const Instant at = loader.completedAt().value_or(Instant::now());
    const QString time
        = displaytext::shortTime(Instant(Instant::Ticks(at.ticks() / 10'000'000 * 10'000'000)),
                                 m_time.isUtc(), Instant::now());
    return tr("%1 · complete · %2 %3").arg(number, time, displaytext::zoneName(m_time.isUtc()));
}

void PagingFooter::describe()
{
    const State state = m_list.loader().state();
    const InstanceCounts &counts = m_list.model().counts();
    m_state->setText(stateText());
    const bool canLoadOn = state == State::MoreAvailable || state == State::Stopped;
    m_loadNext->setVisible(canLoadOn);
    m_loadAll->setVisible(canLoadOn);
    m_stop->setVisible(state == State::Loading);
    m_retry->setVisible(state == State::Failed);
    QStringList hidden;
    if (counts.hiddenChildren > 0) {
        hidden += counts.hiddenChildren == 1
            ? tr("1 sub-orchestration hidden")
            : tr("%1 sub-orchestrations hidden").arg(displaytext::count(counts.hiddenChildren));
    }
    if (counts.hiddenByText > 0) {
        hidden += tr("%1 hidden by the narrow field").arg(displaytext::count(counts.hiddenByText));
    }
    m_hidden->setText(hidden.join(u" · "_s));
}

void PagingFooter::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_selected != nullptr) {
        applyPalette();
    }
}

void PagingFooter::applyPalette()
{
    QPalette link = palette();
    link.setColor(QPalette::ButtonText, theme::color(theme::Role::Accent, link));
    for (QPushButton *button : { m_loadNext, m_loadAll, m_stop, m_retry }) {
        button->setPalette(link);
    }
    QPalette muted = palette();
    muted.setColor(QPalette::WindowText, theme::color(theme::Role::MutedText, muted));
    for (QLabel *label : { m_state, m_hidden, m_selected }) {
        label->setPalette(muted);
    }
}

} // namespace hubdeck
