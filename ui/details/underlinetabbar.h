// SPDX-License-Identifier: MIT
#pragma once

#include <QTabBar>

namespace hubdeck {

/// The tabs of the details: words, the current one underlined in the accent colour.
class UnderlineTabBar : public QTabBar
{
    Q_OBJECT

public:
    explicit UnderlineTabBar(QWidget *parent = nullptr);

protected:
    void paintEvent(QPaintEvent *event) override;
    [[nodiscard]] QSize tabSizeHint(int index) const override;
    [[nodiscard]] QSize minimumTabSizeHint(int index) const override;
};

} // namespace hubdeck
