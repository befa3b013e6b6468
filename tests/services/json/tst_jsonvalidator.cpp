// SPDX-License-Identifier: MIT
#include "services/json/jsonvalidator.h"

#include "testprogram.h"

#include <QByteArray>
#include <QTest>

using namespace hubdeck;

class tst_JsonValidator : public QObject
{
    Q_OBJECT

private slots:
    void acceptsJson_data();
    void acceptsJson();
    void refusesAndTellsWhere_data();
    void refusesAndTellsWhere();
    void describesTheProblem();
    void survivesAnyDepth();
};

void tst_JsonValidator::acceptsJson_data()
{
    QTest::addColumn<QByteArray>("text");
    for (const char *text :
         { "null", " true ", "false", "0", "-0", "1e400", "-12.5E-3",
           "123456789012345678901234567890", "\"\"", "\"\\ud83d\"",
           "\"\\u00e9\\\"\\\\\\/\\b\\f\\n\\r\\t\"", "\"é日🚀\"", "[]", "{}", "[ ]", "{ }",
           "[1,[2,{}],\"x\"]", "{\"a\":{\"a\":[null]},\"a\":2}", "\t[1 ,\r\n2 ]\n" }) {
        QTest::newRow(text) << QByteArray(text);
    }
}

void tst_JsonValidator::acceptsJson()
{
    QFETCH(QByteArray, text);
    const auto problem = json::validate(text);
    QVERIFY2(!problem, qPrintable(problem ? problem->describe() : QString()));
}

void tst_JsonValidator::refusesAndTellsWhere_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("line");
    QTest::addColumn<int>("column");
    QTest::addColumn<QString>("word");
    const auto row = [](const char *text, int line, int column, const char *word) {
        QTest::newRow(text) << QByteArray(text) << line << column << QString::fromLatin1(word);
    };
    row("", 1, 1, "value is missing");
    row("  ", 1, 3, "value is missing");
    row("hello", 1, 1, "no JSON value");
    row("undefined", 1, 1, "no JSON value");
    row("'a'", 1, 1, "single");
    row("007", 1, 1, "number");
    row("1.", 1, 1, "number");
    row("-", 1, 1, "number");
    row("1 2", 1, 3, "more text");
    row("{} x", 1, 4, "more text");
    row("[1]]", 1, 4, "more text");
    row("[1", 1, 3, "closing ]");
    row("{\"a\":1", 1, 7, "closing }");
    row("{\"a\":", 1, 6, "closing }");
    row("[1 2]", 1, 4, "comma or ]");
    row("{\"a\":1 \"b\":2}", 1, 8, "comma or }");
    row("[1,]", 1, 4, "too many");
    row("{\"a\":1,}", 1, 8, "too many");
    row("[,1]", 1, 2, "value is missing");
    row("{\"a\":}", 1, 6, "value is missing");
    row("{\"a\" 1}", 1, 6, "colon");
    row("{a:1}", 1, 2, "name in double quotes");
    row("{1:2}", 1, 2, "name in double quotes");
    row("[1}", 1, 3, "comma or ]");
    row("}", 1, 1, "value is missing");
    row("\"open", 1, 1, "closing double quote");
    row("\"a\\x\"", 1, 3, "escape");
    row("\"a\\u12g4\"", 1, 3, "escape");
    row("\"é\xFF\"", 1, 3, "UTF-8");
    row("\"\xED\xA0\x80\"", 1, 2, "UTF-8");
    row("{\n  \"é日🚀\": \"a\nb\"\n}", 2, 12, "line break");
    row("[1, // c\n2]", 1, 5, "no JSON value");
    row("\xEF\xBB\xBF{}", 1, 1, "no JSON value");
}

void tst_JsonValidator::refusesAndTellsWhere()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, word);
    const auto problem = json::validate(text);
    QVERIFY(problem.has_value());
    QVERIFY2(problem->message.contains(word), qPrintable(problem->message));
    QTEST(problem->line, "line");
    QTEST(problem->column, "column");
    QVERIFY(problem->offset >= 0 && problem->offset <= text.size());
}

void tst_JsonValidator::describesTheProblem()
{
    QCOMPARE(json::validate("[1,\n 2,]")->describe(),
             QStringLiteral("line 2, column 4: there is a comma too many"));
}

void tst_JsonValidator::survivesAnyDepth()
{
    const QByteArray text = QByteArray(1'000'000, '[') + QByteArray(1'000'000, ']');
    QVERIFY(!json::validate(text));
    QVERIFY(json::validate(QByteArray(1'000'000, '[')));
}

HUBDECK_GUILESS_TEST(tst_JsonValidator)
#include "tst_jsonvalidator.moc"
