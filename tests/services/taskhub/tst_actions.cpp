// SPDX-License-Identifier: MIT
#include "services/taskhub/actions.h"

#include "testprogram.h"

#include <QTest>

#include <set>

using namespace hubdeck;
using namespace Qt::StringLiterals;
using Kind = RuntimeStatus::Kind;

class tst_Actions : public QObject
{
    Q_OBJECT

private slots:
    void allowsWhatTheProtocolAllows_data();
    void allowsWhatTheProtocolAllows();
    void saysWhyNot();
    void refusesEntityKillers();
    void refusesIdsThatCannotBeAddressed();
    void refusesSlashesWhereTheRoadCannotSendThem();
    void refusesWhatTheRoadLacks();
    void finishesRewindsWhereTheRoadCan();
    void namesActions();
    void checksReasons();
    void checksEvents();
    void checksStarts_data();
    void checksStarts();
    void checksStartsThatWait();
};

namespace {

const std::array allKinds { ActionKind::Terminate, ActionKind::Suspend,    ActionKind::Resume,
                            ActionKind::Rewind,    ActionKind::RaiseEvent, ActionKind::Restart,
                            ActionKind::Purge };

Verdict verdict(ActionKind action, const RuntimeStatus &status, const QString &id = u"order-1"_s)
{
    return canPerform(action, InstanceId(id), status, Capabilities());
}

} // namespace

void tst_Actions::allowsWhatTheProtocolAllows_data()
{
    QTest::addColumn<RuntimeStatus>("status");
    QTest::addColumn<QString>("allowed"); // T S R(esume) W(rewind) E R(estart)=N P
    const auto row = [](const RuntimeStatus &status, const char *allowed) {
        QTest::newRow(qPrintable(status.name())) << status << QString::fromLatin1(allowed);
    };
    row(Kind::Running, "TS--ENP");
    row(Kind::Pending, "TS-WENP"); // an interrupted rewind left it behind
    row(Kind::ContinuedAsNew, "TS--ENP");
    row(Kind::Suspended, "T-R-ENP");
    row(Kind::Completed, "-----NP");
    row(Kind::Failed, "---W-NP");
    row(Kind::Terminated, "-----NP");
    row(Kind::Canceled, "-----NP");
    row(RuntimeStatus::fromName(u"Hibernating"_s), "TS--ENP");
}

void tst_Actions::allowsWhatTheProtocolAllows()
{
    QFETCH(RuntimeStatus, status);
    QFETCH(QString, allowed);
    for (size_t i = 0; i < allKinds.size(); ++i) {
        const Verdict result = verdict(allKinds.at(i), status);
        QCOMPARE(result.allowed, allowed.at(static_cast<qsizetype>(i)) != u'-');
        QCOMPARE(result.reason.isEmpty(), result.allowed);
    }
}

void tst_Actions::saysWhyNot()
{
    QCOMPARE(verdict(ActionKind::Terminate, Kind::Completed).reason,
             u"The instance has already finished (Completed)."_s);
    QCOMPARE(verdict(ActionKind::Rewind, Kind::Terminated).reason,
             u"The instance has already finished (Terminated)."_s);
    QCOMPARE(verdict(ActionKind::Suspend, Kind::Suspended).reason,
             u"The instance is already suspended."_s);
    QCOMPARE(verdict(ActionKind::Resume, Kind::Running).reason,
             u"The instance is not suspended (Running)."_s);
    QCOMPARE(verdict(ActionKind::Rewind, Kind::Running).reason,
             u"Only failed instances can be rewound (this one: Running)."_s);
}

