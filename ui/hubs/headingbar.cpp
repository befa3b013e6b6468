// SPDX-License-Identifier: MIT
#include "ui/hubs/headingbar.h"

#include "ui/shell/theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

namespace hubdeck {

HeadingBar::HeadingBar(const QString &text, QWidget *parent)
    : QWidget(parent)
    , m_line(new QHBoxLayout(this))
    , m_label(new QLabel(text.toUpper(), this))
{
    m_line->setContentsMargins(12, 6, 6, 4);
    m_line->setSpacing(2);
    m_line->addWidget(m_label, 1);
    m_label->setTextFormat(Qt::PlainText);
    QFont small = font();
    small.setPointSizeF(small.pointSizeF() * 0.85);
    small.setWeight(QFont::DemiBold);
    small.setLetterSpacing(QFont::AbsoluteSpacing, 0.5);
    m_label->setFont(small);
    recolour();
}

QToolButton *HeadingBar::addButton(const QString &iconName, const QString &toolTip,
                                   const QString &name)
{
    auto *button = new QToolButton(this);
    button->setObjectName(name);
    button->setAutoRaise(true);
    button->setToolTip(toolTip);
    button->setAccessibleName(toolTip);
    button->setProperty("iconName", iconName);
    m_line->addWidget(button);
    m_buttons.append(button);
    recolour();
    return button;
}

void HeadingBar::recolour()
{
    const QColor muted = theme::color(theme::Role::MutedText, palette());
    QPalette label = m_label->palette();
    label.setColor(QPalette::WindowText, muted);
    m_label->setPalette(label);
    for (QToolButton *button : std::as_const(m_buttons)) {
        button->setIcon(theme::tintedIcon(button->property("iconName").toString(), muted, muted));
    }
}

void HeadingBar::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) {
        recolour();
    }
}

} // namespace hubdeck
