// SPDX-License-Identifier: MIT
#include "services/http/redaction.h"

#include "testprogram.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;

namespace hubdeck {

class RedactionTest : public QObject
{
    Q_OBJECT

private slots:
    void hidesSecretsInUrls_data();
    void hidesSecretsInUrls();
    void hidesSecretsInText_data();
    void hidesSecretsInText();
    void keepsWhatIsNoSecret_data();
    void keepsWhatIsNoSecret();
    void changesNothingTheSecondTime();
};

void RedactionTest::hidesSecretsInUrls_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("result");
    const auto row = [](const QString &url, const QString &result) {
        QTest::addRow("%s", qPrintable(url)) << url << result;
    };
    row(u"https://h.example/i/a?taskHub=T&connection=Storage&code=SECRET%3D%3D"_s,
        u"https://h.example/i/a?taskHub=T&connection=Storage&code=***"_s);
    row(u"https://h.example/i?code=SECRET&top=1"_s, u"https://h.example/i?code=***&top=1"_s);
    row(u"https://h.example/i?CODE=SECRET"_s, u"https://h.example/i?CODE=***"_s);
    row(u"https://a.blob.core.windows.net/c/b?sv=2020&sig=SECRET%2Bx&se=2030"_s,
        u"https://a.blob.core.windows.net/c/b?sv=2020&sig=***&se=2030"_s);
    row(u"https://me:SECRET@h.example/"_s, u"https://***@h.example/"_s);
    row(u"https://SECRET@h.example/"_s, u"https://***@h.example/"_s);
    row(u"https://h.example/#access_token=SECRET&x=1"_s,
        u"https://h.example/#access_token=***&x=1"_s);
    row(u"https://h.example/?id_token=SECRET&refresh_token=SECRET"_s,
        u"https://h.example/?id_token=***&refresh_token=***"_s);
    row(u"https://h.example/?client_secret=SECRET&api-key=SECRET&apikey=SECRET&password=SECRET"_s,
        u"https://h.example/?client_secret=***&api-key=***&apikey=***&password=***"_s);
    row(u"https://h.example/?x-functions-key=SECRET"_s,
        u"https://h.example/?x-functions-key=***"_s);
    row(u"https://login.example/?redirect_uri=https%3A%2F%2Fh.example%2Fi%3Fa%3D1%26code%3DSECRET%253D%26b%3D2"_s,
        u"https://login.example/?redirect_uri=https%3A%2F%2Fh.example%2Fi%3Fa%3D1%26code%3D***%26b%3D2"_s);
}

void RedactionTest::hidesSecretsInUrls()
{
    QFETCH(const QString, url);
    QFETCH(const QString, result);
    QCOMPARE(redacted(QUrl(url)), result);
    QCOMPARE(redactedText(u"Error transferring "_s + url + u" - server replied: No"_s),
             u"Error transferring "_s + result + u" - server replied: No"_s);
}

void RedactionTest::hidesSecretsInText_data()
{
    QTest::addColumn<QString>("text");
    const auto row = [](const QString &text) { QTest::addRow("%s", qPrintable(text)) << text; };
    row(u"{\"accessToken\": \"SECRET.a-b_c\", \"tokenType\": \"Bearer\"}"_s);
    row(u"The MAC signature found in the HTTP request 'SECRET+/=' is not the same"_s);
    row(u"DefaultEndpointsProtocol=https;AccountName=acc;AccountKey=SECRET/SECRET+SECRET==;EndpointSuffix=core.windows.net"_s);
    row(u"AccountName=acc;accountkey = SECRET=="_s);
    row(u"BlobEndpoint=https://acc.example;SharedAccessSignature=sv=SECRET&sig=SECRET%3D"_s);
    row(u"Endpoint=sb://x/;SharedAccessKeyName=n;SharedAccessKey=SECRET="_s);
    row(u"Server=db;User=me;Password=SECRET;Pwd=SECRET"_s);
    row(u"x-functions-key: SECRET=="_s);
    row(u"X-Functions-Key:SECRET\nHost: h"_s);
    row(u"{\"x-functions-key\": \"SECRET\", \"a\": 1}"_s);
    row(u"{\"AccountKey\":\"SECRET==\"}"_s);
    row(u"Authorization: Bearer SECRET.SECRET.SECRET"_s);
    row(u"authorization: SharedKey acc:SECRET="_s);
    row(u"sent Bearer SECRETSECRET to it"_s);
    row(u"Cookie: ARRAffinity=SECRET; session=SECRET"_s);
    row(u"Set-Cookie: a=SECRET"_s);
    row(u"see 'https://h.example/i?code=SECRET' and https://u:SECRET@h.example"_s);
    row(u"code=SECRET"_s);
    row(u"<a href=\"https://h.example/?sig=SECRET\">"_s);
}

void RedactionTest::hidesSecretsInText()
{
    QFETCH(const QString, text);
    const QString result = redactedText(text);
    QVERIFY2(!result.contains("SECRET"_L1), qPrintable(result));
    QVERIFY2(result.contains("***"_L1), qPrintable(result));
}

void RedactionTest::keepsWhatIsNoSecret_data()
{
    QTest::addColumn<QString>("text");
    const auto row = [](const QString &text) { QTest::addRow("%s", qPrintable(text)) << text; };
    row({});
    row(u"Connection refused"_s);
    row(u"AccountName=acc;EndpointSuffix=core.windows.net"_s);
    row(u"https://h.example/runtime/webhooks/durabletask/instances/a%20b?taskHub=T&top=100&runtimeStatus=Failed"_s);
    row(u"https://h.example/i/mail@example.org?x=1"_s);
    row(u"The encoder=x264, decode=y; key signature, Zip code: 12345"_s);
    row(u"monkey=1&design=2"_s);
    row(u"Orchestrator function 'X' failed: basic rules"_s);
}

void RedactionTest::keepsWhatIsNoSecret()
{
    QFETCH(const QString, text);
    QCOMPARE(redactedText(text), text);
}

void RedactionTest::changesNothingTheSecondTime()
{
    const QString text = u"https://u:p@h.example/?code=a&sig=b;AccountKey=c;x-functions-key: d"_s;
    const QString once = redactedText(text);
    QCOMPARE(redactedText(once), once);
}

} // namespace hubdeck

HUBDECK_GUILESS_TEST(hubdeck::RedactionTest)
#include "tst_redaction.moc"
