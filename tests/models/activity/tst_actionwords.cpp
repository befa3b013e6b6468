// SPDX-License-Identifier: MIT
#include "models/activity/actionwords.h"

#include "testprogram.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using namespace hubdeck;
using actionwords::Counts;

class ActionWordsTest : public QObject
{
    Q_OBJECT

private slots:

    void namesAnAction_data()
    {
        QTest::addColumn<InstanceAction>("action");
        QTest::addColumn<int>("count");
        QTest::addColumn<QString>("text");
        QTest::addRow("plain") << InstanceAction(TerminateAction {}) << 1 << u"Terminate i-0"_s;
        QTest::addRow("reason") << InstanceAction(SuspendAction { u"maintenance"_s }) << 1
                                << u"Suspend i-0 (“maintenance”)"_s;
        QTest::addRow("event") << InstanceAction(RaiseEventAction { u"Approve"_s, "null" }) << 1
                               << u"Raise event Approve on i-0"_s;
        QTest::addRow("several") << InstanceAction(PurgeAction {}) << 5 << u"Purge 5 instances"_s;
        QTest::addRow("hostile") << InstanceAction(ResumeAction { u"%1 %2\nx"_s }) << 1
                                 << u"Resume i-0 (“%1 %2↵x”)"_s;
    }

    void namesAnAction()
    {
        QFETCH(const InstanceAction, action);
        QFETCH(const int, count);
        QFETCH(const QString, text);
        std::vector<InstanceId> ids;
        for (int i = 0; i < count; ++i) {
            ids.emplace_back(u"i-%1"_s.arg(i));
        }
        QCOMPARE(actionwords::what(action, ids), text);
        QVERIFY(!actionwords::iconName(kindOf(action)).isEmpty());
    }

    void tellsResults_data()
    {
        QTest::addColumn<Counts>("counts");
        QTest::addColumn<QString>("text");
        QTest::addRow("accepted") << Counts { 5, 5, 0, 0, 0, false } << u"5 accepted"_s;
        QTest::addRow("some failed")
            << Counts { 5, 3, 2, 0, 0, false } << u"3 accepted, 2 failed"_s;
        QTest::addRow("unknown") << Counts { 3, 0, 0, 3, 0, false } << u"3 with unknown outcome"_s;
        QTest::addRow("stopped") << Counts { 9, 2, 0, 0, 0, false } << u"2 accepted, 7 not sent"_s;
        QTest::addRow("reported") << Counts { 2, 2, 0, 0, 2, true }
                                  << u"2 accepted, all reported by the hub"_s;
        QTest::addRow("partly") << Counts { 5, 5, 0, 0, 4, true }
                                << u"5 accepted, 4 of them reported by the hub so far"_s;
    }

    void tellsResults()
    {
        QFETCH(const Counts, counts);
        QFETCH(const QString, text);
        QCOMPARE(actionwords::result(counts, false), text);
    }

    void tellsHowFarItIs()
    {
        QCOMPARE(actionwords::result(Counts { 40, 10, 1, 1, 0, false }, true), u"12 of 40 sent"_s);
    }

    void tellsTheChange()
    {
        InstanceDetails instance;
        instance.status = RuntimeStatus::Kind::Completed;
        const QString text = actionwords::reported(instance, 1800ms);
        QVERIFY2(text.startsWith(u"accepted, Completed after 1.8"_s), qPrintable(text));
    }

    void gathersFailures()
    {
        actionwords::Failures failures;
        for (int i = 0; i < 150; ++i) {
            failures.emplace_back(InstanceId(u"i-%1"_s.arg(i)),
                                  TaskHubError(ErrorKind::Conflict, u"Broken %1."_s.arg(i)));
        }
        const TaskHubError error = actionwords::summary(ActionKind::Suspend, failures, 200);
        QCOMPARE(error.kind, ErrorKind::Conflict);
        QVERIFY2(error.message.startsWith(u"Suspend failed for 150 of 200 instances."_s),
                 qPrintable(error.message));
        QVERIFY(error.message.contains(u"i-0: Broken 0."_s));
        const QStringList lines = error.detail.split(u'\n');
        QCOMPARE(lines.size(), 101); // the list stays readable
        QCOMPARE(lines.last(), u"… and 50 more"_s);
    }
};

HUBDECK_GUILESS_TEST(ActionWordsTest)
#include "tst_actionwords.moc"
