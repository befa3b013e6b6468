// SPDX-License-Identifier: MIT
#include "ui/health/signspanel.h"

#include "ui/shell/theme.h"

#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <QPainter>
#include <QVBoxLayout>

namespace hubdeck {

using namespace Qt::StringLiterals;

SignsPanel::SignsPanel(QWidget *parent)
    : QWidget(parent)
{
    setObjectName(u"healthSigns"_s);
    setAccessibleName(tr("Signs that the hub is stuck"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    build();
}

void SignsPanel::showSigns(const std::vector<azurestorage::StuckSign> &signs)
{
    std::vector<QString> texts;
    texts.reserve(signs.size());
    for (const azurestorage::StuckSign &sign : signs) {
        texts.push_back(sign.text);
    }
    if (texts != m_texts) {
        m_texts = std::move(texts);
        build();
        update();
    }
}

void SignsPanel::build()
{
    delete m_body;
    m_body = new QWidget(this);
    auto *grid = new QGridLayout(m_body);
    grid->setContentsMargins(10, 8, 10, 8);
    grid->setHorizontalSpacing(8);
    grid->setVerticalSpacing(4);
    grid->setColumnStretch(1, 1);
    const bool well = m_texts.empty();
    const int side = fontMetrics().height();
    const QColor ink
        = theme::color(well ? theme::Role::Completed : theme::Role::Suspended, palette());
    const QPixmap shape = theme::tintedIcon(well ? u"check"_s : u"warning"_s, ink, ink)
                              .pixmap(QSize(side, side), devicePixelRatioF());
    const std::vector<QString> texts
        = well ? std::vector { tr("No sign that the hub is stuck.") } : m_texts;
    int row = 0;
    for (const QString &text : texts) {
        auto *glyph = new QLabel(m_body);
        glyph->setPixmap(shape);
        auto *words = new QLabel(text, m_body);
        words->setObjectName(u"healthSign%1"_s.arg(row));
        words->setTextFormat(Qt::PlainText);
        words->setWordWrap(true);
        words->setTextInteractionFlags(Qt::TextSelectableByMouse);
        grid->addWidget(glyph, row, 0, Qt::AlignTop);
        grid->addWidget(words, row, 1);
        ++row;
    }
    layout()->addWidget(m_body);
}

void SignsPanel::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) {
        build();
    }
}

void SignsPanel::paintEvent(QPaintEvent * /*event*/)
{
    QPainter painter(this);
    painter.fillRect(
        rect(),
        theme::color(m_texts.empty() ? theme::Role::Panel : theme::Role::WarningPanel, palette()));
}

} // namespace hubdeck
