// SPDX-License-Identifier: MIT
#include "services/azurestorage/storageerrors.h"

#include "testprogram.h"

#include <QTest>

using namespace hubdeck;
using namespace hubdeck::azurestorage;
using namespace Qt::StringLiterals;

class TestStorageErrors : public QObject
{
    Q_OBJECT

private slots:
    void readsDocuments_data();
    void readsDocuments();
    void knowsCodes_data();
    void knowsCodes();
    void saysWhatWasAskedAndWhy();
    void prefersTheHeadersCode();
    void namesKeysThatAreSwitchedOff_data();
    void namesKeysThatAreSwitchedOff();
    void asksToWaitForADeletion();
    void leavesUnfinishedActionsOpen();
    void retriesWhatPasses();
    void hidesSignatures();
};

namespace {

const StorageAccount &account()
{
    static const StorageAccount value
        = accountNamed(u"contoso"_s, SharedKeyCredential { Secret("a2V5") });
    return value;
}

StorageErrorContext context(bool isAction = false)
{
    return { account(), StorageService::Table, u"read rows of the table T"_s, isAction,
             QDateTime(QDate(2026, 3, 2), QTime(10, 20, 30), Qt::UTC) };
}

HttpHead headOf(int status, std::vector<HttpHeader> headers = {})
{
    return { status, std::move(headers) };
}

} // namespace

void TestStorageErrors::readsDocuments_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("message");
    QTest::addRow("table") << QByteArray(
        R"({"odata.error":{"code":"TableNotFound","message":{"lang":"en-US","value":"The table.\nRequestId:1\nTime:2"}}})")
                           << u"TableNotFound"_s << u"The table."_s;
    QTest::addRow("plain") << QByteArray(
        "\xEF\xBB\xBF {\"error\":{\"code\":\"X\",\"message\":\"text\"}}")
                           << u"X"_s << u"text"_s;
    QTest::addRow("xml") << QByteArray(
        "\xEF\xBB\xBF<?xml version=\"1.0\"?><Error><Code>QueueNotFound</Code><Message>Gone."
        "\nRequestId:1\nTime:2</Message></Error>")
                         << u"QueueNotFound"_s << u"Gone."_s;
    QTest::addRow("odata xml") << QByteArray(
        "<m:error xmlns:m=\"http://m\"><m:code>AuthenticationFailed</m:code>"
        "<m:message xml:lang=\"en-US\">No.</m:message></m:error>")
                               << u"AuthenticationFailed"_s << u"No."_s;
    QTest::addRow("cut off") << QByteArray("<Error><Code>QueueNotFound</Code><Mess")
                             << u"QueueNotFound"_s << QString();
    for (const char *body :
         { "", "nonsense", "<html><body>x</body></html>", "{}", "[]", "{\"odata.error\":7}" }) {
        QTest::addRow("%s", body) << QByteArray(body) << QString() << QString();
    }
}

void TestStorageErrors::readsDocuments()
{
    QFETCH(const QByteArray, body);
    QFETCH(const QString, code);
    QFETCH(const QString, message);
    const ErrorDocument document = readErrorDocument(body);
    QCOMPARE(document.code, code);
    QCOMPARE(document.message, message);
}

void TestStorageErrors::knowsCodes_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("code");
    QTest::addColumn<QString>("kind");
    const auto row = [](int status, const char *code, const char *kind) {
        QTest::addRow("%d %s", status, code)
            << status << QByteArray(code) << QString::fromLatin1(kind);
    };
    row(404, "TableNotFound", "NotFound");
    row(404, "ResourceNotFound", "NotFound");
    row(404, "QueueNotFound", "NotFound");
    row(404, "ContainerNotFound", "NotFound");
    row(404, "BlobNotFound", "NotFound");
    row(404, "", "NotFound");
    row(409, "TableBeingDeleted", "Conflict");
    row(409, "PublicAccessNotPermitted", "Forbidden");
    row(409, "QueueBeingDeleted", "Conflict");
    row(409, "ContainerBeingDeleted", "Conflict");
    row(409, "EntityAlreadyExists", "AlreadyExists");
    row(409, "BlobAlreadyExists", "AlreadyExists");
    row(409, "ContainerAlreadyExists", "AlreadyExists");
    row(409, "LeaseNotPresentWithLeaseOperation", "Conflict");
    row(409, "SomethingNew", "Conflict");
    row(412, "UpdateConditionNotSatisfied", "Conflict");
    row(412, "ConditionNotMet", "Conflict");
    row(412, "LeaseIdMissing", "Conflict");
    row(412, "LeaseIdMismatchWithContainerOperation", "Conflict");
    row(412, "", "Conflict");
    row(413, "RequestBodyTooLarge", "InvalidInput");
    row(400, "OutOfRangeQueryParameterValue", "InvalidInput");
    row(400, "", "InvalidInput");
    row(401, "NoAuthenticationInformation", "Unauthorised");
    row(403, "AuthenticationFailed", "Unauthorised");
    row(403, "AuthorizationFailure", "Forbidden");
    row(403, "AccountIsDisabled", "Forbidden");
    row(403, "", "Forbidden");
    row(408, "", "Unavailable");
    row(429, "TooManyRequests", "Throttled");
    row(429, "ServerBusy", "Throttled");
    row(500, "InternalError", "Unavailable");
    row(500, "OperationTimedOut", "Unavailable");
    row(500, "", "ServerFailure");
    row(501, "NotImplemented", "Unsupported");
    row(502, "", "Unavailable");
    row(503, "ServerBusy", "Unavailable");
    row(504, "", "Unavailable");
    row(307, "", "Redirected");
}

