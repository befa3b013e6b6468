// SPDX-License-Identifier: MIT
#include "services/azurestorage/refusedaccess.h"
#include "services/azurestorage/tokensource.h"
#include "testprogram.h"

#include <QTest>

#include <ctime>

using namespace hubdeck;
using namespace hubdeck::azurestorage;
using namespace Qt::StringLiterals;

class TestRefusedAccess : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void showsBothClocks_data();
    void showsBothClocks();
    void doesNotBlameClocksThatAgree();
    void namesKeysThatAreSwitchedOff();
    void namesTheRole_data();
    void namesTheRole();
    void namesWhatASignatureMustAllow();
    void tellsAServiceSignatureFromOneOfTheAccount_data();
    void tellsAServiceSignatureFromOneOfTheAccount();
    void doesNotSpeakOfRolesToAKey();
    void saysThatNobodyIsLetInWithoutACredential();
    void namesTheFirewall();
    void takesTheEmulatorsWordForAWrongKey();
    void namesTheTimesOfASignature_data();
    void namesTheTimesOfASignature();
    void namesTheSourceOfARefusedToken();
    void leavesOtherAnswersAlone();
};

namespace {

const QDateTime noon(QDate(2026, 3, 2), QTime(12, 0), Qt::UTC);

StorageAccount accountWith(StorageCredential credential)
{
    return accountNamed(u"contoso"_s, std::move(credential));
}

StorageAccount keyAccount()
{
    return accountWith(SharedKeyCredential { Secret("a2V5") });
}

StorageAccount sasAccount(const QByteArray &query)
{
    return accountWith(SasCredential { Secret(query) });
}

StorageAccount tokenAccount()
{
    return accountWith(TokenCredential {
        std::make_shared<GivenToken>(Secret("t0ken"), u"HUBDECK_STORAGE_TOKEN"_s) });
}

std::optional<AccessRefusal> refusal(const StorageAccount &account, int status, const char *code,
                                     const QByteArray &date = "Mon, 02 Mar 2026 12:00:01 GMT",
                                     const QString &message = {}, bool isAction = false,
                                     StorageService service = StorageService::Table)
{
    const StorageErrorContext context { account, service, u"do it"_s, isAction, noon };
    return refusedAccess(context, { status, { { "Date", date } } }, QString::fromLatin1(code),
                         { {}, message, {} });
}

} // namespace

void TestRefusedAccess::initTestCase()
{
    qputenv("TZ", "Europe/Berlin"); // which has an hour in March that does not exist
    tzset();
}

void TestRefusedAccess::showsBothClocks_data()
{
    QTest::addColumn<bool>("byToken");
    QTest::addColumn<QByteArray>("time");
    QTest::addColumn<bool>("isCertain");
    for (const bool byToken : { false, true }) {
        const char *who = byToken ? "token" : "key";
        QTest::addRow("%s, 20 minutes", who) << byToken << QByteArray("12:20:30") << true;
        QTest::addRow("%s, 10 minutes", who) << byToken << QByteArray("12:10:00") << false;
        QTest::addRow("%s, 10 minutes back", who) << byToken << QByteArray("11:50:00") << false;
    }
}

void TestRefusedAccess::showsBothClocks()
{
    QFETCH(const bool, byToken);
    QFETCH(const QByteArray, time);
    QFETCH(const bool, isCertain);
    const auto found = refusal(byToken ? tokenAccount() : keyAccount(), 403, "AuthenticationFailed",
                               "Mon, 02 Mar 2026 " + time + " GMT");
    QVERIFY(found);
    QCOMPARE(found->kind, ErrorKind::Unauthorised);
    QVERIFY2(found->words.contains(u"2026-03-02 12:00:00 UTC"_s)
                 && found->words.contains(u"2026-03-02 %1 UTC"_s.arg(QLatin1StringView(time)))
                 && found->words.contains(u"Set this computer's clock"_s),
             qPrintable(found->words));
    const QString otherCause
        = byToken ? u"does not accept the token"_s : u"does not accept the key"_s;
    QVERIFY2(found->words.contains(otherCause) != isCertain, qPrintable(found->words));
}

void TestRefusedAccess::doesNotBlameClocksThatAgree()
{
    for (const char *date : { "Mon, 02 Mar 2026 12:03:00 GMT", "nonsense" }) {
        const auto found = refusal(keyAccount(), 403, "AuthenticationFailed", date);
        QVERIFY(found);
        QVERIFY2(found->words.contains(u"contoso does not accept the key"_s),
                 qPrintable(found->words));
    }
}

