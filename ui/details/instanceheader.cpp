// SPDX-License-Identifier: MIT
#include "ui/details/instanceheader.h"

#include "ui/details/elidedlabel.h"
#include "ui/details/linkbutton.h"
#include "ui/shell/theme.h"

#include "models/displaytext.h"

#include <QApplication>
#include <QClipboard>
#include <QEvent>
#include <QGridLayout>
#include <QMenu>
#include <QPainter>
#include <QToolButton>

namespace hubdeck {

using namespace Qt::StringLiterals;

namespace {

QPixmap glyph(RuntimeStatus::Kind kind, const QWidget &widget)
{
    const int side = widget.fontMetrics().height();
    QPixmap pixmap(QSize(side, side) * widget.devicePixelRatioF());
    pixmap.setDevicePixelRatio(widget.devicePixelRatioF());
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    theme::paintStatusGlyph(painter, QRectF(0, 0, side, side), kind, widget.palette());
    return pixmap;
}

void setInk(QWidget &widget, const QColor &color, const QPalette &base)
{
    QPalette palette = base;
    palette.setColor(QPalette::Active, QPalette::WindowText, color);
    palette.setColor(QPalette::Inactive, QPalette::WindowText, color);
    widget.setPalette(palette);
}

LinkButton *makeLink(QWidget *parent, const QString &objectName)
{
    auto *link = new LinkButton(parent);
    link->setObjectName(objectName);
    link->hide();
    return link;
}

} // namespace

// InstanceTitle

InstanceTitle::InstanceTitle(QWidget *parent)
    : QWidget(parent)
    , m_glyph(new QLabel(this))
    , m_id(new ElidedLabel(Qt::ElideMiddle, this))
    , m_copy(new QToolButton(this))
{
    setObjectName(u"instanceTitle"_s);
    m_glyph->setObjectName(u"instanceGlyph"_s);
    m_id->setObjectName(u"instanceId"_s);
    m_id->setAccessibleName(tr("Instance id"));
    m_copy->setObjectName(u"copyInstanceId"_s);
    m_copy->setAccessibleName(tr("Copy the instance id"));
    m_copy->setToolTip(tr("Copy the instance id"));
    m_copy->setAutoRaise(true);
    m_copy->setFocusPolicy(Qt::StrongFocus);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(12, 8, 8, 2);
    row->setSpacing(6);
    row->addWidget(m_glyph);
    row->addWidget(m_id);
    row->addWidget(m_copy);
    row->addStretch(1);
    connect(m_copy, &QToolButton::clicked, this,
            [this] { QApplication::clipboard()->setText(m_shown->text()); });
    clear();
}

void InstanceTitle::showInstance(const InstanceId &id, const std::optional<RuntimeStatus> &status)
{
    m_shown = id;
    m_status = status;
    setLook();
}

void InstanceTitle::clear()
{
    m_shown.reset();
    m_status.reset();
    setLook();
}

void InstanceTitle::setLook()
{
    QFont font = QApplication::font(this);
    if (m_shown) {
        font = theme::monospace(font);
        font.setPointSizeF(font.pointSizeF() * 1.15);
    } else {
        font.setBold(true);
    }
    m_id->setFont(font);
    m_id->setContents(m_shown ? m_shown->text() : tr("Instance"));
    m_copy->setIcon(theme::icon(u"copy"_s, palette()));
    m_copy->setVisible(m_shown.has_value());
    m_glyph->setVisible(m_status.has_value());
    if (m_status) {
        m_glyph->setPixmap(glyph(m_status->kind(), *this));
        m_glyph->setAccessibleName(displaytext::status(*m_status));
    }
}

void InstanceTitle::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange) {
        setLook();
    }
    QWidget::changeEvent(event);
}

// InstanceHeader

