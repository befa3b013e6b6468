// SPDX-License-Identifier: MIT
#include "ui/instances/rangefield.h"

#include "models/displaytext.h"
#include "ui/instances/labelledfield.h"
#include "ui/shell/theme.h"

#include <QActionGroup>
#include <QDateTimeEdit>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace hubdeck {

namespace {

constexpr std::chrono::seconds hour = 1h;
constexpr std::chrono::seconds day = 24h;
constexpr std::chrono::seconds week = 7 * 24h;

} // namespace

RangeField::RangeField(TimeDisplay &time, QWidget *parent)
    : QObject(parent)
    , m_time(time)
{
    buildButton(parent);
    buildCustomRow(parent);
    connect(&time, &TimeDisplay::changed, this, &RangeField::zoneChanged);
}

QWidget *RangeField::button() const noexcept
{
    return m_button;
}

void RangeField::buildButton(QWidget *parent)
{
    m_button = new LabelledButton(tr("Created"), parent);
    m_button->setObjectName(u"createdButton"_s);
    auto *menu = new QMenu(m_button);
    m_actions = new QActionGroup(this);
    const auto add = [&](const QString &text, Range range) {
        QAction *action = menu->addAction(text);
        action->setCheckable(true);
        action->setData(static_cast<int>(range));
        m_actions->addAction(action);
    };
    add(tr("Last hour"), Range::LastHour);
    add(tr("Last 24 hours"), Range::LastDay);
    add(tr("Last 7 days"), Range::LastWeek);
    add(tr("All (reads the whole hub)"), Range::All);
    menu->addSeparator();
    add(tr("From … to …"), Range::Custom);
    connect(m_actions, &QActionGroup::triggered, this,
            [this](const QAction *action) { choose(static_cast<Range>(action->data().toInt())); });
    m_button->setMenu(menu);
}

void RangeField::buildCustomRow(QWidget *parent)
{
    m_customRow = new QWidget(parent);
    m_customRow->setObjectName(u"customRange"_s);
    auto *row = new QHBoxLayout(m_customRow);
    row->setContentsMargins(0, 0, 0, 0);
    const auto addEdit = [&](const QString &text, const QString &name) {
        auto *edit = new QDateTimeEdit(m_customRow);
        edit->setObjectName(name);
        edit->setCalendarPopup(true);
        edit->setDisplayFormat(u"yyyy-MM-dd HH:mm:ss"_s);
        edit->setAccessibleName(text);
        auto *label = new QLabel(text, m_customRow);
        label->setBuddy(edit);
        row->addWidget(label);
        row->addWidget(edit);
        connect(edit, &QDateTimeEdit::dateTimeChanged, this, [this] {
            if (!m_setting) {
                emit changed();
            }
        });
        return edit;
    };
    m_from = addEdit(tr("Created from"), u"createdFromEdit"_s);
    m_to = addEdit(tr("to"), u"createdToEdit"_s);
    m_zone = new QLabel(m_customRow);
    m_zone->setObjectName(u"rangeZone"_s);
    row->addWidget(m_zone);
    row->addStretch();
}

Instant RangeField::instantOf(const QDateTimeEdit &edit) const
{
    return Instant::fromDateTime(
        QDateTime(edit.date(), edit.time(), m_time.isUtc() ? Qt::UTC : Qt::LocalTime));
}

void RangeField::setDateTime(QDateTimeEdit &edit, Instant instant) const
{
    const QDateTime whole
        = QDateTime::fromSecsSinceEpoch(instant.toDateTime().toSecsSinceEpoch(), Qt::UTC);
    edit.setTimeSpec(m_time.isUtc() ? Qt::UTC : Qt::LocalTime);
    edit.setDateTime(m_time.isUtc() ? whole : whole.toLocalTime());
}

void RangeField::writeTo(ListQuery &query) const
{
    query.last.reset();
    query.query.createdFrom.reset();
    query.query.createdTo.reset();
    switch (m_range) {
    case Range::LastHour:
        query.last = hour;
        break;
    case Range::LastDay:
        query.last = day;
        break;
    case Range::LastWeek:
        query.last = week;
        break;
    case Range::All:
        break;
    case Range::Custom:
        query.query.createdFrom = instantOf(*m_from);
        query.query.createdTo
            = instantOf(*m_to) + Instant::Ticks(9'999'999); // the whole second that is shown
        break;
    }
}

void RangeField::readFrom(const ListQuery &query)
{
    if (query.query.createdFrom || query.query.createdTo) {
        m_range = Range::Custom;
    } else if (!query.last) {
        m_range = Range::All;
    } else {
        m_range = *query.last == hour ? Range::LastHour
            : *query.last == week     ? Range::LastWeek
                                      : Range::LastDay;
    }
    const Instant now = Instant::now();
    m_setting = true;
    setDateTime(*m_from, query.query.createdFrom.value_or(now - day));
    setDateTime(*m_to, query.query.createdTo.value_or(now));
    m_setting = false;
    show();
}

void RangeField::choose(Range range)
{
    if (range == Range::Custom && m_range != Range::Custom) {
        const Instant now = Instant::now();
        ListQuery before;
        writeTo(before);
        m_setting = true;
        setDateTime(*m_from, now - before.last.value_or(day));
        setDateTime(*m_to, now);
        m_setting = false;
    }
    m_range = range;
    show();
    if (range == Range::Custom) {
        m_from->setFocus();
    }
    emit changed();
}

QString RangeField::text() const
{
    switch (m_range) {
    case Range::LastHour:
        return tr("last hour");
    case Range::LastDay:
        return tr("last 24 hours");
    case Range::LastWeek:
        return tr("last 7 days");
    case Range::All:
        return tr("any time");
    case Range::Custom:
        break;
    }
    return tr("from … to …");
}

void RangeField::show()
{
    m_button->setValue(text());
    for (QAction *action : m_actions->actions()) {
        action->setChecked(action->data().toInt() == static_cast<int>(m_range));
    }
    m_customRow->setVisible(m_range == Range::Custom);
    m_zone->setText(displaytext::zoneName(m_time.isUtc()));
}

void RangeField::zoneChanged()
{
    const QDateTime from = m_from->dateTime();
    const QDateTime to = m_to->dateTime();
    m_setting = true;
    setDateTime(*m_from, Instant::fromDateTime(from)); // the same instants, shown in the other zone
    setDateTime(*m_to, Instant::fromDateTime(to));
    m_setting = false;
    show();
}

void RangeField::applyPalette(const QPalette &palette)
{
    QPalette muted = palette;
    muted.setColor(QPalette::WindowText, theme::color(theme::Role::MutedText, muted));
    m_zone->setPalette(muted);
}

} // namespace hubdeck
