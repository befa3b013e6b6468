// SPDX-License-Identifier: MIT
#include "app/cli/rowtext.h"

#include "testprogram.h"

#include <QTest>

using namespace hubdeck;
using namespace hubdeck::cli;
using namespace Qt::Literals::StringLiterals;

class TestRowText : public QObject
{
    Q_OBJECT

private slots:
    void printsDocumentsAsReceived();
    void turnsWhatIsNoJsonIntoStrings();
    void describesAnInstanceForPeople();
    void makesControlCharactersVisible();
};

void TestRowText::printsDocumentsAsReceived()
{
    const QByteArray document = R"({"name":"Order","b":1.10,"a":12345678901234567890,"t":"é \u0007","b":2})";
    QCOMPARE(printable(document), document);
}

void TestRowText::turnsWhatIsNoJsonIntoStrings()
{
    QCOMPARE(printable(R"-({"output":undefined,"x":new Date(1),"y":null})-"), QByteArray(R"-({"output":"undefined","x":"new Date(1)","y":null})-"));
}

void TestRowText::describesAnInstanceForPeople()
{
    InstanceDetails instance;
    instance.id = InstanceId(u"order-1"_s);
    instance.name = u"Order"_s;
    instance.status = RuntimeStatus::Kind::Failed;
    instance.created = Instant::fromText("2026-11-23T09:41:02.1234567Z");
    instance.output.text = R"({"total":12.50})";
    const QString text = describe(instance, nullptr);
    for (const QString &part : { u"order-1"_s, u"Failed"_s, u"2026-11-23T09:41:02.1234567Z"_s, u"\"total\": 12.50"_s }) {
        QVERIFY2(text.contains(part), qPrintable(text));
    }
    QVERIFY(!text.contains(u"Parent:")); // not known over HTTP
    instance.parent = InstanceId(u"batch-1"_s);
    instance.generation = 2;
    const QString more = describe(instance, nullptr);
    QVERIFY2(more.contains(u"Parent:       batch-1\n") && more.contains(u"Generation:   2\n"), qPrintable(more));
    History history;
    history.available = false;
    QVERIFY(describe(instance, &history).contains(u"no history"_s));
}

void TestRowText::makesControlCharactersVisible()
{
    InstancePage page;
    InstanceRow row;
    row.id = page.append("a\x1b[31mred");
    row.name = page.append("N");
    row.statusIndex = page.indexOf(RuntimeStatus::Kind::Running);
    page.rows.push_back(row);
    QVERIFY(!tableRow(page, page.rows.front()).contains(QChar(0x1b)));
}

HUBDECK_GUILESS_TEST(TestRowText)
#include "tst_rowtext.moc"
