// SPDX-License-Identifier: MIT
#include "ui/instances/querybar.h"

#include "models/displaytext.h"
#include "testprogram.h"
#include "ui/instances/labelledfield.h"
#include "ui/instances/statuschip.h"

#include <QDateTimeEdit>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace hubdeck;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using Kind = RuntimeStatus::Kind;

namespace {

struct Fixture
{
    TimeDisplay time;
    QueryBar bar { time };

    Fixture() { time.setUtc(true); }

    template <typename T> [[nodiscard]] T &part(const QString &name) const
    {
        T *found = bar.findChild<T *>(name);
        Q_ASSERT(found);
        return *found;
    }

    void choose(const QString &button, const QString &text) const
    {
        for (QAction *action : part<QPushButton>(button).menu()->actions()) {
            if (action->text().startsWith(text)) {
                action->trigger();
                return;
            }
        }
        QFAIL("no such choice");
    }
};

} // namespace

class TestQueryBar : public QObject
{
    Q_OBJECT

private slots:
    void beginsWithTheLastDay();
    void asksForCheckedStatuses();
    void noneAndAllCheckedMeanAll();
    void offersPresetsOfTime();
    void warnsBeforeReadingTheWholeHub();
    void asksForARangeInTheShownZone();
    void saysWhenTheRangeIsUpsideDown();
    void keepsTheInstantsWhenTheZoneChanges();
    void asksForPrefixAndKinds();
    void resetsToTheFirstQuery();
    void givesAndTakesTheSameQuery();
    void leavesCountsAwayThatWereNotAskedFor();
    void narrowsWithoutAsking();
    void goesOnToTheTable();
    void namesEveryControl();
};

void TestQueryBar::beginsWithTheLastDay()
{
    const Fixture f;
    QCOMPARE(f.bar.query(), QueryBar::firstQuery());
    QCOMPARE(f.bar.query().last, std::optional<std::chrono::seconds>(24h));
    QVERIFY(f.part<QPushButton>(u"resetQueryButton"_s).isHidden());
    QVERIFY(f.part<QWidget>(u"customRange"_s).isHidden());
    QVERIFY(f.part<QLabel>(u"queryNote"_s).isHidden());
}

void TestQueryBar::asksForCheckedStatuses()
{
    const Fixture f;
    QSignalSpy changed(&f.bar, &QueryBar::queryChanged);
    f.part<StatusChip>(u"chipFailed"_s).click();
    f.part<StatusChip>(u"chipRunning"_s).click();
    QCOMPARE(changed.count(), 2);
    QCOMPARE(f.bar.query().query.statuses, (std::vector { Kind::Running, Kind::Failed }));
    f.part<StatusChip>(u"chipFailed"_s).click();
    QCOMPARE(f.bar.query().query.statuses, std::vector { Kind::Running });
}

void TestQueryBar::noneAndAllCheckedMeanAll()
{
    const Fixture f;
    for (StatusChip *chip : f.bar.findChildren<StatusChip *>()) {
        chip->click();
    }
    QVERIFY(f.bar.query().query.statuses.empty());
}

void TestQueryBar::offersPresetsOfTime()
{
    const Fixture f;
    f.choose(u"createdButton"_s, u"Last hour"_s);
    QCOMPARE(f.bar.query().last, std::optional<std::chrono::seconds>(1h));
    f.choose(u"createdButton"_s, u"Last 7 days"_s);
    QCOMPARE(f.bar.query().last, std::optional<std::chrono::seconds>(168h));
    QCOMPARE(f.part<LabelledButton>(u"createdButton"_s).value(), u"last 7 days"_s);
    f.choose(u"createdButton"_s, u"All"_s);
    QVERIFY(!f.bar.query().last);
    QVERIFY(!f.bar.query().query.createdFrom);
}

void TestQueryBar::warnsBeforeReadingTheWholeHub()
{
    const Fixture f;
    f.choose(u"createdButton"_s, u"All"_s);
    QVERIFY(!f.part<QLabel>(u"queryNote"_s).isHidden());
    f.part<QLineEdit>(u"prefixEdit"_s).setText(u"order-"_s);
    QVERIFY(f.part<QLabel>(u"queryNote"_s).isHidden());
}

void TestQueryBar::asksForARangeInTheShownZone()
{
    const Fixture f;
    f.choose(u"createdButton"_s, u"From"_s);
    QVERIFY(!f.part<QWidget>(u"customRange"_s).isHidden());
    f.part<QDateTimeEdit>(u"createdFromEdit"_s)
        .setDateTime(QDateTime(QDate(2026, 11, 22), QTime(9, 0), Qt::UTC));
    f.part<QDateTimeEdit>(u"createdToEdit"_s)
        .setDateTime(QDateTime(QDate(2026, 11, 22), QTime(10, 0), Qt::UTC));
    const InstanceQuery query = f.bar.query().query;
    QCOMPARE(query.createdFrom->toText(), u"2026-11-22T09:00:00Z"_s);
    QCOMPARE(query.createdTo->toText(),
             u"2026-11-22T10:00:00.9999999Z"_s); // the whole second shown
    QCOMPARE(f.part<QLabel>(u"rangeZone"_s).text(), u"UTC"_s);
}