void tst_Actions::refusesEntityKillers()
{
    const QString entity = u"@counter@k"_s;
    QVERIFY(!verdict(ActionKind::Terminate, Kind::Running, entity));
    QVERIFY(verdict(ActionKind::Terminate, Kind::Running, entity).reason.contains(u"signal"));
    QVERIFY(!verdict(ActionKind::Rewind, Kind::Failed, entity));
    QVERIFY(!verdict(ActionKind::RaiseEvent, Kind::Running, entity));
    QVERIFY(!verdict(ActionKind::Restart, Kind::Running, entity));
    QVERIFY(verdict(ActionKind::Suspend, Kind::Running, entity).allowed);
    QVERIFY(verdict(ActionKind::Resume, Kind::Suspended, entity).allowed);
    QVERIFY(verdict(ActionKind::Purge, Kind::Running, entity).allowed);
}

void tst_Actions::refusesIdsThatCannotBeAddressed()
{
    for (const ActionKind action : allKinds) {
        for (const QString &id : { QString(), u"."_s, u".."_s }) {
            QVERIFY(!verdict(action, Kind::Running, id));
            QVERIFY(!verdict(action, Kind::Running, id).reason.isEmpty());
        }
    }
    QVERIFY(verdict(ActionKind::Purge, Kind::Completed, u"..."_s).allowed);
}

void tst_Actions::refusesSlashesWhereTheRoadCannotSendThem()
{
    Capabilities capabilities;
    const InstanceId id(u"a/b"_s);
    QVERIFY(canPerform(ActionKind::Terminate, id, Kind::Running, capabilities).allowed);
    capabilities.lack(Feature::IdsWithSlash, u"no slash here"_s);
    QCOMPARE(canPerform(ActionKind::Terminate, id, Kind::Running, capabilities),
             (Verdict { false, u"no slash here"_s }));
    QVERIFY(canPerform(ActionKind::Terminate, InstanceId(u"ab"_s), Kind::Running, capabilities)
                .allowed);
}

void tst_Actions::refusesWhatTheRoadLacks()
{
    using enum Feature;
    const std::array features { Terminate, Suspend, Resume, Rewind, RaiseEvent, Restart, Purge };
    for (size_t i = 0; i < features.size(); ++i) {
        Capabilities capabilities;
        capabilities.lack(features.at(i), u"not here"_s);
        for (const Kind status : RuntimeStatus::queryable) {
            QCOMPARE(canPerform(allKinds.at(i), InstanceId(u"x"_s), status, capabilities).reason,
                     u"not here"_s);
        }
    }
}

void tst_Actions::finishesRewindsWhereTheRoadCan()
{
    Capabilities capabilities;
    const InstanceId id(u"a"_s);
    QVERIFY(canPerform(ActionKind::Rewind, id, Kind::Pending, capabilities).allowed);
    capabilities.lack(Feature::FinishRewind, u"not over this road"_s);
    QCOMPARE(canPerform(ActionKind::Rewind, id, Kind::Pending, capabilities).reason,
             u"Only failed instances can be rewound (this one: Pending)."_s);
    QVERIFY(canPerform(ActionKind::Rewind, id, Kind::Failed, capabilities).allowed);
    QVERIFY(!canPerform(ActionKind::Rewind, id, Kind::Running, Capabilities()).allowed);
}

void tst_Actions::namesActions()
{
    const std::array<InstanceAction, 7> actions { TerminateAction {},  SuspendAction {},
                                                  ResumeAction {},     RewindAction {},
                                                  RaiseEventAction {}, RestartAction {},
                                                  PurgeAction {} };
    std::set<QString> names;
    for (size_t i = 0; i < actions.size(); ++i) {
        QCOMPARE(kindOf(actions.at(i)), allKinds.at(i));
        names.insert(displayName(allKinds.at(i)));
        QVERIFY(pendingName(allKinds.at(i)).endsWith(u'…'));
        names.insert(pendingName(allKinds.at(i)));
    }
    QCOMPARE(names.size(), actions.size() * 2);
    QCOMPARE(displayName(ActionKind::RaiseEvent), u"Raise event"_s);
}