void TestRefusedAccess::namesKeysThatAreSwitchedOff()
{
    const auto found = refusal(keyAccount(), 403, "KeyBasedAuthenticationNotPermitted");
    QVERIFY(found);
    QCOMPARE(found->kind, ErrorKind::Forbidden);
    QVERIFY2(found->words.contains(u"keys is switched off"_s)
                 && found->words.contains(u"az login"_s),
             qPrintable(found->words));
}

void TestRefusedAccess::namesTheRole_data()
{
    QTest::addColumn<int>("service");
    QTest::addColumn<bool>("isAction");
    QTest::addColumn<QString>("role");
    QTest::addRow("read tables") << int(StorageService::Table) << false
                                 << u"Storage Table Data Reader"_s;
    QTest::addRow("write tables") << int(StorageService::Table) << true
                                  << u"Storage Table Data Contributor"_s;
    QTest::addRow("read queues") << int(StorageService::Queue) << false
                                 << u"Storage Queue Data Reader"_s;
    QTest::addRow("write blobs") << int(StorageService::Blob) << true
                                 << u"Storage Blob Data Contributor"_s;
}

void TestRefusedAccess::namesTheRole()
{
    QFETCH(const int, service);
    QFETCH(const bool, isAction);
    QFETCH(const QString, role);
    const auto found
        = refusal(tokenAccount(), 403, "AuthorizationPermissionMismatch",
                  "Mon, 02 Mar 2026 12:00:00 GMT", {}, isAction, StorageService(service));
    QVERIFY(found);
    QCOMPARE(found->kind, ErrorKind::Forbidden);
    QVERIFY2(found->words.contains(u'“' + role + u'”'), qPrintable(found->words));
}

void TestRefusedAccess::namesWhatASignatureMustAllow()
{
    for (const char *code : { "AuthorizationPermissionMismatch", "AuthorizationServiceMismatch",
                              "AuthorizationResourceTypeMismatch" }) {
        const auto found = refusal(sasAccount("sv=1&sig=x"), 403, code);
        QVERIFY(found);
        QCOMPARE(found->kind, ErrorKind::Forbidden);
        QVERIFY(found->words.contains(u"blob, queue and table"_s));
    }
}

void TestRefusedAccess::tellsAServiceSignatureFromOneOfTheAccount_data()
{
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<bool>("isOfService");
    const QByteArray account = "sv=2020-12-06&ss=bqt&srt=sco&sp=rl&sig=c2Vj";
    QTest::addRow("account") << account << false;
    QTest::addRow("table") << account + "&tn=OrdersHubHistory" << true;
    QTest::addRow("container") << account + "&sr=c" << true;
    QTest::addRow("no services") << QByteArray("sv=2020-12-06&srt=sco&sp=rl&sig=c2Vj") << true;
    QTest::addRow("no types") << QByteArray("sv=2020-12-06&ss=bqt&sp=rl&sig=c2Vj") << true;
}

void TestRefusedAccess::tellsAServiceSignatureFromOneOfTheAccount()
{
    QFETCH(const QByteArray, query);
    QFETCH(const bool, isOfService);
    for (const char *code : { "AuthorizationFailure", "AuthorizationPermissionMismatch" }) {
        const auto found = refusal(sasAccount(query), 403, code, {},
                                   u"This request is not authorized to perform this operation."_s);
        QVERIFY(found);
        QCOMPARE(found->kind, ErrorKind::Forbidden);
        QVERIFY2(found->words.contains(u"a service SAS"_s) == isOfService,
                 qPrintable(found->words));
        QVERIFY2(found->words.contains(u"Make an account SAS"_s), qPrintable(found->words));
        QVERIFY2(!found->words.contains(u"c2Vj"_s), qPrintable(found->words));
        const bool isEither = !isOfService && qstrcmp(code, "AuthorizationFailure") == 0;
        QVERIFY2(found->words.contains(u"firewall"_s) == isEither, qPrintable(found->words));
    }
}

void TestRefusedAccess::doesNotSpeakOfRolesToAKey()
{
    const auto found = refusal(keyAccount(), 403, "InsufficientAccountPermissions");
    QVERIFY(found);
    QCOMPARE(found->kind, ErrorKind::Forbidden);
    QVERIFY2(!found->words.contains(u"role"_s) && found->words.contains(u"contoso itself"_s),
             qPrintable(found->words));
}

