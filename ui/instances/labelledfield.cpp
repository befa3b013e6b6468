// SPDX-License-Identifier: MIT
#include "ui/instances/labelledfield.h"

#include "ui/shell/theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>

namespace hubdeck {

namespace {

constexpr int padding = 10;
constexpr int gap = 6;
constexpr int arrow = 8;

void paintFrame(QWidget &widget, bool focused)
{
    QPainter painter(&widget);
    painter.setRenderHint(QPainter::Antialiasing);
    const QPalette &palette = widget.palette();
    const theme::Role border = focused ? theme::Role::Accent : theme::Role::Border;
    painter.setPen(QPen(theme::color(border, palette), 1));
    painter.setBrush(theme::color(theme::Role::Panel, palette));
    painter.drawRoundedRect(QRectF(widget.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
}

} // namespace

LabelledField::LabelledField(const QString &label, const QString &placeholder, int visibleChars,
                             QWidget *parent)
    : QWidget(parent)
    , m_label(new QLabel(label, this))
    , m_edit(new QLineEdit(this))
{
    m_edit->setFrame(false);
    m_edit->setPlaceholderText(placeholder);
    // Fixed, or the clear button would change the width as one types
    m_edit->setMinimumWidth(m_edit->fontMetrics().averageCharWidth() * visibleChars + 26);
    m_edit->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    m_edit->setAccessibleName(label);
    m_edit->setClearButtonEnabled(true);
    m_edit->installEventFilter(this);
    static_cast<QLabel *>(m_label)->setBuddy(m_edit);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(padding, 2, 4, 2);
    layout->setSpacing(2);
    layout->addWidget(m_label);
    layout->addWidget(m_edit, 1);
    setFocusProxy(m_edit);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    applyPalette();
}

void LabelledField::applyPalette()
{
    QPalette palette = this->palette();
    palette.setColor(QPalette::WindowText, theme::color(theme::Role::MutedText, palette));
    m_label->setPalette(palette);
    palette = this->palette();
    palette.setColor(QPalette::Base, theme::color(theme::Role::Panel, palette));
    m_edit->setPalette(palette);
}

void LabelledField::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) {
        applyPalette();
    }
}

bool LabelledField::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut) {
        update();
    }
    return QWidget::eventFilter(watched, event);
}

void LabelledField::paintEvent(QPaintEvent *)
{
    paintFrame(*this, m_edit->hasFocus());
}

LabelledButton::LabelledButton(const QString &label, QWidget *parent)
    : QPushButton(parent)
    , m_label(label)
{
    setCursor(Qt::PointingHandCursor);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void LabelledButton::setValue(const QString &value)
{
    m_value = value;
    setAccessibleName(m_label + QLatin1Char(' ') + value);
    updateGeometry();
    update();
}

QSize LabelledButton::sizeHint() const
{
    const QFontMetrics metrics = fontMetrics();
    const int width = 2 * padding + metrics.horizontalAdvance(m_label) + gap
        + metrics.horizontalAdvance(m_value) + gap + arrow;
    return { width, std::max(metrics.height() + 12, 26) };
}

void LabelledButton::paintEvent(QPaintEvent *)
{
    paintFrame(*this, hasFocus() || isDown());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QRect area = rect().adjusted(padding, 0, -padding, 0);
    painter.setPen(theme::color(theme::Role::MutedText, palette()));
    painter.drawText(area, Qt::AlignLeft | Qt::AlignVCenter, m_label);
    area.setLeft(area.left() + fontMetrics().horizontalAdvance(m_label) + gap);
    painter.setPen(palette().color(QPalette::WindowText));
    painter.drawText(area, Qt::AlignLeft | Qt::AlignVCenter, m_value);
    const QPointF tip(area.right() - arrow / 2.0 + 1, height() / 2.0 + 2.5);
    painter.setPen(Qt::NoPen);
    painter.setBrush(palette().color(QPalette::WindowText));
    painter.drawPolygon(
        QPolygonF({ tip, tip + QPointF(-arrow / 2.0, -5), tip + QPointF(arrow / 2.0, -5) }));
}

} // namespace hubdeck
