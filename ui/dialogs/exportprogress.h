// SPDX-License-Identifier: MIT
#pragma once

#include "models/activity/activitymodel.h"
#include "models/hubs/hubsession.h"
#include "models/job.h"
#include "services/exporting/instanceexporter.h"

#include <QWidget>

#include <memory>

class QLabel;
class QProgressBar;
class QToolButton;

namespace hubdeck {

/// The line in the status bar that shows an export under way, with *Cancel*. Hidden while there is
/// none. Destroying it stops the export.
class ExportProgressBar : public QWidget
{
    Q_OBJECT

public:
    /// `activity` must outlive the widget.
    explicit ExportProgressBar(ActivityModel &activity, QWidget *parent = nullptr);
    ~ExportProgressBar() override;

    /// Starts an export; one at a time (false: one is under way).
    bool start(HubSession &session, const ExportRequest &request, const QString &path);
    void cancel();

    [[nodiscard]] bool isRunning() const noexcept { return m_job != nullptr; }

signals:
    void finished(const QString &path, const hubdeck::ExportResult &result);
    void failed(const hubdeck::TaskHubError &error);

private:
    void showProgress(const ExportProgress &progress);
    void done(const QString &path, const ExportResult &result);
    void end();

    ActivityModel &m_activity;
    std::unique_ptr<Job<ExportResult>> m_job;
    ActivityModel::EntryId m_entry = 0;
    QLabel *m_text;
    QProgressBar *m_bar;
    QToolButton *m_cancel;
};

} // namespace hubdeck
