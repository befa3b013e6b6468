// SPDX-License-Identifier: MIT
#include "services/azurestorage/sharedkey.h"

#include "testprogram.h"

#include <QTest>

#include <ctime>

using namespace hubdeck;
using namespace hubdeck::azurestorage;
using namespace Qt::StringLiterals;

/// The vectors of azure-storage-task-hub.md §11.2.
class TestSharedKey : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void signsTheVectors_data();
    void signsTheVectors();
    void signsASharedKeyOfATable();
    void signsWhatIsSent_data();
    void signsWhatIsSent();
    void sortsHeadersAndParameters();
    void writesTheHeader();
    void writesDates();
    void readsDates();
};

namespace {

const QString account = u"devstoreaccount1"_s;
const QByteArray date = "Mon, 02 Mar 2026 10:20:30 GMT";

Secret key()
{
    return Secret("Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/"
                  "K1SZFPTOtr/KBHBeksoGMGw==");
}

HttpRequest requestTo(const QByteArray &url, HttpMethod method = HttpMethod::Get,
                      const QByteArray &body = {}, const QByteArray &contentType = {})
{
    HttpRequest request;
    request.method = method;
    request.url = QUrl::fromEncoded(url, QUrl::StrictMode);
    request.headers = { { "x-ms-version", "2021-12-02" }, { "x-ms-date", date } };
    if (!contentType.isEmpty()) {
        request.headers.push_back({ "Content-Type", contentType });
    }
    request.body = body;
    return request;
}

} // namespace

void TestSharedKey::signsTheVectors_data()
{
    QTest::addColumn<bool>("isTable");
    QTest::addColumn<HttpRequest>("request");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("signature");

    const QByteArray table = "http://127.0.0.1:10002/devstoreaccount1";
    const QByteArray queue = "http://127.0.0.1:10001/devstoreaccount1";
    const QByteArray blob = "http://127.0.0.1:10000/devstoreaccount1";
    const QByteArray twice = "/devstoreaccount1/devstoreaccount1";
    const QByteArray headers = "x-ms-date:" + date + "\nx-ms-version:2021-12-02\n";
    const QByteArray getLines = "GET" + QByteArray(12, '\n');

    QTest::addRow("tables of a cloud host")
        << true << requestTo("https://devstoreaccount1.table.core.windows.net/Tables")
        << QByteArray(date + "\n/devstoreaccount1/Tables")
        << QByteArray("jNyBjnlT3c74yhARssFKOQdlCHZWxiv47/aq5lPQL/E=");
    QTest::addRow("tables") << true << requestTo(table + "/Tables")
                            << QByteArray(date + '\n' + twice + "/Tables")
                            << QByteArray("LKe4ef8HIbA4s8m2qDqFTdSVNBG1RAF+fcu3DZXWK1Y=");
    const QByteArray row = "/TestHubInstances(PartitionKey='order%5E042',RowKey='')";
    QTest::addRow("row") << true << requestTo(table + row) << QByteArray(date + '\n' + twice + row)
                         << QByteArray("++Ml9A+ugmfIbaVV8YwT7NzSh7lFXeipVhsbEPEQquA=");
    QTest::addRow("batch") << true << requestTo(table + "/$batch", HttpMethod::Post, "x")
                           << QByteArray(date + '\n' + twice + "/$batch")
                           << QByteArray("7n5YdTzgXe0gD3AGiYpPoYKMom761jlR2GANtqbCrjc=");
    QTest::addRow("post a message")
        << false
        << requestTo(queue + "/testhub-control-00/messages?messagettl=-1", HttpMethod::Post,
                     QByteArray(136, 'x'), "application/xml")
        << QByteArray("POST\n\n\n136\n\napplication/xml\n\n\n\n\n\n\n" + headers + twice
                      + "/testhub-control-00/messages\nmessagettl:-1")
        << QByteArray("FWZzTJg/CEo85D9lmAQPufHoQJrBN4qGYbye1HYot6E=");
    QTest::addRow("queue metadata")
        << false << requestTo(queue + "/testhub-control-00?comp=metadata")
        << QByteArray(getLines + headers + twice + "/testhub-control-00\ncomp:metadata")
        << QByteArray("uvou5aYFSBhPg/DEVIlYodrfFez/mZbHhuvnTohCkGc=");
    const QByteArray message = "/testhub-largemessages/inst1/"
                               "message-0123456789abcdef0123456789abcdef-EventRaised.json.gz";
    QTest::addRow("blob") << false << requestTo(blob + message)
                          << QByteArray(getLines + headers + twice + message)
                          << QByteArray("89MdvTdfVw/fF+0DvyW88rvYaKJQ+qbXWZ5q8eRzYP8=");
    QTest::addRow("blob list of a cloud host")
        << false
        << requestTo("https://devstoreaccount1.blob.core.windows.net/"
                     "testhub-largemessages?restype=container&comp=list&prefix=inst1%2F")
        << QByteArray(getLines + headers
                      + "/devstoreaccount1/testhub-largemessages\ncomp:list\nprefix:inst1/"
                        "\nrestype:container")
        << QByteArray("tWg3dbgBDxl27UPucM6Y4WKopBzE0qt7ugRKOAqL6ko=");
}

