// SPDX-License-Identifier: MIT
#include "services/azurestorage/instancekeys.h"

#include "testprogram.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace hubdeck::azurestorage;

class InstanceKeysTest : public QObject
{
    Q_OBJECT

private slots:
    void escapesAndUnescapes_data();
    void escapesAndUnescapes();
    void everyUnitComesBack();
    void keepsWhatIsMalformed();
    void takesOldKeysAsTheyStand();
    void choosesPartitions_data();
    void choosesPartitions();
    void namesArtefacts();
    void judgesHubNames_data();
    void judgesHubNames();
};

void InstanceKeysTest::escapesAndUnescapes_data()
{
    QTest::addColumn<QString>("id");
    QTest::addColumn<QString>("key");
    // azure-storage-task-hub.md §2.1.1
    QTest::newRow("plain") << u"order-42"_s << u"order-42"_s;
    QTest::newRow("slash") << u"order/42"_s << u"order^042"_s;
    QTest::newRow("backslash") << u"a\\b"_s << u"a^1b"_s;
    QTest::newRow("hash, question") << u"a#b?c"_s << u"a^2b^3c"_s;
    QTest::newRow("caret") << u"50%^2"_s << u"50%^^2"_s;
    QTest::newRow("quote") << u"it's"_s << u"it's"_s;
    QTest::newRow("tab") << u"tab\u0009here"_s << u"tab^\u00C9here"_s;
    QTest::newRow("DEL") << QString(QChar(0x7F)) << u"^\u013F"_s;
    QTest::newRow("C1") << QString(QChar(0x9F)) << u"^\u015F"_s;
    QTest::newRow("entity") << u"@counter@k/1"_s << u"@counter@k^01"_s;
    QTest::newRow("all signs") << u"!@#$%^&*()_+=-"_s << u"!@^2$%^^&*()_+=-"_s;
    QTest::newRow("Japanese") << u"日本語"_s << u"日本語"_s;
    QTest::newRow("emoji") << u"emoji😀"_s << u"emoji😀"_s;
    QTest::newRow("NUL") << QString(QChar(0)) << u"^\u00C0"_s;
    QTest::newRow("empty") << u""_s << u""_s;
}

void InstanceKeysTest::escapesAndUnescapes()
{
    QFETCH(const QString, id);
    QFETCH(const QString, key);
    QCOMPARE(escapedKey(id), key);
    QCOMPARE(unescapedKey(key), id);
    QVERIFY(isRoundTripKey(key));
}

void InstanceKeysTest::everyUnitComesBack()
{
    for (int unit = 0; unit <= 0xFFFF; ++unit) {
        const QString id = u"a"_s + QChar(unit) + u"0"_s;
        const QString key = escapedKey(id);
        QCOMPARE(unescapedKey(key), id);
        for (const QChar c : key) {
            QVERIFY(c.unicode() >= 0x20 && (c.unicode() < 0x7F || c.unicode() > 0x9F));
            QVERIFY(!u"/\\#?"_s.contains(c));
        }
    }
}

void InstanceKeysTest::keepsWhatIsMalformed()
{
    QCOMPARE(unescapedKey(u"abc^"_s), u"abc^"_s);
    QVERIFY(!isRoundTripKey(u"abc^"_s));
    QCOMPARE(unescapedKey(u"a^zb"_s), u"azb"_s);
    QVERIFY(!isRoundTripKey(u"a^zb"_s));
    QVERIFY(!isRoundTripKey(u"a#b"_s));
}

/// Versions before 1.8.4 did not escape (§2.1.1).
void InstanceKeysTest::takesOldKeysAsTheyStand()
{
    QCOMPARE(idOfKey(u"a^0b"_s), u"a/b"_s);
    QCOMPARE(idOfKey(u"a^^b"_s), u"a^b"_s);
    QCOMPARE(idOfKey(u"a^b"_s), u"a^b"_s); // not `ab`, which is another's
    QCOMPARE(idOfKey(u"a^"_s), u"a^"_s);
    QCOMPARE(oldKey(u"a^b"_s), u"a^b"_s);
    QCOMPARE(oldKey(u"ab"_s), QString());
    QCOMPARE(oldKey(u"a^0b"_s), QString()); // the key of a/b
    QCOMPARE(oldKey(u"a^b/c"_s), QString()); // no key may hold a slash
}

