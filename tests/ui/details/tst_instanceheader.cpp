// SPDX-License-Identifier: MIT
#include "ui/details/instanceheader.h"

#include "models/displaytext.h"
#include "scriptedhub.h"
#include "testprogram.h"
#include "ui/details/elidedlabel.h"
#include "ui/shell/theme.h"

#include <QLabel>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace hubdeck;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using test::ScriptedHub;

namespace {

struct Shown
{
    [[nodiscard]] QString text(const char *name) const
    {
        return header.findChild<QLabel *>(QString::fromLatin1(name))->text();
    }

    TimeDisplay time;
    InstanceHeader header { time };
};

Capabilities overHttp()
{
    Capabilities capabilities;
    capabilities.lack(Feature::ParentLinks, u"Storage shows more."_s);
    capabilities.lack(Feature::SubsecondTimes, u"Whole seconds only."_s);
    return capabilities;
}

} // namespace

class TestInstanceHeader : public QObject
{
    Q_OBJECT

private slots:
    void wholeSecondsAreNotMadeExact();
    void elapsedTimeGrowsWhileItRuns();
    void saysThatTheRoadTellsNoParents();
    void parentIsALinkWhereItIsKnown();
    void statusHasItsColourInLightAndDark();
    void pendingInstancesHaveNotStarted();
    void fractionsAreShownAsFarAsThereIsRoom();
    void extrasStandTogether();
    void endedChildrenThatTheHistoryNamesAreALink();
};

void TestInstanceHeader::wholeSecondsAreNotMadeExact()
{
    Shown shown;
    InstanceDetails instance = ScriptedHub::made(u"a"_s, u"Order"_s, RuntimeStatus::Kind::Completed,
                                                 *Instant::fromText("2026-11-23T09:40:57Z"));
    instance.lastUpdated = instance.created;
    shown.header.showInstance(instance, nullptr, overHttp());
    QCOMPARE(shown.text("instanceDuration"), u"under 1 s"_s);
    QVERIFY(shown.header.findChild<QLabel *>(u"instanceCreated"_s)
                ->toolTip()
                .contains(u"Whole seconds only."));
    instance.lastUpdated = *instance.created + 7s;
    shown.header.showInstance(instance, nullptr, overHttp());
    QCOMPARE(shown.text("instanceDuration"), u"about 7 s"_s);
}

