// SPDX-License-Identifier: MIT
#include "services/sandbox/incidents.h"

#include "testprogram.h"

#include <QTest>

using namespace hubdeck;
using namespace hubdeck::sandbox;
using namespace Qt::StringLiterals;

class tst_Incidents : public QObject
{
    Q_OBJECT

private slots:
    void nothingIsDownAtFirst();
    void isDownFromTheFirstTickToTheLastButOne();
    void windowsMayBeManyAndOverlap();

private:
    static Instant at(qint64 ticks) { return Instant(Instant::Ticks(ticks)); }
};

void tst_Incidents::nothingIsDownAtFirst()
{
    QVERIFY(!Incidents().isDown(u"payments", at(0)));
}

void tst_Incidents::isDownFromTheFirstTickToTheLastButOne()
{
    const Incidents incidents { { { u"payments"_s, at(10), at(20) } } };
    QVERIFY(!incidents.isDown(u"payments", at(9)));
    QVERIFY(incidents.isDown(u"payments", at(10)));
    QVERIFY(incidents.isDown(u"payments", at(19)));
    QVERIFY(!incidents.isDown(u"payments", at(20)));
    QVERIFY(!incidents.isDown(u"warehouse", at(15)));
}

void tst_Incidents::windowsMayBeManyAndOverlap()
{
    const Incidents incidents { { { u"a"_s, at(0), at(10) },
                                  { u"b"_s, at(0), at(50) },
                                  { u"a"_s, at(5), at(20) },
                                  { u"a"_s, at(30), at(40) } } };
    QVERIFY(incidents.isDown(u"a", at(7)));
    QVERIFY(incidents.isDown(u"a", at(15)));
    QVERIFY(!incidents.isDown(u"a", at(25)));
    QVERIFY(incidents.isDown(u"a", at(35)));
    QVERIFY(incidents.isDown(u"b", at(25)));
}

HUBDECK_GUILESS_TEST(tst_Incidents)
#include "tst_incidents.moc"
