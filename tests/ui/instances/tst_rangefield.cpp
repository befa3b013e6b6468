// SPDX-License-Identifier: MIT
#include "ui/instances/rangefield.h"

#include "models/displaytext.h"
#include "testprogram.h"

#include <QDateTimeEdit>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace hubdeck;
using namespace std::chrono_literals;
using namespace Qt::Literals::StringLiterals;

namespace {

struct Fixture
{
    TimeDisplay time;
    QWidget parent;
    RangeField field { time, &parent };
    QSignalSpy changed { &field, &RangeField::changed };

    [[nodiscard]] ListQuery query() const
    {
        ListQuery result;
        field.writeTo(result);
        return result;
    }

    void choose(const QString &start) const
    {
        for (QAction *action : static_cast<QPushButton *>(field.button())->menu()->actions()) {
            if (action->text().startsWith(start)) {
                action->trigger();
            }
        }
    }
};

} // namespace

class TestRangeField : public QObject
{
    Q_OBJECT

private slots:

    void presetsSetHowFarBack_data()
    {
        QTest::addColumn<QString>("choice");
        QTest::addColumn<qint64>("seconds");
        QTest::newRow("hour") << u"Last hour"_s << qint64(3600);
        QTest::newRow("day") << u"Last 24"_s << qint64(86400);
        QTest::newRow("week") << u"Last 7"_s << qint64(604800);
    }

    void presetsSetHowFarBack()
    {
        QFETCH(QString, choice);
        QFETCH(qint64, seconds);
        const Fixture f;
        f.choose(choice);
        QCOMPARE(f.query().last, std::chrono::seconds(seconds));
        QVERIFY(!f.query().query.createdFrom);
        QVERIFY(f.changed.size() == 1);
        QVERIFY(f.field.customRow()->isHidden());
    }

    void allHasNoLimit()
    {
        const Fixture f;
        f.choose(u"All"_s);
        QVERIFY(f.field.isUnlimited());
        QVERIFY(f.query() == ListQuery());
    }

    void aRangeOfOnesOwnStartsWithWhatWasShown()
    {
        const Fixture f;
        f.choose(u"Last hour"_s);
        f.choose(u"From"_s);
        QVERIFY(!f.field.customRow()->isHidden());
        const InstanceQuery asked = f.query().query;
        QVERIFY(asked.createdFrom && asked.createdTo);
        QCOMPARE(asked.createdTo->ticks() - asked.createdFrom->ticks(),
                 qint64(3600) * 10'000'000 + 9'999'999); // with all of the last second
    }

    void showsAQueryWithoutSayingThatItChanged()
    {
        Fixture f;
        f.time.setUtc(true);
        ListQuery query;
        query.query.createdFrom = Instant::fromText("2026-11-23T10:00:00Z");
        query.query.createdTo = Instant::fromText("2026-11-23T11:00:00Z");
        f.field.readFrom(query);
        QCOMPARE(f.changed.size(), 0);
        QCOMPARE(f.parent.findChild<QDateTimeEdit *>(u"createdFromEdit"_s)->text(),
                 u"2026-11-23 10:00:00"_s);
        QCOMPARE(*f.query().query.createdFrom, *query.query.createdFrom);
    }

    void theZoneChangesWhatIsShownButNotWhatIsMeant()
    {
        Fixture f;
        ListQuery query;
        query.query.createdFrom = Instant::fromText("2026-11-23T10:00:00Z");
        f.field.readFrom(query);
        f.time.setUtc(true);
        QCOMPARE(*f.query().query.createdFrom, *query.query.createdFrom);
        QCOMPARE(f.changed.size(), 0);
    }
};

HUBDECK_TEST(TestRangeField)
#include "tst_rangefield.moc"
