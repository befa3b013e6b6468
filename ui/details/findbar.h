// SPDX-License-Identifier: MIT
#pragma once

#include <QWidget>

class QLabel;
class QLineEdit;
class QToolButton;

namespace hubdeck {

class JsonSearch;
class JsonView;

/// The line below a text that finds in it: as typed, next, previous, how many; goes on from the
/// other end and says so. Esc closes.
class FindBar : public QWidget
{
    Q_OBJECT

public:
    /// Both must outlive the bar.
    FindBar(JsonSearch &search, JsonView &view, QWidget *parent = nullptr);

    /// Shows the bar with what is selected, ready to type.
    void open();
    void close();
    void findNext();
    void findPrevious();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void findAsTyped();
    void go(bool forward);
    void updateCount();
    void setIcons();

    JsonSearch &m_search;
    JsonView &m_view;
    QLineEdit *m_text = nullptr;
    QLabel *m_count = nullptr;
    QToolButton *m_previous = nullptr;
    QToolButton *m_next = nullptr;
    QToolButton *m_close = nullptr;
    QString m_wrapWords;
};

} // namespace hubdeck
