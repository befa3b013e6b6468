// SPDX-License-Identifier: MIT
#pragma once

#include <QWidget>

class QLabel;
class QPushButton;

namespace hubdeck {

class InstanceList;
class TimeDisplay;

/// The line below the table: how much is loaded, whether there is more, what is hidden, what is
/// selected (ui.md, Footer).
class PagingFooter : public QWidget
{
    Q_OBJECT

public:
    /// Both must outlive the footer.
    PagingFooter(InstanceList &list, const TimeDisplay &time, QWidget *parent = nullptr);

    void setSelected(qsizetype rows);
    /// The state in words, as shown.
    [[nodiscard]] QString text() const;

protected:
    void changeEvent(QEvent *event) override;

private:
    void describe();
    [[nodiscard]] QString stateText() const;
    [[nodiscard]] QString loadedText() const;
    void applyPalette();

    InstanceList &m_list;
    const TimeDisplay &m_time;
    QLabel *m_state;
    QPushButton *m_loadNext;
    QPushButton *m_loadAll;
    QPushButton *m_stop;
    QPushButton *m_retry;
    QLabel *m_hidden;
    QLabel *m_selected;
};

} // namespace hubdeck
