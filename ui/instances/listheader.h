// SPDX-License-Identifier: MIT
#pragma once

#include <QHeaderView>

namespace hubdeck {

/// The flat titles of a list, where its model aligns them: click sorts, the context menu chooses
/// columns.
class ListHeader : public QHeaderView
{
    Q_OBJECT

public:
    explicit ListHeader(QWidget *parent = nullptr);

    /// The section that cannot be hidden, for rows could not be told apart without it; the first
    /// one unless said otherwise.
    void setKeptSection(int section);
    /// The menu draws a line before this section and those after it.
    void setFirstExtraSection(int section);

    [[nodiscard]] QSize sizeHint() const override;

signals:
    /// Shown or hidden in the menu; one that is shown first had no width of its own until then.
    void columnChosen(int section, bool shown);

protected:
    void paintSection(QPainter *painter, const QRect &rect, int section) const override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    [[nodiscard]] QSize sectionSizeFromContents(int section) const override;

private:
    int m_kept = 0;
    int m_firstExtra = -1;
};

} // namespace hubdeck
