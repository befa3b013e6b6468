// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QColor>
#include <QIconEngine>

namespace hubdeck::theme {

/// Draws one of the bundled one-colour SVG icons in two colours: normal and disabled. Sharp at
/// every size and pixel ratio.
class SymbolicIconEngine final : public QIconEngine
{
public:
    /// `name` without folder and suffix; an unknown one draws nothing.
    SymbolicIconEngine(QString name, const QColor &normal, const QColor &disabled);

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State state) override;
    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override;
    [[nodiscard]] QIconEngine *clone() const override;
    [[nodiscard]] QString key() const override;
    bool isNull() override;

private:
    QString m_name;
    QColor m_normal;
    QColor m_disabled;
    QByteArray m_svg;
};

} // namespace hubdeck::theme
