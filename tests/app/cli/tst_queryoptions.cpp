// SPDX-License-Identifier: MIT
#include "app/cli/commandline.h"
#include "app/cli/queryoptions.h"
#include "testprogram.h"

#include <QTest>

using namespace hubdeck;
using namespace hubdeck::cli;
using namespace Qt::Literals::StringLiterals;

class TestQueryOptions : public QObject
{
    Q_OBJECT

private slots:
    void readsEveryFilter();
    void acceptsStatusesInAnyCaseButNoOtherWords();
    void refusesContradictions();
    void readsLimits();

private:
    static CommandLine line(const QStringList &words) { return CommandLine(QStringList { u"hubdeckctl"_s, u"instances"_s } + words); }
};

void TestQueryOptions::readsEveryFilter()
{
    const InstanceQuery query = queryFrom(line({ u"--status"_s, u"Failed,Running"_s, u"--from"_s, u"2026-11-23"_s, u"--to"_s, u"2026-11-24"_s, u"--prefix"_s,
                                                 u"order-"_s, u"--orchestrations"_s }));
    QCOMPARE(query.statuses, (std::vector { RuntimeStatus::Kind::Failed, RuntimeStatus::Kind::Running }));
    QCOMPARE(query.createdFrom->toText(), u"2026-11-23T00:00:00Z"_s);
    QCOMPARE(query.createdTo->toText(), u"2026-11-24T00:00:00Z"_s);
    QCOMPARE(query.idPrefix, u"order-"_s);
    QVERIFY(query.kinds == InstanceKinds::Orchestrations);
    QVERIFY(queryFrom(line({})).kinds == InstanceKinds::Both);
}

void TestQueryOptions::acceptsStatusesInAnyCaseButNoOtherWords()
{
    QCOMPARE(queryFrom(line({ u"--status"_s, u"failed, failed"_s })).statuses, (std::vector { RuntimeStatus::Kind::Failed }));
    QVERIFY_THROWS_EXCEPTION(UsageError, static_cast<void>(queryFrom(line({ u"--status"_s, u"Bogus"_s }))));
    QVERIFY_THROWS_EXCEPTION(UsageError, static_cast<void>(queryFrom(line({ u"--status"_s, u"Unknown"_s }))));
}

void TestQueryOptions::refusesContradictions()
{
    QVERIFY_THROWS_EXCEPTION(UsageError, static_cast<void>(queryFrom(line({ u"--orchestrations"_s, u"--entities"_s }))));
    QVERIFY_THROWS_EXCEPTION(UsageError, static_cast<void>(queryFrom(line({ u"--from"_s, u"2026-11-24"_s, u"--to"_s, u"2026-11-23"_s }))));
}

void TestQueryOptions::readsLimits()
{
    QCOMPARE(limitFrom(line({}), 100), 100);
    QCOMPARE(limitFrom(line({ u"--top"_s, u"7"_s }), 100), 7);
    QCOMPARE(limitFrom(line({ u"--all"_s }), 100), -1);
    QVERIFY_THROWS_EXCEPTION(UsageError, static_cast<void>(limitFrom(line({ u"--all"_s, u"--top"_s, u"7"_s }), 100)));
    const CommandLine wait(QStringList { u"hubdeckctl"_s, u"wait"_s, u"x"_s, u"--timeout"_s, u"7"_s });
    QVERIFY(timeoutFrom(wait, 60) == std::chrono::seconds(7));
}

HUBDECK_GUILESS_TEST(TestQueryOptions)
#include "tst_queryoptions.moc"