InstanceHeader::InstanceHeader(TimeDisplay &time, QWidget *parent)
    : QWidget(parent)
    , m_time(time)
{
    setObjectName(u"instanceHeader"_s);
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(12, 2, 12, 8);
    grid->setHorizontalSpacing(10);
    grid->setVerticalSpacing(3);
    grid->setColumnStretch(1, 1);
    grid->setColumnStretch(3, 1);
    m_name = addField(0, 0, tr("Name"), u"instanceName"_s);
    m_status = addField(0, 2, tr("Status"), u"instanceStatus"_s);
    m_created = addField(1, 0, tr("Created"), u"instanceCreated"_s);
    m_updated = addField(1, 2, tr("Updated"), u"instanceUpdated"_s);
    m_duration = addField(2, 0, tr("Duration"), u"instanceDuration"_s);
    m_children = addField(2, 2, tr("Children"), u"instanceChildren"_s);
    m_parent = addField(3, 0, tr("Parent"), u"instanceParent"_s, 3);
    m_scheduled = addField(4, 2, tr("Scheduled"), u"instanceScheduled"_s);
    m_completed = addField(4, 0, tr("Completed"), u"instanceCompleted"_s);
    m_version = addField(5, 0, tr("Version"), u"instanceVersion"_s);
    m_generation = addField(5, 2, tr("Generation"), u"instanceGeneration"_s);
    m_tags = addField(6, 0, tr("Tags"), u"instanceTags"_s, 3);
    for (ElidedLabel *extra : { m_scheduled, m_completed, m_version, m_generation, m_tags }) {
        setExtra(extra, {});
    }
    m_childrenLink = makeLink(this, u"instanceChildrenLink"_s);
    m_parentLink = makeLink(this, u"instanceParentLink"_s);
    m_parentLink->setAccessibleName(tr("Open the parent"));
    grid->addWidget(m_childrenLink, 2, 3, Qt::AlignLeft);
    grid->addWidget(m_parentLink, 3, 1, 1, 3, Qt::AlignLeft);
    m_pending = new QLabel(this);
    m_pending->setObjectName(u"instancePending"_s);
    m_pending->setTextFormat(Qt::PlainText);
    m_pending->setAccessibleName(tr("Pending action"));
    m_pending->hide();
    grid->addWidget(m_pending, 7, 0, 1, 4);
    connect(m_childrenLink, &QToolButton::clicked, this, &InstanceHeader::followChildren);
    connect(m_parentLink, &QToolButton::clicked, this,
            [this] { emit instanceRequested(*m_instance->parent); });
    connect(&time, &TimeDisplay::changed, this, &InstanceHeader::updateTimes);
    m_clock.setInterval(1000);
    connect(&m_clock, &QTimer::timeout, this, &InstanceHeader::updateTimes);
    setLook();
}

ElidedLabel *InstanceHeader::addField(int row, int column, const QString &name,
                                      const QString &objectName, int span)
{
    auto *grid = qobject_cast<QGridLayout *>(layout());
    auto *label = new QLabel(name, this);
    auto *value = new ElidedLabel(Qt::ElideRight, this);
    value->setObjectName(objectName);
    value->setAccessibleName(name);
    grid->addWidget(label, row, column);
    grid->addWidget(value, row, column + 1, 1, span);
    m_names.append(label);
    return value;
}

void InstanceHeader::showInstance(const InstanceDetails &instance, const History *history,
                                  const Capabilities &capabilities)
{
    m_instance = instance;
    m_capabilities = capabilities;
    m_family = history != nullptr && history->available ? std::optional(childrenOf(*history))
                                                        : std::nullopt;
    m_times = timesOf(instance, history, Instant::now());
    update();
}

void InstanceHeader::setPending(const QString &text)
{
    m_pending->setText(text);
    m_pending->setVisible(!text.isEmpty());
}

