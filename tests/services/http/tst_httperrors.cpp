// SPDX-License-Identifier: MIT
#include "services/http/httperrors.h"

#include "testprogram.h"

#include <QRegularExpression>
#include <QTest>

using namespace hubdeck;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using httperrors::Phase;
using httperrors::Progress;
using Error = QNetworkReply::NetworkError;

namespace {

const QUrl url(u"https://app.example:8443/runtime?code=very-secret"_s);
constexpr Progress readOnItsWay { .isAction = false, .mayHaveBeenSent = true };
constexpr Progress unsentAction { .isAction = true, .mayHaveBeenSent = false };
constexpr Progress sentAction { .isAction = true, .mayHaveBeenSent = true };

} // namespace

class tst_HttpErrors : public QObject
{
    Q_OBJECT

private slots:
    void namesWhatWasLost_data();
    void namesWhatWasLost();
    void aSentActionHasAnUnknownOutcome_data();
    void aSentActionHasAnUnknownOutcome();
    void speaksOfTheAccountToWhoAsksStorage();
    void saysHowLongItWaitedAndForWhat();
    void anUntrustedCertificateComesWithItsFingerprint();
    void explainsRedirects();
    void saysTheLimit();
    void refusesWhatMustNotLeave_data();
    void refusesWhatMustNotLeave();
    void letsTheRestLeave();
};

void tst_HttpErrors::namesWhatWasLost_data()
{
    QTest::addColumn<Error>("error");
    QTest::addColumn<bool>("sent");
    QTest::addColumn<ErrorKind>("kind");
    QTest::addColumn<QString>("text");
    const auto row
        = [](const char *name, Error error, bool sent, ErrorKind kind, const QString &text) {
              QTest::newRow(name) << error << sent << kind << text;
          };
    row("refused", Error::ConnectionRefusedError, false, ErrorKind::Unreachable,
        u"Nothing answers at app.example:8443."_s);
    row("no host", Error::HostNotFoundError, false, ErrorKind::Unreachable,
        u"There is no host with the name app.example."_s);
    row("proxy", Error::ProxyNotFoundError, false, ErrorKind::Unreachable,
        u"The proxy gives no way to app.example:8443."_s);
    row("handshake", Error::SslHandshakeFailedError, false, ErrorKind::Tls,
        u"No secure connection to app.example:8443"_s);
    row("not connected", Error::UnknownNetworkError, false, ErrorKind::Unreachable,
        u"No connection to app.example:8443"_s);
    row("broke off", Error::RemoteHostClosedError, true, ErrorKind::Unreachable,
        u"broke off before the whole answer"_s);
    row("TLS broke off later", Error::SslHandshakeFailedError, true, ErrorKind::Unreachable,
        u"broke off"_s);
}

void tst_HttpErrors::namesWhatWasLost()
{
    QFETCH(const Error, error);
    QFETCH(const bool, sent);
    QFETCH(const QString, text);
    for (const bool isAction : { false, true }) {
        if (isAction && sent) {
            continue;
        }
        const TaskHubError made
            = httperrors::lost(url, { isAction, sent, 0 }, error, u"Qt says: ?code=very-secret"_s);
        QTEST(made.kind, "kind");
        QVERIFY2(made.message.contains(text), qPrintable(made.message));
        QVERIFY2(!made.message.contains(u"may or may not"_s), qPrintable(made.message));
        QVERIFY2(made.detail.contains(u"Qt says"_s) && made.detail.contains(QString::number(error)),
                 qPrintable(made.detail));
        QVERIFY2(!made.message.contains(u"very-secret"_s)
                     && !made.detail.contains(u"very-secret"_s),
                 qPrintable(made.detail));
    }
}

void tst_HttpErrors::aSentActionHasAnUnknownOutcome_data()
{
    QTest::addColumn<TaskHubError>("action");
    QTest::addColumn<TaskHubError>("read");
    const auto row = [](const char *name, auto make) {
        QTest::newRow(name) << make(sentAction) << make(readOnItsWay);
    };
    row("lost",
        [](Progress p) { return httperrors::lost(url, p, Error::RemoteHostClosedError, {}); });
    row("timed out", [](Progress p) { return httperrors::timedOut(url, p, Phase::Waiting, 1s); });
    row("silent", [](Progress p) { return httperrors::timedOut(url, p, Phase::Receiving, 1s); });
    row("too large", [](Progress p) { return httperrors::tooLarge(url, p, 1000); });
    row("incomplete", [](Progress p) { return httperrors::incomplete(url, p, {}); });
    row("undecodable", [](Progress p) { return httperrors::undecodable(url, p, {}); });
}

void tst_HttpErrors::aSentActionHasAnUnknownOutcome()
{
    QFETCH(const TaskHubError, action);
    QFETCH(const TaskHubError, read);
    QCOMPARE(action.kind, ErrorKind::OutcomeUnknown);
    QVERIFY2(action.message.contains(u"It may or may not have happened; look at the instance."_s),
             qPrintable(action.message));
    QVERIFY(read.kind != ErrorKind::OutcomeUnknown);
    QVERIFY2(!read.message.contains(u"may or may not"_s), qPrintable(read.message));
}

