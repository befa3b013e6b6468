// SPDX-License-Identifier: MIT
#include "ui/instances/pagingfooter.h"

#include "models/activity/pendingactions.h"
#include "models/displaytext.h"
#include "models/hubs/hubsession.h"
#include "models/instances/instancelist.h"
#include "scriptedhub.h"
#include "testprogram.h"

#include <QLabel>
#include <QPushButton>
#include <QTest>

using namespace hubdeck;
using namespace Qt::Literals::StringLiterals;
using test::ScriptedHub;
using State = InstanceLoader::State;

namespace {

constexpr int patienceMs = 30'000;

struct Fixture
{
    QThreadPool pool;
    std::shared_ptr<ScriptedHub> hub = std::make_shared<ScriptedHub>(ScriptedHub::generated(177));
    HubSession session { { u"Hub"_s, u"http://localhost"_s, HubKind::Http, false, false },
                         hub,
                         pool };
    TimeDisplay time;
    InstanceList list { session, time };
    PagingFooter footer { list, time };

    Fixture() { time.setUtc(true); }

    [[nodiscard]] bool reaches(State state) const
    {
        return QTest::qWaitFor([&] { return list.loader().state() == state; }, patienceMs);
    }

    [[nodiscard]] QPushButton &button(const QString &name) const
    {
        return *footer.findChild<QPushButton *>(name);
    }

    [[nodiscard]] QString label(const QString &name) const
    {
        return footer.findChild<QLabel *>(name)->text();
    }
};

} // namespace

class TestPagingFooter : public QObject
{
    Q_OBJECT

private slots:
    void tellsThatTheListIsComplete();
    void offersToLoadOnWhileThereIsMore();
    void stopsALoad();
    void retriesAfterAFailure();
    void tellsWhatIsHiddenAndSelected();
    void tellsOneInstanceAsOne();
};

void TestPagingFooter::tellsThatTheListIsComplete()
{
    Fixture f;
    QCOMPARE(f.footer.text(), QString());
    f.list.setQuery({});
    QCOMPARE(f.footer.text(), u"Asking the hub…"_s);
    QVERIFY(f.reaches(State::Complete));
    QVERIFY2(f.footer.text().startsWith(u"177 instances · complete · "_s),
             qPrintable(f.footer.text()));
    QVERIFY(f.footer.text().endsWith(u" UTC"_s));
    QVERIFY(f.button(u"loadAllButton"_s).isHidden());
    QVERIFY(f.button(u"stopButton"_s).isHidden());
    InstanceQuery failed;
    failed.statuses = { RuntimeStatus::Kind::Failed };
    f.list.setQuery({ failed, {} });
    QVERIFY2(f.footer.text().startsWith(u"16 of 177 instances · complete"_s),
             qPrintable(f.footer.text()));
}

void TestPagingFooter::offersToLoadOnWhileThereIsMore()
{
    Fixture f;
    f.hub->setInstances(ScriptedHub::generated(12'500));
    f.list.setQuery({});
    QVERIFY(f.reaches(State::MoreAvailable));
    QVERIFY2(f.footer.text().contains(u"loaded · more available · newest first"_s),
             qPrintable(f.footer.text()));
    QVERIFY(!f.button(u"loadNextButton"_s).isHidden());
    f.button(u"loadNextButton"_s).click();
    QVERIFY(f.reaches(State::MoreAvailable));
    QCOMPARE(f.list.model().rowCount(), 11'000);
    f.button(u"loadAllButton"_s).click();
    QVERIFY(f.reaches(State::Complete));
    QCOMPARE(f.list.model().rowCount(), 12'500);
}

void TestPagingFooter::stopsALoad()
{
    Fixture f;
    f.hub->setPageSize(10);
    f.hub->hold();
    f.list.setQuery({});
    f.hub->release(2);
    QTRY_COMPARE_WITH_TIMEOUT(f.list.model().rowCount(), 20, patienceMs);
    QVERIFY2(f.footer.text().startsWith(u"20 loaded · loading, "_s), qPrintable(f.footer.text()));
    f.button(u"stopButton"_s).click();
    QVERIFY(f.reaches(State::Stopped));
    QCOMPARE(f.footer.text(), u"20 loaded · stopped"_s);
    QVERIFY(!f.button(u"loadNextButton"_s).isHidden());
}

void TestPagingFooter::retriesAfterAFailure()
{
    Fixture f;
    f.hub->setPageSize(10);
    f.hub->fail(ScriptedHub::Call::ListInstances,
                TaskHubError(ErrorKind::TimedOut, u"No answer."_s), 1, 3);
    f.list.setQuery({});
    QVERIFY(f.reaches(State::Failed));
    QCOMPARE(f.footer.text(), u"30 loaded · the rest could not be loaded"_s);
    f.button(u"retryButton"_s).click();
    QVERIFY(f.reaches(State::Complete));
    QCOMPARE(f.list.model().rowCount(), 177);
}

void TestPagingFooter::tellsWhatIsHiddenAndSelected()
{
    Fixture f;
    f.list.setQuery({});
    QVERIFY(f.reaches(State::Complete));
    QCOMPARE(f.label(u"footerHidden"_s), QString());
    f.list.setNarrow(u"order-00000"_s);
    QCOMPARE(f.label(u"footerHidden"_s), u"167 hidden by the narrow field"_s);
    f.footer.setSelected(5);
    QCOMPARE(f.label(u"footerSelected"_s), u"5 selected"_s);
    f.footer.setSelected(0);
    QCOMPARE(f.label(u"footerSelected"_s), QString());
}

void TestPagingFooter::tellsOneInstanceAsOne()
{
    Fixture f;
    f.hub->setInstances(ScriptedHub::generated(1));
    f.list.setQuery({});
    QVERIFY(f.reaches(State::Complete));
    QVERIFY(f.footer.text().startsWith(u"1 instance · complete"_s));
}

HUBDECK_TEST(TestPagingFooter)
#include "tst_pagingfooter.moc"
