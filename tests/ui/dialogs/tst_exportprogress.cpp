// SPDX-License-Identifier: MIT
#include "ui/dialogs/exportprogress.h"

#include "dialogfixture.h"
#include "models/displaytext.h"
#include "testprogram.h"

#include <QProgressBar>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QToolButton>

using namespace Qt::Literals::StringLiterals;
using namespace hubdeck;
using test::DialogFixture;
using test::ScriptedHub;
using Outcome = ActivityModel::Outcome;

class ExportProgressTest : public QObject
{
    Q_OBJECT

private slots:

    void init()
    {
        m_fixture = std::make_unique<DialogFixture>();
        m_fixture->hub->setInstances(ScriptedHub::generated(20));
        m_activity = std::make_unique<ActivityModel>(m_time);
        m_bar = std::make_unique<ExportProgressBar>(*m_activity);
        m_finished = std::make_unique<QSignalSpy>(m_bar.get(), &ExportProgressBar::finished);
        m_failed = std::make_unique<QSignalSpy>(m_bar.get(), &ExportProgressBar::failed);
        m_folder = std::make_unique<QTemporaryDir>();
        m_path = m_folder->filePath(u"x.json"_s);
    }

    void cleanup()
    {
        m_fixture->hub->release();
        m_bar.reset();
        m_fixture.reset();
    }

    void exportsAndTellsTheActivityList()
    {
        QVERIFY(m_bar->isHidden());
        QVERIFY(m_bar->start(*m_fixture->session, view(), m_path));
        QVERIFY(!m_bar->isHidden());
        QTRY_COMPARE(m_finished->count(), 1);
        QVERIFY(m_bar->isHidden());
        QVERIFY(QFile::exists(m_path));
        QCOMPARE(m_finished->at(0).at(0).toString(), m_path);
        QCOMPARE(text(), u"Export the view to x.json — 20 instances written"_s);
        QCOMPARE(outcome(), Outcome::Done);
    }

    void showsHowFarItIs()
    {
        m_fixture->hub->hold();
        ExportRequest request;
        request.what = std::vector { InstanceId(u"order-000001"_s), InstanceId(u"order-000002"_s) };
        QVERIFY(m_bar->start(*m_fixture->session, request, m_path));
        QVERIFY(!m_bar->start(*m_fixture->session, request, m_path)); // one at a time
        QTRY_COMPARE(m_fixture->hub->waiting(), 2);
        m_fixture->hub->release(1);
        m_fixture->hub->release(1);
        QTRY_COMPARE(m_finished->count(), 1);
        QVERIFY2(test::labelText(*m_bar, "exportProgressText").contains(u"of 2"_s),
                 qPrintable(test::labelText(*m_bar, "exportProgressText")));
        QCOMPARE(test::part<QProgressBar>(*m_bar, "exportProgressBar")->maximum(), 1000);
    }

    void canBeCancelled()
    {
        m_fixture->hub->hold();
        QVERIFY(m_bar->start(*m_fixture->session, view(), m_path));
        QTRY_COMPARE(m_fixture->hub->waiting(), 1);
        test::part<QToolButton>(*m_bar, "exportCancel")->click();
        QTRY_COMPARE(m_failed->count(), 1);
        QCOMPARE(m_failed->at(0).at(0).value<TaskHubError>().kind, ErrorKind::Cancelled);
        QVERIFY(!m_bar->isRunning());
        QVERIFY(!QFile::exists(m_path));
        QCOMPARE(outcome(), Outcome::Stopped);
    }

    void tellsAFailure()
    {
        m_fixture->hub->fail(ScriptedHub::Call::ListInstances,
                             TaskHubError(ErrorKind::Unreachable, u"Down."_s));
        QVERIFY(m_bar->start(*m_fixture->session, view(), m_path));
        QTRY_COMPARE(m_failed->count(), 1);
        QCOMPARE(text(), u"Export the view to x.json — Down."_s);
        QVERIFY(m_bar->start(*m_fixture->session, view(), m_path)); // again
        QTRY_COMPARE(m_finished->count(), 1);
    }

    void tellsWhatWasLeftOut()
    {
        ExportRequest request;
        request.what = std::vector { InstanceId(u"order-000001"_s), InstanceId(u"gone"_s) };
        QVERIFY(m_bar->start(*m_fixture->session, request, m_path));
        QTRY_COMPARE(m_finished->count(), 1);
        QVERIFY2(text().contains(u"one instance written, 1 left out, the first one gone"_s),
                 qPrintable(text()));
    }

    void stopsWhenDestroyed()
    {
        m_fixture->hub->hold();
        QVERIFY(m_bar->start(*m_fixture->session, view(), m_path));
        QTRY_COMPARE(m_fixture->hub->waiting(), 1);
        m_bar.reset();
        QTRY_COMPARE(m_fixture->hub->waiting(), 0);
        QVERIFY(!QFile::exists(m_path));
    }

private:
    [[nodiscard]] static ExportRequest view()
    {
        ExportRequest request;
        request.what = InstanceQuery {};
        return request;
    }

    [[nodiscard]] QString text() const
    {
        return m_activity->index(0, ActivityModel::TextColumn).data().toString();
    }

    [[nodiscard]] Outcome outcome() const
    {
        return static_cast<Outcome>(
            m_activity->index(0, 0).data(ActivityModel::OutcomeRole).toInt());
    }

    TimeDisplay m_time;
    std::unique_ptr<DialogFixture> m_fixture;
    std::unique_ptr<ActivityModel> m_activity;
    std::unique_ptr<ExportProgressBar> m_bar;
    std::unique_ptr<QSignalSpy> m_finished;
    std::unique_ptr<QSignalSpy> m_failed;
    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_path;
};

HUBDECK_TEST(ExportProgressTest)
#include "tst_exportprogress.moc"
