// SPDX-License-Identifier: MIT
#pragma once

#include <QPushButton>
#include <QWidget>

class QLineEdit;

namespace hubdeck {

/// A line edit in a rounded frame with its label inside, as in the query bar: `Id prefix any`.
class LabelledField : public QWidget
{
    Q_OBJECT

public:
    /// `visibleChars`: the width of the edit.
    LabelledField(const QString &label, const QString &placeholder, int visibleChars,
                  QWidget *parent = nullptr);

    [[nodiscard]] QLineEdit &edit() const noexcept { return *m_edit; }

protected:
    void paintEvent(QPaintEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void applyPalette();

    QWidget *m_label;
    QLineEdit *m_edit;
};

/// A button that shows what is chosen and opens a menu, in the same frame: `Created last 24 hours
/// ▾`.
class LabelledButton : public QPushButton
{
    Q_OBJECT

public:
    explicit LabelledButton(const QString &label, QWidget *parent = nullptr);

    void setValue(const QString &value);

    [[nodiscard]] const QString &value() const noexcept { return m_value; }

    [[nodiscard]] QSize sizeHint() const override;

    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_label;
    QString m_value;
};

} // namespace hubdeck
