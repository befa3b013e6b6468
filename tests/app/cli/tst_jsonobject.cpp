// SPDX-License-Identifier: MIT
#include "app/cli/jsonobject.h"

#include "testprogram.h"

#include <QTest>

using namespace hubdeck;
using namespace hubdeck::cli;
using namespace Qt::Literals::StringLiterals;

class TestJsonObject : public QObject
{
    Q_OBJECT

private slots:
    void keepsTheOrderOfItsMembers();
    void writesNullForWhatIsNotKnown();
    void writesArrays();
    void appends();
};

void TestJsonObject::keepsTheOrderOfItsMembers()
{
    QCOMPARE(JsonObject().text(), QByteArray("{}"));
    QCOMPARE(JsonObject()
                 .addText("b", u"a \"quoted\" é"_s)
                 .addNumber("a", 7)
                 .addFlag("f", true)
                 .add("raw", "[1.50]")
                 .text(),
             QByteArray("{\"b\":\"a \\\"quoted\\\" é\",\"a\":7,\"f\":true,\"raw\":[1.50]}"));
}

void TestJsonObject::writesNullForWhatIsNotKnown()
{
    QCOMPARE(JsonObject()
                 .addNumber("n", std::nullopt)
                 .addTime("t", std::nullopt)
                 .addTextOrNull("x", {})
                 .addText("y", {})
                 .addFlag("f", std::nullopt)
                 .text(),
             QByteArray(R"({"n":null,"t":null,"x":null,"y":"","f":null})"));
    QCOMPARE(JsonObject().addTime("t", Instant::fromText("2026-11-23T09:41:02.1234567Z")).text(),
             QByteArray(R"({"t":"2026-11-23T09:41:02.1234567Z"})"));
}

void TestJsonObject::writesArrays()
{
    QCOMPARE(JsonObject().addTexts("t", { u"a"_s, u"b"_s }).text(),
             QByteArray(R"({"t":["a","b"]})"));
    QCOMPARE(JsonObject::array({}, true), QByteArray("[]"));
    QCOMPARE(JsonObject::array({ "1", "2" }, true), QByteArray("[\n1,\n2\n]"));
}

void TestJsonObject::appends()
{
    const JsonObject more = JsonObject().addNumber("b", 2);
    QCOMPARE(more.appendedTo(R"({"a":1})"), QByteArray(R"({"a":1,"b":2})"));
    QCOMPARE(more.appendedTo("{ }"), QByteArray(R"({ "b":2})"));
    QCOMPARE(JsonObject().appendedTo(R"({"a":1})"), QByteArray(R"({"a":1})"));
    QCOMPARE(more.appendedTo("[]"), QByteArray("[]"));
}

HUBDECK_GUILESS_TEST(TestJsonObject)
#include "tst_jsonobject.moc"