void TestSharedKey::signsTheVectors()
{
    QFETCH(const bool, isTable);
    QFETCH(const HttpRequest, request);
    QFETCH(const QByteArray, text);
    QFETCH(const QByteArray, signature);
    QCOMPARE(isTable ? tableStringToSign(request, account) : stringToSign(request, account), text);
    QCOMPARE(signatureOf(text, key()), signature);
}

void TestSharedKey::signsASharedKeyOfATable()
{
    QCOMPARE(signatureOf(QByteArray("POST\n\napplication/json\n" + date
                                    + "\n/devstoreaccount1/devstoreaccount1/TestHubInstances"),
                         key()),
             QByteArray("iirsae1yiAQUHI2A/5G0U75s6k6gX7vNPOni18DZxZI="));
}

void TestSharedKey::signsWhatIsSent_data()
{
    QTest::addColumn<QByteArray>("path");
    for (const char *path : { "/T(PartitionKey='%27%27',RowKey='')", "/c/%E6%97%A5%F0%9F%9A%80",
                              "/c/a%20b%2Bc", "/c/a//b", "/c/a%2525", "/c/%23%3F%5B%5D%7C%5C%22",
                              "/c/...x/..y", "/c/~.-_", "/c/%09%7F", "/c/%3Cx%3E%60%7B%7D" }) {
        QTest::addRow("%s", path) << QByteArray(path);
    }
}

/// QUrl must not change an escape between what is signed and what is sent.
void TestSharedKey::signsWhatIsSent()
{
    QFETCH(const QByteArray, path);
    const HttpRequest request = requestTo("http://h.example" + path + "?comp=a%20b%2B%26");
    QVERIFY(request.url.isValid());
    QVERIFY2(tableStringToSign(request, account)
                 .contains(QByteArray("/devstoreaccount1" + path + "?comp=")),
             tableStringToSign(request, account).constData());
    QVERIFY(stringToSign(request, account)
                .contains(QByteArray("/devstoreaccount1" + path + "\ncomp:a b+&")));
    QCOMPARE(request.url.toEncoded(QUrl::RemoveScheme | QUrl::RemoveAuthority | QUrl::RemoveQuery
                                   | QUrl::NormalizePathSegments),
             path);
}

void TestSharedKey::sortsHeadersAndParameters()
{
    HttpRequest request = requestTo("https://h.example/q?b=2&A=x&a=1&empty=&flag");
    request.headers = { { "X-Ms-Z", " z " },      { "x-ms-a", "a" },     { "Other", "o" },
                        { "If-None-Match", "*" }, { "x-ms-date", date }, { "Range", "bytes=0-1" } };
    QCOMPARE(stringToSign(request, u"acc"_s),
             "GET\n\n\n\n\n\n\n\n\n*\n\nbytes=0-1\nx-ms-a:a\nx-ms-date:" + date
                 + "\nx-ms-z:z\n/acc/q\na:1,x\nb:2\nempty:\nflag:");
}

void TestSharedKey::writesTheHeader()
{
    const HttpRequest tables = requestTo("http://127.0.0.1:10002/devstoreaccount1/Tables");
    QCOMPARE(authorization(StorageService::Table, tables, account, { key() }),
             (HttpHeader { "Authorization",
                           "SharedKeyLite "
                           "devstoreaccount1:LKe4ef8HIbA4s8m2qDqFTdSVNBG1RAF+fcu3DZXWK1Y=" }));
    const HttpRequest queue
        = requestTo("http://127.0.0.1:10001/devstoreaccount1/testhub-control-00?comp=metadata");
    QCOMPARE(authorization(StorageService::Queue, queue, account, { key() }).value,
             QByteArray("SharedKey devstoreaccount1:uvou5aYFSBhPg/DEVIlYodrfFez/mZbHhuvnTohCkGc="));
    const HttpRequest root = requestTo("https://devstoreaccount1.blob.core.windows.net/?comp=list");
    QVERIFY(stringToSign(root, account).endsWith("/devstoreaccount1/\ncomp:list"));
}

void TestSharedKey::writesDates()
{
    QLocale::setDefault(QLocale(QLocale::German));
    const QDateTime time(QDate(2026, 3, 2), QTime(12, 20, 30, 999), Qt::OffsetFromUTC, 7200);
    QCOMPARE(httpDate(time), date);
    QLocale::setDefault(QLocale::c());
}

void TestSharedKey::initTestCase()
{
    qputenv("TZ", "Europe/Berlin"); // has an hour that does not exist, and one that is there twice
    tzset();
}

void TestSharedKey::readsDates()
{
    QCOMPARE(dateFromHttp("Sun, 29 Mar 2026 02:30:00 GMT"),
             std::optional(QDateTime(QDate(2026, 3, 29), QTime(2, 30), Qt::UTC)));
    QCOMPARE(dateFromHttp(" Mon, 02 Mar 2026 10:20:30 GMT "),
             std::optional(QDateTime(QDate(2026, 3, 2), QTime(10, 20, 30), Qt::UTC)));
    for (const char *text : { "", "yesterday", "2026-03-02T10:20:30Z", "Mon, 02 Mar 2026",
                              "Mon, 02 Mar 2026 10:20:30", "Mon, 02 Mar 2026 10:20:30 CET",
                              "Mon, 32 Mar 2026 10:20:30 GMT", "Mon, 02 Mar 2026 25:20:30 GMT" }) {
        QCOMPARE(dateFromHttp(text), std::nullopt);
    }
}

HUBDECK_GUILESS_TEST(TestSharedKey)
#include "tst_sharedkey.moc"