void InstanceHeader::update()
{
    if (!m_instance) {
        return;
    }
    m_name->setContents(m_instance->name.isEmpty() ? tr("–") : m_instance->name);
    m_status->setContents(displaytext::status(m_instance->status));
    setInk(*m_status, theme::color(theme::roleOf(m_instance->status.kind()), palette()), palette());
    updateTimes();
    updateFamily();
    if (m_instance->status.isActive() && isVisible()) {
        m_clock.start();
    } else {
        m_clock.stop();
    }
}

QString InstanceHeader::timeText(const std::optional<Instant> &time) const
{
    if (!time) {
        return tr("–");
    }
    // The date only where it is not today: seven digits of a second and a date do not fit in half a
    // dock.
    constexpr int dateChars = 10;
    const QString exact = displaytext::time(time, m_time.isUtc(), true);
    const bool today = exact.left(dateChars)
        == displaytext::time(Instant::now(), m_time.isUtc()).left(dateChars);
    return today ? exact.mid(dateChars + 1) : displaytext::time(time, m_time.isUtc());
}

QString InstanceHeader::timeToolTip(const std::optional<Instant> &time) const
{
    if (!time) {
        return tr("The hub does not tell.");
    }
    QString text = tr("%1 %2", "time and zone")
                       .arg(displaytext::time(time, m_time.isUtc(), true),
                            displaytext::zoneName(m_time.isUtc()));
    if (!m_times.fromHistory && !m_capabilities.has(Feature::SubsecondTimes)) {
        text += u'\n' + m_capabilities.whyNot(Feature::SubsecondTimes);
    } else if (m_times.fromHistory) {
        text += u'\n' + tr("The fraction of the second is from the history.");
    }
    return text;
}

QString InstanceHeader::durationText(const InstanceTimes &times) const
{
    if (m_instance->status.kind() == RuntimeStatus::Kind::Pending) {
        return tr("not started yet");
    }
    if (!times.duration) {
        return tr("–");
    }
    if (m_instance->status.isActive()) {
        return tr("%1 so far")
            .arg(displaytext::duration(
                Instant::Ticks(times.duration->count() / 10'000'000 * 10'000'000)));
    }
    if (!times.isExact && *times.duration < std::chrono::seconds(60)) {
        const auto seconds
            = std::chrono::duration_cast<std::chrono::seconds>(*times.duration).count();
        return seconds == 0 ? tr("under 1 s") : tr("about %1 s").arg(seconds);
    }
    return displaytext::duration(*times.duration);
}

QString InstanceHeader::durationToolTip(const InstanceTimes &times) const
{
    if (!m_instance->status.isActive()) {
        return tr("From creation to the end");
    }
    if (!m_instance->lastUpdated) {
        return tr("Since creation");
    }
    return tr("Since creation. No progress for %1.")
        .arg(displaytext::duration(Instant::now() - *times.lastUpdated));
}

void InstanceHeader::updateTimes()
{
    if (!m_instance) {
        return;
    }
    const auto copied = [this](const std::optional<Instant> &time) {
        return time ? displaytext::time(time, m_time.isUtc(), true) : QString();
    };
    m_created->setContents(timeText(m_times.created), timeToolTip(m_times.created),
                           copied(m_times.created));
    m_updated->setContents(timeText(m_times.lastUpdated), timeToolTip(m_times.lastUpdated),
                           copied(m_times.lastUpdated));
    updateExtras();
    InstanceTimes now = m_times;
    if (m_instance->status.isActive() && now.created) {
        now.duration = std::max(Instant::Ticks(0), Instant::now() - *now.created);
    }
    m_duration->setContents(durationText(now), durationToolTip(now));
}

void InstanceHeader::setExtra(ElidedLabel *value, const QString &text, const QString &toolTip)
{
    auto *grid = qobject_cast<QGridLayout *>(layout());
    int row = 0;
    int column = 0;
    int span = 0;
    grid->getItemPosition(grid->indexOf(value), &row, &column, &span, &span);
    grid->itemAtPosition(row, column - 1)->widget()->setVisible(!text.isEmpty());
    value->setVisible(!text.isEmpty());
    value->setContents(text, toolTip);
}

