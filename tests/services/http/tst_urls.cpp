// SPDX-License-Identifier: MIT
#include "services/http/urls.h"
#include "services/taskhub/taskhuberror.h"
#include "testprogram.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;

namespace hubdeck {

namespace {

QUrl base()
{
    return QUrl(u"http://localhost:7071/runtime/webhooks/durabletask"_s);
}

bool isRefused(const QString &segment)
{
    try {
        (void)buildUrl(base(), { u"instances"_s, segment });
    } catch (const TaskHubError &error) {
        return error.kind == ErrorKind::InvalidInput && !error.message.isEmpty();
    }
    return false;
}

} // namespace

class UrlsTest : public QObject
{
    Q_OBJECT

private slots:
    void encodesRawTextOnce_data();
    void encodesRawTextOnce();
    void encodesEveryCharacterOutsideTheUnreservedOnes();
    void keepsTheBaseAndDropsItsQuery_data();
    void keepsTheBaseAndDropsItsQuery();
    void joinsQueryItemsInOrder();
    void refusesSegmentsThatMeanAnotherRoute();
    void knowsLoopback_data();
    void knowsLoopback();
    void knowsOrigins_data();
    void knowsOrigins();
};

void UrlsTest::encodesRawTextOnce_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QByteArray>("encoded");
    const auto row = [](const QString &text, const QByteArray &encoded) {
        QTest::addRow("%s", text.toUtf8().constData()) << text << encoded;
    };
    // The ids of tests/conformance/http_conformance.py
    row(u"a b"_s, "a%20b");
    row(u"50%off"_s, "50%25off");
    row(u"p%41x"_s, "p%2541x");
    row(u"quo'te"_s, "quo%27te");
    row(u"ünï-日本"_s, "%C3%BCn%C3%AF-%E6%97%A5%E6%9C%AC");
    row(u"semi;x"_s, "semi%3Bx");
    row(u"plus+a"_s, "plus%2Ba");
    row(u"x&y=z"_s, "x%26y%3Dz");
    row(u"dot."_s, "dot.");
    row(u"(p)[b]{c}|~"_s, "%28p%29%5Bb%5D%7Bc%7D%7C~");
    row(u"q\"d"_s, "q%22d");
    row(u"col:on@at,"_s, "col%3Aon%40at%2C");
    row(u"😀"_s, "%F0%9F%98%80");
    // And others that have a meaning in a URL
    row(u"a/b"_s, "a%2Fb");
    row(u"a\\b"_s, "a%5Cb");
    row(u"a?b#c"_s, "a%3Fb%23c");
    row(u"a%2Fb"_s, "a%252Fb");
    row(u"..."_s, "...");
    row(u".a"_s, ".a");
    row(u" a "_s, "%20a%20");
    row(u"@counter@north"_s, "%40counter%40north");
    row(u"$*!^`<>"_s, "%24%2A%21%5E%60%3C%3E");
    row(u"line\nbreak\ttab"_s, "line%0Abreak%09tab");
    row(u"e\u0301"_s, "e%CC%81"); // not composed
}

void UrlsTest::encodesRawTextOnce()
{
    QFETCH(const QString, text);
    QFETCH(const QByteArray, encoded);
    const QUrl url
        = buildUrl(base(), { u"instances"_s, text }, { { text, text }, { u"reason"_s, text } });
    QVERIFY(url.isValid());
    const QByteArray path = "/runtime/webhooks/durabletask/instances/" + encoded;
    const QByteArray query = encoded + '=' + encoded + "&reason=" + encoded;
    QCOMPARE(url.toEncoded(), "http://localhost:7071" + path + '?' + query);
    // As QNetworkAccessManager takes it
    QCOMPARE(url.path(QUrl::FullyEncoded).toLatin1(), path);
    QCOMPARE(url.query(QUrl::FullyEncoded).toLatin1(), query);
}

void UrlsTest::encodesEveryCharacterOutsideTheUnreservedOnes()
{
    const QByteArray unreserved
        = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
    for (int code = 1; code < 128; ++code) {
        const auto character = static_cast<char>(code);
        const QString text = u"x"_s + QLatin1Char(character) + u"y"_s;
        const QByteArray encoded = unreserved.contains(character)
            ? QByteArray(1, character)
            : '%' + QByteArray::number(code, 16).rightJustified(2, '0').toUpper();
        const QUrl url = buildUrl(base(), { text }, { { u"q"_s, text } });
        const QByteArray end = "/x" + encoded + "y?q=x" + encoded + 'y';
        QVERIFY2(url.toEncoded().endsWith(end), url.toEncoded().constData());
    }
}

