// SPDX-License-Identifier: MIT
#pragma once

#include <QWidget>

#include <functional>
#include <vector>

class QHBoxLayout;
class QLabel;

namespace hubdeck {

/// What stands in place of rows when there are none: why, and what to do next.
class EmptyState : public QWidget
{
    Q_OBJECT

public:
    struct Offer
    {
        QString text;
        QString name; // objectName of its button
        std::function<void()> act;
    };

    explicit EmptyState(QWidget *parent = nullptr);

    void setContent(const QString &title, const QString &text,
                    const std::vector<Offer> &offers = {});
    [[nodiscard]] QString title() const;

protected:
    void changeEvent(QEvent *event) override;

private:
    void applyPalette();

    QLabel *m_title;
    QLabel *m_text;
    QHBoxLayout *m_offers;
    std::vector<QString> m_offered;
};

} // namespace hubdeck
