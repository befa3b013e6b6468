// SPDX-License-Identifier: MIT
#include "models/instances/instanceextras.h"

#include "testprogram.h"

#include <QTest>

using namespace hubdeck;
using namespace Qt::Literals::StringLiterals;

class TestInstanceExtras : public QObject
{
    Q_OBJECT

private slots:
    void tellsNothingOfRowsThatToldNothing();
    void keepsWhatARowTells();
    void tellsWhetherARowChanged();
    void forgetsTags();
    void keepsEqualVersionsOnce();
    void startsAnew();
};

namespace {

constexpr InstanceExtras::Row far = 3 * InstanceExtras::chunkRows + 5;

} // namespace

void TestInstanceExtras::tellsNothingOfRowsThatToldNothing()
{
    InstanceExtras extras;
    QVERIFY(!extras.set(7, {}));
    for (const InstanceExtras::Row row : { 7U, far }) {
        QVERIFY(!extras.scheduledStart(row));
        QVERIFY(!extras.completed(row));
        QVERIFY(!extras.generation(row));
        QCOMPARE(extras.version(row), QString());
        QVERIFY(extras.tags(row).isEmpty());
        QVERIFY(!extras.areTagsCut(row));
    }
}

void TestInstanceExtras::keepsWhatARowTells()
{
    InstanceExtras extras;
    QVERIFY(extras.set(far,
                       { .version = "2.1",
                         .tags = "{\"a\":\"b\"}",
                         .tagsCut = true,
                         .scheduledStart = 5,
                         .completed = -3,
                         .generation = 0 }));
    QCOMPARE(extras.version(far), u"2.1"_s);
    QCOMPARE(extras.tags(far), QByteArrayView("{\"a\":\"b\"}"));
    QVERIFY(extras.areTagsCut(far));
    QCOMPARE(extras.scheduledStart(far), Instant(Instant::Ticks(5)));
    QCOMPARE(extras.completedTicks(far), -3);
    QCOMPARE(extras.generation(far), 0U);
    QVERIFY(!extras.generation(far - 1)); // the same chunk
    QCOMPARE(extras.completedTicks(far - 1), InstanceExtras::noTime);
}

void TestInstanceExtras::tellsWhetherARowChanged()
{
    InstanceExtras extras;
    InstanceExtras::Values values { .version = "1", .tags = "{}", .generation = 1 };
    QVERIFY(extras.set(0, values));
    QVERIFY(!extras.set(0, values));
    values.completed = 9;
    QVERIFY(extras.set(0, values));
    values.tagsCut = true;
    QVERIFY(extras.set(0, values));
    values.version = {};
    QVERIFY(extras.set(0, values));
    QCOMPARE(extras.version(0), QString());
}

void TestInstanceExtras::forgetsTags()
{
    InstanceExtras extras;
    extras.set(0, { .tags = "{\"a\":\"b\"}" });
    QVERIFY(extras.set(0, {}));
    QVERIFY(extras.tags(0).isEmpty());
}

void TestInstanceExtras::keepsEqualVersionsOnce()
{
    InstanceExtras extras;
    extras.set(0, { .version = "1" });
    extras.set(1, { .version = "2" });
    extras.set(2, { .version = "1" });
    QCOMPARE(extras.versions().size(), size_t(3)); // and the empty one
    QCOMPARE(extras.versionIndex(0), extras.versionIndex(2));
    QCOMPARE(extras.versionIndex(9), 0U);
}

void TestInstanceExtras::startsAnew()
{
    InstanceExtras extras;
    extras.set(0, { .version = "1", .tags = "{}" });
    extras.clear();
    QCOMPARE(extras.version(0), QString());
    QVERIFY(extras.tags(0).isEmpty());
    extras.set(0, { .version = "2" });
    QCOMPARE(extras.version(0), u"2"_s);
}

HUBDECK_GUILESS_TEST(TestInstanceExtras)
#include "tst_instanceextras.moc"