void tst_Actions::checksReasons()
{
    for (const QString &fine : { QString(), u"found a bug"_s, u"404"_s, QString(1024, u'x') }) {
        QVERIFY(problemWithAction(TerminateAction { fine }).isEmpty());
        QVERIFY(problemWithAction(SuspendAction { fine }).isEmpty());
        QVERIFY(problemWithAction(ResumeAction { fine }).isEmpty());
        QVERIFY(problemWithAction(RewindAction { fine }).isEmpty());
    }
    for (const QString &bad : { u"undefined"_s, QString(1025, u'x'), QString(600, u'é') }) {
        QVERIFY(!problemWithAction(TerminateAction { bad }).isEmpty());
        QVERIFY(!problemWithAction(SuspendAction { bad }).isEmpty());
        QVERIFY(!problemWithAction(ResumeAction { bad }).isEmpty());
    }
    QVERIFY(
        problemWithAction(RewindAction { u"undefined"_s }).isEmpty()); // never becomes an output
    QVERIFY(problemWithAction(RestartAction {}).isEmpty());
    QVERIFY(problemWithAction(PurgeAction {}).isEmpty());
}

void tst_Actions::checksEvents()
{
    QVERIFY(problemWithAction(RaiseEventAction { u"Go"_s, "null" }).isEmpty());
    QVERIFY(problemWithAction(RaiseEventAction { u"Go"_s, " {\"a\":[1e400]} " }).isEmpty());
    QVERIFY(!problemWithAction(RaiseEventAction { QString(), "null" }).isEmpty());
    QVERIFY(!problemWithAction(RaiseEventAction { u"  "_s, "null" }).isEmpty());
    QVERIFY(!problemWithAction(RaiseEventAction { u"Go"_s, "" }).isEmpty());
    QVERIFY(problemWithAction(RaiseEventAction { u"Go"_s, "{\"a\":1} x" })
                .contains(u"line 1, column 9"));
}

void tst_Actions::checksStarts_data()
{
    QTest::addColumn<QString>("id");
    QTest::addColumn<bool>("good");
    QTest::newRow("plain") << u"order-1"_s << true;
    QTest::newRow("awkward") << u" 50%off +;&=' ünï-日本🚀. "_s << true;
    QTest::newRow("longest") << QString(256, u'a') << true;
    QTest::newRow("at inside") << u"a@b"_s << true;
    QTest::newRow("too long") << QString(257, u'a') << false;
    QTest::newRow("too long in UTF-16") << u"🚀"_s.repeated(129) << false;
    QTest::newRow("empty") << QString() << false;
    QTest::newRow("dot") << u"."_s << false;
    QTest::newRow("dots") << u".."_s << false;
    QTest::newRow("entity") << u"@a"_s << false;
    for (const QChar c : u"/\\?#\n\t\u007f\u0085"_s) {
        QTest::newRow(qPrintable(u"character "_s + QString::number(c.unicode(), 16)))
            << u"a"_s + c + u"b"_s << false;
    }
}

void tst_Actions::checksStarts()
{
    QFETCH(QString, id);
    StartRequest request;
    request.function = u"Ship"_s;
    request.id = InstanceId(id);
    QTEST(problemWithStart(request).isEmpty(), "good");
}

void tst_Actions::checksStartsThatWait()
{
    StartRequest request;
    QVERIFY(!problemWithStart(request).isEmpty());
    request.function = u"Ship"_s;
    QVERIFY(problemWithStart(request).isEmpty());
    request.input = "{\"a\":1}";
    QVERIFY(problemWithStart(request).isEmpty());
    request.input = "badly";
    QVERIFY(problemWithStart(request).contains(u"line 1, column 1"));
    request.input.reset();
    request.wait = std::chrono::milliseconds(0);
    QVERIFY(!problemWithStart(request).isEmpty());
    request.wait = std::chrono::seconds(1);
    QVERIFY(problemWithStart(request).isEmpty());
}

HUBDECK_GUILESS_TEST(tst_Actions)
#include "tst_actions.moc"
