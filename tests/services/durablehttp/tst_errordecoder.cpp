// SPDX-License-Identifier: MIT
#include "services/durablehttp/errordecoder.h"

#include "testprogram.h"

#include <QTest>

using namespace hubdeck;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

Q_DECLARE_METATYPE(hubdeck::Route)

namespace {

const std::vector<Route> allRoutes { Route::ListInstances, Route::Instance,    Route::History,
                                     Route::Start,         Route::Terminate,   Route::Suspend,
                                     Route::Resume,        Route::Rewind,      Route::RaiseEvent,
                                     Route::Restart,       Route::PurgeOne,    Route::PurgeFilter,
                                     Route::ListEntities,  Route::EntityState, Route::SignalEntity,
                                     Route::DeleteEntity };

QByteArray document(const QByteArray &type, const QByteArray &text,
                    const QByteArray &message = "Something went wrong")
{
    return R"({"Message":")" + message + R"(","ExceptionMessage":")" + text
        + R"(","ExceptionType":")" + type
        + "\",\"StackTrace\":\"   at Frame()\\r\\n   at Other()\"}";
}

TaskHubError decode(Route route, int status, const QByteArray &body = {},
                    std::vector<HttpHeader> headers = {})
{
    HttpHead head { status, std::move(headers) };
    return decodeError({ route, u"order-77"_s, true, {} }, head, body);
}

} // namespace

class TestErrorDecoder : public QObject
{
    Q_OBJECT

private slots:
    void knowsTheKindOfEveryStatus_data();
    void knowsTheKindOfEveryStatus();
    void knowsTheKindOfExceptions_data();
    void knowsTheKindOfExceptions();
    void namesTheMissingConnection();
    void keepsEverythingForDetails();
    void readsEveryShapeOfBody_data();
    void readsEveryShapeOfBody();
    void givesCauseAndWayOutForEveryRoute();
    void tellsAMissingKeyFromAWrongOne();
    void saysThatAnActionMayHaveHappened();
    void readsRetryAfter();
    void hidesKeys();
    void survivesAnyBytes();
};

void TestErrorDecoder::knowsTheKindOfEveryStatus_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("kind");
    const auto row = [](int status, const char *body, const char *kind) {
        QTest::addRow("%d %s", status, body)
            << status << QByteArray(body) << QString::fromLatin1(kind);
    };
    row(302, "", "Redirected");
    row(400, "", "InvalidInput");
    row(400, R"({"Message":"x"})", "InvalidInput");
    row(400, "\"Please provide value for 'createdTimeFrom' parameter.\"", "InvalidInput");
    row(400, R"({"Message":"No such API"})", "Unsupported");
    row(401, "", "Unauthorised");
    row(403, "", "Forbidden");
    row(403, R"({"Message":"no"})", "Forbidden");
    row(403, "<!DOCTYPE html><html>stopped</html>", "AppStopped");
    row(404, "", "NotFound");
    row(408, "", "Unavailable");
    row(409, "", "Conflict");
    row(410, "", "AlreadyFinished");
    row(412, "", "Conflict");
    row(413, "", "InvalidInput");
    row(414, "", "InvalidInput");
    row(418, "", "InvalidInput");
    row(429, "", "Throttled");
    row(431, "", "InvalidInput");
    row(500, "", "ServerFailure");
    row(500, "<html>oops</html>", "ServerFailure");
    row(501, "", "Unsupported");
    row(502, "<html></html>", "Unavailable");
    row(503, "Function host is not running.", "Unavailable");
    row(504, "", "Unavailable");
    row(599, "", "ServerFailure");
    row(204, "", "Malformed");
}

void TestErrorDecoder::knowsTheKindOfEveryStatus()
{
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    QFETCH(QString, kind);
    for (const Route route : allRoutes) {
        const TaskHubError error = decode(route, status, body);
        QCOMPARE(TaskHubError::nameOf(error.kind), kind);
        QCOMPARE(error.httpStatus, status);
    }
}

