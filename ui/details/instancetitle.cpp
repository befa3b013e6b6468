// SPDX-License-Identifier: MIT
#include "ui/details/instancetitle.h"

#include "ui/details/elidedlabel.h"
#include "ui/shell/theme.h"

#include "models/displaytext.h"

#include <QApplication>
#include <QClipboard>
#include <QEvent>
#include <QHBoxLayout>
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

} // namespace

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

} // namespace hubdeck