void InstanceKeysTest::choosesPartitions_data()
{
    QTest::addColumn<QString>("id");
    QTest::addColumn<int>("of4");
    QTest::addColumn<int>("of8");
    QTest::addColumn<int>("of16");
    // azure-storage-task-hub.md §5.1
    QTest::newRow("empty") << u""_s << 1 << 5 << 5;
    QTest::newRow("a") << u"a"_s << 0 << 4 << 12;
    QTest::newRow("abc") << u"abc"_s << 3 << 3 << 11;
    QTest::newRow("instance1") << u"instance1"_s << 1 << 1 << 9;
    QTest::newRow("ABC123") << u"ABC123"_s << 1 << 5 << 5;
    QTest::newRow("TestInstance") << u"TestInstance"_s << 2 << 2 << 2;
    QTest::newRow("order/42") << u"order/42"_s << 2 << 2 << 2;
    QTest::newRow("order-42") << u"order-42"_s << 0 << 4 << 4;
    QTest::newRow("guid") << u"7d6d6a7e0a3c4a0f9f2e6f1c2b3a4d5e"_s << 1 << 1 << 9;
    QTest::newRow("entity") << u"@counter@myCounter"_s << 3 << 7 << 7;
    QTest::newRow("Japanese") << u"日本語"_s << 3 << 7 << 7;
    QTest::newRow("emoji") << u"emoji😀"_s << 0 << 0 << 0;
}

void InstanceKeysTest::choosesPartitions()
{
    QFETCH(const QString, id);
    QTEST(partitionOf(id, 4), "of4");
    QTEST(partitionOf(id, 8), "of8");
    QTEST(partitionOf(id, 16), "of16");
    QCOMPARE(partitionOf(id, 1), 0);
}

void InstanceKeysTest::namesArtefacts()
{
    const HubNames names(u"OrdersHub"_s);
    QCOMPARE(names.instances, u"OrdersHubInstances"_s);
    QCOMPARE(names.history, u"OrdersHubHistory"_s);
    QCOMPARE(names.partitions, u"OrdersHubPartitions"_s);
    QCOMPARE(names.workItems, u"ordershub-workitems"_s);
    QCOMPARE(names.largeMessages, u"ordershub-largemessages"_s);
    QCOMPARE(names.leases, u"ordershub-leases"_s);
    QCOMPARE(names.appLease, u"ordershub-applease"_s);
    QCOMPARE(names.appLeaseInfo, u"ordershub-appleaseinfo"_s);
    QCOMPARE(names.controlQueue(0), u"ordershub-control-00"_s);
    QCOMPARE(names.controlQueue(15), u"ordershub-control-15"_s);
}

void InstanceKeysTest::judgesHubNames_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("word"); // of the rule; empty: allowed
    QTest::newRow("usual") << u"OrdersHub"_s << u""_s;
    QTest::newRow("45") << QString(45, u'a') << u""_s;
    QTest::newRow("50") << QString(50, u'a') << u""_s;
    QTest::newRow("51") << QString(51, u'a') << u"50"_s;
    QTest::newRow("empty") << u""_s << u"name"_s;
    QTest::newRow("short") << u"ab"_s << u"3"_s;
    QTest::newRow("digit first") << u"1Hub"_s << u"letter"_s;
    QTest::newRow("dash") << u"my-hub"_s << u"letters and digits"_s;
    QTest::newRow("dash behind 45") << QString(46, u'a') + u"-a" << u"letters and digits"_s;
    QTest::newRow("umlaut") << u"Hüb"_s << u"letters and digits"_s;
}

void InstanceKeysTest::judgesHubNames()
{
    QFETCH(const QString, name);
    QFETCH(const QString, word);
    const QString problem = problemWithStorageHubName(name);
    QCOMPARE(problem.isEmpty(), word.isEmpty());
    QVERIFY2(problem.contains(word), qPrintable(problem));
}

HUBDECK_GUILESS_TEST(InstanceKeysTest)
#include "tst_instancekeys.moc"
