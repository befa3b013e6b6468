// SPDX-License-Identifier: MIT
#include "services/taskhub/runtimestatus.h"

#include "testprogram.h"

#include <QTest>

#include <set>

using namespace hubdeck;
using namespace Qt::StringLiterals;
using Kind = RuntimeStatus::Kind;

class tst_RuntimeStatus : public QObject
{
    Q_OBJECT

private slots:
    void readsTheNamesOfTheHub();
    void comparesNamesExactly();
    void keepsANameNeverSeenBefore();
    void dividesIntoActiveAndTerminal();
    void listsEveryKindToQueryOnce();
};

void tst_RuntimeStatus::readsTheNamesOfTheHub()
{
    for (const Kind kind : RuntimeStatus::queryable) {
        const RuntimeStatus status = RuntimeStatus::fromName(nameOf(kind));
        QCOMPARE(status, RuntimeStatus(kind));
        QCOMPARE(status.name(), nameOf(kind));
    }
    QCOMPARE(nameOf(Kind::ContinuedAsNew), u"ContinuedAsNew"_s);
    QCOMPARE(RuntimeStatus::fromName(u"Unknown"_s), RuntimeStatus(Kind::Unknown));
    QCOMPARE(RuntimeStatus().name(), u"Unknown"_s);
}

void tst_RuntimeStatus::comparesNamesExactly()
{
    QCOMPARE(RuntimeStatus::fromName(u"running"_s).kind(), Kind::Unknown);
    QCOMPARE(RuntimeStatus::fromName(u"Running "_s).kind(), Kind::Unknown);
}

void tst_RuntimeStatus::keepsANameNeverSeenBefore()
{
    const RuntimeStatus status = RuntimeStatus::fromName(u"Hibernating"_s);
    QCOMPARE(status.kind(), Kind::Unknown);
    QCOMPARE(status.name(), u"Hibernating"_s);
    QVERIFY(status != RuntimeStatus::fromName(u"Dreaming"_s));
    QVERIFY(!status.isActive());
    QVERIFY(!status.isTerminal());
}

void tst_RuntimeStatus::dividesIntoActiveAndTerminal()
{
    for (const Kind kind : RuntimeStatus::queryable) {
        QVERIFY(RuntimeStatus(kind).isActive() != RuntimeStatus(kind).isTerminal());
    }
    QVERIFY(RuntimeStatus(Kind::Suspended).isActive());
    QVERIFY(RuntimeStatus(Kind::Pending).isActive());
    QVERIFY(RuntimeStatus(Kind::Canceled).isTerminal());
}

void tst_RuntimeStatus::listsEveryKindToQueryOnce()
{
    const std::set<Kind> kinds(RuntimeStatus::queryable.begin(), RuntimeStatus::queryable.end());
    QCOMPARE(kinds.size(), RuntimeStatus::queryable.size());
    QVERIFY(!kinds.contains(Kind::Unknown));
}

HUBDECK_GUILESS_TEST(tst_RuntimeStatus)
#include "tst_runtimestatus.moc"