void UrlsTest::keepsTheBaseAndDropsItsQuery_data()
{
    QTest::addColumn<QUrl>("given");
    QTest::addColumn<QByteArray>("result");
    const QByteArray whole = "https://h.example/runtime/webhooks/durabletask/instances";
    QTest::addRow("plain") << QUrl(u"https://h.example/runtime/webhooks/durabletask"_s) << whole;
    QTest::addRow("slash") << QUrl(u"https://h.example/runtime/webhooks/durabletask/"_s) << whole;
    QTest::addRow("query") << QUrl(u"https://h.example/runtime/webhooks/durabletask?code=x#y"_s)
                           << whole;
    QTest::addRow("no path") << QUrl(u"http://127.0.0.1:1"_s)
                             << QByteArray("http://127.0.0.1:1/instances");
    QTest::addRow("root") << QUrl(u"http://127.0.0.1:1/"_s)
                          << QByteArray("http://127.0.0.1:1/instances");
    QTest::addRow("encoded path") << QUrl::fromEncoded("http://h.example/a%20b%2Fc")
                                  << QByteArray("http://h.example/a%20b%2Fc/instances");
    QTest::addRow("IPv6") << QUrl(u"http://[::1]:7071/x"_s)
                          << QByteArray("http://[::1]:7071/x/instances");
}

void UrlsTest::keepsTheBaseAndDropsItsQuery()
{
    QFETCH(const QUrl, given);
    QFETCH(const QByteArray, result);
    QCOMPARE(buildUrl(given, { u"instances"_s }).toEncoded(), result);
}

void UrlsTest::joinsQueryItemsInOrder()
{
    const QUrl url = buildUrl(base(), { u"instances"_s },
                              { { u"top"_s, u"10"_s }, { u"a"_s, {} }, { u"top"_s, u"+"_s } });
    QCOMPARE(url.query(QUrl::FullyEncoded), u"top=10&a=&top=%2B"_s);
    QVERIFY(!buildUrl(base(), { u"instances"_s }).hasQuery());
}

void UrlsTest::refusesSegmentsThatMeanAnotherRoute()
{
    for (const QString &segment : { QString(), u"."_s, u".."_s })
        QVERIFY2(isRefused(segment), qPrintable(segment));
    QVERIFY(!isRefused(u"..."_s));
}

void UrlsTest::knowsLoopback_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<bool>("loopback");
    for (const QString &url :
         { u"http://localhost:7071/x"_s, u"http://LOCALHOST"_s, u"https://127.0.0.1"_s,
           u"http://127.8.9.10:1"_s, u"http://[::1]:7071"_s, u"http://[0:0:0:0:0:0:0:1]"_s })
        QTest::addRow("%s", qPrintable(url)) << url << true;
    for (const QString &url :
         { u"http://localhost.example.org"_s, u"http://127.0.0.1.example.org"_s,
           u"http://128.0.0.1"_s, u"http://0.0.0.0"_s, u"http://[::2]"_s, u"http://10.0.0.1"_s,
           u"http://127"_s, u"http://mylocalhost"_s, u"file:///x"_s, QString() })
        QTest::addRow("%s", qPrintable(url)) << url << false;
}

void UrlsTest::knowsLoopback()
{
    QFETCH(const QString, url);
    QFETCH(const bool, loopback);
    QCOMPARE(isLoopback(QUrl(url)), loopback);
}

void UrlsTest::knowsOrigins_data()
{
    QTest::addColumn<QString>("other");
    QTest::addColumn<bool>("same");
    QTest::addRow("path") << u"https://h.example/b?c"_s << true;
    QTest::addRow("default port") << u"https://h.example:443/"_s << true;
    QTest::addRow("case") << u"HTTPS://H.Example"_s << true;
    QTest::addRow("user info") << u"https://u@h.example/"_s << true;
    QTest::addRow("port") << u"https://h.example:8443/"_s << false;
    QTest::addRow("scheme") << u"http://h.example/"_s << false;
    QTest::addRow("scheme, same port") << u"http://h.example:443/"_s << false;
    QTest::addRow("sub-domain") << u"https://a.h.example/"_s << false;
    QTest::addRow("none") << QString() << false;
}

void UrlsTest::knowsOrigins()
{
    QFETCH(const QString, other);
    QFETCH(const bool, same);
    const QUrl here(u"https://h.example/a"_s);
    QCOMPARE(isSameOrigin(here, QUrl(other)), same);
    QCOMPARE(isSameOrigin(QUrl(other), here), same);
}

} // namespace hubdeck

HUBDECK_GUILESS_TEST(hubdeck::UrlsTest)
#include "tst_urls.moc"
