// SPDX-License-Identifier: MIT
#include "ui/instances/selectedinstance.h"

#include "testprogram.h"

#include <QTest>

using namespace hubdeck;
using namespace Qt::Literals::StringLiterals;
using Kind = RuntimeStatus::Kind;

class TestSelectedInstance : public QObject
{
    Q_OBJECT

private slots:

    void waitsForItsTime_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("at");
        QTest::addColumn<bool>("waits");
        const QByteArray later = "2026-11-26T00:00:01Z";
        QTest::newRow("pending") << int(Kind::Pending) << later << true;
        QTest::newRow("terminated, starts all the same") << int(Kind::Terminated) << later << true;
        QTest::newRow("runs") << int(Kind::Running) << later << false;
        QTest::newRow("at this moment")
            << int(Kind::Pending) << QByteArray("2026-11-26T00:00:00Z") << false;
        QTest::newRow("not scheduled") << int(Kind::Pending) << QByteArray() << false;
    }

    void waitsForItsTime()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, at);
        QFETCH(bool, waits);
        const SelectedInstance instance { InstanceId(u"a"_s), u"Order"_s,
                                          RuntimeStatus(static_cast<Kind>(status)),
                                          Instant::fromText(at) };
        QCOMPARE(instance.waitsForItsTime(m_now), waits);
        QCOMPARE(canCancelStart(instance, Capabilities(), m_now).allowed, waits);
        Capabilities http;
        http.lack(Feature::CancelScheduledStart, u"Only on storage."_s);
        QCOMPARE(canCancelStart(instance, http, m_now).reason, u"Only on storage."_s);
    }

    void rewindsNothingThatHasNotStarted()
    {
        SelectedInstance instance { InstanceId(u"a"_s), u"Order"_s, Kind::Pending,
                                    Instant::fromText("2026-11-26T00:00:01Z") };
        const Verdict verdict = canPerform(ActionKind::Rewind, instance, Capabilities(), m_now);
        QVERIFY(!verdict.allowed);
        QVERIFY(verdict.reason.contains(u"not started"_s));
        QVERIFY(canPerform(ActionKind::Terminate, instance, Capabilities(), m_now).allowed);

        instance.scheduledStart.reset(); // it may be a rewind that was interrupted
        QVERIFY(canPerform(ActionKind::Rewind, instance, Capabilities(), m_now).allowed);
    }

private:
    const Instant m_now = *Instant::fromText("2026-11-26T00:00:00Z");
};

HUBDECK_GUILESS_TEST(TestSelectedInstance)
#include "tst_selectedinstance.moc"
