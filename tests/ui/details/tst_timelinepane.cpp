// SPDX-License-Identifier: MIT
#include "ui/details/timelinepane.h"

#include "models/displaytext.h"
#include "models/json/jsondocument.h"
#include "recordedhistory.h"
#include "scriptedprompts.h"
#include "testprogram.h"
#include "ui/details/failurebox.h"
#include "ui/details/jsonpane.h"
#include "ui/details/jsonview.h"
#include "ui/details/timelineview.h"

#include <QSignalSpy>
#include <QTest>
#include <QThreadPool>

using namespace hubdeck;
using namespace Qt::StringLiterals;

namespace {

struct Shown
{
    void show(const QString &id)
    {
        history = test::recordedHistory(u"orders-hub"_s, id);
        show(&history, {});
    }

    void show(const History *read, const QString &whyNone)
    {
        const InstanceDetails &instance = history.instance;
        input.showPayload(pool, instance.input, u"No input was given."_s);
        output.showPayload(pool, instance.output, {});
        customStatus.showPayload(pool, instance.customStatus, {});
        pane.showInstance(instance, read, whyNone, failureReport(instance, read));
    }

    [[nodiscard]] JsonView *section(const char *name) const
    {
        return pane.findChild<JsonView *>(QString::fromLatin1(name));
    }

    [[nodiscard]] bool has(const char *name) const { return section(name)->isVisibleTo(&pane); }

    test::ScriptedPrompts prompts;
    TimeDisplay time;
    QThreadPool pool;
    History history;
    JsonPane input { u"Input"_s, prompts };
    JsonPane customStatus { u"Custom status"_s, prompts };
    JsonPane output { u"Output"_s, prompts };
    TimelinePane pane { time, input, customStatus, output };
};

} // namespace

class TestTimelinePane : public QObject
{
    Q_OBJECT

private slots:
    void showsBarsAndValues();
    void aFailedInstanceShowsWhyInsteadOfItsOutput();
    void saysWhyThereAreNoBars();
    void aMissingInputIsSaidInWords();
    void sectionsAreAsHighAsTheirLines();
    void foldingMakesASectionLower();
    void barsAreChosenAndFollowed();
};

void TestTimelinePane::showsBarsAndValues()
{
    Shown shown;
    shown.show(u"order-0001"_s);
    QCOMPARE(shown.pane.timeline().bars().size(), size_t(3));
    QVERIFY(!shown.pane.findChild<FailureBox *>()->isVisibleTo(&shown.pane));
    QVERIFY(shown.has("overviewInput") && shown.has("overviewOutput"));
    QCOMPARE(shown.has("overviewCustomStatus"), !shown.history.instance.customStatus.isNull());
}

void TestTimelinePane::aFailedInstanceShowsWhyInsteadOfItsOutput()
{
    Shown shown;
    shown.show(u"order-0041"_s);
    QVERIFY(shown.pane.findChild<FailureBox *>()->isVisibleTo(&shown.pane));
    QVERIFY(shown.has("overviewInput") && !shown.has("overviewOutput"));
    shown.show(u"order-0001"_s);
    QVERIFY(!shown.pane.findChild<FailureBox *>()->isVisibleTo(&shown.pane));
    QVERIFY(shown.has("overviewOutput"));
}

void TestTimelinePane::saysWhyThereAreNoBars()
{
    Shown shown;
    shown.show(nullptr, u"Reading the history…"_s);
    QVERIFY(shown.pane.timeline().bars().empty());
    QCOMPARE(shown.pane.timeline().accessibleDescription(), u"Reading the history…"_s);
}

void TestTimelinePane::aMissingInputIsSaidInWords()
{
    Shown shown;
    shown.show(nullptr, {});
    QVERIFY(shown.has("overviewInput"));
    QCOMPARE(shown.section("overviewInput")->placeholder(), u"No input was given."_s);
}

void TestTimelinePane::sectionsAreAsHighAsTheirLines()
{
    Shown shown;
    shown.pane.resize(480, 900);
    shown.pane.show();
    shown.show(u"order-0001"_s);
    QVERIFY(QTest::qWaitForWindowExposed(&shown.pane));
    const JsonView *input = shown.section("overviewInput");
    QTRY_COMPARE(input->height(), input->contentHeight());
    QCOMPARE(input->fullyVisibleLines(), static_cast<int>(shown.input.document().lineCount()));
}

void TestTimelinePane::foldingMakesASectionLower()
{
    Shown shown;
    shown.pane.resize(480, 900);
    shown.pane.show();
    shown.show(u"order-0001"_s);
    QVERIFY(QTest::qWaitForWindowExposed(&shown.pane));
    JsonView *input = shown.section("overviewInput");
    QTRY_COMPARE(input->height(), input->contentHeight());
    const int before = input->height();
    QVERIFY(input->folds().fold(0));
    QTRY_VERIFY(input->height() < before);
    QCOMPARE(shown.input.view().folds().rowCount(), shown.input.document().lineCount());
}

void TestTimelinePane::barsAreChosenAndFollowed()
{
    Shown shown;
    shown.pane.resize(480, 600);
    shown.pane.show();
    shown.show(u"order-0001"_s);
    QVERIFY(QTest::qWaitForWindowExposed(&shown.pane));
    QSignalSpy selected(&shown.pane, &TimelinePane::eventSelected);
    QSignalSpy activated(&shown.pane, &TimelinePane::eventActivated);
    QTest::keyClick(&shown.pane.timeline(), Qt::Key_Down);
    QTest::keyClick(&shown.pane.timeline(), Qt::Key_Down);
    QCOMPARE(selected.count(), 2);
    QTest::keyClick(&shown.pane.timeline(), Qt::Key_Return);
    QCOMPARE(activated.count(), 1);
    QCOMPARE(activated.front().front().toLongLong(), selected.last().front().toLongLong());
}

HUBDECK_TEST(TestTimelinePane)
#include "tst_timelinepane.moc"