void TestErrorDecoder::knowsTheKindOfExceptions_data()
{
    QTest::addColumn<Route>("route");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("kind");
    QTest::addRow("start on an active id")
        << Route::Start << 500
        << QByteArray("DurableTask.Core.Exceptions.OrchestrationAlreadyExistsException")
        << QByteArray("An Orchestration instance with the status Running already exists.")
        << u"AlreadyExists"_s;
    QTest::addRow("the same of old")
        << Route::Restart << 500 << QByteArray("System.InvalidOperationException")
        << QByteArray("An Orchestration instance with the status Running already exists.")
        << u"AlreadyExists"_s;
    QTest::addRow("suspend suspended")
        << Route::Suspend << 500 << QByteArray("System.InvalidOperationException")
        << QByteArray("Cannot suspend the orchestration instance a") << u"WrongState"_s;
    QTest::addRow("not supported")
        << Route::Rewind << 500 << QByteArray("System.NotSupportedException")
        << QByteArray("The method Rewind is not supported by the MSSQL storage provider.")
        << u"Unsupported"_s;
    QTest::addRow("not implemented")
        << Route::Rewind << 500 << QByteArray("System.NotImplementedException") << QByteArray("x")
        << u"Unsupported"_s;
    QTest::addRow("storage") << Route::ListInstances << 500
                             << QByteArray(
                                    "DurableTask.AzureStorage.Storage.DurableTaskStorageException")
                             << QByteArray("x") << u"ServerFailure"_s;
    QTest::addRow("restart unknown")
        << Route::Restart << 400 << QByteArray("System.ArgumentException")
        << QByteArray("An orchestrastion with the instanceId nope was not found.") << u"NotFound"_s;
    QTest::addRow("restart unregistered")
        << Route::Restart << 400 << QByteArray("System.ArgumentException")
        << QByteArray("The function 'X' doesn't exist") << u"InvalidInput"_s;
}

void TestErrorDecoder::knowsTheKindOfExceptions()
{
    QFETCH(Route, route);
    QFETCH(int, status);
    QFETCH(QByteArray, type);
    QFETCH(QByteArray, text);
    QFETCH(QString, kind);
    const TaskHubError error = decode(route, status, document(type, text));
    QCOMPARE(TaskHubError::nameOf(error.kind), kind);
    QCOMPARE(error.serviceCode, QString::fromLatin1(type));
    QVERIFY(error.kind == ErrorKind::NotFound || error.message.contains(QString::fromLatin1(text)));
}

void TestErrorDecoder::namesTheMissingConnection()
{
    const HttpHead head { 500, {} };
    const QByteArray body
        = document("System.InvalidOperationException",
                   "Unable to resolve the Azure Storage connection named 'Nope'.");
    const TaskHubError error
        = decodeError({ Route::ListInstances, {}, true, u"Nope"_s }, head, body);
    QCOMPARE(error.kind, ErrorKind::InvalidInput);
    QVERIFY(error.message.contains(u"Nope"_s));
}

void TestErrorDecoder::keepsEverythingForDetails()
{
    const TaskHubError error
        = decode(Route::Resume, 500, document("System.InvalidOperationException", "Cannot resume"),
                 { { "X-Ms-Request-Id", "r-1" } });
    QCOMPARE(
        error.detail,
        u"Something went wrong\nSystem.InvalidOperationException\nCannot resume\n   at Frame()\r\n   at Other()"_s);
    QCOMPARE(error.requestId, u"r-1"_s);
}

void TestErrorDecoder::readsEveryShapeOfBody_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("said");
    QTest::addRow("full") << document("T", "said so") << u"said so"_s;
    QTest::addRow("short") << QByteArray(R"({"Message":"said so"})") << u"said so"_s;
    QTest::addRow("string") << QByteArray(R"("said so")") << u"said so"_s;
    QTest::addRow("text") << QByteArray("said so") << u"said so"_s;
    QTest::addRow("nulls") << QByteArray(
        R"({"Message":"said so","ExceptionMessage":null,"ExceptionType":null})")
                           << u"said so"_s;
    QTest::addRow("broken") << QByteArray(R"({"Message":"said so","ExceptionMe)") << u"said so"_s;
    QTest::addRow("page") << QByteArray("<html>said so</html>") << QString();
}

