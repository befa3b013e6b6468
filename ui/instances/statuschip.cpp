// SPDX-License-Identifier: MIT
#include "ui/instances/statuschip.h"

#include "models/displaytext.h"
#include "ui/shell/theme.h"

#include <QPainter>

using namespace Qt::Literals::StringLiterals;

namespace hubdeck {

namespace {

constexpr int padding = 9;
constexpr int gap = 6;

QFont bold(QFont font)
{
    font.setWeight(QFont::DemiBold);
    return font;
}

} // namespace

StatusChip::StatusChip(RuntimeStatus::Kind kind, QWidget *parent)
    : QAbstractButton(parent)
    , m_kind(kind)
{
    setObjectName(u"chip"_s + nameOf(kind));
    setCheckable(true);
    setText(displaytext::status(kind));
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setCursor(Qt::PointingHandCursor);
    connect(this, &QAbstractButton::toggled, this, &StatusChip::describe);
    describe();
}

void StatusChip::setCount(std::optional<qint64> count)
{
    if (m_count != count) {
        m_count = count;
        updateGeometry();
        describe();
    }
}

void StatusChip::setAllShown(bool all)
{
    if (m_allShown != all) {
        m_allShown = all;
        describe();
    }
}

void StatusChip::describe()
{
    const QString rows
        = m_count ? tr("%1 loaded").arg(displaytext::count(*m_count)) : tr("not loaded");
    setAccessibleName(tr("%1: %2").arg(text(), rows));
    if (isChecked()) {
        setToolTip(tr("%1: %2. Click to stop asking for this status.").arg(text(), rows));
    } else if (m_allShown) {
        setToolTip(tr("%1: %2. Click to show only this status.").arg(text(), rows));
    } else {
        setToolTip(tr("%1: %2. Click to show this status too.").arg(text(), rows));
    }
    update();
}

QString StatusChip::countText() const
{
    return m_count ? displaytext::count(*m_count) : QString();
}

bool StatusChip::isColoured() const
{
    return isChecked() || (m_allShown && m_count.value_or(0) > 0);
}

QSize StatusChip::sizeHint() const
{
    const QFontMetrics metrics = fontMetrics();
    const QString count = countText();
    const int counted
        = count.isEmpty() ? 0 : gap + QFontMetrics(bold(font())).horizontalAdvance(count);
    return { 2 * padding + metrics.height() + gap + metrics.horizontalAdvance(text()) + counted,
             metrics.height() + 8 };
}

void StatusChip::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const bool coloured = isColoured();
    const QColor ink = theme::color(theme::roleOf(m_kind), palette());
    const QColor border = coloured ? ink : theme::color(theme::Role::Border, palette());
    const qreal pen = isChecked() ? 2.0 : 1.0;
    const QRectF pill = QRectF(rect()).adjusted(pen / 2, pen / 2, -pen / 2, -pen / 2);
    painter.setPen(QPen(underMouse() && !coloured ? ink : border, pen));
    painter.setBrush(coloured ? QBrush(theme::chipFill(m_kind, palette())) : QBrush(Qt::NoBrush));
    painter.drawRoundedRect(pill, pill.height() / 2, pill.height() / 2);

    const QFontMetrics metrics = fontMetrics();
    const int side = metrics.height();
    theme::paintStatusGlyph(painter, QRectF(padding, (height() - side) / 2.0, side, side), m_kind,
                            palette());
    const QColor text = coloured ? palette().color(QPalette::WindowText)
                                 : theme::color(theme::Role::MutedText, palette());
    painter.setPen(text);
    QRect area = rect().adjusted(padding + side + gap, 0, -padding, 0);
    painter.drawText(area, Qt::AlignLeft | Qt::AlignVCenter, this->text());
    painter.setFont(bold(font()));
    painter.drawText(area, Qt::AlignRight | Qt::AlignVCenter, countText());
    if (hasFocus()) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(theme::color(theme::Role::Accent, palette()), 1, Qt::DotLine));
        painter.drawRoundedRect(QRectF(rect()).adjusted(3.5, 3.5, -3.5, -3.5), height() / 2.0,
                                height() / 2.0);
    }
}

void StatusChip::enterEvent(QEnterEvent *event)
{
    QAbstractButton::enterEvent(event);
    update();
}

void StatusChip::leaveEvent(QEvent *event)
{
    QAbstractButton::leaveEvent(event);
    update();
}

} // namespace hubdeck
