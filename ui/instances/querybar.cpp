// SPDX-License-Identifier: MIT
#include "ui/instances/querybar.h"

#include "ui/instances/flowlayout.h"
#include "ui/instances/labelledfield.h"
#include "ui/instances/rangefield.h"
#include "ui/instances/statuschip.h"
#include "ui/shell/theme.h"

#include <QActionGroup>
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
    layout->addWidget(m_range->customRow());
    m_note = new QLabel(this);
    m_note->setObjectName(u"queryNote"_s);
    m_note->setTextFormat(Qt::PlainText);
    m_note->setWordWrap(true);
    layout->addWidget(m_note);
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
    m_reset = new QPushButton(tr("Reset"), line);
    m_reset->setObjectName(u"resetQueryButton"_s);
    m_reset->setFlat(true);
    m_reset->setToolTip(tr("Back to all statuses of the last 24 hours."));
    connect(m_reset, &QPushButton::clicked, this, &QueryBar::reset);
    flow->addWidget(m_reset);
    layout()->addWidget(line);
}

void QueryBar::buildFields()
{
    auto *flow = new FlowLayout(7, 6);
    QWidget *line = lineOf(flow, this);

    m_range = new RangeField(m_time, line);
    connect(m_range, &RangeField::changed, this, &QueryBar::changedByHand);

    m_prefix = new LabelledField(tr("Id prefix"), tr("any"), 10, line);
    m_prefix->edit().setObjectName(u"prefixEdit"_s);
    m_prefix->setToolTip(
        tr("Asks the hub for ids that begin like this, upper and lower case as typed."));
    connect(&m_prefix->edit(), &QLineEdit::textChanged, this, &QueryBar::changedByHand);

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
    kindMenu->addSeparator();
    m_hideChildren = kindMenu->addAction(tr("Hide sub-orchestrations with generated ids"));
    m_hideChildren->setObjectName(u"hideChildrenAction"_s);
    m_hideChildren->setCheckable(true);
    connect(m_hideChildren, &QAction::toggled, this, [this](bool hide) {
        showKinds();
        emit childrenHidden(hide);
    });
    m_kinds->setMenu(kindMenu);

    m_narrow = new LabelledField(tr("Narrow"), tr("id, name, status text"), 22, line);
    m_narrow->edit().setObjectName(u"narrowEdit"_s);
    m_narrow->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_narrow->setToolTip(tr(
        "Hides loaded rows without this text in id, name or custom status. The hub is not asked."));
    connect(&m_narrow->edit(), &QLineEdit::textChanged, this, &QueryBar::narrowChanged);

    for (QWidget *widget : std::initializer_list<QWidget *> { m_range->button(), m_prefix, m_kinds,
                                                              m_narrow, m_reset }) {
        flow->addWidget(widget);
    }
    m_prefix->edit().installEventFilter(this);
    m_narrow->edit().installEventFilter(this);
    layout()->addWidget(line);
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
    m_range->writeTo(result);
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
    m_range->readFrom(query);
    m_setting = false;
    showKinds();
    emit queryChanged();
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
    if (m_hideChildren->isChecked() && m_kind != InstanceKinds::Entities) {
        m_kinds->setValue(m_kind == InstanceKinds::Both ? tr("both, top-level") : tr("top-level"));
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
    } else if (m_range->isUnlimited() && asked.idPrefix.isEmpty()) {
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
        changedByHand();
    }
}

void QueryBar::changedByHand()
{
    showNote();
    emit queryChanged();
}

void QueryBar::reset()
{
    setQuery(firstQuery());
    m_range->button()->setFocus(); // the button that was pressed is gone
}

QString QueryBar::narrow() const
{
    return m_narrow->edit().text();
}

bool QueryBar::hidesChildren() const
{
    return m_hideChildren->isChecked();
}

void QueryBar::setHidesChildren(bool hide)
{
    m_hideChildren->setChecked(hide);
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
    m_range->applyPalette(palette());
    QPalette note = palette();
    note.setColor(QPalette::WindowText, theme::color(theme::Role::Suspended, note));
    m_note->setPalette(note);
    QPalette link = palette();
    link.setColor(QPalette::ButtonText, theme::color(theme::Role::Accent, link));
    m_reset->setPalette(link);
}

} // namespace hubdeck