void InstanceHeader::updateExtras()
{
    const auto moment = [this](ElidedLabel *value, const std::optional<Instant> &time) {
        setExtra(value, time ? timeText(time) : QString(), time ? timeToolTip(time) : QString());
    };
    moment(m_scheduled, m_instance->scheduledStart);
    moment(m_completed, m_instance->completed);
    setExtra(m_version, displaytext::singleLine(m_instance->version, 80));
    // The first start of an id is nothing to be told.
    setExtra(m_generation,
             m_instance->generation.value_or(0) > 0 ? displaytext::count(*m_instance->generation)
                                                    : QString(),
             tr("How often this id was started again"));
    const QString tags = displaytext::singleLine(QString::fromUtf8(m_instance->tags), 400);
    setExtra(m_tags, tags == u"{}" || tags == u"null" ? QString() : tags);
}

void InstanceHeader::updateFamily()
{
    const QString whyNot = m_capabilities.whyNot(Feature::ParentLinks);
    QString children = tr("–");
    if (m_family) {
        QStringList parts;
        if (m_family->running > 0) {
            parts << tr("%1 running").arg(m_family->running);
        }
        if (m_family->failed > 0) {
            parts << tr("%1 failed").arg(m_family->failed);
        }
        if (m_family->completed > 0) {
            parts << tr("%1 completed").arg(m_family->completed);
        }
        children = parts.isEmpty() ? tr("none") : parts.join(u", "_s);
    }
    const bool link = m_family && !m_family->knownIds.empty();
    m_children->setContents(
        children,
        whyNot.isEmpty() ? QString()
                         : tr("Sub-orchestrations as the history tells them.\n%1").arg(whyNot));
    m_children->setVisible(!link);
    m_childrenLink->setVisible(link);
    m_childrenLink->setText(tr("%1 ›", "link to children").arg(children));
    m_childrenLink->setAccessibleName(tr("Children: %1. Open one.").arg(children));
    m_childrenLink->setToolTip(tr("Open a sub-orchestration that the history names"));

    const bool parent = m_instance->parent.has_value();
    m_parent->setVisible(!parent);
    m_parentLink->setVisible(parent);
    if (parent) {
        m_parentLink->setText(tr("%1 ›", "link to the parent")
                                  .arg(displaytext::singleLine(m_instance->parent->text(), 60)));
        m_parentLink->setToolTip(plainToolTip(m_instance->parent->text()));
    } else {
        m_parent->setContents(whyNot.isEmpty() ? tr("none") : whyNot);
    }
}

void InstanceHeader::followChildren()
{
    const std::vector<InstanceId> ids = m_family ? m_family->knownIds : std::vector<InstanceId>();
    if (ids.size() == 1) {
        emit instanceRequested(ids.front());
        return;
    }
    constexpr size_t most = 50;
    auto *menu = new QMenu(this);
    menu->setObjectName(u"childrenMenu"_s);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (size_t i = 0; i < std::min(ids.size(), most); ++i) {
        const InstanceId id = ids[i];
        menu->addAction(displaytext::singleLine(id.text(), 80).replace(u'&', u"&&"_s), this,
                        [this, id] { emit instanceRequested(id); });
    }
    menu->popup(m_childrenLink->mapToGlobal(QPoint(0, m_childrenLink->height())));
}

void InstanceHeader::setLook()
{
    const QColor muted = theme::color(theme::Role::MutedText, palette());
    for (QLabel *name : std::as_const(m_names)) {
        setInk(*name, muted, palette());
    }
    setInk(*m_pending, theme::color(theme::Role::Pending, palette()), palette());
    update();
}

void InstanceHeader::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange) {
        setLook();
    }
    QWidget::changeEvent(event);
}

void InstanceHeader::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    update();
}

void InstanceHeader::hideEvent(QHideEvent *event)
{
    m_clock.stop();
    QWidget::hideEvent(event);
}

} // namespace hubdeck
