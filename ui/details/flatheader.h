// SPDX-License-Identifier: MIT
#pragma once

#include <QHeaderView>

namespace hubdeck {

/// The header of the tables in the details: muted words, no frames, a line below, as in the list of
/// instances.
class FlatHeader : public QHeaderView
{
    Q_OBJECT

public:
    explicit FlatHeader(QWidget *parent = nullptr);

    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintSection(QPainter *painter, const QRect &rect, int section) const override;
    void paintEvent(QPaintEvent *event) override;
    [[nodiscard]] QSize sectionSizeFromContents(int section) const override;
};

} // namespace hubdeck
