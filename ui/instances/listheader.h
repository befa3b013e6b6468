// SPDX-License-Identifier: MIT
#pragma once

#include <QHeaderView>

namespace hubdeck {

/// The flat titles of the list: click sorts, the context menu chooses columns.
class ListHeader : public QHeaderView
{
    Q_OBJECT

public:
    explicit ListHeader(QWidget *parent = nullptr);

    [[nodiscard]] QSize sizeHint() const override;

signals:
    /// Shown or hidden in the menu; one that is shown first had no width of its own until then.
    void columnChosen(int section, bool shown);

protected:
    void paintSection(QPainter *painter, const QRect &rect, int section) const override;
    void contextMenuEvent(QContextMenuEvent *event) override;
};

} // namespace hubdeck
