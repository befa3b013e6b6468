// SPDX-License-Identifier: MIT
#include "app/cli/program.h"
#include "outputs.h"
#include "services/sandbox/sandboxserver.h"
#include "testprogram.h"

#include <nlohmann/json.hpp>

#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace hubdeck;
using namespace hubdeck::cli;
using namespace Qt::Literals::StringLiterals;
using Json = nlohmann::ordered_json;

/// hubdeckctl from end to end on a sandbox hub: the whole way of an operator, and wrong usage.
class TestProgram : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void listsRowsAsTheyCame();
    void saysWhenThereIsMore();
    void startsWaitsAndShows();
    void raisesAnEventAndWaitsForTheChange();
    void suspendsResumesAndTerminates();
    void rewindsAFailedOne();
    void restartsUnderBothIds();
    void saysWhatAPurgeWouldDeleteAndDeletesIt();
    void refusesAPurgeThatWouldDeleteTheWrongThings();
    void refusesVersionAndTagsOverHttp();
    void worksOnEntities();
    void exportsToAFile();
    void masksTheKeyInUrls();
    void tellsApartWhatWentWrong();
    void warnsAboutReasonsThatChange();
    void isInterrupted();

private:
    struct Result
    {
        int status = 0;
        QByteArray out;
        QByteArray err;
        [[nodiscard]] Json json() const { return Json::parse(out.toStdString(), nullptr, false); }
    };
    Result run(QStringList words, bool withUrl = true);
    QString start(const QString &function, const QString &input = {});
    std::unique_ptr<SandboxServer> m_server;
    int m_number = 0;
};

void TestProgram::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
    SandboxServer::Options options;
    options.seeded = false;
    m_server = std::make_unique<SandboxServer>(options);
    qputenv("HUBDECK_KEY", m_server->key());
}

void TestProgram::init()
{
    qputenv("HUBDECK_KEY", m_server->key());
}

TestProgram::Result TestProgram::run(QStringList words, bool withUrl)
{
    if (withUrl) {
        words += { u"--url"_s, m_server->url().toString() };
    }
    Outputs outputs;
    Result result;
    result.status = runProgram(QStringList { u"hubdeckctl"_s } + words, outputs.console, {});
    result.out = outputs.out();
    result.err = outputs.err();
    return result;
}

QString TestProgram::start(const QString &function, const QString &input)
{
    const QString id = u"cli-%1-%2"_s.arg(function).arg(++m_number);
    QStringList words { u"start"_s, function, u"--id"_s, id };
    if (!input.isEmpty()) {
        words += { u"--input"_s, input };
    }
    const Result result = run(words);
    return result.status == 0 ? id : QString();
}

void TestProgram::listsRowsAsTheyCame()
{
    const Result started = run({ u"start"_s, u"Echo"_s, u"--id"_s, u"list-1"_s, u"--input"_s, u"{\"b\":1.5,\"a\":12345678901234567890}"_s, u"--wait"_s, u"30"_s, u"--json"_s });
    QCOMPARE(started.status, 0);
    const Result listed = run({ u"instances"_s, u"--prefix"_s, u"list-1"_s, u"--json"_s });
    QCOMPARE(listed.status, 0);
    QVERIFY2(listed.out.contains(R"("output":{"b":1.5,"a":12345678901234567890})"), listed.out.constData());
    QCOMPARE(listed.json().size(), 1U);
    const Result lines = run({ u"instances"_s, u"--prefix"_s, u"list-1"_s, u"--jsonl"_s });
    QCOMPARE(lines.out.count('\n'), 1);
    const Result table = run({ u"instances"_s, u"--prefix"_s, u"list-1"_s });
    QVERIFY(table.out.contains("list-1") && table.out.contains("Completed"));
    QCOMPARE(run({ u"instances"_s, u"--prefix"_s, u"nobody"_s, u"--json"_s }).out, QByteArray("[]\n"));
}

void TestProgram::saysWhenThereIsMore()
{
    for (int i = 0; i < 3; ++i) {
        QVERIFY(!start(u"Echo"_s).isEmpty());
    }
    const Result some = run({ u"instances"_s, u"--prefix"_s, u"cli-Echo"_s, u"--top"_s, u"2"_s, u"--json"_s });
    QCOMPARE(some.json().size(), 2U);
    QVERIFY2(some.err.contains("more"), some.err.constData());
    const Result all = run({ u"instances"_s, u"--prefix"_s, u"cli-Echo"_s, u"--all"_s, u"--json"_s });
    QVERIFY(all.json().size() >= 3U);
    QVERIFY(all.err.isEmpty());
}