void TestStorageErrors::knowsCodes()
{
    QFETCH(const int, status);
    QFETCH(const QByteArray, code);
    QFETCH(const QString, kind);
    std::vector<HttpHeader> headers { { "x-ms-request-id", "r-1" } };
    if (!code.isEmpty()) {
        headers.push_back({ "x-ms-error-code", code });
    }
    const TaskHubError error = decodeError(context(), headOf(status, headers), {});
    QCOMPARE(TaskHubError::nameOf(error.kind), kind);
    QCOMPARE(error.serviceCode, QString::fromLatin1(code));
    QCOMPARE(error.httpStatus, status);
    QCOMPARE(error.requestId, u"r-1"_s);
    QVERIFY2(error.message.startsWith(u"Could not read rows of the table T: "_s),
             qPrintable(error.message));
    QVERIFY(error.message.endsWith(u'.'));
    QVERIFY(error.detail.startsWith(u"HTTP "_s + QString::number(status)));
}

void TestStorageErrors::saysWhatWasAskedAndWhy()
{
    const TaskHubError error = decodeError(
        context(), headOf(400),
        R"({"odata.error":{"code":"InvalidInput","message":{"value":"A property is\n wrong.\nRequestId:1"}}})");
    QCOMPARE(
        error.message,
        u"Could not read rows of the table T: the storage service says: A property is wrong."_s);
    QVERIFY(error.detail.contains(u"A property is"_s));
}

void TestStorageErrors::prefersTheHeadersCode()
{
    const TaskHubError error
        = decodeError(context(), headOf(404, { { "x-ms-error-code", "QueueNotFound" } }),
                      "<Error><Code>Other</Code></Error>");
    QCOMPARE(error.serviceCode, u"QueueNotFound"_s);
}

void TestStorageErrors::namesKeysThatAreSwitchedOff_data()
{
    QTest::addColumn<QByteArray>("body");
    const QByteArray message = "Key based authentication is not permitted on this storage account."
                               "\nRequestId:1f2e\nTime:2026-03-02T10:20:30.0000000Z";
    QTest::addRow("XML") << QByteArray(
        "\xEF\xBB\xBF<?xml version=\"1.0\" encoding=\"utf-8\"?><Error><Code>"
        "KeyBasedAuthenticationNotPermitted</Code><Message>"
        + message + "</Message></Error>");
    QTest::addRow("JSON") << QByteArray(
        R"({"odata.error":{"code":"KeyBasedAuthenticationNotPermitted","message":{"lang":"en-US","value":")"
        + QByteArray(message).replace('\n', "\\n") + "\"}}}");
}

void TestStorageErrors::namesKeysThatAreSwitchedOff()
{
    QFETCH(const QByteArray, body);
    const TaskHubError error = decodeError(context(), headOf(403), body);
    QCOMPARE(TaskHubError::nameOf(error.kind), u"Forbidden"_s);
    QVERIFY2(error.message.contains(u"access with keys is switched off"_s)
                 && error.message.contains(u"az login"_s),
             qPrintable(error.message));
}

void TestStorageErrors::asksToWaitForADeletion()
{
    const TaskHubError error = decodeError(
        context(true), headOf(409),
        R"({"odata.error":{"code":"TableBeingDeleted","message":{"lang":"en-US","value":"The specified table is being deleted. Try operation later."}}})");
    QCOMPARE(TaskHubError::nameOf(error.kind), u"Conflict"_s);
    QVERIFY2(error.message.contains(u"Wait a minute and try again."_s), qPrintable(error.message));
}

void TestStorageErrors::leavesUnfinishedActionsOpen()
{
    for (const int status : { 500, 502, 504 }) {
        const TaskHubError error = decodeError(
            context(true), headOf(status, { { "x-ms-error-code", "OperationTimedOut" } }), {});
        QCOMPARE(TaskHubError::nameOf(error.kind), u"OutcomeUnknown"_s);
    }
    // Refused before it began
    QCOMPARE(
        decodeError(context(true), headOf(503, { { "x-ms-error-code", "ServerBusy" } }), {}).kind,
        ErrorKind::Unavailable);
    QCOMPARE(decodeError(context(true), headOf(412), {}).kind, ErrorKind::Conflict);
}

void TestStorageErrors::retriesWhatPasses()
{
    using namespace std::chrono_literals;
    const auto after = [](std::vector<HttpHeader> headers) {
        return decodeError(context(), headOf(503, std::move(headers)), {}).retryAfter;
    };
    QCOMPARE(after({ { "Retry-After", "7" } }), std::optional<std::chrono::milliseconds>(7s));
    QCOMPARE(after({ { "Retry-After", "Mon, 02 Mar 2026 10:20:33 GMT" },
                     { "Date", "Mon, 02 Mar 2026 10:20:30 GMT" } }),
             std::optional<std::chrono::milliseconds>(3s));
    QCOMPARE(after({ { "Retry-After", "-7" } }), std::nullopt);
    QCOMPARE(after({ { "Retry-After", "soon" } }), std::nullopt);
    QCOMPARE(after({}), std::nullopt);
}

void TestStorageErrors::hidesSignatures()
{
    const TaskHubError error = decodeError(
        context(), headOf(400),
        "<Error><Code>X</Code><Message>see https://a/?sv=1&amp;sig=c2VjcmV0</Message>"
        "<AuthenticationErrorDetail>The MAC signature found in the HTTP request 'c2VjcmV0+/=' is "
        "not the same as any computed signature.</AuthenticationErrorDetail></Error>");
    QVERIFY2(!QString(error.message + error.detail).contains(u"c2VjcmV0"_s),
             qPrintable(error.detail));
    QVERIFY(error.detail.contains(u"MAC signature"_s));
}

HUBDECK_GUILESS_TEST(TestStorageErrors)
#include "tst_storageerrors.moc"