void TestQueryBar::saysWhenTheRangeIsUpsideDown()
{
    const Fixture f;
    f.choose(u"createdButton"_s, u"From"_s);
    f.part<QDateTimeEdit>(u"createdFromEdit"_s)
        .setDateTime(QDateTime(QDate(2026, 11, 23), QTime(9, 0), Qt::UTC));
    f.part<QDateTimeEdit>(u"createdToEdit"_s)
        .setDateTime(QDateTime(QDate(2026, 11, 22), QTime(9, 0), Qt::UTC));
    QVERIFY(!f.part<QLabel>(u"queryNote"_s).isHidden());
    QCOMPARE(f.part<QLabel>(u"queryNote"_s).text(), problemWithQuery(f.bar.query().query));
}

void TestQueryBar::keepsTheInstantsWhenTheZoneChanges()
{
    Fixture f;
    f.choose(u"createdButton"_s, u"From"_s);
    const ListQuery before = f.bar.query();
    f.time.setUtc(false);
    QCOMPARE(f.bar.query(), before);
}

void TestQueryBar::asksForPrefixAndKinds()
{
    const Fixture f;
    f.part<QLineEdit>(u"prefixEdit"_s).setText(u"Order-"_s);
    f.choose(u"kindsButton"_s, u"Entities"_s);
    QCOMPARE(f.bar.query().query.idPrefix, u"Order-"_s);
    QCOMPARE(f.bar.query().query.kinds, InstanceKinds::Entities);
    QCOMPARE(f.part<LabelledButton>(u"kindsButton"_s).value(), u"entities"_s);
}

void TestQueryBar::resetsToTheFirstQuery()
{
    const Fixture f;
    f.part<StatusChip>(u"chipFailed"_s).click();
    f.part<QLineEdit>(u"prefixEdit"_s).setText(u"x"_s);
    auto &reset = f.part<QPushButton>(u"resetQueryButton"_s);
    QVERIFY(!reset.isHidden());
    reset.click();
    QCOMPARE(f.bar.query(), QueryBar::firstQuery());
    QVERIFY(reset.isHidden());
}

void TestQueryBar::givesAndTakesTheSameQuery()
{
    Fixture f;
    ListQuery query;
    query.query.statuses = { Kind::Pending, Kind::Canceled };
    query.query.idPrefix = u"p"_s;
    query.query.kinds = InstanceKinds::Both;
    query.query.createdFrom = Instant::fromText("2026-11-01T00:00:00Z");
    query.query.createdTo = Instant::fromText("2026-11-02T00:00:00.9999999Z");
    f.bar.setQuery(query);
    QCOMPARE(f.bar.query(), query);
}

void TestQueryBar::leavesCountsAwayThatWereNotAskedFor()
{
    Fixture f;
    InstanceCounts counts;
    counts.byKind[static_cast<size_t>(Kind::Failed)] = 23;
    f.bar.setCounts(counts, {});
    QCOMPARE(f.part<StatusChip>(u"chipFailed"_s).rows(), std::optional<qint64>(23));
    QCOMPARE(f.part<StatusChip>(u"chipRunning"_s).rows(), std::optional<qint64>(0));
    f.bar.setCounts(counts, { Kind::Failed });
    QVERIFY(!f.part<StatusChip>(u"chipRunning"_s).rows());
}

void TestQueryBar::narrowsWithoutAsking()
{
    const Fixture f;
    QSignalSpy query(&f.bar, &QueryBar::queryChanged);
    QSignalSpy narrow(&f.bar, &QueryBar::narrowChanged);
    QTest::keyClicks(&f.part<QLineEdit>(u"narrowEdit"_s), u"ab"_s);
    QCOMPARE(narrow.count(), 2);
    QCOMPARE(f.bar.narrow(), u"ab"_s);
    QTest::keyClick(&f.part<QLineEdit>(u"narrowEdit"_s), Qt::Key_Escape);
    QCOMPARE(f.bar.narrow(), QString());
    QCOMPARE(query.count(), 0);
}

void TestQueryBar::goesOnToTheTable()
{
    const Fixture f;
    QSignalSpy left(&f.bar, &QueryBar::leftForTable);
    QTest::keyClick(&f.part<QLineEdit>(u"narrowEdit"_s), Qt::Key_Down);
    QTest::keyClick(&f.part<QLineEdit>(u"prefixEdit"_s), Qt::Key_Return);
    QCOMPARE(left.count(), 2);
}

void TestQueryBar::namesEveryControl()
{
    const Fixture f;
    for (const QWidget *widget : f.bar.findChildren<QWidget *>()) {
        const bool ours = qobject_cast<const QAbstractButton *>(widget)
            || qobject_cast<const QLineEdit *>(widget)
            || qobject_cast<const QDateTimeEdit *>(widget);
        if (ours && !widget->objectName().startsWith(u"qt_"_s)
            && widget->focusPolicy() != Qt::NoFocus) {
            const auto *button = qobject_cast<const QAbstractButton *>(widget);
            QVERIFY2(!widget->objectName().isEmpty(), widget->metaObject()->className());
            QVERIFY2(!widget->accessibleName().isEmpty() || (button && !button->text().isEmpty()),
                     qPrintable(widget->objectName()));
        }
    }
}

HUBDECK_TEST(TestQueryBar)
#include "tst_querybar.moc"
