// SPDX-License-Identifier: MIT
#pragma once

#include <QLayout>

#include <vector>

namespace hubdeck {

/// Items side by side, on a new line where the width ends; items of a line are centred vertically.
/// A widget with an expanding horizontal policy takes what is left of its line.
class FlowLayout : public QLayout
{
    Q_OBJECT

public:
    FlowLayout(int horizontalSpacing, int verticalSpacing, QWidget *parent = nullptr);
    ~FlowLayout() override;

    void addItem(QLayoutItem *item) override;
    [[nodiscard]] int count() const override;
    [[nodiscard]] QLayoutItem *itemAt(int index) const override;
    QLayoutItem *takeAt(int index) override;
    [[nodiscard]] Qt::Orientations expandingDirections() const override;
    [[nodiscard]] bool hasHeightForWidth() const override;
    [[nodiscard]] int heightForWidth(int width) const override;
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSize() const override;
    void setGeometry(const QRect &rect) override;

private:
    using Line = std::vector<QLayoutItem *>;
    [[nodiscard]] std::vector<Line> lines(int width) const;
    [[nodiscard]] int lineWidth(const Line &line) const;
    [[nodiscard]] static int lineHeight(const Line &line);
    void place(const Line &line, QRect area) const;

    std::vector<QLayoutItem *> m_items; // owned, as QLayout wants it
    int m_horizontalSpacing;
    int m_verticalSpacing;
};

} // namespace hubdeck
