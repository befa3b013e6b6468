// SPDX-License-Identifier: MIT
#pragma once

#include "services/taskhub/history.h"
#include "services/taskhub/taskhuberror.h"

#include <QWidget>

class QCheckBox;
class QLabel;
class QLineEdit;
class QSplitter;
class QStackedWidget;
class QThreadPool;

namespace hubdeck {

class ChildHistories;
class HistoryModel;
class HistoryTable;
class HubSession;
class JsonPane;
class Prompts;
class TimeDisplay;

/// The events of an instance as a table with a filter, sub-orchestrations expanding in it; the
/// selected event whole below.
class HistoryPane : public QWidget
{
    Q_OBJECT

public:
    /// Both must outlive the pane.
    HistoryPane(TimeDisplay &time, Prompts &prompts, QWidget *parent = nullptr);
    ~HistoryPane() override;

    /// Shows events; the same ones, or more of them, keep selection and scroll position. `empty` is
    /// said where there are none. `all`: every single event (History::allEvents), offered with a
    /// switch where the road gives them. `pool` must outlive the pane or its next events.
    void showEvents(QThreadPool &pool, const std::vector<HistoryEvent> &events,
                    const QString &empty, const std::vector<HistoryEvent> &all = {});
    void showWords(const QString &words);
    /// Forgets selection, filter and what is expanded: another instance comes, of this hub. The
    /// session must live until the next call or clear().
    void startAfresh(HubSession &session, const QString &fileName);
    /// Reads nothing any more: the hub goes.
    void clear();
    /// Selects the event `events[event]`, clearing the filter if it hides it; all events are
    /// switched off for it.
    void selectEvent(qsizetype event);

    [[nodiscard]] HistoryModel &model() noexcept { return *m_model; }

    [[nodiscard]] JsonPane &eventPane() noexcept { return *m_event; }

    /// Splitter and column widths.
    [[nodiscard]] QByteArray saveState() const;
    void restoreState(const QByteArray &state);

signals:
    void failed(const hubdeck::TaskHubError &error);
    /// A sub-orchestration was asked for.
    void instanceRequested(const hubdeck::InstanceId &id);

private:
    void applyFilter();
    void applyEvents();
    void switchEvents();
    void updateWords();
    void showCurrent();

    ChildHistories *m_children = nullptr;
    HistoryModel *m_model = nullptr;
    QLineEdit *m_filter = nullptr;
    QCheckBox *m_allSwitch = nullptr;
    QLabel *m_count = nullptr;
    QStackedWidget *m_stack = nullptr;
    HistoryTable *m_table = nullptr;
    QSplitter *m_splitter = nullptr;
    QLabel *m_words = nullptr;
    JsonPane *m_event = nullptr;
    QThreadPool *m_pool = nullptr;
    QString m_empty;
    std::vector<HistoryEvent> m_folded;
    std::vector<HistoryEvent> m_all; // empty where the road only gives the folded ones
};

} // namespace hubdeck
