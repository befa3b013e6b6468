// SPDX-License-Identifier: MIT
#include "app/termination.h"

#include "testprogram.h"

#include <QSignalSpy>
#include <QTest>

#include <csignal>

using namespace hubdeck;

class TestTermination : public QObject
{
    Q_OBJECT

private slots:

    void aSignalIsToldInTheEventLoop_data()
    {
        QTest::addColumn<int>("number");
        QTest::newRow("SIGTERM") << SIGTERM;
        QTest::newRow("SIGINT") << SIGINT;
        QTest::newRow("SIGHUP") << SIGHUP;
    }

    void aSignalIsToldInTheEventLoop()
    {
        QFETCH(int, number);
        const Termination termination;
        const QSignalSpy asked(&termination, &Termination::asked);
        std::raise(number);
        QCOMPARE(asked.size(), 0);
        QTRY_COMPARE(asked.size(), 1);
    }

    void theSecondSignalIsNotHeldBack()
    {
        const Termination termination;
        std::raise(SIGHUP);
        const auto now = std::signal(SIGHUP, SIG_IGN);
        QVERIFY(now == SIG_DFL);
        std::signal(SIGHUP, SIG_DFL);
    }

    void signalsAreAsBeforeWhenItIsGone()
    {
        {
            const Termination termination;
        }
        const auto now = std::signal(SIGTERM, SIG_DFL);
        QVERIFY(now == SIG_DFL);
    }
};

HUBDECK_TEST(TestTermination)
#include "tst_termination.moc"
