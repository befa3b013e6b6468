// SPDX-License-Identifier: MIT
#include "app/cli/healthtext.h"
#include "testprogram.h"
#include "upkeephub.h"

#include <QTest>

using namespace hubdeck::azurestorage;
using namespace hubdeck::cli;
using namespace hubdeck::test;
using namespace Qt::Literals::StringLiterals;

class TestHealthText : public QObject
{
    Q_OBJECT

private slots:
    void tellsWhoWorksOnWhat();
    void tellsWhoLetALeaseGo();
    void tellsWhatIsPending();
    void tellsMessagesWhenAsked();
    void saysWhatItMayNotRead();

private:
    static QByteArray textOf(const HubHealth &health, bool withMessages = false)
    {
        return healthText(u"OrdersHub"_s, health, withMessages);
    }
};

void TestHealthText::tellsWhoWorksOnWhat()
{
    HubHealth health = UpkeepHub::healthy();
    QCOMPARE(textOf(health),
             QByteArray("OrdersHub  2026-11-23T12:00:00Z\n"
                        "No sign that the hub is stuck.\n"
                        "\nPartitions: state, owner, age of the lease\n"
                        "  hub-control-00  Owned  worker-1  renewed 3.00 s ago\n"
                        "App lease: none\n"
                        "\nQueues: messages, age of the oldest visible one, most times taken\n"
                        "  hub-control-00  0  -  0\n"
                        "  hub-workitems   0  -  0\n"));
    health.workItems.exists = false;
    health.appLease = AppLease { true, LeaseState::Leased, u"lease-1"_s, {}, {} };
    const QByteArray text = textOf(health);
    QVERIFY2(text.contains("\n! ") && text.contains("hub-workitems      does not exist\n")
                 && text.contains("App lease: held, by lease-1\n"),
             text.constData());
}

void TestHealthText::saysWhatItMayNotRead()
{
    HubHealth health = UpkeepHub::healthy();
    health.partitions.clear();
    health.isOwnershipSeen = false;
    health.isAppLeaseSeen = false;
    health.problems = QStringList { u"The signature lacks the right to read blobs."_s };
    const QByteArray text = textOf(health);
    QVERIFY2(text.contains("  could not be read\nApp lease: could not be read\n")
                 && text.contains("\n! ") && text.contains("lacks the right")
                 && !text.contains("no worker has started"),
             text.constData());
}

void TestHealthText::tellsWhoLetALeaseGo()
{
    HubHealth health = UpkeepHub::healthy();
    health.partitions = { *partitionFromBlob(u"default/hub-control-00"_s, R"({"Owner":"worker-1"})",
                                             LeaseState::Available) };
    const QByteArray text = textOf(health);
    QVERIFY2(text.contains("No owner  none (last: worker-1)  -\n"), text.constData());
    health.partitions = { *partitionFromBlob(u"default/hub-control-00"_s, R"({"Owner":"worker-1"})",
                                             LeaseState::Leased) };
    health.partitions[0].ownedSince = UpkeepHub::readAt() - std::chrono::minutes(5);
    const QByteArray owned = textOf(health);
    QVERIFY2(owned.contains("Owned  worker-1  taken 5 m 00 s ago\n"), owned.constData());
}

void TestHealthText::tellsWhatIsPending()
{
    HubHealth health = UpkeepHub::healthy();
    health.pendingForLong = 3;
    health.oldestPending = UpkeepHub::readAt() - std::chrono::minutes(5);
    QVERIFY(textOf(health).endsWith(
        "\nPending for more than a minute: 3, the oldest since 2026-11-23T11:55:00Z\n"));
    health.pendingIsAtLeast = true;
    QVERIFY(textOf(health).contains("than a minute: at least 3, the oldest"));
}

void TestHealthText::tellsMessagesWhenAsked()
{
    HubHealth health = UpkeepHub::withPoison();
    QVERIFY(!textOf(health).contains("taken 7×"));
    QVERIFY(textOf(health, true).contains("    1 m 00 s ago, taken 7×: "));
    health.workItems.visible[0].message.input = u"[1,\n"_s + QString(300, u'7');
    const QByteArray withInput = textOf(health, true);
    QVERIFY2(withInput.contains("\n        [1,") && !withInput.contains(QByteArray(161, '7')),
             withInput.constData());
    health.workItems.visible[0].message.problem = u"Not allowed."_s;
    const QByteArray refused = textOf(health, true);
    QVERIFY2(refused.contains("Charge") && refused.contains("could not be read: Not allowed.)"),
             refused.constData());
    health.workItems.visible[0].message.form = DecodedMessage::Form::Unreadable;
    health.workItems.visible[0].message.problem = u"It is torn."_s;
    QVERIFY(textOf(health, true).contains("unreadable: It is torn.\n"));
}

HUBDECK_GUILESS_TEST(TestHealthText)
#include "tst_healthtext.moc"