void TestProgram::startsWaitsAndShows()
{
    const QString id = start(u"HelloSequence"_s);
    const Result waited = run({ u"wait"_s, id, u"--timeout"_s, u"30"_s, u"--json"_s });
    QCOMPARE(waited.status, 0);
    QVERIFY(waited.json()["output"][0] == "Hello Tokyo!");
    const Result shown = run({ u"show"_s, id, u"--history"_s, u"--json"_s });
    QVERIFY(shown.json()["historyEvents"].size() == 5U);
    QVERIFY(run({ u"show"_s, id, u"--history"_s }).out.contains("TaskCompleted SayHello"));
    const QString failing = start(u"Throws"_s);
    QCOMPARE(run({ u"wait"_s, failing, u"--timeout"_s, u"30"_s }).status, 1);
}

void TestProgram::raisesAnEventAndWaitsForTheChange()
{
    const QString id = start(u"Approval"_s);
    const Result raised = run({ u"raise"_s, id, u"Approve"_s, u"--data"_s, u"{\"by\":\"ops\"}"_s, u"--json"_s });
    QCOMPARE(raised.out, "{\"id\":\"" + id.toUtf8() + "\",\"accepted\":true}\n");
    const Result waited = run({ u"wait"_s, id, u"--timeout"_s, u"30"_s, u"--json"_s });
    QVERIFY(waited.json()["output"] == "approved: {\"by\":\"ops\"}");
    QCOMPARE(run({ u"raise"_s, id, u"Approve"_s }).status, 1);
    QCOMPARE(run({ u"raise"_s, id, u"Approve"_s, u"--data"_s, u"{bad"_s }).status, 2);
}

void TestProgram::suspendsResumesAndTerminates()
{
    const QString id = start(u"Approval"_s);
    QVERIFY(run({ u"suspend"_s, id, u"--reason"_s, u"maintenance window"_s, u"--wait"_s, u"--json"_s }).json()["runtimeStatus"] == "Suspended");
    QCOMPARE(run({ u"suspend"_s, id }).status, 1);
    QVERIFY(run({ u"resume"_s, id, u"--wait"_s, u"--json"_s }).json()["runtimeStatus"] == "Running");
    QVERIFY(run({ u"terminate"_s, id, u"--reason"_s, u"stopped"_s, u"--wait"_s, u"--json"_s }).json()["output"] == "stopped");
    const Result again = run({ u"terminate"_s, id });
    QCOMPARE(again.status, 1);
    QCOMPARE(again.err.count('\n'), 1);
}

void TestProgram::rewindsAFailedOne()
{
    const QString id = start(u"FlakyJob"_s);
    QCOMPARE(run({ u"wait"_s, id, u"--timeout"_s, u"30"_s }).status, 1);
    QCOMPARE(run({ u"rewind"_s, id, u"--reason"_s, u"again"_s, u"--wait"_s }).status, 0);
    const Result waited = run({ u"wait"_s, id, u"--timeout"_s, u"30"_s, u"--json"_s });
    QCOMPARE(waited.status, 0);
    QVERIFY(waited.json()["output"] == "ok on try 2");
}

void TestProgram::restartsUnderBothIds()
{
    const QString id = start(u"Echo"_s, u"7"_s);
    QCOMPARE(run({ u"wait"_s, id, u"--timeout"_s, u"30"_s }).status, 0);
    QVERIFY(run({ u"restart"_s, id, u"--json"_s }).json()["id"] == id.toStdString());
    const Result renewed = run({ u"restart"_s, id, u"--new-id"_s, u"--json"_s });
    QVERIFY(renewed.json()["id"] != id.toStdString());
}

void TestProgram::saysWhatAPurgeWouldDeleteAndDeletesIt()
{
    const QString id = start(u"Echo"_s);
    QCOMPARE(run({ u"wait"_s, id, u"--timeout"_s, u"30"_s }).status, 0);
    const Result preview = run({ u"purge"_s, id, u"--json"_s });
    QCOMPARE(preview.status, 2);
    QCOMPARE(preview.out, QByteArray("{\"Completed\":1}\n"));
    QCOMPARE(run({ u"show"_s, id }).status, 0);
    QCOMPARE(run({ u"purge"_s, id, u"--yes"_s, u"--json"_s }).out, QByteArray("{\"instancesDeleted\":1}\n"));
    QCOMPARE(run({ u"show"_s, id }).status, 1);
    const QString other = start(u"Echo"_s);
    QCOMPARE(run({ u"wait"_s, other, u"--timeout"_s, u"30"_s }).status, 0);
    const Result filtered = run({ u"purge"_s, u"--status"_s, u"Completed"_s, u"--prefix"_s, other, u"--yes"_s, u"--json"_s });
    QCOMPARE(filtered.out, QByteArray("{\"instancesDeleted\":1}\n"));
}

void TestProgram::refusesAPurgeThatWouldDeleteTheWrongThings()
{
    const QString id = start(u"Approval"_s);
    QCOMPARE(run({ u"purge"_s, u"--yes"_s }).status, 2);
    QCOMPARE(run({ u"purge"_s, u"--status"_s, u"Running"_s, u"--yes"_s }).status, 2);
    QCOMPARE(run({ u"show"_s, id }).status, 0);
}

