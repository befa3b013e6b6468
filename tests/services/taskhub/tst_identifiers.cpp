// SPDX-License-Identifier: MIT
#include "services/taskhub/identifiers.h"

#include "testprogram.h"

#include <QTest>

using namespace hubdeck;
using namespace Qt::StringLiterals;

class tst_Identifiers : public QObject
{
    Q_OBJECT

private slots:
    void tellsEntitiesFromOrchestrations();
    void writesEntityIds();
    void readsEntityIds_data();
    void readsEntityIds();
    void judgesHubNames_data();
    void judgesHubNames();
    void comparesExactly();
};

void tst_Identifiers::tellsEntitiesFromOrchestrations()
{
    QVERIFY(isEntityId(InstanceId(u"@counter@k"_s)));
    QVERIFY(!isEntityId(InstanceId(u"order-1"_s)));
    QVERIFY(!isEntityId(InstanceId()));
}

void tst_Identifiers::writesEntityIds()
{
    QCOMPARE((EntityId { u"Counter"_s, u"North"_s }).instanceId().text(), u"@counter@North"_s);
}

void tst_Identifiers::readsEntityIds_data()
{
    QTest::addColumn<QString>("id");
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("key");
    QTest::newRow("plain") << u"@counter@north"_s << u"counter"_s << u"north"_s;
    QTest::newRow("key with @") << u"@c@a@b"_s << u"c"_s << u"a@b"_s;
    QTest::newRow("empty key") << u"@c@"_s << u"c"_s << QString();
    QTest::newRow("no key") << u"@c"_s << QString() << QString();
    QTest::newRow("no name") << u"@@k"_s << QString() << QString();
    QTest::newRow("orchestration") << u"a@b@c"_s << QString() << QString();
    QTest::newRow("empty") << QString() << QString() << QString();
}

void tst_Identifiers::readsEntityIds()
{
    QFETCH(QString, id);
    const EntityId entity = EntityId::fromInstanceId(InstanceId(id));
    QTEST(entity.name, "name");
    QTEST(entity.key, "key");
    if (!entity.name.isEmpty()) {
        QCOMPARE(entity.instanceId().text(), id);
    }
}

void tst_Identifiers::judgesHubNames_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<bool>("good");
    QTest::newRow("usual") << u"OrdersHub"_s << true;
    QTest::newRow("shortest") << u"a1b"_s << true;
    QTest::newRow("longest") << QString(45, u'a') << true;
    QTest::newRow("empty") << QString() << false;
    QTest::newRow("too short") << u"ab"_s << false;
    QTest::newRow("too long") << QString(46, u'a') << false;
    QTest::newRow("digit first") << u"1hub"_s << false;
    QTest::newRow("hyphen") << u"my-hub"_s << false;
    QTest::newRow("blank") << u"my hub"_s << false;
    QTest::newRow("umlaut") << u"hüb"_s << false;
    QTest::newRow("other digits") << u"hub\u0663"_s << false;
}

void tst_Identifiers::judgesHubNames()
{
    QFETCH(QString, name);
    QTEST(problemWithHubName(name).isEmpty(), "good");
}

void tst_Identifiers::comparesExactly()
{
    QVERIFY(InstanceId(u"a"_s) != InstanceId(u"A"_s));
    QVERIFY(InstanceId(u"A"_s) < InstanceId(u"a"_s));
    QCOMPARE(qHash(InstanceId(u"a"_s), 7), qHash(InstanceId(u"a"_s), 7));
}

HUBDECK_GUILESS_TEST(tst_Identifiers)
#include "tst_identifiers.moc"
