// SPDX-License-Identifier: MIT
#include "models/json/jsondocument.h"

#include "testprogram.h"

#include <QFile>
#include <QSignalSpy>
#include <QTest>
#include <QThreadPool>

using namespace hubdeck;
using namespace Qt::StringLiterals;

namespace {

constexpr int patience = 60'000;

QByteArray largeArray(qsizetype bytes)
{
    QByteArray text("[");
    text.reserve(bytes + 100);
    for (int i = 0; text.size() < bytes; ++i) {
        text += "{\"id\":" + QByteArray::number(i) + ",\"name\":\"row\"},";
    }
    return text + "0]";
}

qint64 residentKiB()
{
    QFile status(u"/proc/self/status"_s);
    if (!status.open(QIODevice::ReadOnly)) {
        return 0;
    }
    for (const QByteArray &line : status.readAll().split('\n')) {
        if (line.startsWith("VmRSS:")) {
            return line.mid(6).simplified().split(' ').first().toLongLong();
        }
    }
    return 0;
}

} // namespace

class TestJsonDocument : public QObject
{
    Q_OBJECT

private slots:
    void formatsWithoutChangingATokenAndGoesBackToRaw();
    void textThatIsNoJsonStaysAsItIs();
    void plainTextIsNeverFormattedNorColoured();
    void largeTextsAreIndexedAside();
    void newTextWhileOneIsIndexedWins();
    void clearForgetsAReadUnderWay();
    void destroyedWhileIndexing();
    void fiftyMegabytes();
    void oneLineOfMegabytesIsBrokenAndStillColoured();
};

void TestJsonDocument::formatsWithoutChangingATokenAndGoesBackToRaw()
{
    QThreadPool pool;
    JsonDocument document;
    const QByteArray text(R"({"b":1.10,"a":12345678901234567890,"a":"\u00e9"})");
    document.load(pool, text);
    QVERIFY(!document.isLoading());
    QVERIFY(document.isJson());
    QCOMPARE(document.lineCount(), 5);
    QCOMPARE(document.line(1).toByteArray(), QByteArray("  \"b\": 1.10,"));
    QCOMPARE(document.line(2).toByteArray(), QByteArray("  \"a\": 12345678901234567890,"));
    QCOMPARE(document.line(3).toByteArray(), QByteArray(R"(  "a": "\u00e9")"));
    QCOMPARE(document.tokens(1).size(), size_t(2));

    document.setForm(JsonDocument::Form::Raw);
    QCOMPARE(document.text(), text);
    QCOMPARE(document.lineCount(), 1);
    QCOMPARE(document.source(), text);
}

void TestJsonDocument::textThatIsNoJsonStaysAsItIs()
{
    QThreadPool pool;
    JsonDocument document;
    document.load(pool, "undefined");
    QVERIFY(!document.isJson());
    QCOMPARE(document.text(), QByteArray("undefined"));
    document.load(pool, R"({"output":undefined})");
    QVERIFY(!document.isJson());
    bool coloured = false; // a document with a flaw still is
    for (qsizetype line = 0; line < document.lineCount(); ++line) {
        coloured = coloured || !document.tokens(line).empty();
    }
    QVERIFY(coloured);
}

void TestJsonDocument::plainTextIsNeverFormattedNorColoured()
{
    QThreadPool pool;
    JsonDocument document;
    document.loadPlainText(pool, "{\"a\":1}\n   at Fx.Run()");
    QVERIFY(document.isPlainText());
    QCOMPARE(document.lineCount(), 2);
    QVERIFY(document.tokens(0).empty());
}

void TestJsonDocument::largeTextsAreIndexedAside()
{
    QThreadPool pool;
    JsonDocument document;
    QSignalSpy loading(&document, &JsonDocument::loadingChanged);
    document.load(pool, "1");
    document.load(pool, largeArray(1'000'000));
    QVERIFY(document.isLoading());
    QVERIFY(document.isEmpty()); // another value: the old one is not shown meanwhile
    QTRY_VERIFY_WITH_TIMEOUT(!document.isLoading(), patience);
    QVERIFY(document.isJson());
    QCOMPARE(loading.count(), 2);

    document.load(pool, largeArray(1'200'000), JsonDocument::Meanwhile::OldContent);
    QVERIFY(document.isLoading());
    QVERIFY(!document.isEmpty());
    QTRY_VERIFY_WITH_TIMEOUT(!document.isLoading(), patience);
    QCOMPARE(document.source().size(), largeArray(1'200'000).size());
}

void TestJsonDocument::newTextWhileOneIsIndexedWins()
{
    QThreadPool pool;
    JsonDocument document;
    document.load(pool, largeArray(3'000'000));
    document.load(pool, "[1,2]");
    QVERIFY(!document.isLoading());
    pool.waitForDone();
    QTest::qWait(0);
    QCOMPARE(document.lineCount(), 4);
}

void TestJsonDocument::clearForgetsAReadUnderWay()
{
    QThreadPool pool;
    JsonDocument document;
    document.load(pool, largeArray(3'000'000));
    document.clear();
    QVERIFY(!document.isLoading());
    pool.waitForDone();
    QTest::qWait(0);
    QVERIFY(document.isEmpty());
    QCOMPARE(document.lineCount(), 0);
}

void TestJsonDocument::destroyedWhileIndexing()
{
    QThreadPool pool;
    {
        JsonDocument document;
        document.load(pool, largeArray(3'000'000));
    }
    pool.waitForDone();
    QTest::qWait(0);
}

void TestJsonDocument::fiftyMegabytes()
{
    QThreadPool pool;
    JsonDocument document;
    const QByteArray text = largeArray(50'000'000);
    const qsizetype objects = text.count('{');
    const qint64 before = residentKiB();
    document.load(pool, text);
    QTRY_VERIFY_WITH_TIMEOUT(!document.isLoading(), patience);
    // the brackets, one number, and four lines for each object
    QCOMPARE(document.lineCount(), 3 + objects * 4);
    QCOMPARE(document.line(document.lineCount() - 2).toByteArray(), QByteArray("  0"));
    QCOMPARE(document.lineAt(document.startOf(1'000'000)), 1'000'000);
    // Once the formatted text and four bytes a line, not a tree: a small multiple of the text.
    const qint64 growth = (residentKiB() - before) * 1024;
    QVERIFY2(growth < document.text().size() * 5, qPrintable(QString::number(growth)));
}

void TestJsonDocument::oneLineOfMegabytesIsBrokenAndStillColoured()
{
    QThreadPool pool;
    JsonDocument document;
    document.setForm(JsonDocument::Form::Raw);
    document.load(pool, "{\"text\":\"" + QByteArray(2'000'000, 'x') + "\",\"after\":1}");
    QTRY_VERIFY_WITH_TIMEOUT(!document.isLoading(), patience);
    QVERIFY(document.lineCount() > 900);
    QVERIFY(document.widestLine() <= JsonDocument::maxLineBytes);
    const std::vector<JsonToken> inside = document.tokens(500);
    QCOMPARE(inside.size(), size_t(1));
    QCOMPARE(inside.front().kind, JsonTokenKind::String);
    const std::vector<JsonToken> last = document.tokens(document.lineCount() - 1);
    QCOMPARE(last.back(), (JsonToken { last.back().start, 1, JsonTokenKind::Number }));
}

HUBDECK_GUILESS_TEST(TestJsonDocument)
#include "tst_jsondocument.moc"