void TestErrorDecoder::readsEveryShapeOfBody()
{
    QFETCH(QByteArray, body);
    QFETCH(QString, said);
    const TaskHubError error = decode(Route::SignalEntity, 400, body);
    QCOMPARE(error.kind, ErrorKind::InvalidInput);
    QCOMPARE(error.message.contains(u"said so"_s), !said.isEmpty());
    QVERIFY(error.detail.contains(u"said so"_s));
}

void TestErrorDecoder::givesCauseAndWayOutForEveryRoute()
{
    for (const Route route : allRoutes) {
        for (const int status :
             { 302, 400, 401, 403, 404, 408, 409, 410, 413, 414, 429, 500, 501, 502, 503, 504 }) {
            const QString message = decode(route, status).message;
            QVERIFY2(message.endsWith(u'.') && message.count(u' ') > 3, qPrintable(message));
            QVERIFY2(!message.contains(u'%'), qPrintable(message));
        }
    }
    QVERIFY(decode(Route::Suspend, 404).message.contains(u"order-77"_s));
    QVERIFY(decode(Route::Suspend, 404).message.contains(u"older than 2.8"_s));
    QVERIFY(decode(Route::ListInstances, 404).message.contains(u"no Durable Task API"_s));
    QVERIFY(decode(Route::Restart, 404).message.contains(u"older than 2.4"_s));
    QVERIFY(decode(Route::Instance, 404).message.contains(u"no instance order-77"_s));
}

void TestErrorDecoder::tellsAMissingKeyFromAWrongOne()
{
    const HttpHead head { 401, {} };
    const QString wrong = decodeError({ Route::Instance, {}, true, {} }, head, {}).message;
    const QString missing = decodeError({ Route::Instance, {}, false, {} }, head, {}).message;
    QVERIFY(wrong != missing);
    for (const QString &message : { wrong, missing }) {
        QVERIFY(message.contains(u"durabletask_extension"_s));
    }
}

void TestErrorDecoder::saysThatAnActionMayHaveHappened()
{
    for (const Route route : allRoutes) {
        for (const int status : { 502, 504 }) {
            QCOMPARE(decode(route, status).message.contains(u"may or may not have happened"_s),
                     !isRead(route));
        }
    }
}

void TestErrorDecoder::readsRetryAfter()
{
    QCOMPARE(decode(Route::Instance, 429, {}, { { "Retry-After", "7" } }).retryAfter, 7s);
    QCOMPARE(decode(Route::Instance, 503, {},
                    { { "Date", "Mon, 23 Nov 2026 09:40:56 GMT" },
                      { "retry-after", "Mon, 23 Nov 2026 09:41:06 GMT" } })
                 .retryAfter,
             10s);
    QVERIFY(!decode(Route::Instance, 429).retryAfter);
    QVERIFY(!decode(Route::Instance, 429, {}, { { "Retry-After", "soon" } }).retryAfter);
    QVERIFY(!decode(Route::Instance, 429, {}, { { "Retry-After", "-1" } }).retryAfter);
}

void TestErrorDecoder::hidesKeys()
{
    for (const int status : { 400, 403, 500, 503 }) {
        const TaskHubError error = decode(
            Route::Instance, status,
            document("T", "GET https://app/x?code=verysecret failed, AccountKey=alsosecret;"));
        QVERIFY(!error.message.contains(u"verysecret"_s)
                && !error.detail.contains(u"verysecret"_s));
        QVERIFY(!error.message.contains(u"alsosecret"_s)
                && !error.detail.contains(u"alsosecret"_s));
    }
}

void TestErrorDecoder::survivesAnyBytes()
{
    for (const QByteArray &body : { QByteArray("{"), QByteArray("\""), QByteArray("\xff\xfe\0x", 4),
                                    QByteArray("{\"Message\":"), QByteArray(1'000'000, '{') }) {
        const TaskHubError error = decode(Route::Start, 500, body);
        QCOMPARE(error.kind, ErrorKind::ServerFailure);
        QVERIFY(error.message.size() < 3000);
    }
}

HUBDECK_GUILESS_TEST(TestErrorDecoder)
#include "tst_errordecoder.moc"
