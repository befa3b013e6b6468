// SPDX-License-Identifier: MIT
#pragma once

#include <QWidget>

class QHBoxLayout;
class QLabel;
class QToolButton;

namespace hubdeck {

/// The title of a dock as in the design pictures: small capitals in muted colour, tool buttons at
/// the right.
class HeadingBar : public QWidget
{
    Q_OBJECT

public:
    explicit HeadingBar(const QString &text, QWidget *parent = nullptr);

    QToolButton *addButton(const QString &iconName, const QString &toolTip, const QString &name);

protected:
    void changeEvent(QEvent *event) override;

private:
    void recolour();

    QHBoxLayout *m_line;
    QLabel *m_label;
    QList<QToolButton *> m_buttons;
};

} // namespace hubdeck
