// SPDX-License-Identifier: MIT
#include "models/instances/listquerystate.h"

#include "testprogram.h"

#include <QTest>

using namespace hubdeck;
using namespace Qt::StringLiterals;
using Kind = RuntimeStatus::Kind;

class TestListQueryState : public QObject
{
    Q_OBJECT

    static ListQuery fallback()
    {
        ListQuery query;
        query.last = std::chrono::hours(24);
        return query;
    }

private slots:

    void aQueryComesBackAsItWas_data()
    {
        QTest::addColumn<int>("which");
        QTest::newRow("the default") << 0;
        QTest::newRow("statuses and a moving range") << 1;
        QTest::newRow("exact bounds, entities") << 2;
        QTest::newRow("everything") << 3;
    }

    void aQueryComesBackAsItWas()
    {
        QFETCH(int, which);
        ListQuery query = fallback();
        if (which == 1) {
            query.query.statuses = { Kind::Failed, Kind::Running };
            query.last = std::chrono::hours(1);
            query.query.idPrefix = u"order-ü"_s;
        } else if (which == 2) {
            query.last.reset();
            query.query.kinds = InstanceKinds::Entities;
            query.query.createdFrom = Instant::fromText("2026-11-23T09:41:02.2180533Z");
            query.query.createdTo = Instant::fromText("2026-11-24T00:00:00Z");
        } else if (which == 3) {
            query = {};
            query.query.kinds = InstanceKinds::Both;
        }
        QCOMPARE(fromState(toState(query), fallback()), query);
    }

    void nothingStoredIsTheFallback() { QCOMPARE(fromState({}, fallback()), fallback()); }

    void whatCannotBeSentIsTheFallback()
    {
        ListQuery query;
        query.query.createdFrom = Instant::fromText("2026-11-24T00:00:00Z");
        query.query.createdTo = Instant::fromText("2026-11-23T00:00:00Z");
        QCOMPARE(fromState(toState(query), fallback()), fallback());
    }

    void strangeValuesAreIgnored()
    {
        const ListQuery query = fromState({ { u"statuses"_s, QStringList { u"Odd"_s } },
                                            { u"kinds"_s, 17 },
                                            { u"lastSeconds"_s, -5 },
                                            { u"from"_s, u"yesterday"_s } },
                                          fallback());
        QCOMPARE(query, ListQuery {});
    }
};

HUBDECK_GUILESS_TEST(TestListQueryState)
#include "tst_listquerystate.moc"
