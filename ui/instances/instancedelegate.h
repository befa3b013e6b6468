// SPDX-License-Identifier: MIT
#pragma once

#include <QFont>
#include <QFontMetrics>
#include <QStyledItemDelegate>

#include <array>

namespace hubdeck {

/// Paints the cells of the list straight on the painter (the stock delegate is most of a frame,
/// performance-study.md §3): status with its shape, ids and custom statuses in a fixed-width font,
/// one constant size.
class InstanceDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    static constexpr int padding = 10;

    explicit InstanceDelegate(QObject *parent = nullptr);

    /// Takes over the table's font; to be called again when it changes.
    void setFont(const QFont &font);

    [[nodiscard]] int rowHeight() const noexcept { return m_rowHeight; }

    /// The width that a cell with this text needs.
    [[nodiscard]] int widthFor(int column, const QString &text) const;

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option,
                                 const QModelIndex &index) const override;

private:
    /// A font with the widths of its ASCII characters, so that most texts are measured without
    /// shaping.
    struct Face
    {
        explicit Face(const QFont &font);
        [[nodiscard]] int width(const QString &text) const;

        QFont font;
        QFontMetrics metrics;
        std::array<qreal, 128> widths {};
    };

    void paintStatus(QPainter *painter, const QStyleOptionViewItem &option,
                     const QModelIndex &index, QRect area) const;
    void paintText(QPainter *painter, const Face &face, const QRect &area, const QString &text,
                   const QColor &color, bool right, Qt::TextElideMode elide = Qt::ElideRight) const;
    [[nodiscard]] const Face &faceOf(int column) const;

    Face m_text;
    Face m_mono;
    int m_rowHeight = 24;
};

} // namespace hubdeck
