// SPDX-License-Identifier: MIT
#include "testprogram.h"
#include "thrown.h"

#include "services/azurestorage/tokensource.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <thread>

using namespace hubdeck;
using namespace hubdeck::azurestorage;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestTokenSource : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void givesWhatItWasGiven_data();
    void givesWhatItWasGiven();
    void refusesWhatIsNoToken_data();
    void refusesWhatIsNoToken();
    void asksTheAzureCliOnce();
    void asksAgainShortlyBeforeTheEnd();
    void readsTheOlderTime();
    void saysThatItIsMissing();
    void saysThatNobodyIsSignedIn();
    void refusesOddAnswers_data();
    void refusesOddAnswers();
    void readsWhatTheAzureCliPrints();
    void stopsWaiting();
    void doesNotStartWhenItWasStoppedBefore();
    void losesPatience();
    void sharesOneFailure();
    void letsAWaiterGo();
    void asksForTheNextOneWhenTheFirstWasStopped();
    void keepsTheOldTokenWhileItIsValid();
    void forgetsOnlyTheTokenItHas();
    void prefersTheEnvironment();

private:
    /// Writes an az that runs `script`; the number of calls is the size of the file `calls`.
    void writeAz(const QByteArray &script);

    [[nodiscard]] qint64 calls() const { return QFile(m_folder->filePath(u"calls"_s)).size(); }

    [[nodiscard]] QString az() const { return m_folder->filePath(u"az"_s); }

    /// The script of an az that gives the token `name`, valid for an hour from m_now.
    [[nodiscard]] QByteArray givingToken(const QByteArray &name) const
    {
        const QByteArray end = QByteArray::number(m_now.addSecs(3600).toSecsSinceEpoch());
        return "echo '{\"accessToken\":\"" + name + "\",\"expires_on\":" + end + "}'\n";
    }

    /// Waits until az has been started so many times.
    void waitForCalls(qint64 count) const
    {
        while (calls() < count) {
            std::this_thread::sleep_for(5ms);
        }
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    QDateTime m_now { QDate(2026, 3, 2), QTime(10, 0), Qt::UTC };
    std::stop_token m_stop;
};

void TestTokenSource::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(m_folder->isValid());
}

void TestTokenSource::writeAz(const QByteArray &script)
{
    QFile file(az());
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("#!/bin/sh\nprintf x >>'" + m_folder->filePath(u"calls"_s).toUtf8() + "'\n"
               + script);
    file.close();
    file.setPermissions(QFile::ReadOwner | QFile::ExeOwner);
}

void TestTokenSource::givesWhatItWasGiven_data()
{
    QTest::addColumn<QByteArray>("given");
    QTest::addRow("alone") << QByteArray("a.b-c_d~e+f/g==");
    QTest::addRow("with the scheme") << QByteArray("Bearer a.b-c_d~e+f/g==");
    QTest::addRow("with the scheme in any case") << QByteArray("bearer   a.b-c_d~e+f/g==");
}

void TestTokenSource::givesWhatItWasGiven()
{
    QFETCH(const QByteArray, given);
    GivenToken source(Secret(given), u"HERE"_s);
    QCOMPARE(source.token(m_stop), Secret("a.b-c_d~e+f/g=="));
    QCOMPARE(source.name(), u"HERE"_s);
    QVERIFY(source.wayOut().contains(u"HERE"_s));
    source.forget(Secret("a.b-c_d~e+f/g==")); // there is no other
    QCOMPARE(source.token(m_stop), Secret("a.b-c_d~e+f/g=="));
}

void TestTokenSource::refusesWhatIsNoToken_data()
{
    QTest::addColumn<QByteArray>("given");
    QTest::addRow("empty") << QByteArray();
    QTest::addRow("only the scheme") << QByteArray("Bearer ");
    QTest::addRow("words") << QByteArray("two words");
    QTest::addRow("line break") << QByteArray("line\r\nbreak");
    QTest::addRow("answer of az") << QByteArray("{\"accessToken\":\"a\"}");
    QTest::addRow("quoted") << QByteArray("\"quoted\"");
    QTest::addRow("not ASCII") << QByteArray("caf\xC3\xA9");
}

