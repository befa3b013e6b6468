// SPDX-License-Identifier: MIT
#include "services/durablehttp/malformed.h"

#include "testprogram.h"

#include <QTest>

using namespace hubdeck;
using namespace Qt::Literals::StringLiterals;

class TestMalformed : public QObject
{
    Q_OBJECT

private slots:
    void namesWebPages();
    void keepsTheRawText();
    void keepsTheBeginningOfLargeTexts();
    void hidesKeys();
};

void TestMalformed::namesWebPages()
{
    QVERIFY(looksLikeHtml("\n <!DOCTYPE html>"));
    QVERIFY(!looksLikeHtml("[]"));
    QVERIFY(!looksLikeHtml(""));
    const TaskHubError page = malformedAnswer(u"a list"_s, "<html>");
    const TaskHubError text = malformedAnswer(u"a list"_s, "oops");
    const TaskHubError empty = malformedAnswer(u"a list"_s, " ");
    QCOMPARE(page.kind, ErrorKind::Malformed);
    QVERIFY(page.message.contains(u"web page"_s));
    QVERIFY(empty.message.contains(u"empty"_s));
    for (const TaskHubError &error : { page, text, empty }) {
        QVERIFY(error.message.contains(u"a list"_s));
    }
}

void TestMalformed::keepsTheRawText()
{
    QCOMPARE(malformedAnswer(u"x"_s, "öops").detail, u"öops"_s);
}

void TestMalformed::keepsTheBeginningOfLargeTexts()
{
    const QByteArray large(1'000'000, 'x');
    const TaskHubError error = malformedAnswer(u"x"_s, large);
    QVERIFY(error.detail.size() < 300'000);
    QVERIFY(error.detail.startsWith(u"xxx"_s));
    QVERIFY(error.detail.contains(u"1000000"_s));
}

void TestMalformed::hidesKeys()
{
    QVERIFY(!malformedAnswer(u"x"_s, "https://app/api?code=verysecret&x=1")
                 .detail.contains(u"verysecret"_s));
}

HUBDECK_GUILESS_TEST(TestMalformed)
#include "tst_malformed.moc"
