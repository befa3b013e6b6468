// SPDX-License-Identifier: MIT
#include "services/json/jsonscanner.h"

#include "testprogram.h"

#include <QFile>
#include <QTest>

using namespace hubdeck;
using json::ValueKind;

class tst_JsonScanner : public QObject
{
    Q_OBJECT

private slots:
    void scansAValue_data();
    void scansAValue();
    void findsNoValueAtDelimitersOrTheEnd();
    void startsWhereItIsTold();
    void survivesAnyDepth();
    void stepsThroughMembers();
    void givesDuplicateKeysAsOftenAsTheyStandThere();
    void goesOnAfterWhatIsNoJson();
    void givesACommentThatStandsInPlaceOfAValue();
    void givesWhatIsWholeOfACutOffObject();
    void stepsThroughElements();
    void tellsWhetherAnArrayWasWhole();
    void doesNotStepThroughOtherKinds();
    void readsAllRowsOfTheRecordedOddPage();
    void findsTheLastMemberOfAName();
};

namespace {

struct Members
{
    QByteArrayList list;
    bool complete = false;
};

Members membersOf(const QByteArray &text)
{
    Members result;
    json::ObjectScanner scanner(text);
    while (scanner.next()) {
        result.list << scanner.key() + '=' + scanner.valueText().toByteArray();
    }
    result.complete = scanner.isComplete();
    return result;
}

} // namespace

void tst_JsonScanner::scansAValue_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<ValueKind>("kind");
    const auto row = [](const char *text, const char *value, ValueKind kind) {
        QTest::newRow(text) << QByteArray(text) << QByteArray(value) << kind;
    };
    row("null", "null", ValueKind::Null);
    row(" \t\r\n true ,", "true", ValueKind::True);
    row("false}", "false", ValueKind::False);
    row("-12.5e+3]", "-12.5e+3", ValueKind::Number);
    row("123456789012345678901234567890", "123456789012345678901234567890", ValueKind::Number);
    row("1e400", "1e400", ValueKind::Number);
    row("-0", "-0", ValueKind::Number);
    row("007", "007", ValueKind::Other);
    row("1.", "1.", ValueKind::Other);
    row("-", "-", ValueKind::Other);
    row("nullify", "nullify", ValueKind::Other);
    row("undefined , 1", "undefined", ValueKind::Other);
    row("NaN]", "NaN", ValueKind::Other);
    row("-Infinity", "-Infinity", ValueKind::Other);
    row("new Date(1, \"a),]\") ,2", "new Date(1, \"a),]\")", ValueKind::Other);
    row("\"a\\\"b\" x", "\"a\\\"b\"", ValueKind::String);
    row("\"\\\\\",", "\"\\\\\"", ValueKind::String);
    row("\"a\nb\"", "\"a\nb\"", ValueKind::String);
    row("\"cut off\\\"", "\"cut off\\\"", ValueKind::String);
    row("{}x", "{}", ValueKind::Object);
    row("{\"a}\":[1,{\"b\":\"]\"}]} tail", "{\"a}\":[1,{\"b\":\"]\"}]}", ValueKind::Object);
    row("[1,/* ] */ 2] ", "[1,/* ] */ 2]", ValueKind::Array);
    row("[1, // ]\n 2] ", "[1, // ]\n 2]", ValueKind::Array);
    row("[[1,2", "[[1,2", ValueKind::Array);
    row("/* one */ // two\n 3", "3", ValueKind::Number);
    row("\xEF\xBB\xBF{}", "{}", ValueKind::Object);
    row("[\"\xC3\x28\xFF\"] ", "[\"\xC3\x28\xFF\"]", ValueKind::Array);
}

void tst_JsonScanner::scansAValue()
{
    QFETCH(QByteArray, text);
    QFETCH(ValueKind, kind);
    const auto value = json::scanValue(text);
    QVERIFY(value.has_value());
    QTEST(value->in(text).toByteArray(), "value");
    QCOMPARE(value->kind, kind);
}

void tst_JsonScanner::findsNoValueAtDelimitersOrTheEnd()
{
    for (const char *text : { "", "  ", "}", " ]", ",1", "/* open", "// all" }) {
        QVERIFY2(!json::scanValue(QByteArrayView(text)), text);
    }
}

void tst_JsonScanner::startsWhereItIsTold()
{
    const QByteArray text = "[1, 22, 333]";
    QCOMPARE(json::scanValue(text, 3)->in(text).toByteArray(), "22");
    QVERIFY(!json::scanValue(text, 11));
    QVERIFY(!json::scanValue(text, 500));
}

void tst_JsonScanner::survivesAnyDepth()
{
    const QByteArray text = QByteArray(1'000'000, '[') + QByteArray(1'000'000, ']');
    QCOMPARE(json::scanValue(text)->length, text.size());
    const QByteArray open(1'000'000, '{');
    QCOMPARE(json::scanValue(open)->length, open.size());
}

