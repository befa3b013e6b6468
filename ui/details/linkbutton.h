// SPDX-License-Identifier: MIT
#pragma once

#include <QToolButton>

namespace hubdeck {

/// A button that looks like a link in running text: as high and as far left as a label beside it.
class LinkButton : public QToolButton
{
    Q_OBJECT

public:
    explicit LinkButton(QWidget *parent = nullptr);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
};

} // namespace hubdeck
