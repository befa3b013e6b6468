// SPDX-License-Identifier: MIT
#include "ui/instances/querybar.h"

#include "models/displaytext.h"
#include "ui/instances/flowlayout.h"
#include "ui/instances/labelledfield.h"
#include "ui/instances/statuschip.h"
#include "ui/shell/theme.h"

#include <QActionGroup>
#include <QDateTimeEdit>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace hubdeck {

namespace {

constexpr std::chrono::seconds day = 24h;
constexpr std::chrono::seconds week = 7 * 24h;
constexpr std::chrono::seconds hour = 1h;

/// A line of its own in the flow of fields.
QWidget *lineOf(QLayout *layout, QWidget *parent)
{
    auto *line = new QWidget(parent);
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    policy.setHeightForWidth(true);
    line->setSizePolicy(policy);
    line->setLayout(layout);
    return line;
}

} // namespace

QueryBar::QueryBar(TimeDisplay &time, QWidget *parent)
    : QWidget(parent)
    , m_time(time)
{
    setObjectName(u"queryBar"_s);
    setAccessibleName(tr("Query"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(10, 8, 10, 8);
    layout->setSpacing(8);
    buildChips();
    buildFields();
    buildCustomRange();
    m_note = new QLabel(this);
    m_note->setObjectName(u"queryNote"_s);
    m_note->setTextFormat(Qt::PlainText);
    m_note->setWordWrap(true);
    layout->addWidget(m_note);
    connect(&time, &TimeDisplay::changed, this, &QueryBar::zoneChanged);
    setQuery(firstQuery());
    applyPalette();
}

QueryBar::~QueryBar() = default;

ListQuery QueryBar::firstQuery()
{
    return { .query = {}, .last = day };
}

void QueryBar::buildChips()
{
    auto *flow = new FlowLayout(7, 6);
    QWidget *line = lineOf(flow, this);
    for (const RuntimeStatus::Kind kind : RuntimeStatus::queryable) {
        auto *chip = new StatusChip(kind, line);
        connect(chip, &QAbstractButton::toggled, this, &QueryBar::chipToggled);
        flow->addWidget(chip);
        m_chips.push_back(chip);
    }
    layout()->addWidget(line);
}

void QueryBar::buildFields()
{
    auto *flow = new FlowLayout(7, 6);
    QWidget *line = lineOf(flow, this);

    m_created = new LabelledButton(tr("Created"), line);
    m_created->setObjectName(u"createdButton"_s);
    auto *rangeMenu = new QMenu(m_created);
    m_rangeActions = new QActionGroup(this);
    const auto addRange = [&](const QString &text, Range range) {
        QAction *action = rangeMenu->addAction(text);
        action->setCheckable(true);
        action->setData(static_cast<int>(range));
        m_rangeActions->addAction(action);
    };
    addRange(tr("Last hour"), Range::LastHour);
    addRange(tr("Last 24 hours"), Range::LastDay);
    addRange(tr("Last 7 days"), Range::LastWeek);
    addRange(tr("All (reads the whole hub)"), Range::All);
    rangeMenu->addSeparator();
    addRange(tr("From … to …"), Range::Custom);
    connect(m_rangeActions, &QActionGroup::triggered, this, [this](const QAction *action) {
        chooseRange(static_cast<Range>(action->data().toInt()));
    });
    m_created->setMenu(rangeMenu);

    m_prefix = new LabelledField(tr("Id prefix"), tr("any"), 10, line);
    m_prefix->edit().setObjectName(u"prefixEdit"_s);
    m_prefix->setToolTip(
        tr("Asks the hub for ids that begin like this, upper and lower case as typed."));
    connect(&m_prefix->edit(), &QLineEdit::textChanged, this, [this] {
        showNote();
        emit queryChanged();
    });

    m_kinds = new LabelledButton(tr("Show"), line);
    m_kinds->setObjectName(u"kindsButton"_s);
    auto *kindMenu = new QMenu(m_kinds);
    m_kindActions = new QActionGroup(this);
    const auto addKind = [&](const QString &text, InstanceKinds kind) {
        QAction *action = kindMenu->addAction(text);
        action->setCheckable(true);
        action->setData(static_cast<int>(kind));
        m_kindActions->addAction(action);
    };
    addKind(tr("Orchestrations"), InstanceKinds::Orchestrations);
    addKind(tr("Entities"), InstanceKinds::Entities);
    addKind(tr("Orchestrations and entities"), InstanceKinds::Both);
    connect(m_kindActions, &QActionGroup::triggered, this, [this](const QAction *action) {
        m_kind = static_cast<InstanceKinds>(action->data().toInt());
        showKinds();
        emit queryChanged();
    });
    m_kinds->setMenu(kindMenu);

    m_narrow = new LabelledField(tr("Narrow"), tr("id, name, status text"), 22, line);
    m_narrow->edit().setObjectName(u"narrowEdit"_s);
    m_narrow->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_narrow->setToolTip(tr(
        "Hides loaded rows without this text in id, name or custom status. The hub is not asked."));
    connect(&m_narrow->edit(), &QLineEdit::textChanged, this, &QueryBar::narrowChanged);

    m_reset = new QPushButton(tr("Reset"), line);
    m_reset->setObjectName(u"resetQueryButton"_s);
    m_reset->setFlat(true);
    m_reset->setToolTip(tr("Back to all statuses of the last 24 hours."));
    connect(m_reset, &QPushButton::clicked, this, &QueryBar::reset);
    for (QWidget *widget :
         std::initializer_list<QWidget *> { m_created, m_prefix, m_kinds, m_narrow, m_reset }) {
        flow->addWidget(widget);
    }
    m_prefix->edit().installEventFilter(this);
    m_narrow->edit().installEventFilter(this);
    layout()->addWidget(line);
}

void QueryBar::buildCustomRange()
{
    m_customRow = new QWidget(this);
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
                showRange();
                emit queryChanged();
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
    layout()->addWidget(m_customRow);
}

Instant QueryBar::instantOf(const QDateTimeEdit &edit) const
{
    return Instant::fromDateTime(
        QDateTime(edit.date(), edit.time(), m_time.isUtc() ? Qt::UTC : Qt::LocalTime));
}

void QueryBar::setDateTime(QDateTimeEdit &edit, Instant instant) const
{
    const QDateTime whole
        = QDateTime::fromSecsSinceEpoch(instant.toDateTime().toSecsSinceEpoch(), Qt::UTC);
    edit.setTimeSpec(m_time.isUtc() ? Qt::UTC : Qt::LocalTime);
    edit.setDateTime(m_time.isUtc() ? whole : whole.toLocalTime());
}

ListQuery QueryBar::query() const
{
    ListQuery result;
    for (const StatusChip *chip : m_chips) {
        if (chip->isChecked()) {
            result.query.statuses.push_back(chip->kind());
        }
    }
    if (result.query.statuses.size() == m_chips.size()) {
        result.query.statuses.clear();
    }
    result.query.idPrefix = m_prefix->edit().text();
    result.query.kinds = m_kind;
    switch (m_range) {
    case Range::LastHour:
        result.last = hour;
        break;
    case Range::LastDay:
        result.last = day;
        break;
    case Range::LastWeek:
        result.last = week;
        break;
    case Range::All:
        break;
    case Range::Custom:
        result.query.createdFrom = instantOf(*m_from);
        result.query.createdTo
            = instantOf(*m_to) + Instant::Ticks(9'999'999); // the whole second that is shown
        break;
    }
    return result;
}

void QueryBar::setQuery(const ListQuery &query)
{
    m_setting = true;
    for (StatusChip *chip : m_chips) {
        chip->setChecked(std::ranges::find(query.query.statuses, chip->kind())
                         != query.query.statuses.end());
        chip->setAllShown(query.query.statuses.empty());
    }
    {
        const QSignalBlocker blocker(&m_prefix->edit());
        m_prefix->edit().setText(query.query.idPrefix);
    }
    m_kind = query.query.kinds;
    const Instant now = Instant::now();
    if (query.query.createdFrom || query.query.createdTo) {
        m_range = Range::Custom;
    } else {
        m_range = !query.last
            ? Range::All
            : (*query.last == hour ? Range::LastHour
                                   : (*query.last == week ? Range::LastWeek : Range::LastDay));
    }
    setDateTime(*m_from, query.query.createdFrom.value_or(now - day));
    setDateTime(*m_to, query.query.createdTo.value_or(now));
    m_setting = false;
    showRange();
    showKinds();
    emit queryChanged();
}

void QueryBar::chooseRange(Range range)
{
    if (range == Range::Custom && m_range != Range::Custom) {
        const Instant now = Instant::now();
        const std::chrono::seconds span = query().last.value_or(day);
        m_setting = true;
        setDateTime(*m_from, now - span);
        setDateTime(*m_to, now);
        m_setting = false;
    }
    m_range = range;
    showRange();
    if (range == Range::Custom) {
        m_from->setFocus();
    }
    emit queryChanged();
}

QString QueryBar::rangeText() const
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

void QueryBar::showRange()
{
    m_created->setValue(rangeText());
    for (QAction *action : m_rangeActions->actions()) {
        action->setChecked(action->data().toInt() == static_cast<int>(m_range));
    }
    m_customRow->setVisible(m_range == Range::Custom);
    m_zone->setText(displaytext::zoneName(m_time.isUtc()));
    showNote();
}

void QueryBar::showKinds()
{
    static constexpr std::array kinds { InstanceKinds::Orchestrations, InstanceKinds::Entities,
                                        InstanceKinds::Both };
    const std::array names { tr("orchestrations"), tr("entities"), tr("both") };
    for (size_t i = 0; i < kinds.size(); ++i) {
        if (kinds[i] == m_kind) {
            m_kinds->setValue(names[i]);
        }
    }
    for (QAction *action : m_kindActions->actions()) {
        action->setChecked(action->data().toInt() == static_cast<int>(m_kind));
    }
    showNote();
}

void QueryBar::showNote()
{
    const InstanceQuery asked = query().at(Instant::now());
    const QString problem = problemWithQuery(asked);
    if (!problem.isEmpty()) {
        m_note->setText(problem);
    } else if (m_range == Range::All && asked.idPrefix.isEmpty()) {
        m_note->setText(tr("Without limits on creation time and id the hub reads all its instances "
                           "for this list; in a large hub that "
                           "takes long and loads its storage."));
    } else {
        m_note->clear();
    }
    m_note->setVisible(!m_note->text().isEmpty());
    m_reset->setVisible(query() != firstQuery());
}

void QueryBar::chipToggled()
{
    const bool none = std::ranges::none_of(m_chips, &StatusChip::isChecked);
    for (StatusChip *chip : m_chips) {
        chip->setAllShown(none);
    }
    if (!m_setting) {
        showNote();
        emit queryChanged();
    }
}

void QueryBar::zoneChanged()
{
    const QDateTime from = m_from->dateTime();
    const QDateTime to = m_to->dateTime();
    m_setting = true;
    setDateTime(*m_from, Instant::fromDateTime(from)); // the same instants, shown in the other zone
    setDateTime(*m_to, Instant::fromDateTime(to));
    m_setting = false;
    showRange();
}

void QueryBar::reset()
{
    setQuery(firstQuery());
    m_created->setFocus(); // the button that was pressed is gone
}

QString QueryBar::narrow() const
{
    return m_narrow->edit().text();
}

void QueryBar::clearNarrow()
{
    m_narrow->edit().clear();
}

void QueryBar::setCounts(const InstanceCounts &counts,
                         const std::vector<RuntimeStatus::Kind> &asked)
{
    for (StatusChip *chip : m_chips) {
        const bool known = asked.empty() || std::ranges::find(asked, chip->kind()) != asked.end();
        chip->setCount(known ? std::optional(counts.of(chip->kind())) : std::nullopt);
    }
}

void QueryBar::focusQuery()
{
    m_prefix->edit().setFocus(Qt::ShortcutFocusReason);
    m_prefix->edit().selectAll();
}

void QueryBar::focusNarrow()
{
    m_narrow->edit().setFocus(Qt::ShortcutFocusReason);
    m_narrow->edit().selectAll();
}

bool QueryBar::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key == Qt::Key_Down || key == Qt::Key_Return || key == Qt::Key_Enter) {
            emit leftForTable();
            return true;
        }
        if (auto *edit = qobject_cast<QLineEdit *>(watched);
            key == Qt::Key_Escape && edit != nullptr && !edit->text().isEmpty()) {
            edit->clear();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void QueryBar::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_note != nullptr) {
        applyPalette();
    }
}

void QueryBar::applyPalette()
{
    QPalette muted = palette();
    muted.setColor(QPalette::WindowText, theme::color(theme::Role::MutedText, muted));
    m_zone->setPalette(muted);
    QPalette note = palette();
    note.setColor(QPalette::WindowText, theme::color(theme::Role::Suspended, note));
    m_note->setPalette(note);
    QPalette link = palette();
    link.setColor(QPalette::ButtonText, theme::color(theme::Role::Accent, link));
    m_reset->setPalette(link);
}

} // namespace hubdeck