void TestInstanceHeader::elapsedTimeGrowsWhileItRuns()
{
    Shown shown;
    const InstanceDetails instance = ScriptedHub::made(
        u"a"_s, u"Order"_s, RuntimeStatus::Kind::Running, Instant::now() - Instant::Ticks(5s));
    shown.header.showInstance(instance, nullptr, {});
    shown.header.show();
    const QString before = shown.text("instanceDuration");
    QVERIFY(before.contains(u"so far"));
    QTRY_VERIFY_WITH_TIMEOUT(shown.text("instanceDuration") != before, 30'000);
}

void TestInstanceHeader::saysThatTheRoadTellsNoParents()
{
    Shown shown;
    shown.header.showInstance(
        ScriptedHub::made(u"a"_s, u"Order"_s, RuntimeStatus::Kind::Completed, Instant::now()),
        nullptr, overHttp());
    QCOMPARE(shown.text("instanceParent"), u"Storage shows more."_s);
    QVERIFY(
        !shown.header.findChild<QWidget *>(u"instanceParentLink"_s)->isVisibleTo(&shown.header));
}

void TestInstanceHeader::parentIsALinkWhereItIsKnown()
{
    Shown shown;
    InstanceDetails instance
        = ScriptedHub::made(u"a:1"_s, u"Order"_s, RuntimeStatus::Kind::Completed, Instant::now());
    instance.parent = InstanceId(u"a"_s);
    shown.header.showInstance(instance, nullptr, {});
    QSignalSpy requested(&shown.header, &InstanceHeader::instanceRequested);
    shown.header.findChild<QToolButton *>(u"instanceParentLink"_s)->click();
    QCOMPARE(requested.front().front().value<InstanceId>(), InstanceId(u"a"_s));
}

void TestInstanceHeader::statusHasItsColourInLightAndDark()
{
    for (const QPalette &palette : { theme::lightPalette(), theme::darkPalette() }) {
        Shown shown;
        shown.header.setPalette(palette);
        shown.header.showInstance(
            ScriptedHub::made(u"a"_s, u"Order"_s, RuntimeStatus::Kind::Failed, Instant::now()),
            nullptr, {});
        const auto *status = shown.header.findChild<QLabel *>(u"instanceStatus"_s);
        QCOMPARE(status->palette().color(QPalette::Active, QPalette::WindowText),
                 theme::color(theme::Role::Failed, palette));
    }
}

void TestInstanceHeader::pendingInstancesHaveNotStarted()
{
    Shown shown;
    shown.header.showInstance(
        ScriptedHub::made(u"a"_s, u"Order"_s, RuntimeStatus::Kind::Pending, Instant::now()),
        nullptr, {});
    QCOMPARE(shown.text("instanceDuration"), u"not started yet"_s);
}

void TestInstanceHeader::fractionsAreShownAsFarAsThereIsRoom()
{
    Shown shown;
    const Instant longAgo = *Instant::fromText("2020-11-23T09:40:57.1234567Z");
    shown.time.setUtc(true);
    shown.header.showInstance(
        ScriptedHub::made(u"a"_s, u"Order"_s, RuntimeStatus::Kind::Completed, longAgo), nullptr,
        {});
    const auto *created = shown.header.findChild<ElidedLabel *>(u"instanceCreated"_s);
    shown.header.resize(1000, 200);
    shown.header.show();
    QTRY_COMPARE(created->shownText(), u"2020-11-23 09:40:57.1234567"_s);
    shown.header.resize(430, 200);
    QTRY_VERIFY(created->shownText().startsWith(u"2020-11-23 09:40:57"_s));
    QVERIFY(!created->shownText().endsWith(u'…'));
    const Instant now = Instant::now();
    shown.header.showInstance(
        ScriptedHub::made(u"a"_s, u"Order"_s, RuntimeStatus::Kind::Completed, now), nullptr, {});
    QCOMPARE(created->shownText(), displaytext::time(now, true, true).mid(11));
}

void TestInstanceHeader::extrasStandTogether()
{
    Shown shown;
    shown.header.resize(600, 300);
    shown.header.show();
    InstanceDetails instance
        = ScriptedHub::made(u"a"_s, u"Order"_s, RuntimeStatus::Kind::Completed, Instant::now());
    const auto left = [&](const char *name) {
        return shown.header.findChild<QLabel *>(QString::fromLatin1(name))->x();
    };
    const auto top = [&](const char *name) {
        return shown.header.findChild<QLabel *>(QString::fromLatin1(name))->y();
    };
    instance.scheduledStart = Instant::now();
    shown.header.showInstance(instance, nullptr, {});
    QTRY_COMPARE(left("instanceScheduled"), left("instanceCreated"));
    instance.generation = 3;
    shown.header.showInstance(instance, nullptr, {});
    QTRY_COMPARE(left("instanceGeneration"), left("instanceUpdated"));
    QTRY_COMPARE(top("instanceGeneration"), top("instanceScheduled"));
    instance.completed = Instant::now();
    shown.header.showInstance(instance, nullptr, {});
    QTRY_COMPARE(left("instanceGeneration"), left("instanceCreated"));
    QTRY_COMPARE(top("instanceCompleted"), top("instanceScheduled"));
    QTRY_VERIFY(top("instanceGeneration") > top("instanceScheduled"));
}

void TestInstanceHeader::endedChildrenThatTheHistoryNamesAreALink()
{
    Shown shown;
    const InstanceDetails instance
        = ScriptedHub::made(u"a"_s, u"Order"_s, RuntimeStatus::Kind::Failed, Instant::now());
    History history;
    HistoryEvent failed;
    failed.type = u"SubOrchestrationInstanceFailed"_s;
    failed.raw = "{}";
    failed.subInstance = InstanceId(u"a:1"_s);
    history.events = { failed };
    shown.header.showInstance(instance, &history, {});
    auto *link = shown.header.findChild<QToolButton *>(u"instanceChildrenLink"_s);
    QVERIFY(link->isVisibleTo(&shown.header));
    QCOMPARE(link->text(), u"1 failed ›"_s);
    QSignalSpy requested(&shown.header, &InstanceHeader::instanceRequested);
    link->click();
    QCOMPARE(requested.front().front().value<InstanceId>(), InstanceId(u"a:1"_s));
}

HUBDECK_TEST(TestInstanceHeader)
#include "tst_instanceheader.moc"