void TestRefusedAccess::saysThatNobodyIsLetInWithoutACredential()
{
    const auto found = refusal(keyAccount(), 409, "PublicAccessNotPermitted");
    QVERIFY(found);
    QCOMPARE(found->kind, ErrorKind::Forbidden);
    QVERIFY2(found->words.contains(u"without a key, signature or token"_s),
             qPrintable(found->words));
}

void TestRefusedAccess::namesTheFirewall()
{
    const auto found = refusal(keyAccount(), 403, "AuthorizationFailure", {},
                               u"This request is not authorized to perform this operation."_s);
    QVERIFY(found);
    QCOMPARE(found->kind, ErrorKind::Forbidden);
    QVERIFY(found->words.contains(u"firewall"_s));
    QVERIFY(!found->words.contains(u"SAS"_s));
}

void TestRefusedAccess::takesTheEmulatorsWordForAWrongKey()
{
    const auto found
        = refusal(keyAccount(), 403, "AuthorizationFailure", "Mon, 02 Mar 2026 12:00:00 GMT",
                  u"Server failed to authenticate the request. Make sure …"_s);
    QVERIFY(found);
    QCOMPARE(found->kind, ErrorKind::Unauthorised);
}

void TestRefusedAccess::namesTheTimesOfASignature_data()
{
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<QString>("words");
    QTest::addRow("expired") << QByteArray("se=2026-03-02T11:59:59Z&sig=c2Vj")
                             << u"expired at 2026-03-02 11:59:59 UTC"_s;
    QTest::addRow("encoded") << QByteArray("sv=1&se=2026-03-02T11%3A59%3A59Z&sig=c2Vj")
                             << u"expired at 2026-03-02 11:59:59 UTC"_s;
    QTest::addRow("a day") << QByteArray("se=2026-03-01&sig=c2Vj")
                           << u"expired at 2026-03-01 00:00:00 UTC"_s;
    QTest::addRow("no zone") << QByteArray("se=2026-03-01T02:30&sig=c2Vj")
                             << u"expired at 2026-03-01 02:30:00 UTC"_s;
    QTest::addRow("no zone in March")
        << QByteArray("se=2025-03-30T02:30:00&sig=c2Vj") << u"expired at 2025-03-30 02:30:00 UTC"_s;
    QTest::addRow("early") << QByteArray("st=2026-03-02T13:00:00Z&se=2027-01-01T00:00:00Z&sig=c2Vj")
                           << u"not valid before 2026-03-02 13:00:00 UTC"_s;
    QTest::addRow("in time") << QByteArray("se=2027-01-01T00:00:00Z&sig=c2Vj")
                             << u"does not accept the shared access signature"_s;
    QTest::addRow("no times") << QByteArray("sig=c2Vj")
                              << u"does not accept the shared access signature"_s;
}

void TestRefusedAccess::namesTheTimesOfASignature()
{
    QFETCH(const QByteArray, query);
    QFETCH(const QString, words);
    const auto found = refusal(sasAccount(query), 403, "AuthenticationFailed");
    QVERIFY(found);
    QCOMPARE(found->kind, ErrorKind::Unauthorised);
    QVERIFY2(found->words.contains(words), qPrintable(found->words));
    QVERIFY(!found->words.contains(u"c2Vj"_s));
}

void TestRefusedAccess::namesTheSourceOfARefusedToken()
{
    for (const int status : { 401, 403, 400 }) {
        const auto found = refusal(tokenAccount(), status, "InvalidAuthenticationInfo");
        QVERIFY(found);
        QCOMPARE(found->kind, ErrorKind::Unauthorised);
        QVERIFY2(
            found->words.contains(u"token from HUBDECK_STORAGE_TOKEN"_s)
                && found->words.contains(u"Set HUBDECK_STORAGE_TOKEN anew and start Hubdeck"_s),
            qPrintable(found->words));
        QVERIFY(!found->words.contains(u"t0ken"_s));
    }
}

void TestRefusedAccess::leavesOtherAnswersAlone()
{
    QVERIFY(!refusal(keyAccount(), 404, "TableNotFound"));
    QVERIFY(!refusal(keyAccount(), 403, "AccountIsDisabled"));
    QVERIFY(!refusal(keyAccount(), 503, "ServerBusy"));
}

HUBDECK_GUILESS_TEST(TestRefusedAccess)
#include "tst_refusedaccess.moc"
