// SPDX-License-Identifier: MIT
#pragma once

#include "services/taskhub/history.h"
#include "services/taskhub/taskhuberror.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QStackedWidget;
class QTableView;
class QThreadPool;

namespace hubdeck {

class HistoryModel;
class JsonPane;
class Prompts;
class TimeDisplay;

/// The events of an instance as a table with a filter; the selected event whole below.
class HistoryPane : public QWidget
{
    Q_OBJECT

public:
    /// Both must outlive the pane.
    HistoryPane(TimeDisplay &time, Prompts &prompts, QWidget *parent = nullptr);
    ~HistoryPane() override;

    /// Shows events; the same ones, or more of them, keep selection and scroll position. `empty` is
    /// said where there are none. `pool` must outlive the pane or its next events.
    void showEvents(QThreadPool &pool, const std::vector<HistoryEvent> &events,
                    const QString &empty);
    void showWords(const QString &words);
    /// Forgets selection and filter: another instance comes.
    void startAfresh(const QString &fileName);
    /// Selects the event `events[event]`, clearing the filter if it hides it.
    void selectEvent(qsizetype event);

    [[nodiscard]] HistoryModel &model() noexcept { return *m_model; }

    [[nodiscard]] JsonPane &eventPane() noexcept { return *m_event; }

signals:
    void failed(const hubdeck::TaskHubError &error);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void makeTable();
    void applyFilter();
    void updateWords();
    void showCurrent();
    void copyRows() const;

    HistoryModel *m_model = nullptr;
    QLineEdit *m_filter = nullptr;
    QLabel *m_count = nullptr;
    QStackedWidget *m_stack = nullptr;
    QTableView *m_table = nullptr;
    QLabel *m_words = nullptr;
    JsonPane *m_event = nullptr;
    QThreadPool *m_pool = nullptr;
    QString m_empty;
    bool m_columnsFitted = false;
};

} // namespace hubdeck
