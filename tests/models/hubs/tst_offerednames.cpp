// SPDX-License-Identifier: MIT
#include "models/hubs/offerednames.h"

#include "testprogram.h"

#include <QTest>

using namespace hubdeck;
using namespace Qt::StringLiterals;

class TestOfferedNames : public QObject
{
    Q_OBJECT

private slots:

    void findsTheNamesThatTheCustomStatusMentions_data()
    {
        QTest::addColumn<QByteArray>("customStatus");
        QTest::addColumn<QStringList>("names");
        QTest::newRow("nothing") << QByteArray() << QStringList {};
        QTest::newRow("null") << QByteArray("null") << QStringList {};
        QTest::newRow("no event") << QByteArray(R"({"step":"charge","pct":60})") << QStringList {};
        QTest::newRow("words") << QByteArray(R"("waiting for Approve")")
                               << QStringList { u"Approve"_s };
        QTest::newRow("member") << QByteArray(R"({"waitingFor":"Größe_1"})")
                                << QStringList { u"Größe_1"_s };
        QTest::newRow("both, once")
            << QByteArray(R"({"text":"waiting for Go","event": "Go"})") << QStringList { u"Go"_s };
    }

    void findsTheNamesThatTheCustomStatusMentions()
    {
        QFETCH(QByteArray, customStatus);
        QFETCH(QStringList, names);
        History history;
        history.instance.customStatus.text = customStatus;
        QCOMPARE(eventNamesMentioned(history), names);
    }

    void eventsReceivedFollowNewestFirst()
    {
        History history;
        history.instance.customStatus.text = R"("waiting for Approve")";
        for (const QString &name : { u"First"_s, u"Second"_s, u"First"_s, u"Approve"_s }) {
            HistoryEvent event;
            event.type = u"EventRaised"_s;
            event.name = name;
            history.events.push_back(event);
        }
        HistoryEvent task;
        task.type = u"TaskScheduled"_s;
        task.name = u"Charge"_s;
        history.events.push_back(task);
        QCOMPARE(eventNamesMentioned(history),
                 (QStringList { u"Approve"_s, u"First"_s, u"Second"_s }));
    }
};

HUBDECK_GUILESS_TEST(TestOfferedNames)
#include "tst_offerednames.moc"