void tst_HttpErrors::speaksOfTheAccountToWhoAsksStorage()
{
    constexpr Progress read { .peer = HttpPeer::StorageService };
    constexpr Progress action { .isAction = true,
                                .mayHaveBeenSent = true,
                                .peer = HttpPeer::StorageService };
    static const QRegularExpression ofApps(u"\\bapp\\b|instance|/runtime"_s);
    const QUrl other(u"https://sign.in.example/"_s);
    for (const TaskHubError &error :
         { httperrors::lost(url, read, Error::ConnectionRefusedError, {}),
           httperrors::lost(url, read, Error::HostNotFoundError, {}),
           httperrors::timedOut(url, read, Phase::Waiting, 1s),
           httperrors::timedOut(url, action, Phase::Waiting, 1s),
           httperrors::redirected(url, other, read, false) }) {
        const QString words = QString(error.message).remove(url.host());
        QVERIFY2(!words.contains(ofApps), qPrintable(words));
    }
    QVERIFY(httperrors::lost(url, read, Error::ConnectionRefusedError, {})
                .message.contains(u"the name of the storage account"_s));
    QVERIFY(httperrors::lost(QUrl(u"http://127.0.0.1:10002/"_s), read,
                             Error::ConnectionRefusedError, {})
                .message.contains(u"Check that the emulator runs"_s));
}

void tst_HttpErrors::saysHowLongItWaitedAndForWhat()
{
    const auto text = [](Phase phase, std::chrono::milliseconds limit) -> QString {
        const TaskHubError error = httperrors::timedOut(url, unsentAction, phase, limit);
        return TaskHubError::nameOf(error.kind) + u' ' + error.message;
    };
    QVERIFY(text(Phase::Connecting, 10s)
                .startsWith(u"TimedOut No connection to app.example:8443 within 10 s."_s));
    QVERIFY(text(Phase::Waiting, 1500ms)
                .startsWith(u"TimedOut app.example:8443 did not answer within 1.5 s."_s));
    QVERIFY(text(Phase::Receiving, 60s)
                .startsWith(u"TimedOut app.example:8443 fell silent for 60 s"_s));
}

void tst_HttpErrors::anUntrustedCertificateComesWithItsFingerprint()
{
    const TaskHubError error = httperrors::untrusted(url, u"self-signed"_s, "AB:CD");
    QCOMPARE(error.kind, ErrorKind::Tls);
    QCOMPARE(error.detail, u"self-signed\nSHA-256 AB:CD"_s);
    QCOMPARE(httperrors::untrusted(url, u"self-signed"_s, {}).detail, u"self-signed"_s);
}

void tst_HttpErrors::explainsRedirects()
{
    const auto text = [](const QUrl &from, const QString &to, bool tooOften) -> QString {
        const TaskHubError error
            = httperrors::redirected(from, QUrl(to), { true, true, 302 }, tooOften);
        return TaskHubError::nameOf(error.kind) + QString::number(error.httpStatus) + u' '
            + error.message + error.detail;
    };
    const QUrl plain(u"http://app.example/a"_s);
    QVERIFY(text(url, u"https://app.example:8443/b"_s, true)
                .contains(u"Redirected302 app.example:8443 sends the request round and round"_s));
    QVERIFY(text(plain, u"https://app.example/a"_s, false).contains(u"wants https"_s));
    QVERIFY(text(url, u"https://app.example:8443/b"_s, false)
                .contains(u"not followed for an action"_s));
    const QString other = text(url, u"https://login.example/x?code=very-secret"_s, false);
    QVERIFY2(other.contains(u"on to login.example"_s), qPrintable(other));
    QVERIFY2(!other.contains(u"very-secret"_s), qPrintable(other));
}

void tst_HttpErrors::saysTheLimit()
{
    QVERIFY(httperrors::tooLarge(url, readOnItsWay, 512LL * 1024 * 1024)
                .message.contains(u"larger than 512 MiB."_s));
    QVERIFY(httperrors::tooLarge(url, readOnItsWay, 1000)
                .message.contains(u"larger than 1000 bytes."_s));
    QCOMPARE(httperrors::cancelled().kind, ErrorKind::Cancelled);
}

void tst_HttpErrors::refusesWhatMustNotLeave_data()
{
    QTest::addColumn<QString>("address");
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("value");
    const auto row = [](const QString &address, const QByteArray &name = "x-functions-key",
                        const QByteArray &value = "v") {
        QTest::addRow("%s, %s", qPrintable(address), value.toPercentEncoding().constData())
            << address << name << value;
    };
    row(u"http://app.example/"_s);
    row(u"ftp://127.0.0.1/"_s);
    row(u"https://u:very-secret@app.example/"_s);
    row(u"https:///a"_s);
    row(QString());
    row(u"https://app.example/"_s, "x-functions-key", "a\nb");
    row(u"https://app.example/"_s, "x-functions-key", "a\rb");
    row(u"https://app.example/"_s, "x-functions-key", QByteArray("a\0b", 3));
    row(u"https://app.example/"_s, "a\r\nb", "name");
    row(u"https://app.example/"_s, "", "no name");
}

void tst_HttpErrors::refusesWhatMustNotLeave()
{
    QFETCH(const QString, address);
    QFETCH(const QByteArray, name);
    QFETCH(const QByteArray, value);
    HttpRequest request;
    request.url = QUrl(address);
    request.headers = { { name, value } };
    try {
        httperrors::check(request);
        QFAIL("it may leave");
    } catch (const TaskHubError &error) {
        QCOMPARE(error.kind, ErrorKind::InvalidInput);
        QVERIFY(!error.message.isEmpty());
        QVERIFY(!error.message.contains(u"very-secret"_s));
    }
}

void tst_HttpErrors::letsTheRestLeave()
{
    HttpRequest request;
    request.headers = { { "x-functions-key", "a+/==" } };
    for (const QString &address : { u"https://app.example/a"_s, u"http://127.0.0.1:7071/a"_s,
                                    u"http://localhost/"_s, u"http://[::1]:1/"_s }) {
        request.url = QUrl(address);
        httperrors::check(request);
    }
    request.url = QUrl(u"http://app.example/"_s);
    request.allowInsecureHttp = true;
    httperrors::check(request);
}

HUBDECK_GUILESS_TEST(tst_HttpErrors)
#include "tst_httperrors.moc"
