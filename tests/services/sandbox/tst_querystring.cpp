// SPDX-License-Identifier: MIT
#include "services/sandbox/querystring.h"

#include "testprogram.h"

#include <QTest>

using namespace hubdeck;
using namespace hubdeck::sandbox;
using namespace Qt::StringLiterals;
using Kind = RuntimeStatus::Kind;

class TestQueryString : public QObject
{
    Q_OBJECT

private slots:

    void decodesPathSegmentsButNeverSlashes()
    {
        QCOMPARE(decodePathSegment("a%2Fb%20c+d%2541"), u"a%2Fb c+d%41"_s);
        QCOMPARE(decodePathSegment("%C3%BCn%C3%AF"), u"ünï"_s);
        QCOMPARE(decodePathSegment("50%"), u"50%"_s);
        QCOMPARE(decodePathSegment("%zz"), u"%zz"_s);
    }

    void readsNamesInAnyCaseAndFormDecodesValues()
    {
        const QueryString query("REASON=a+b%2Bc&x=1");
        QCOMPARE(query.text("reason"_L1), u"a b+c"_s);
        QVERIFY(!query.text("missing"_L1));
    }

    void joinsRepeatedValues()
    {
        QCOMPARE(QueryString("reason=a&reason=b").text("reason"_L1), u"a,b"_s);
    }

    void readsFlags_data()
    {
        QTest::addColumn<QByteArray>("query");
        QTest::addColumn<bool>("value");
        QTest::newRow("true") << QByteArray("f=true") << true;
        QTest::newRow("case") << QByteArray("F=True") << true;
        QTest::newRow("number is no flag") << QByteArray("f=1") << false;
        QTest::newRow("bare name") << QByteArray("f") << false;
        QTest::newRow("twice") << QByteArray("f=true&f=true") << false;
    }

    void readsFlags()
    {
        QFETCH(QByteArray, query);
        QTEST(QueryString(query).flag("f"_L1, false), "value");
    }

    void ignoresWhatIsNoNumber()
    {
        QCOMPARE(QueryString("top= 7 ").integer("top"_L1), 7);
        QCOMPARE(QueryString("top=-1").integer("top"_L1), -1);
        for (const char *query : { "top=abc", "top=", "top=1e3", "top=9999999999", "top=1&top=2" })
            QVERIFY(!QueryString(query).integer("top"_L1));
    }

    void readsStatuses()
    {
        const auto read = [](const char *query) { return QueryString(query).statuses("s"_L1); };
        QCOMPARE(read("s=Running,Pending").kinds, (std::vector { Kind::Running, Kind::Pending }));
        QCOMPARE(read("s=Running&s=Failed").kinds, (std::vector { Kind::Running, Kind::Failed }));
        QCOMPARE(read("s=running,Pending").kinds, (std::vector { Kind::Pending }));
        QCOMPARE(read("s=0").kinds, (std::vector { Kind::Running }));
        QVERIFY(read("s=99").others);
        QVERIFY(read("s=Unknown").unknown);
        QVERIFY(read("s=Bogus").kinds.empty() && !read("s=Bogus").others);
    }

    void takesTheSmallestDateAsNone()
    {
        QVERIFY(!QueryString("d=0001-01-01T00:00:00Z").date("d"_L1));
        QVERIFY(QueryString("d=2024-05-01T00:00:00Z").date("d"_L1));
        QVERIFY(QueryString("d=2024-05-01T00:00:00%2B00:00").date("d"_L1));
        QVERIFY(!QueryString("d=2024-05-01T00:00:00+00:00").date("d"_L1)); // a raw plus is a blank
    }
};

HUBDECK_GUILESS_TEST(TestQueryString)
#include "tst_querystring.moc"
