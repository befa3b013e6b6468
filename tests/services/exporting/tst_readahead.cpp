// SPDX-License-Identifier: MIT
#include "services/exporting/readahead.h"

#include "scriptedhub.h"
#include "testprogram.h"

#include <QTest>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;
using namespace hubdeck;
using test::ScriptedHub;
using Call = ScriptedHub::Call;

namespace {

std::vector<InstanceId> idsOf(const std::vector<InstanceDetails> &instances)
{
    std::vector<InstanceId> ids;
    std::ranges::transform(instances, std::back_inserter(ids), &InstanceDetails::id);
    return ids;
}

} // namespace

class ReadAheadTest : public QObject
{
    Q_OBJECT

private slots:

    void givesItemsInOrder()
    {
        const auto instances = ScriptedHub::generated(50);
        ScriptedHub hub(instances);
        auto ids = idsOf(instances);
        std::ranges::reverse(ids);
        ReadAhead reader(hub, ids, true, {});
        for (const InstanceId &id : ids) {
            const auto item = reader.next();
            QVERIFY(item);
            QCOMPARE(item->id, id);
            QVERIFY(!item->error);
        }
        QVERIFY(!reader.next());
        QVERIFY(!reader.next());
        QCOMPARE(hub.arrivalCount(Call::History), 50);
    }

    void readsAFewAtATime()
    {
        const auto instances = ScriptedHub::generated(20);
        ScriptedHub hub(instances);
        hub.hold();
        const auto ids = idsOf(instances);
        ReadAhead reader(hub, ids, false, {});
        QTRY_COMPARE(hub.waiting(), static_cast<int>(ReadAhead::width));
        hub.release(2);
        QTRY_COMPARE(hub.arrivalCount(Call::Instance),
                     static_cast<int>(ReadAhead::width)); // nothing was taken yet
        QTRY_COMPARE(hub.waiting(), static_cast<int>(ReadAhead::width) - 2);
        hub.release();
        int count = 0;
        while (reader.next()) {
            ++count;
        }
        QCOMPARE(count, 20);
    }

    void keepsAnErrorInItsPlace()
    {
        const auto instances = ScriptedHub::generated(6);
        ScriptedHub hub(instances);
        const auto ids = idsOf(instances);
        hub.remove(ids.at(3));
        ReadAhead reader(hub, ids, false, {});
        for (std::size_t i = 0; i < ids.size(); ++i) {
            const auto item = reader.next();
            QCOMPARE(item->error.has_value(), i == 3);
        }
    }

    void endsWithItsStopToken()
    {
        const auto instances = ScriptedHub::generated(20);
        ScriptedHub hub(instances);
        hub.hold();
        const auto ids = idsOf(instances);
        std::stop_source stop;
        ReadAhead reader(hub, ids, false, stop.get_token());
        QTRY_COMPARE(hub.waiting(), static_cast<int>(ReadAhead::width));
        stop.request_stop();
        const auto item = reader.next();
        QCOMPARE(item->error->kind, ErrorKind::Cancelled);
        while (reader.next()) { } // answers every item
    }

    void canBeDroppedAtAnyTime()
    {
        const auto instances = ScriptedHub::generated(20);
        ScriptedHub hub(instances);
        hub.hold();
        const auto ids = idsOf(instances);
        {
            const ReadAhead reader(hub, ids, true, {});
            QTRY_VERIFY(hub.waiting() > 0);
        }
        QCOMPARE(hub.waiting(), 0);
        const std::vector<InstanceId> none;
        ReadAhead empty(hub, none, true, {});
        QVERIFY(!empty.next());
    }
};

HUBDECK_GUILESS_TEST(ReadAheadTest)
#include "tst_readahead.moc"