void TestTokenSource::refusesWhatIsNoToken()
{
    QFETCH(const QByteArray, given);
    GivenToken source(Secret(given), u"HERE"_s);
    const auto error = thrownBy([&] { static_cast<void>(source.token(m_stop)); });
    QVERIFY(error);
    QCOMPARE(error->kind, ErrorKind::Unauthorised);
    QVERIFY2(error->message.contains(u"HERE holds no token"_s)
                 && error->message.contains(u"start Hubdeck again"_s),
             qPrintable(error->message));
    QVERIFY(given.isEmpty() || !error->message.contains(QString::fromUtf8(given)));
}

void TestTokenSource::asksTheAzureCliOnce()
{
    const QByteArray end = QByteArray::number(m_now.addSecs(3600).toSecsSinceEpoch());
    writeAz("echo '{\"accessToken\": \"t0k.e-n_\", \"expires_on\": " + end
            + ", \"expiresOn\": \"2001-01-01 00:00:00.000000\"}'\n"
              "echo \"$@\" >'"
            + m_folder->filePath(u"arguments"_s).toUtf8() + "'\n");
    AzureCliToken source(az(), [this] { return m_now; });
    QCOMPARE(source.token(m_stop), Secret("t0k.e-n_"));
    QCOMPARE(source.token(m_stop), Secret("t0k.e-n_"));
    QCOMPARE(calls(), 1);
    QFile arguments(m_folder->filePath(u"arguments"_s));
    QVERIFY(arguments.open(QIODevice::ReadOnly));
    QCOMPARE(
        arguments.readAll().trimmed(),
        QByteArray("account get-access-token --resource https://storage.azure.com/ --output json"));
}

void TestTokenSource::asksAgainShortlyBeforeTheEnd()
{
    const QByteArray end = QByteArray::number(m_now.addSecs(3600).toSecsSinceEpoch());
    writeAz("echo '{\"accessToken\":\"a\",\"expires_on\":\"" + end + "\"}'\n");
    QDateTime now = m_now;
    AzureCliToken source(az(), [&now] { return now; });
    static_cast<void>(source.token(m_stop));
    now = m_now.addSecs(3000);
    static_cast<void>(source.token(m_stop));
    QCOMPARE(calls(), 1);
    now = m_now.addSecs(3400);
    static_cast<void>(source.token(m_stop));
    QCOMPARE(calls(), 2);
}

void TestTokenSource::readsTheOlderTime()
{
    const QByteArray end
        = m_now.addSecs(3600).toLocalTime().toString(u"yyyy-MM-dd HH:mm:ss.000000"_s).toLatin1();
    writeAz("echo '{\"accessToken\":\"a\",\"expiresOn\":\"" + end + "\"}'\n");
    AzureCliToken source(az(), [this] { return m_now; });
    static_cast<void>(source.token(m_stop));
    static_cast<void>(source.token(m_stop));
    QCOMPARE(calls(), 1);
}

void TestTokenSource::saysThatItIsMissing()
{
    AzureCliToken source(m_folder->filePath(u"nothing"_s));
    const auto error = thrownBy([&] { static_cast<void>(source.token(m_stop)); });
    QVERIFY(error);
    QCOMPARE(error->kind, ErrorKind::Unauthorised);
    QVERIFY(error->message.contains(u"not installed"_s));
    QVERIFY(error->message.contains(u"HUBDECK_STORAGE_TOKEN"_s));
}

void TestTokenSource::saysThatNobodyIsSignedIn()
{
    writeAz("echo \"ERROR: Please run 'az login' to setup account.\" >&2\nexit 1\n");
    AzureCliToken source(az());
    const auto error = thrownBy([&] { static_cast<void>(source.token(m_stop)); });
    QVERIFY(error);
    QCOMPARE(error->kind, ErrorKind::Unauthorised);
    QVERIFY2(error->message.contains(u"not signed in"_s), qPrintable(error->message));
    QVERIFY(error->detail.contains(u"setup account"_s));
}

