// SPDX-License-Identifier: MIT
#include "services/json/strictdocument.h"

#include "services/json/jsonvalidator.h"
#include "testprogram.h"

#include <QTest>

using namespace hubdeck;

class tst_StrictDocument : public QObject
{
    Q_OBJECT

private slots:
    void keepsWhatIsJson_data();
    void keepsWhatIsJson();
    void leavesOutAMember();
    void isValidWhateverCame_data();
    void isValidWhateverCame();
};

void tst_StrictDocument::keepsWhatIsJson_data()
{
    QTest::addColumn<QByteArray>("document");
    QTest::addColumn<QByteArray>("strict");
    const auto row = [](const char *document, const char *strict) {
        QTest::newRow(document) << QByteArray(document) << QByteArray(strict);
    };
    row("{}", "{}");
    row(R"( { "b" : 1 , "a" : [ 1 , 2 ] } )", R"({"b":1,"a":[ 1 , 2 ]})");
    row(R"({"a":1,"a":1.0,"n":1e400,"z":-0})", R"({"a":1,"a":1.0,"n":1e400,"z":-0})");
    row(R"({"a":"\u00e9"})", R"({"a":"\u00e9"})");
    row(R"({"a":undefined,"b":2})", R"({"a":"undefined","b":2})");
    row(R"({"a":new Date(1),"b":{"c":NaN}})", R"x({"a":"new Date(1)","b":"{\"c\":NaN}"})x");
    row(R"({"a":1,"b":[1,)", R"({"a":1,"b":"[1,"})");
    row(R"({"a":/*none*/,"b":2})", R"({"a":"/*none*/","b":2})");
    row("[1]", "{}");
    row("", "{}");
}

void tst_StrictDocument::keepsWhatIsJson()
{
    QFETCH(const QByteArray, document);
    QTEST(json::strictDocument(document), "strict");
}

void tst_StrictDocument::leavesOutAMember()
{
    const QByteArray document = R"({"a":1,"history":[{"a":2}],"b":{"history":3},"history":4})";
    QCOMPARE(json::strictDocument(document, "history"), R"({"a":1,"b":{"history":3}})");
    QCOMPARE(json::strictDocument(R"({"\u0061":1,"b":2})", "a"), R"({"b":2})");
    QCOMPARE(json::strictDocument(R"({"a":1})", "a"), "{}");
    QCOMPARE(json::strictDocument(R"({"":1})"), R"({"":1})");
}

void tst_StrictDocument::isValidWhateverCame_data()
{
    QTest::addColumn<QByteArray>("document");
    const QByteArray whole
        = R"({"a":"x\"\u0041\ud83d","b":{"c":[1,undefined]},"d":/**/,"e":"\xFF"})";
    for (qsizetype length = 0; length <= whole.size(); ++length) {
        QTest::addRow("%d bytes", static_cast<int>(length)) << whole.first(length);
    }
    QTest::addRow("invalid UTF-8") << QByteArray("{\"a\xFF\":\"\xC3\x28\"}");
}

void tst_StrictDocument::isValidWhateverCame()
{
    QFETCH(const QByteArray, document);
    const QByteArray strict = json::strictDocument(document);
    QVERIFY2(!json::validate(strict), strict.constData());
}

HUBDECK_GUILESS_TEST(tst_StrictDocument)
#include "tst_strictdocument.moc"
