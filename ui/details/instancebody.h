// SPDX-License-Identifier: MIT
#pragma once

#include "models/history/instancewatch.h"

#include <QWidget>

class QStackedWidget;

namespace hubdeck {

class FailurePane;
class HistoryPane;
class InstanceHeader;
class JsonPane;
class LinksPane;
class Prompts;
class TimeDisplay;
class TimelinePane;
class UnderlineTabBar;

/// What an InstanceWatch has read, laid out: header, Timeline, History, Input, Output, Custom
/// status, Failure, Raw, Links (ui.md, Instance details). Reads nothing itself but the
/// sub-orchestrations that are expanded in the history.
class InstanceBody : public QWidget
{
    Q_OBJECT

public:
    /// Both must outlive the body.
    InstanceBody(TimeDisplay &time, Prompts &prompts, QWidget *parent = nullptr);
    ~InstanceBody() override;

    /// Shows what the watch holds; it must hold an instance. `another`: not a newer reading of what
    /// is shown. The watch's session must live until the next call or clear().
    void showInstance(const InstanceWatch &watch, bool another);
    /// Shows the history that the watch holds, or why it holds none.
    void showHistory(const InstanceWatch &watch);
    /// What an action under way is said to do; empty: none.
    void setPending(const QString &text);
    /// Lets go of the hub.
    void clear();
    /// Brings a tab to the front: 0 is the first.
    void showTab(int index);

    /// Splitters and columns.
    [[nodiscard]] QByteArray saveState() const;
    void restoreState(const QByteArray &state);

signals:
    void failed(const hubdeck::TaskHubError &error);
    /// A link to another instance was followed.
    void instanceRequested(const hubdeck::InstanceId &id);

private:
    void addTab(const QString &title, QWidget *page);
    [[nodiscard]] JsonPane *addJsonTab(const QString &title, const QString &objectName,
                                       Prompts &prompts);
    void addTimeline(TimeDisplay &time);
    void connectParts();
    void startAfresh(const InstanceWatch &watch);
    void showFailure(const InstanceWatch &watch);
    void goToEvent(qsizetype event);

    InstanceHeader *m_header = nullptr;
    UnderlineTabBar *m_tabs = nullptr;
    QStackedWidget *m_pages = nullptr;
    TimelinePane *m_timeline = nullptr;
    HistoryPane *m_history = nullptr;
    JsonPane *m_input = nullptr;
    JsonPane *m_output = nullptr;
    JsonPane *m_customStatus = nullptr;
    FailurePane *m_failure = nullptr;
    JsonPane *m_raw = nullptr;
    LinksPane *m_links = nullptr;
};

} // namespace hubdeck