void TestTokenSource::refusesOddAnswers_data()
{
    QTest::addColumn<QByteArray>("script");
    QTest::addRow("failed") << QByteArray("echo boom >&2\nexit 3\n");
    QTest::addRow("crashed") << QByteArray("kill -9 $$\n");
    QTest::addRow("nothing") << QByteArray("exit 0\n");
    QTest::addRow("no token") << QByteArray("echo '{\"expires_on\":1}'\n");
    QTest::addRow("line break in token")
        << QByteArray("printf '{\"accessToken\":\"a\\\\r\\\\nb\"}'\n");
    QTest::addRow("not JSON") << QByteArray("echo WARNING: something\n");
}

void TestTokenSource::refusesOddAnswers()
{
    QFETCH(const QByteArray, script);
    writeAz(script);
    AzureCliToken source(az());
    const auto error = thrownBy([&] { static_cast<void>(source.token(m_stop)); });
    QVERIFY(error);
    QCOMPARE(error->kind, ErrorKind::Unauthorised);
    QVERIFY(error->message.contains(u"Azure CLI"_s));
}

void TestTokenSource::readsWhatTheAzureCliPrints()
{
    const auto answer = readAzureCliAnswer(R"({"accessToken":"a","expires_on":1772445600})", m_now);
    QVERIFY(answer);
    QCOMPARE(answer->token, Secret("a"));
    QCOMPARE(answer->expires, QDateTime(QDate(2026, 3, 2), QTime(10, 0), Qt::UTC));
    for (const char *end : { "", ",\"expires_on\":-1", ",\"expires_on\":9223372036854775807",
                             ",\"expiresOn\":\"soon\"" }) {
        const QByteArray output = "{\"accessToken\":\"a\"" + QByteArray(end) + '}';
        const auto endless = readAzureCliAnswer(output, m_now);
        QVERIFY(endless);
        QCOMPARE(endless->expires, m_now); // asked anew each time
    }
    QVERIFY(!readAzureCliAnswer(R"({"accessToken":""})", m_now));
}

void TestTokenSource::stopsWaiting()
{
    writeAz("exec sleep 600\n");
    AzureCliToken source(az());
    std::stop_source stop;
    const std::jthread stopper([&] {
        while (calls() == 0) {
            std::this_thread::yield();
        }
        stop.request_stop();
    });
    QCOMPARE(kindThrownBy([&] { static_cast<void>(source.token(stop.get_token())); }),
             u"Cancelled"_s);
}

void TestTokenSource::doesNotStartWhenItWasStoppedBefore()
{
    writeAz(givingToken("a"));
    AzureCliToken source(az(), [this] { return m_now; });
    std::stop_source stop;
    stop.request_stop();
    QCOMPARE(kindThrownBy([&] { static_cast<void>(source.token(stop.get_token())); }),
             u"Cancelled"_s);
    QCOMPARE(calls(), 0);
}

void TestTokenSource::losesPatience()
{
    writeAz("exec sleep 600\n");
    AzureCliToken source(
        az(), [this] { return m_now; }, 1500ms);
    const auto error = thrownBy([&] { static_cast<void>(source.token(m_stop)); });
    QVERIFY(error);
    QCOMPARE(error->kind, ErrorKind::Unauthorised);
    QVERIFY2(error->message.contains(u"did not answer within 1.5 s"_s), qPrintable(error->message));
    QVERIFY(error->message.contains(u"HUBDECK_STORAGE_TOKEN"_s));
}

void TestTokenSource::sharesOneFailure()
{
    // It fails only when all wait for it
    const QString go = m_folder->filePath(u"go"_s);
    writeAz("while [ ! -e '" + go.toUtf8() + "' ]; do sleep 0.05; done\necho boom >&2\nexit 3\n");
    AzureCliToken source(az(), [this] { return m_now; });
    constexpr int count = 8;
    std::atomic<int> begun = 0;
    std::atomic<int> failed = 0;
    {
        std::vector<std::jthread> threads;
        for (int i = 0; i < count; ++i) {
            threads.emplace_back([&] {
                ++begun;
                const auto error = thrownBy([&] { static_cast<void>(source.token(m_stop)); });
                failed += error && error->detail.contains(u"boom"_s) ? 1 : 0;
            });
        }
        while (begun < count) {
            std::this_thread::yield();
        }
        waitForCalls(1);
        std::this_thread::sleep_for(200ms); // from the count to the wait
        QFile file(go);
        QVERIFY(file.open(QIODevice::WriteOnly));
    }
    QCOMPARE(failed.load(), count);
    QCOMPARE(calls(), 1);
}

