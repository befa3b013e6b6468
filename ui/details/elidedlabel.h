// SPDX-License-Identifier: MIT
#pragma once

#include <QLabel>

namespace hubdeck {

/// One line of plain text that gives way: elided where there is no room, whole in the tool tip and
/// on the clipboard (context menu).
class ElidedLabel : public QLabel
{
    Q_OBJECT

public:
    explicit ElidedLabel(Qt::TextElideMode mode, QWidget *parent = nullptr);

    /// `copied`: what Copy gives; the text itself when empty. `explanation` stands below the text
    /// in the tool tip.
    void setContents(const QString &text, const QString &explanation = {},
                     const QString &copied = {});

    /// What stands in place of the text where that has no room, from long to short; until the next
    /// setContents(). Only the last is elided.
    void setShorter(const QStringList &shorter);
    [[nodiscard]] QString shownText() const;

    [[nodiscard]] QSize minimumSizeHint() const override;
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;

private:
    Qt::TextElideMode m_mode;
    QString m_copied;
    QStringList m_shorter;
};

/// `text` for a tool tip: never taken for markup; only long lines are wrapped.
[[nodiscard]] QString plainToolTip(const QString &text);

} // namespace hubdeck
