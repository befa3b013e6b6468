// SPDX-License-Identifier: MIT
#include "services/exporting/exportrow.h"

#include "testprogram.h"

#include <nlohmann/json.hpp>

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace hubdeck;

namespace {

// JSON with single quotes, which moc can read.
QByteArray operator""_q(const char *text, std::size_t length)
{
    return QByteArray(text, static_cast<qsizetype>(length)).replace('\'', '"');
}

} // namespace

class ExportRowTest : public QObject
{
    Q_OBJECT

private slots:

    void keepsADocument_data()
    {
        QTest::addColumn<QByteArray>("document");
        QTest::addColumn<QByteArray>("row");
        const auto add = [](const char *name, const QByteArray &text, const QByteArray &row) {
            QTest::addRow("%s", name) << text << row;
        };
        const auto same
            = [&add](const char *name, const QByteArray &text) { add(name, text, text); };
        same("order and number text",
             "{'z':1.10,'a':1e400,'n':-0,'big':12345678901234567890123}"_q);
        same("escapes and duplicates", "{'a':'\\u00e9\\/\\ud83d\\ude00','a':2}"_q);
        same("nested", "{'input':{'b':[1,2,{'a':null}],'a':''}}"_q);
        add("line breaks go", "{\n  'a': {\r\n'b' : 1 }\n}"_q, "{'a':{'b':1}}"_q);
        same("an escaped line break stays", "{'a':'x\\ny'}"_q);
        add("undefined", "{'output':undefined,'x':1}"_q, "{'output':'undefined','x':1}"_q);
        add("constructor", "{'output':new Date(1)}"_q, "{'output':'new Date(1)'}"_q);
        add("no JSON inside", "{'input':{'a':NaN}}"_q, "{'input':'{\\'a\\':NaN}'}"_q);
    }

    void keepsADocument()
    {
        QFETCH(const QByteArray, document);
        QFETCH(const QByteArray, row);
        QCOMPARE(exportRow(document), row);
        InstanceDetails instance;
        instance.raw = document;
        QCOMPARE(exportRow(instance, nullptr), row);
    }

    void addsTheHistoryLast()
    {
        InstanceDetails instance;
        instance.raw = "{'name':'Order','historyEvents':[{'old':1}],'output':null}"_q;
        History history;
        history.events.resize(2);
        history.events[0].raw = "{'EventType':'ExecutionStarted','Input':1.10}"_q;
        history.events[1].raw = "{'EventType':'TaskCompleted','Result':undefined}"_q;
        QCOMPARE(exportRow(instance, &history),
                 "{'name':'Order','output':null,'historyEvents':[{'EventType':'ExecutionStarted','"
                 "Input':1.10},"
                 "{'EventType':'TaskCompleted','Result':'undefined'}]}"_q);
    }

    void leavesAMissingHistoryOut()
    {
        InstanceDetails instance;
        instance.raw = "{'name':'Order'}"_q;
        History history;
        history.available = false;
        QCOMPARE(exportRow(instance, &history), "{'name':'Order'}"_q);
        history.available = true;
        QCOMPARE(exportRow(instance, &history), "{'name':'Order','historyEvents':[]}"_q);
    }

    void composesADocumentWhereNoneCame()
    {
        InstanceDetails instance;
        instance.id = InstanceId(u"a\"b"_s);
        instance.name = u"Order"_s;
        instance.status = RuntimeStatus::Kind::Completed;
        instance.created = Instant::fromText("2026-11-23T09:41:02.2180533Z");
        instance.input.text = "undefined";
        instance.output.text = "[1, 2]";
        instance.parent = InstanceId(u"p"_s);
        const auto row = nlohmann::json::parse(exportRow(instance, nullptr).toStdString());
        QCOMPARE(row.at("instanceId").get<std::string>(), "a\"b");
        QCOMPARE(row.at("createdTime").get<std::string>(), "2026-11-23T09:41:02.2180533Z");
        QVERIFY(row.at("lastUpdatedTime").is_null());
        QCOMPARE(row.at("input").get<std::string>(), "undefined");
        QCOMPARE(row.at("output").size(), 2U);
        QCOMPARE(row.at("parentInstanceId").get<std::string>(), "p");
        QVERIFY(!row.contains("version"));
    }
};

HUBDECK_GUILESS_TEST(ExportRowTest)
#include "tst_exportrow.moc"
