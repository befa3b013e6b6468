// SPDX-License-Identifier: MIT
#include "services/durablehttp/replydecoder.h"

#include "testprogram.h"
#include "thrown.h"

#include <QTest>

using namespace hubdeck;
using namespace Qt::Literals::StringLiterals;

class TestReplyDecoder : public QObject
{
    Q_OBJECT

private slots:
    void readsTheIdOfAStart();
    void readsTheCountOfAPurge();
    void refusesOtherAnswersWithoutTheirKeys();
};

void TestReplyDecoder::readsTheIdOfAStart()
{
    QCOMPARE(decodeStartedId("{\"statusQueryGetUri\":\"http://x/\",\"id\":\"ünï \\\"1\\\"\"}"),
             InstanceId(u"ünï \"1\""_s));
}

void TestReplyDecoder::readsTheCountOfAPurge()
{
    QCOMPARE(decodeDeletedCount(R"({"instancesDeleted":42})"), 42);
    QCOMPARE(decodeDeletedCount(R"({ "instancesDeleted" : 0 })"), 0);
}

void TestReplyDecoder::refusesOtherAnswersWithoutTheirKeys()
{
    for (const char *body :
         { "", "[]", "{}", R"({"id":7})", "<html/>", R"({"instancesDeleted":"x"})" }) {
        QCOMPARE(kindThrownBy([&] { static_cast<void>(decodeStartedId(body)); }), u"Malformed"_s);
        QCOMPARE(kindThrownBy([&] { static_cast<void>(decodeDeletedCount(body)); }),
                 u"Malformed"_s);
    }
    const auto error = thrownBy([] {
        static_cast<void>(decodeStartedId(
            R"({"statusQueryGetUri":"https://app/instances/a?code=verysecret%3D%3D"})"));
    });
    QVERIFY(error);
    QVERIFY(!error->detail.contains(u"verysecret"_s));
    QVERIFY(error->detail.contains(u"statusQueryGetUri"_s));
}

HUBDECK_GUILESS_TEST(TestReplyDecoder)
#include "tst_replydecoder.moc"
