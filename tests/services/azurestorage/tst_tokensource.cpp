// SPDX-License-Identifier: MIT
#include "thrown.h"

#include "services/azurestorage/tokensource.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <thread>

using namespace hubdeck;
using namespace hubdeck::azurestorage;
using namespace Qt::StringLiterals;

class TestTokenSource : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void givesWhatItWasGiven();
    void asksTheAzureCliOnce();
    void asksAgainShortlyBeforeTheEnd();
    void readsTheOlderTime();
    void saysThatItIsMissing();
    void saysThatNobodyIsSignedIn();
    void refusesOddAnswers_data();
    void refusesOddAnswers();
    void stopsWaiting();
    void prefersTheEnvironment();

private:
    /// Writes an az that runs `script`; the number of calls is the size of the file `calls`.
    void writeAz(const QByteArray &script);

    [[nodiscard]] qint64 calls() const { return QFile(m_folder->filePath(u"calls"_s)).size(); }

    [[nodiscard]] QString az() const { return m_folder->filePath(u"az"_s); }

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

void TestTokenSource::givesWhatItWasGiven()
{
    GivenToken source(Secret("abc"), u"here"_s);
    QCOMPARE(source.token(m_stop), Secret("abc"));
    QCOMPARE(source.name(), u"here"_s);
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

void TestTokenSource::prefersTheEnvironment()
{
    qputenv("HUBDECK_STORAGE_TOKEN", " given ");
    const auto given = usualTokenSource();
    QCOMPARE(given->token(m_stop), Secret("given"));
    QCOMPARE(given->name(), u"HUBDECK_STORAGE_TOKEN"_s);
    qunsetenv("HUBDECK_STORAGE_TOKEN");
    QVERIFY(dynamic_cast<AzureCliToken *>(usualTokenSource().get()));
}

QTEST_GUILESS_MAIN(TestTokenSource)
#include "tst_tokensource.moc"
