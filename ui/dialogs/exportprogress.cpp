// SPDX-License-Identifier: MIT
#include "ui/dialogs/exportprogress.h"

#include "models/displaytext.h"

#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QToolButton>

#include <chrono>

namespace hubdeck {

using namespace Qt::Literals::StringLiterals;
using Outcome = ActivityModel::Outcome;

namespace {

constexpr auto progressEvery = std::chrono::milliseconds(100);

QString whatOf(const ExportRequest &request, const QString &path)
{
    const QString file = QFileInfo(path).fileName();
    if (const auto *ids = std::get_if<std::vector<InstanceId>>(&request.what)) {
        return ids->size() == 1 ? ExportProgressBar::tr("Export %1 to %2")
                                      .arg(displaytext::singleLine(ids->front().text()), file)
                                : ExportProgressBar::tr("Export %n instances to %1", nullptr,
                                                        static_cast<int>(ids->size()))
                                      .arg(file);
    }
    return ExportProgressBar::tr("Export the view to %1").arg(file);
}

} // namespace

ExportProgressBar::ExportProgressBar(ActivityModel &activity, QWidget *parent)
    : QWidget(parent)
    , m_activity(activity)
    , m_text(new QLabel(this))
    , m_bar(new QProgressBar(this))
    , m_cancel(new QToolButton(this))
{
    setObjectName(u"exportProgress"_s);
    m_text->setObjectName(u"exportProgressText"_s);
    m_text->setTextFormat(Qt::PlainText);
    m_bar->setObjectName(u"exportProgressBar"_s);
    m_bar->setTextVisible(false);
    m_bar->setFixedWidth(120);
    m_bar->setMaximumHeight(fontMetrics().height());
    m_bar->setAccessibleName(tr("Progress of the export"));
    m_cancel->setObjectName(u"exportCancel"_s);
    m_cancel->setText(tr("Cancel"));
    m_cancel->setAutoRaise(true);
    m_cancel->setToolTip(tr("Stop the export; no file is written"));
    auto *line = new QHBoxLayout(this);
    line->setContentsMargins(8, 2, 8, 2);
    line->addWidget(m_text);
    line->addWidget(m_bar);
    line->addWidget(m_cancel);
    connect(m_cancel, &QToolButton::clicked, this, &ExportProgressBar::cancel);
    hide();
}

ExportProgressBar::~ExportProgressBar() = default;

bool ExportProgressBar::start(HubSession &session, const ExportRequest &request,
                              const QString &path)
{
    if (m_job) {
        return false;
    }
    m_entry = m_activity.add(
        { session.info().name, whatOf(request, path), u"export"_s, {}, session.entry() });
    m_activity.update(m_entry, Outcome::Running, tr("under way"));
    m_job = std::make_unique<Job<ExportResult>>(
        session.pool(),
        [this, hub = session.hub(), request, path](const JobContext &context) {
            auto last = std::chrono::steady_clock::time_point();
            const auto tell = [&](const ExportProgress &progress) {
                const auto now = std::chrono::steady_clock::now();
                if (now - last >= progressEvery) {
                    last = now;
                    context.post([this, progress] { showProgress(progress); });
                }
            };
            return exportInstances(*hub, request, path, tell, context.stop());
        },
        [this, path](ExportResult &&result) { done(path, result); });
    connect(m_job.get(), &JobBase::failed, this, [this](const TaskHubError &error) {
        m_activity.fail(m_entry, error);
        end();
        emit failed(error);
    });
    m_text->setText(tr("Exporting…"));
    m_bar->setRange(0, 0);
    m_cancel->setEnabled(true);
    QWidget::show();
    return true;
}

void ExportProgressBar::cancel()
{
    if (m_job) {
        m_cancel->setEnabled(false);
        m_text->setText(tr("Stopping…"));
        m_job->stop();
    }
}

void ExportProgressBar::showProgress(const ExportProgress &progress)
{
    if (!m_cancel->isEnabled()) {
        return; // stopping
    }
    const QString size = locale().formattedDataSize(progress.bytes);
    if (progress.total > 0) {
        m_bar->setRange(0, 1000);
        m_bar->setValue(static_cast<int>(progress.done * 1000 / progress.total));
        m_text->setText(
            tr("Exporting %1 of %2 · %3")
                .arg(displaytext::count(progress.done), displaytext::count(progress.total), size));
    } else {
        m_text->setText(tr("Exporting %1 · %2").arg(displaytext::count(progress.done), size));
    }
}

void ExportProgressBar::done(const QString &path, const ExportResult &result)
{
    QString words = result.count == 1
        ? tr("one instance written")
        : tr("%n instances written", nullptr, static_cast<int>(result.count));
    if (!result.skipped.empty()) {
        words = tr("%1, %n left out, the first one %2: %3", nullptr,
                   static_cast<int>(result.skipped.size()))
                    .arg(words, displaytext::singleLine(result.skipped.front().first.text()),
                         result.skipped.front().second);
    }
    m_activity.update(m_entry, Outcome::Done, words);
    end();
    emit finished(path, result);
}

void ExportProgressBar::end()
{
    m_job.reset();
    hide();
}

} // namespace hubdeck