void TestTokenSource::letsAWaiterGo()
{
    writeAz("exec sleep 600\n");
    AzureCliToken source(az(), [this] { return m_now; });
    std::stop_source first;
    const std::jthread asker([&] {
        static_cast<void>(thrownBy([&] { static_cast<void>(source.token(first.get_token())); }));
    });
    waitForCalls(1);
    std::stop_source second;
    QString end;
    std::thread waiter(
        [&] { end = kindThrownBy([&] { static_cast<void>(source.token(second.get_token())); }); });
    second.request_stop();
    waiter.join(); // az still runs for the other one
    QCOMPARE(end, u"Cancelled"_s);
    QCOMPARE(calls(), 1);
    first.request_stop();
}

void TestTokenSource::asksForTheNextOneWhenTheFirstWasStopped()
{
    const QByteArray calls = m_folder->filePath(u"calls"_s).toUtf8();
    writeAz("if [ $(wc -c <'" + calls + "') = 1 ]; then exec sleep 600; fi\n" + givingToken("a"));
    AzureCliToken source(az(), [this] { return m_now; });
    std::stop_source first;
    std::thread asker([&] {
        static_cast<void>(thrownBy([&] { static_cast<void>(source.token(first.get_token())); }));
    });
    waitForCalls(1);
    Secret got;
    std::thread waiter([&] { got = source.token(m_stop); });
    first.request_stop();
    asker.join();
    waiter.join();
    QCOMPARE(got, Secret("a"));
}

void TestTokenSource::keepsTheOldTokenWhileItIsValid()
{
    writeAz(givingToken("a"));
    QDateTime now = m_now;
    AzureCliToken source(az(), [&now] { return now; });
    QCOMPARE(source.token(m_stop), Secret("a"));
    writeAz("echo boom >&2\nexit 3\n");
    now = m_now.addSecs(3400);
    QCOMPARE(source.token(m_stop), Secret("a"));
    QCOMPARE(calls(), 2);
    QCOMPARE(source.token(m_stop), Secret("a")); // and az is left alone for a while
    QCOMPARE(calls(), 2);
    now = m_now.addSecs(3470);
    QCOMPARE(source.token(m_stop), Secret("a"));
    QCOMPARE(calls(), 3);
    now = m_now.addSecs(3600);
    QCOMPARE(kindThrownBy([&] { static_cast<void>(source.token(m_stop)); }), u"Unauthorised"_s);
}

void TestTokenSource::forgetsOnlyTheTokenItHas()
{
    writeAz(givingToken("a"));
    AzureCliToken source(az(), [this] { return m_now; });
    QCOMPARE(source.token(m_stop), Secret("a"));
    writeAz(givingToken("b"));
    source.forget(Secret("older"));
    QCOMPARE(source.token(m_stop), Secret("a"));
    source.forget(Secret("a"));
    QCOMPARE(source.token(m_stop), Secret("b"));
    source.forget(Secret("a")); // of a request that was on its way meanwhile
    QCOMPARE(source.token(m_stop), Secret("b"));
    QCOMPARE(calls(), 2);
}

void TestTokenSource::prefersTheEnvironment()
{
    qputenv("HUBDECK_STORAGE_TOKEN", " given ");
    const auto given = usualTokenSource();
    QCOMPARE(given->token(m_stop), Secret("given"));
    QCOMPARE(given->name(), u"HUBDECK_STORAGE_TOKEN"_s);
    qunsetenv("HUBDECK_STORAGE_TOKEN");
    QVERIFY(dynamic_cast<AzureCliToken *>(usualTokenSource().get()));
}

HUBDECK_GUILESS_TEST(TestTokenSource)
#include "tst_tokensource.moc"
