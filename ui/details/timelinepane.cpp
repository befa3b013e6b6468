// SPDX-License-Identifier: MIT
#include "ui/details/timelinepane.h"

#include "ui/details/failurebox.h"
#include "ui/details/jsonpane.h"
#include "ui/details/jsonview.h"
#include "ui/details/timelineview.h"

#include "models/json/jsondocument.h"

#include <QLabel>
#include <QVBoxLayout>

#include <algorithm>

namespace hubdeck {

using namespace Qt::StringLiterals;

namespace {

void fitHeight(JsonView &view)
{
    constexpr int fewLines = 3;
    const int height = view.contentHeight();
    view.setMinimumHeight(std::min(height, view.fontMetrics().height() * fewLines));
    view.setMaximumHeight(height);
}

/// What the hub keeps as output is not always one.
QString captionOfOutput(const RuntimeStatus &status)
{
    if (status.isActive()) {
        return TimelinePane::tr("OUTPUT (NO RESULT YET)");
    }
    return status.kind() == RuntimeStatus::Kind::Terminated
        ? TimelinePane::tr("REASON OF THE TERMINATION")
        : TimelinePane::tr("OUTPUT");
}

} // namespace

TimelinePane::TimelinePane(TimeDisplay &time, JsonPane &input, JsonPane &customStatus,
                           JsonPane &output, QWidget *parent)
    : QWidget(parent)
    , m_timeline(new TimelineView(time, this))
    , m_failure(new FailureBox(this))
{
    setObjectName(u"timelinePane"_s);
    setBackgroundRole(QPalette::Base); // as the views in it, down to the end
    setAutoFillBackground(true);
    m_timeline->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    auto *box = new QVBoxLayout;
    box->setContentsMargins(12, 8, 12, 6);
    box->addWidget(m_failure);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_timeline);
    column->addLayout(box);
    m_input = addSection(tr("INPUT"), u"overviewInput"_s, input);
    m_customStatus = addSection(tr("CUSTOM STATUS"), u"overviewCustomStatus"_s, customStatus);
    m_output = addSection(tr("OUTPUT"), u"overviewOutput"_s, output);
    column->addStretch(0);
    connect(m_timeline, &TimelineView::eventSelected, this, &TimelinePane::eventSelected);
    connect(m_timeline, &TimelineView::eventActivated, this, &TimelinePane::eventActivated);
    m_failure->hide();
}

TimelinePane::Section TimelinePane::addSection(const QString &caption, const QString &objectName,
                                               JsonPane &pane)
{
    Section section;
    section.pane = &pane;
    section.caption = new QLabel(caption, this);
    section.caption->setTextFormat(Qt::PlainText);
    section.caption->setForegroundRole(QPalette::PlaceholderText);
    QFont font = section.caption->font();
    font.setBold(true);
    font.setPointSizeF(font.pointSizeF() * 0.88);
    section.caption->setFont(font);
    section.caption->setContentsMargins(12, 8, 12, 2);
    section.view = new JsonView(pane.document(), pane.search(), this);
    section.view->setObjectName(objectName);
    section.view->setAccessibleName(caption);
    auto *column = qobject_cast<QVBoxLayout *>(layout());
    column->addWidget(section.caption);
    column->addWidget(section.view, 1);
    // As high as its lines where there is room for all sections.
    JsonView *view = section.view;
    const auto fit = [view] { fitHeight(*view); };
    connect(&pane.document(), &JsonDocument::contentChanged, view, fit, Qt::QueuedConnection);
    connect(&view->folds(), &JsonFolds::changed, view, fit, Qt::QueuedConnection);
    fitHeight(*view);
    return section;
}

void TimelinePane::showSection(const Section &section, bool wanted)
{
    section.caption->setVisible(wanted);
    section.view->setVisible(wanted);
    section.view->setPlaceholder(section.pane->view().placeholder());
}

void TimelinePane::showInstance(const InstanceDetails &instance, const History *history,
                                const QString &whyNone, const FailureReport &report)
{
    m_timeline->showBars(
        history != nullptr ? timelineOf(instance, *history) : std::vector<TimelineBar>(), whyNone);
    m_failure->setVisible(report.hasFailed);
    m_failure->showReport(report);
    // A failed instance's output repeats the failure.
    showSection(m_input, true);
    showSection(m_customStatus, !instance.customStatus.isNull());
    m_output.caption->setText(captionOfOutput(instance.status));
    showSection(m_output, !instance.output.isNull() && !report.hasFailed);
}

} // namespace hubdeck
