// SPDX-License-Identifier: MIT
#pragma once

#include "models/history/failurereport.h"

#include "services/taskhub/taskhuberror.h"

#include <QWidget>

class QLabel;
class QSplitter;
class QThreadPool;
class QTreeView;

namespace hubdeck {

class FailureBox;
class FailureModel;
class JsonPane;
class Prompts;
class TimeDisplay;

/// Why an instance failed: the red box, every failure as a tree, type, message and stack trace of
/// the selected one to read and copy.
class FailurePane : public QWidget
{
    Q_OBJECT

public:
    /// Both must outlive the pane.
    FailurePane(TimeDisplay &time, Prompts &prompts, QWidget *parent = nullptr);
    ~FailurePane() override;

    /// `pool` must outlive the pane or its next report.
    void showReport(QThreadPool &pool, const InstanceDetails &instance,
                    const FailureReport &report);
    void setFileName(const QString &name);
    /// Splitter and column widths.
    [[nodiscard]] QByteArray saveState() const;
    void restoreState(const QByteArray &state);

signals:
    void failed(const hubdeck::TaskHubError &error);
    /// The event of the history that a failure stands in was asked for.
    void eventRequested(qsizetype event);

private:
    void showCurrent();
    void fitColumns();

    FailureModel *m_model = nullptr;
    QLabel *m_words = nullptr;
    FailureBox *m_box = nullptr;
    QSplitter *m_parts = nullptr;
    bool m_fitting = false;
    bool m_chosen = false; // somebody moved a column
    QTreeView *m_tree = nullptr;
    JsonPane *m_text = nullptr;
    QThreadPool *m_pool = nullptr;
};

} // namespace hubdeck