void tst_JsonScanner::stepsThroughMembers()
{
    const Members members = membersOf(
        R"( { "a" : 1 , "b\n\u00e9" : "x,y" , "c" : { "d" : [ 1 , 2 ] } , "" : null } trailing)");
    QCOMPARE(members.list,
             QByteArrayList({ "a=1", "b\n\xC3\xA9=\"x,y\"", "c={ \"d\" : [ 1 , 2 ] }", "=null" }));
    QVERIFY(members.complete);

    const QByteArray text = R"({"b\u0041":1})";
    json::ObjectScanner scanner(text);
    QVERIFY(scanner.next());
    QCOMPARE(scanner.rawKey().toByteArray(), "b\\u0041");
    QCOMPARE(scanner.key(), "bA");
    QCOMPARE(scanner.value(), (json::Value { 11, 1, ValueKind::Number }));
    QVERIFY(!scanner.next());
    QVERIFY(!scanner.next());
    QVERIFY(scanner.isComplete());
}

void tst_JsonScanner::givesDuplicateKeysAsOftenAsTheyStandThere()
{
    QCOMPARE(membersOf(R"({"a":1,"a":2,"b":3})").list, QByteArrayList({ "a=1", "a=2", "b=3" }));
}

void tst_JsonScanner::goesOnAfterWhatIsNoJson()
{
    QCOMPARE(membersOf(R"({"a":undefined,"b":new Date(1,2),"c":NaN,"d":5})").list,
             QByteArrayList({ "a=undefined", "b=new Date(1,2)", "c=NaN", "d=5" }));
    QCOMPARE(membersOf(R"({"a":1,,"b":2,c:3,"d":4,})").list,
             QByteArrayList({ "a=1", "b=2", "d=4" }));
}

void tst_JsonScanner::givesACommentThatStandsInPlaceOfAValue()
{
    const Members members = membersOf(R"({"output":/* see "x" */,"createdTime":"t","last":/*b*/})");
    QCOMPARE(members.list,
             QByteArrayList({ "output=/* see \"x\" */", "createdTime=\"t\"", "last=/*b*/" }));
    QVERIFY(members.complete);
}

void tst_JsonScanner::givesWhatIsWholeOfACutOffObject()
{
    for (const char *text :
         { R"({"a":1,"b)", R"({"a":1,"b")", R"({"a":1,"b":)", R"({"a":1,)", R"({"a":1)" }) {
        const Members members = membersOf(QByteArray(text));
        QCOMPARE(members.list, QByteArrayList({ "a=1" }));
        QVERIFY2(!members.complete, text);
    }
}

void tst_JsonScanner::stepsThroughElements()
{
    const QByteArray text = R"([1, "a,b", [2,3], undefined, /* , */ {"c":4} ])";
    QByteArrayList elements;
    json::ArrayScanner scanner(text);
    while (scanner.next()) {
        elements << scanner.valueText().toByteArray();
    }
    QCOMPARE(elements, QByteArrayList({ "1", "\"a,b\"", "[2,3]", "undefined", "{\"c\":4}" }));
    QVERIFY(scanner.isComplete());
    QVERIFY(!scanner.next());
}

void tst_JsonScanner::tellsWhetherAnArrayWasWhole()
{
    for (const auto &[text, complete] :
         { std::pair("[]", true), std::pair("[1]", true), std::pair("[1", false),
           std::pair("[", false), std::pair("[1,", false), std::pair("[{}", false) }) {
        json::ArrayScanner scanner { QByteArrayView(text) };
        while (scanner.next()) { }
        QVERIFY2(scanner.isComplete() == complete, text);
    }
}

void tst_JsonScanner::doesNotStepThroughOtherKinds()
{
    for (const char *text : { "1", "\"{}\"", "", "undefined" }) {
        json::ObjectScanner object { QByteArrayView(text) };
        QVERIFY(!object.next());
        QVERIFY(!object.isComplete());
        json::ArrayScanner array { QByteArrayView(text) };
        QVERIFY(!array.next());
    }
}

void tst_JsonScanner::readsAllRowsOfTheRecordedOddPage()
{
    QFile file(QStringLiteral(HUBDECK_TEST_DATA "/captures/odd-bodies/list-with-undefined.json"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray body = file.readAll();
    json::ArrayScanner rows(body);
    QByteArrayList outputs;
    while (rows.next()) {
        outputs << json::member(rows.valueText(), "instanceId").toByteArray()
                + json::member(rows.valueText(), "output").toByteArray();
        QVERIFY(json::member(rows.valueText(), "lastUpdatedTime").startsWith("\"2026-11-23T"));
    }
    QCOMPARE(outputs,
             QByteArrayList({ "\"ct-1795427394-ru\"undefined", "\"ct-1795427394-run\"null" }));
    QVERIFY(rows.isComplete());
}

void tst_JsonScanner::findsTheLastMemberOfAName()
{
    const QByteArray text = R"({"a":1,"b":2,"\u0061":3})";
    QCOMPARE(json::member(text, "a").toByteArray(), "3");
    QCOMPARE(json::member(text, "b").toByteArray(), "2");
    QVERIFY(json::member(text, "c").isNull());
    QVERIFY(json::member("[1]", "c").isNull());
}

HUBDECK_GUILESS_TEST(tst_JsonScanner)
#include "tst_jsonscanner.moc"
