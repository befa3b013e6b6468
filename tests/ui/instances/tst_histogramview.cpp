// SPDX-License-Identifier: MIT
#include "ui/instances/histogramview.h"

#include "models/displaytext.h"
#include "testprogram.h"
#include "ui/shell/theme.h"

#include <QSignalSpy>
#include <QTest>

using namespace hubdeck;
using namespace std::chrono_literals;
using namespace Qt::Literals::StringLiterals;
using Kind = RuntimeStatus::Kind;

namespace {

const Instant start = *Instant::fromText("2026-11-23T10:00:00Z");

/// Ten bars of ten seconds; the last one holds two failures.
Histogram tenBars()
{
    Histogram result { start, start + 100s, std::vector<Histogram::Bar>(10) };
    result.bars[9].total = 3;
    result.bars[9].byKind[static_cast<size_t>(Kind::Failed)] = 2;
    result.bars[9].byKind[static_cast<size_t>(Kind::Completed)] = 1;
    result.bars[0].total = 1;
    result.bars[0].byKind[static_cast<size_t>(Kind::Completed)] = 1;
    return result;
}

struct Fixture
{
    TimeDisplay time;
    HistogramView view { time };
    QSignalSpy selected { &view, &HistogramView::rangeSelected };
    QSignalSpy cleared { &view, &HistogramView::rangeCleared };

    Fixture()
    {
        time.setUtc(true);
        view.setPalette(theme::lightPalette());
        view.resize(524, view.sizeHint().height()); // bars of 50 between margins of 12
        view.setHistogram(tenBars());
        view.show();
    }

    [[nodiscard]] Instant from() const { return selected.last().at(0).value<Instant>(); }

    [[nodiscard]] Instant to() const { return selected.last().at(1).value<Instant>(); }
};

} // namespace

class TestHistogramView : public QObject
{
    Q_OBJECT

private slots:

    void describesBarsInWords()
    {
        const Fixture f;
        QCOMPARE(
            f.view.describe(9, 9),
            u"2026-11-23 10:01:30 to 2026-11-23 10:01:40: 3 instances\n1 Completed, 2 Failed"_s);
        QVERIFY(f.view.describe(0, 0).contains(u": 1 instance\n"_s));
        QVERIFY(f.view.describe(1, 2).endsWith(u": 0 instances"_s));
        QVERIFY(f.view.accessibleDescription().contains(u"4 instances"_s));
    }

    void draggingSelectsARange()
    {
        Fixture f;
        QTest::mousePress(&f.view, Qt::LeftButton, {}, QPoint(12 + 475, 20));
        QTest::mouseMove(&f.view, QPoint(12 + 320, 20));
        QTest::mouseRelease(&f.view, Qt::LeftButton, {}, QPoint(12 + 320, 20));
        QCOMPARE(f.selected.size(), 1);
        QCOMPARE(f.from(), start + 60s);
        QCOMPARE(f.to(), start + 100s);
    }

    void aClickAloneSelectsNothingAndADoubleClickClears()
    {
        Fixture f;
        QTest::mouseClick(&f.view, Qt::LeftButton, {}, QPoint(100, 20));
        QCOMPARE(f.selected.size(), 0);
        QTest::mouseDClick(&f.view, Qt::LeftButton, {}, QPoint(100, 20));
        QCOMPARE(f.cleared.size(), 1);
    }

    void worksWithTheKeyboard()
    {
        Fixture f;
        QTest::keyClick(&f.view, Qt::Key_Left); // onto the last bar
        QTest::keyClick(&f.view, Qt::Key_Left);
        QTest::keyClick(&f.view, Qt::Key_Left, Qt::ShiftModifier);
        QVERIFY(f.view.accessibleDescription().startsWith(u"2026-11-23 10:01:10"_s));
        QTest::keyClick(&f.view, Qt::Key_Return);
        QCOMPARE(f.selected.size(), 1);
        QCOMPARE(f.from(), start + 70s);
        QCOMPARE(f.to(), start + 90s);
        QTest::keyClick(&f.view, Qt::Key_Escape);
        QCOMPARE(f.cleared.size(), 1);
    }

    void paintsFailuresOnTopAndTheSelectionBehind()
    {
        Fixture f;
        f.view.setSelection(std::pair(start + 20s, start + 40s));
        const QImage image = f.view.grab().toImage();
        const QPalette palette = theme::lightPalette();
        QCOMPARE(image.pixelColor(12 + 470, 8), theme::color(theme::Role::Failed, palette));
        QCOMPARE(image.pixelColor(12 + 470, 40), theme::color(theme::Role::Completed, palette));
        QCOMPARE(image.pixelColor(12 + 150, 20), theme::color(theme::Role::SelectedRow, palette));
        QCOMPARE(image.pixelColor(12 + 250, 20), palette.color(QPalette::Base));
    }

    void nothingToShowIsNoError()
    {
        Fixture f;
        f.view.setHistogram({});
        QVERIFY(!f.view.grab().isNull());
        QTest::keyClick(&f.view, Qt::Key_Left);
        QTest::keyClick(&f.view, Qt::Key_Return);
        QTest::mouseClick(&f.view, Qt::LeftButton, {}, QPoint(100, 20));
        QCOMPARE(f.selected.size(), 0);
    }
};

HUBDECK_TEST(TestHistogramView)
#include "tst_histogramview.moc"
