// SPDX-License-Identifier: MIT
#include "ui/shell/symbolicicon.h"

#include <QFile>
#include <QPainter>
#include <QPixmap>
#include <QSvgRenderer>

namespace hubdeck::theme {

using namespace Qt::StringLiterals;

SymbolicIconEngine::SymbolicIconEngine(QString name, const QColor &normal, const QColor &disabled)
    : m_name(std::move(name))
    , m_normal(normal)
    , m_disabled(disabled)
{
    QFile file(u":/icons/"_s + m_name + u".svg"_s);
    if (file.open(QIODevice::ReadOnly)) {
        m_svg = file.readAll();
    }
}

void SymbolicIconEngine::paint(QPainter *painter, const QRect &rect, QIcon::Mode mode,
                               QIcon::State /*state*/)
{
    QByteArray svg = m_svg;
    svg.replace("currentColor",
                (mode == QIcon::Disabled ? m_disabled : m_normal).name().toLatin1());
    QSvgRenderer renderer(svg);
    if (renderer.isValid()) {
        renderer.render(painter, rect);
    }
}

QPixmap SymbolicIconEngine::pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state)
{
    QPixmap pixmap(size);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    paint(&painter, QRect(QPoint(), size), mode, state);
    return pixmap;
}

QIconEngine *SymbolicIconEngine::clone() const
{
    return new SymbolicIconEngine(*this);
}

QString SymbolicIconEngine::key() const
{
    return u"hubdeck-symbolic"_s;
}

bool SymbolicIconEngine::isNull()
{
    return m_svg.isEmpty();
}

} // namespace hubdeck::theme