void TestProgram::refusesVersionAndTagsOverHttp()
{
    for (const QStringList &option : { QStringList { u"--instance-version"_s, u"2"_s }, QStringList { u"--tag"_s, u"team=ops"_s } }) {
        const Result refused = run(QStringList { u"start"_s, u"Echo"_s } + option);
        QCOMPARE(refused.status, 2);
        QVERIFY2(refused.err.contains("storage"), refused.err.constData());
    }
}

void TestProgram::worksOnEntities()
{
    QCOMPARE(run({ u"signal"_s, u"Counter"_s, u"k"_s, u"add"_s, u"--input"_s, u"5"_s }).status, 0);
    QTRY_COMPARE_WITH_TIMEOUT(run({ u"entity"_s, u"Counter"_s, u"k"_s }).out, QByteArray("5\n"), 30000);
    QVERIFY(run({ u"entities"_s, u"counter"_s, u"--state"_s, u"--json"_s }).json()[0]["state"] == 5);
    QCOMPARE(run({ u"entity"_s, u"Counter"_s, u"nobody"_s }).status, 1);
    QCOMPARE(run({ u"pause-entity"_s, u"Counter"_s, u"k"_s }).status, 0);
    QTRY_VERIFY_WITH_TIMEOUT(run({ u"show"_s, u"@counter@k"_s, u"--json"_s }).json()["runtimeStatus"] == "Suspended", 30000);
    QCOMPARE(run({ u"resume-entity"_s, u"Counter"_s, u"k"_s }).status, 0);
    QCOMPARE(run({ u"terminate"_s, u"@counter@k"_s }).status, 2);
}

void TestProgram::exportsToAFile()
{
    const QString id = start(u"HelloSequence"_s);
    QCOMPARE(run({ u"wait"_s, id, u"--timeout"_s, u"30"_s }).status, 0);
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"out.json"_s);
    QCOMPARE(run({ u"export"_s, id, u"-o"_s, path }).status, 0);
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray bytes = file.readAll();
    const Json content = Json::parse(bytes.toStdString());
    QVERIFY(content["hubdeckExport"] == 1 && content["count"] == 1 && content["complete"] == true);
    QVERIFY(content["instances"][0]["historyEvents"].size() == 5U);
    QVERIFY(!bytes.contains(m_server->key()));
    QCOMPARE(run({ u"export"_s, id }).status, 2);
    QCOMPARE(run({ u"export"_s, id, u"-o"_s, u"/no/such/folder/x.json"_s }).status, 1);
}

void TestProgram::masksTheKeyInUrls()
{
    const Result masked = run({ u"urls"_s, u"x y"_s });
    QVERIFY(masked.out.contains("/instances/x%20y") && masked.out.contains("code=***"));
    QVERIFY(!masked.out.contains(m_server->key()));
    QVERIFY(run({ u"urls"_s, u"x"_s, u"--with-key"_s }).out.contains(QUrl::toPercentEncoding(QString::fromUtf8(m_server->key()))));
}

void TestProgram::tellsApartWhatWentWrong()
{
    QCOMPARE(run({ u"show"_s, u"nobody"_s }).status, 1);
    QCOMPARE(run({ u"show"_s, u"a/b"_s }).status, 1);
    QCOMPARE(run({ u"frobnicate"_s }).status, 2);
    QCOMPARE(run({ u"instances"_s }, false).status, 2);
    qputenv("HUBDECK_KEY", "wrong");
    const Result refused = run({ u"instances"_s });
    QCOMPARE(refused.status, 1);
    QVERIFY2(refused.err.contains("key"), refused.err.constData());
    QVERIFY(!refused.err.contains("wrong"));
    QCOMPARE(run({ u"--version"_s }, false).status, 0);
    QCOMPARE(run({ u"--help"_s }, false).status, 0);
}

void TestProgram::warnsAboutReasonsThatChange()
{
    const QString id = start(u"Approval"_s);
    QCOMPARE(run({ u"terminate"_s, id, u"--reason"_s, u"undefined"_s }).status, 2);
    const Result changed = run({ u"terminate"_s, id, u"--reason"_s, u"5 retries"_s, u"--wait"_s, u"--json"_s });
    QCOMPARE(changed.status, 0);
    QVERIFY2(changed.err.contains("5"), changed.err.constData());
    QVERIFY(changed.json()["output"] == 5);
}

void TestProgram::isInterrupted()
{
    std::stop_source stop;
    stop.request_stop();
    Outputs outputs;
    QCOMPARE(runProgram({ u"hubdeckctl"_s, u"wait"_s, u"x"_s, u"--url"_s, m_server->url().toString() }, outputs.console, stop.get_token()), 130);
}

HUBDECK_GUILESS_TEST(TestProgram)
#include "tst_program.moc"
