// SPDX-License-Identifier: MIT
#include "ui/shell/autorefresh.h"

#include "testprogram.h"

#include <QSignalSpy>
#include <QTest>

using namespace hubdeck;
using std::chrono::seconds;

class TestAutoRefresh : public QObject
{
    Q_OBJECT

private slots:

    void isOffAtFirst()
    {
        const AutoRefresh refresh;
        QVERIFY(!refresh.isWaiting());
        QCOMPARE(refresh.currentPause(), seconds(0));
    }

    void zeroSwitchesItOff()
    {
        AutoRefresh refresh;
        refresh.setInterval(seconds(30));
        QVERIFY(refresh.isWaiting());
        refresh.setInterval(seconds(0));
        QVERIFY(!refresh.isWaiting());
    }

    void comesDueAfterTheInterval()
    {
        AutoRefresh refresh;
        QSignalSpy due(&refresh, &AutoRefresh::due);
        refresh.setInterval(seconds(1));
        QTRY_VERIFY_WITH_TIMEOUT(!due.isEmpty(), 30'000);
    }

    void waitsLongerAfterEachFailureAndRecoversAtOnce()
    {
        AutoRefresh refresh;
        refresh.setInterval(seconds(30));
        refresh.noteFailure();
        QCOMPARE(refresh.currentPause(), seconds(60));
        refresh.noteFailure();
        QCOMPARE(refresh.currentPause(), seconds(120));
        for (int i = 0; i < 100; ++i) {
            refresh.noteFailure();
        }
        QCOMPARE(refresh.currentPause(), seconds(600));
        refresh.noteSuccess();
        QCOMPARE(refresh.currentPause(), seconds(30));
    }

    void aPauseStopsItAndItsEndRefreshesAtOnce()
    {
        AutoRefresh refresh;
        QSignalSpy due(&refresh, &AutoRefresh::due);
        refresh.setInterval(seconds(300));
        refresh.setPaused(true);
        QVERIFY(!refresh.isWaiting());
        QVERIFY(due.isEmpty());
        refresh.setPaused(false);
        QVERIFY(refresh.isWaiting());
        QCOMPARE(due.size(), 1);
    }

    void theEndOfAPauseAsksForNothingWhileOff()
    {
        AutoRefresh refresh;
        QSignalSpy due(&refresh, &AutoRefresh::due);
        refresh.setPaused(true);
        refresh.setPaused(false);
        QVERIFY(due.isEmpty());
    }
};

HUBDECK_TEST(TestAutoRefresh)
#include "tst_autorefresh.moc"
