// SPDX-License-Identifier: MIT
#include "services/durablehttp/entitydecoder.h"

#include "testprogram.h"
#include "thrown.h"

#include <QTest>

using namespace hubdeck;
using namespace Qt::Literals::StringLiterals;

class TestEntityDecoder : public QObject
{
    Q_OBJECT

private slots:
    void readsEveryRow();
    void keepsStatesThatAreNoJson();
    void refusesWhatIsNoWholeList_data();
    void refusesWhatIsNoWholeList();
    void givesTheBareState();
    void refusesAPageInPlaceOfAState();
};

void TestEntityDecoder::readsEveryRow()
{
    const QByteArray first
        = R"({"entityId":{"name":"counter","key":"nörth\u0021"},"lastOperationTime":"2024-05-01T09:00:00.1234567Z","state":7})";
    const QByteArray second
        = R"({"entityId":{"name":"counter","key":""},"lastOperationTime":null,"state":null})";
    const EntityPage page = decodeEntityPage("[ " + first + ",\n" + second + "]");
    QCOMPARE(page.rows.size(), size_t(2));
    QCOMPARE(page.rows[0].id, (EntityId { u"counter"_s, u"nörth!"_s }));
    QCOMPARE(page.rows[0].lastOperation->toText(), u"2024-05-01T09:00:00.1234567Z"_s);
    QCOMPARE(page.rows[0].state.text, QByteArray("7"));
    QCOMPARE(page.rows[0].raw, first);
    QCOMPARE(page.rows[1].id, (EntityId { u"counter"_s, QString() }));
    QVERIFY(!page.rows[1].lastOperation);
    QVERIFY(page.rows[1].state.isNull());
    QVERIFY(page.next.isEmpty());
}

void TestEntityDecoder::keepsStatesThatAreNoJson()
{
    const EntityPage page = decodeEntityPage(
        R"([{"entityId":{"name":"a","key":"b"},"state":undefined},{"entityId":{"name":"a","key":"c"},"state":1}])");
    QCOMPARE(page.rows.size(), size_t(2));
    QCOMPARE(page.rows[0].state.text, QByteArray("undefined"));
    QCOMPARE(page.rows[1].id.key, u"c"_s);
}

void TestEntityDecoder::refusesWhatIsNoWholeList_data()
{
    QTest::addColumn<QByteArray>("body");
    for (const char *body :
         { "", "{}", "7", "<html></html>", R"([{"entityId":{"name":"a","key":"b"})", "[" }) {
        QTest::addRow("%s", body) << QByteArray(body);
    }
}

void TestEntityDecoder::refusesWhatIsNoWholeList()
{
    QFETCH(QByteArray, body);
    QCOMPARE(kindThrownBy([&] { static_cast<void>(decodeEntityPage(body)); }), u"Malformed"_s);
}

void TestEntityDecoder::givesTheBareState()
{
    QCOMPARE(decodeEntityState("7").text, QByteArray("7"));
    QVERIFY(decodeEntityState("null").isNull());
    QCOMPARE(decodeEntityState(R"({"a" : 1.10})").text, QByteArray(R"({"a" : 1.10})"));
}

void TestEntityDecoder::refusesAPageInPlaceOfAState()
{
    QCOMPARE(kindThrownBy([] { static_cast<void>(decodeEntityState("<html>sign in</html>")); }),
             u"Malformed"_s);
    QCOMPARE(kindThrownBy([] { static_cast<void>(decodeEntityState("")); }), u"Malformed"_s);
}

HUBDECK_GUILESS_TEST(TestEntityDecoder)
#include "tst_entitydecoder.moc"
