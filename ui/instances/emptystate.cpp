// SPDX-License-Identifier: MIT
#include "ui/instances/emptystate.h"

#include "ui/shell/theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace hubdeck {

EmptyState::EmptyState(QWidget *parent)
    : QWidget(parent)
    , m_title(new QLabel(this))
    , m_text(new QLabel(this))
    , m_offers(new QHBoxLayout)
{
    setObjectName(u"emptyState"_s);
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    m_title->setObjectName(u"emptyTitle"_s);
    m_text->setObjectName(u"emptyText"_s);
    QFont font = m_title->font();
    font.setPointSizeF(font.pointSizeF() * 1.25);
    font.setWeight(QFont::DemiBold);
    m_title->setFont(font);
    for (QLabel *label : { m_title, m_text }) {
        label->setTextFormat(Qt::PlainText);
        label->setAlignment(Qt::AlignCenter);
        label->setWordWrap(true);
    }
    m_text->setMaximumWidth(560);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 24, 24, 24);
    layout->setSpacing(10);
    layout->addStretch(2);
    layout->addWidget(m_title);
    auto *centred = new QHBoxLayout;
    centred->addStretch();
    centred->addWidget(m_text, 10);
    centred->addStretch();
    layout->addLayout(centred);
    layout->addLayout(m_offers);
    layout->addStretch(3);
    applyPalette();
}

void EmptyState::setContent(const QString &title, const QString &text,
                            const std::vector<Offer> &offers)
{
    m_title->setText(title);
    m_text->setText(text);
    m_text->setVisible(!text.isEmpty());
    std::vector<QString> names;
    std::ranges::transform(offers, std::back_inserter(names), &Offer::name);
    if (names == m_offered) {
        return; // keeps the focus where it is
    }
    m_offered = names;
    while (QLayoutItem *item = m_offers->takeAt(0)) {
        if (QWidget *widget = item->widget()) {
            widget->hide();
            widget->deleteLater(); // it may be the button that was just pressed
        }
        delete item;
    }
    m_offers->addStretch();
    for (const Offer &offer : offers) {
        auto *button = new QPushButton(offer.text, this);
        button->setObjectName(offer.name);
        connect(button, &QPushButton::clicked, this, [act = offer.act] { act(); });
        m_offers->addWidget(button);
    }
    m_offers->addStretch();
}

QString EmptyState::title() const
{
    return m_title->text();
}

void EmptyState::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_offers != nullptr) {
        applyPalette();
    }
}

void EmptyState::applyPalette()
{
    QPalette muted = palette();
    muted.setColor(QPalette::WindowText, theme::color(theme::Role::MutedText, muted));
    m_text->setPalette(muted);
}

} // namespace hubdeck
