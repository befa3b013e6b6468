// SPDX-License-Identifier: MIT
#pragma once

#include "models/history/failurereport.h"

#include <QWidget>

class QLabel;

namespace hubdeck {

class FailureBox;
class JsonPane;
class JsonView;
class TimelineView;
class TimeDisplay;

/// The first look at an instance: its timeline, why it failed, its input and custom status (or
/// output) below.
class TimelinePane : public QWidget
{
    Q_OBJECT

public:
    /// The views below the timeline show the documents of these panes. All must outlive the pane.
    TimelinePane(TimeDisplay &time, JsonPane &input, JsonPane &customStatus, JsonPane &output,
                 QWidget *parent = nullptr);

    /// `history` may be null; `whyNone` says why.
    void showInstance(const InstanceDetails &instance, const History *history,
                      const QString &whyNone, const FailureReport &report);

    [[nodiscard]] TimelineView &timeline() noexcept { return *m_timeline; }

signals:
    void eventSelected(qsizetype event);
    void eventActivated(qsizetype event);

private:
    struct Section
    {
        QLabel *caption = nullptr;
        JsonView *view = nullptr;
        JsonPane *pane = nullptr;
    };

    [[nodiscard]] Section addSection(const QString &caption, const QString &objectName,
                                     JsonPane &pane);
    void showSection(const Section &section, bool wanted);

    TimelineView *m_timeline = nullptr;
    FailureBox *m_failure = nullptr;
    Section m_input;
    Section m_customStatus;
    Section m_output;
};

} // namespace hubdeck
