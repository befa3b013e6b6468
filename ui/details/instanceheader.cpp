// SPDX-License-Identifier: MIT
#include "ui/details/instanceheader.h"

#include "ui/details/elidedlabel.h"
#include "ui/details/linkbutton.h"
#include "ui/shell/theme.h"

#include "models/displaytext.h"

#include <QEvent>
#include <QGridLayout>
#include <QMenu>
#include <QToolButton>

namespace hubdeck {

using namespace Qt::StringLiterals;

namespace {

constexpr int firstExtraRow = 4;

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
    m_completed = addField(firstExtraRow, 0, tr("Completed"), u"instanceCompleted"_s);
    m_scheduled = addField(firstExtraRow, 2, tr("Scheduled"), u"instanceScheduled"_s);
    m_version = addField(firstExtraRow + 1, 0, tr("Version"), u"instanceVersion"_s);
    m_generation = addField(firstExtraRow + 1, 2, tr("Generation"), u"instanceGeneration"_s);
    m_tags = addField(firstExtraRow + 2, 0, tr("Tags"), u"instanceTags"_s, 3);
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
    grid->addWidget(m_pending, firstExtraRow + 3, 0, 1, 4);
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
    m_nameOf.insert(value, label);
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

/// From long to short: the date only where it is not today, its year only where it is not this one
/// or there is room; of the fraction what there is room for.
QStringList InstanceHeader::timeTexts(const std::optional<Instant> &time) const
{
    if (!time) {
        return { tr("–") };
    }
    constexpr int dateChars = 10;
    constexpr int yearChars = 4;
    constexpr int milliseconds = 4; // with the point
    QString text = displaytext::time(time, m_time.isUtc(), true);
    const QString now = displaytext::time(Instant::now(), m_time.isUtc());
    QStringList texts;
    if (text.left(dateChars) == now.left(dateChars)) {
        text = text.mid(dateChars + 1);
    } else if (text.left(yearChars) == now.left(yearChars)) {
        texts << text;
        text = text.mid(yearChars + 1);
    }
    texts << text;
    if (const qsizetype point = text.indexOf(u'.'); point >= 0) {
        texts << text.left(point + milliseconds) << text.left(point);
    }
    return texts;
}

void InstanceHeader::showTime(ElidedLabel &value, const std::optional<Instant> &time) const
{
    const QStringList texts = timeTexts(time);
    value.setContents(texts.front(), timeToolTip(time),
                      displaytext::time(time, m_time.isUtc(), true));
    value.setShorter(texts.mid(1));
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
    showTime(*m_created, m_times.created);
    showTime(*m_updated, m_times.lastUpdated);
    updateExtras();
    InstanceTimes now = m_times;
    if (m_instance->status.isActive() && now.created) {
        now.duration = std::max(Instant::Ticks(0), Instant::now() - *now.created);
    }
    m_duration->setContents(durationText(now), durationToolTip(now));
}

void InstanceHeader::setExtra(ElidedLabel *value, const QString &text, const QString &toolTip)
{
    m_nameOf[value]->setVisible(!text.isEmpty());
    value->setVisible(!text.isEmpty());
    value->setContents(text, toolTip);
}

/// Those that the instance has, two in a row without a gap; a last one has the row for itself.
void InstanceHeader::placeExtras()
{
    QList<ElidedLabel *> wanted;
    for (ElidedLabel *extra : { m_completed, m_scheduled, m_version, m_generation }) {
        if (!extra->text().isEmpty()) {
            wanted << extra;
        }
    }
    if (wanted == m_placed) {
        return;
    }
    auto *grid = qobject_cast<QGridLayout *>(layout());
    for (ElidedLabel *extra : { m_completed, m_scheduled, m_version, m_generation }) {
        grid->removeWidget(m_nameOf[extra]);
        grid->removeWidget(extra);
    }
    for (int i = 0; i < static_cast<int>(wanted.size()); ++i) {
        const int row = firstExtraRow + i / 2;
        const bool alone = i + 1 == wanted.size() && i % 2 == 0;
        grid->addWidget(m_nameOf[wanted[i]], row, i % 2 * 2);
        grid->addWidget(wanted[i], row, i % 2 * 2 + 1, 1, alone ? 3 : 1);
    }
    m_placed = wanted;
}

void InstanceHeader::updateExtras()
{
    const auto moment = [this](ElidedLabel *value, const std::optional<Instant> &time) {
        setExtra(value, time ? timeTexts(time).front() : QString());
        if (time) {
            showTime(*value, time);
        }
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
    placeExtras();
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
    for (QLabel *name : std::as_const(m_nameOf)) {
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
