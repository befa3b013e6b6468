// SPDX-License-Identifier: MIT
#include "services/taskhub/instancepage.h"

#include "testprogram.h"

#include <QTest>

using namespace hubdeck;
using namespace Qt::StringLiterals;

class tst_InstancePage : public QObject
{
    Q_OBJECT

private slots:
    void keepsTextsInItsArena();
    void givesTheDocumentOfARow();
    void sharesStatuses();
    void isNotSlowedByMadeUpStatuses();
};

void tst_InstancePage::keepsTextsInItsArena()
{
    InstancePage page;
    InstanceRow row;
    row.id = page.append("ünï-日本");
    row.name = page.append("Ship");
    row.customStatus = page.append("{\"pct\":50}");
    QCOMPARE(page.id(row), InstanceId(u"ünï-日本"_s));
    QCOMPARE(page.name(row), u"Ship"_s);
    QCOMPARE(page.view(row.customStatus).toByteArray(), "{\"pct\":50}");
    QVERIFY(page.view(InstanceRow().id).isEmpty());
}

void tst_InstancePage::givesTheDocumentOfARow()
{
    InstancePage page;
    page.body = "[{\"a\":1},{\"b\":2}]";
    InstanceRow row;
    row.raw = { 9, 7 };
    QCOMPARE(page.raw(row), "{\"b\":2}");
    QVERIFY(page.raw(InstanceRow()).isEmpty());
}

void tst_InstancePage::sharesStatuses()
{
    InstancePage page;
    const quint16 running = page.indexOf(RuntimeStatus::Kind::Running);
    const quint16 other = page.indexOf(RuntimeStatus::fromName(u"Hibernating"_s));
    QCOMPARE(page.indexOf(RuntimeStatus::Kind::Running), running);
    QVERIFY(running != other);
    InstanceRow row;
    row.statusIndex = other;
    QCOMPARE(page.status(row).name(), u"Hibernating"_s);
    QCOMPARE(page.statuses.size(), size_t(2));
}

void tst_InstancePage::isNotSlowedByMadeUpStatuses()
{
    InstancePage page;
    quint16 last = 0;
    for (int i = 0; i < 3000; ++i) {
        last = page.indexOf(RuntimeStatus::fromName(QString::number(i)));
    }
    QVERIFY(page.statuses.size() < 1100);
    QCOMPARE(page.statuses.at(last).kind(), RuntimeStatus::Kind::Unknown);
    QCOMPARE(page.indexOf(RuntimeStatus::fromName(u"5"_s)), quint16(5));
}

HUBDECK_GUILESS_TEST(tst_InstancePage)
#include "tst_instancepage.moc"
