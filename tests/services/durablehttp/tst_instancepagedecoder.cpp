// SPDX-License-Identifier: MIT
#include "services/durablehttp/instancepagedecoder.h"

#include "captures.h"
#include "services/json/jsonscanner.h"
#include "testprogram.h"
#include "thrown.h"

#include <QTest>

#include <array>
#include <cstddef>

using namespace hubdeck;
using namespace Qt::Literals::StringLiterals;

namespace {

constinit thread_local qint64 allocations = 0;

QByteArray rowText(const QByteArray &id, const QByteArray &status = "Running",
                   const QByteArray &custom = "null")
{
    return R"({"name":"Order","instanceId":")" + id + R"(","runtimeStatus":")" + status
        + R"(","input":{"a":[1,{"b":"]}"}]},"customStatus":)" + custom
        + R"(,"output":null,"createdTime":"2026-11-23T09:40:57Z","lastUpdatedTime":"2026-11-23T09:40:58Z"})";
}

QByteArray pageOf(int rows)
{
    QByteArray text = "[";
    for (int i = 0; i < rows; ++i) {
        text += (i > 0 ? "," : "")
            + rowText("order-" + QByteArray::number(i), i % 3 == 0 ? "Failed" : "Completed",
                      R"({"step":1})");
    }
    return text + "]";
}

QStringList idsOf(const InstancePage &page)
{
    QStringList ids;
    for (const InstanceRow &row : page.rows) {
        ids.append(page.id(row).text());
    }
    return ids;
}

} // namespace

#ifndef HUBDECK_SANITIZED
// Counts what is allocated, in Qt as well: the list must not cost an allocation per row
// (performance-study.md D3)
extern "C" {
void *__libc_malloc(size_t size); // NOLINT
void *__libc_realloc(void *memory, size_t size); // NOLINT

void *malloc(size_t size)
{
    ++allocations;
    return __libc_malloc(size);
}

void *realloc(void *memory, size_t size)
{
    ++allocations;
    return __libc_realloc(memory, size);
}
}
#endif

class TestInstancePageDecoder : public QObject
{
    Q_OBJECT

private slots:
    void readsEveryMember();
    void readsAnEmptyPage();
    void readsEscapesAndAnyOrderOfMembers();
    void keepsStatusesNeverSeenBefore();
    void cutsLongCustomStatusesAtACharacter();
    void keepsTheDocumentOfEachRowWhenAsked();
    void leavesOutOtherKindsAndPrefixes();
    void findsEveryRowOfPagesThatAreNoJson_data();
    void findsEveryRowOfPagesThatAreNoJson();
    void findsTheRowsOfTheRecordedOddPage();
    void bothReadersAgreeOnEveryRecordedPage();
    void refusesWhatIsNoWholeList_data();
    void refusesWhatIsNoWholeList();
    void needsFewAllocations();
};

void TestInstancePageDecoder::readsEveryMember()
{
    const QByteArray body = "[" + rowText("a", "Suspended", R"({"step": "packing"})") + "]";
    InstancePage page = InstancePageDecoder().decode(body);
    QCOMPARE(page.rows.size(), size_t(1));
    const InstanceRow &row = page.rows.front();
    QCOMPARE(page.id(row), InstanceId(u"a"_s));
    QCOMPARE(page.name(row), u"Order"_s);
    QCOMPARE(page.status(row).kind(), RuntimeStatus::Kind::Suspended);
    QCOMPARE(page.view(row.customStatus), QByteArrayView(R"({"step": "packing"})"));
    QVERIFY(!row.customStatusCut);
    QVERIFY(row.hasCreated && row.hasLastUpdated);
    QCOMPARE(row.created.toText(), u"2026-11-23T09:40:57Z"_s);
    QCOMPARE(row.lastUpdated.toText(), u"2026-11-23T09:40:58Z"_s);
    QCOMPARE(page.receivedBytes, body.size());
    QVERIFY(!page.tolerantlyDecoded);
    QVERIFY(page.body.isEmpty());
}

void TestInstancePageDecoder::readsAnEmptyPage()
{
    const InstancePage page = InstancePageDecoder().decode("[]");
    QVERIFY(page.rows.empty());
    QVERIFY(!page.tolerantlyDecoded);
}

void TestInstancePageDecoder::readsEscapesAndAnyOrderOfMembers()
{
    const InstancePage page = InstancePageDecoder().decode(
        R"([ {"later":{"x":1}, "customStatus":null, "instance\u0049d":"\u00fc\"\\\/\ud83d\ude00", "runtimeStatus":"Failed"} ])");
    QVERIFY(!page.tolerantlyDecoded);
    QCOMPARE(idsOf(page), QStringList { u"ü\"\\/😀"_s });
    QVERIFY(page.name(page.rows.front()).isEmpty());
    QVERIFY(!page.rows.front().hasCreated);
    QCOMPARE(page.rows.front().customStatus.length, 0U);
}

void TestInstancePageDecoder::keepsStatusesNeverSeenBefore()
{
    const InstancePage page = InstancePageDecoder().decode("[" + rowText("a", "Hibernating") + ","
                                                           + rowText("b", "Running") + ","
                                                           + rowText("c", "Hibernating") + "]");
    QCOMPARE(page.statuses.size(), size_t(2));
    QCOMPARE(page.status(page.rows[2]).name(), u"Hibernating"_s);
    QCOMPARE(page.status(page.rows[2]).kind(), RuntimeStatus::Kind::Unknown);
    QCOMPARE(page.rows[0].statusIndex, page.rows[2].statusIndex);
}

void TestInstancePageDecoder::cutsLongCustomStatusesAtACharacter()
{
    const QByteArray custom
        = "\"" + QByteArray(InstancePage::maxCustomStatusBytes - 2, 'x') + "ü\"";
    const InstancePage page
        = InstancePageDecoder().decode("[" + rowText("a", "Running", custom) + "]");
    const InstanceRow &row = page.rows.front();
    QVERIFY(row.customStatusCut);
    QCOMPARE(page.view(row.customStatus),
             QByteArrayView(custom).first(InstancePage::maxCustomStatusBytes - 1));
}

void TestInstancePageDecoder::keepsTheDocumentOfEachRowWhenAsked()
{
    const QByteArray first = rowText("a");
    const QByteArray second = rowText("b");
    for (const QByteArray &body : std::array<QByteArray, 2> {
             "[ " + first + " ,\n" + second + "\n]", "[" + first + "," + second + ",undefined]" }) {
        const InstancePage page = InstancePageDecoder(RowContents::Raw).decode(body);
        QCOMPARE(page.rows.size(), size_t(2));
        QCOMPARE(page.raw(page.rows[0]), first);
        QCOMPARE(page.raw(page.rows[1]), second);
        QCOMPARE(idsOf(page), (QStringList { u"a"_s, u"b"_s }));
    }
}

void TestInstancePageDecoder::leavesOutOtherKindsAndPrefixes()
{
    const QByteArray body
        = "[" + rowText("@counter@x") + "," + rowText("order-1") + "," + rowText("ship-1") + "]";
    const auto ids = [&](InstanceKinds kinds, const QString &prefix) {
        return idsOf(InstancePageDecoder(RowContents::Compact, kinds, prefix).decode(body));
    };
    QCOMPARE(ids(InstanceKinds::Both, {}),
             (QStringList { u"@counter@x"_s, u"order-1"_s, u"ship-1"_s }));
    QCOMPARE(ids(InstanceKinds::Orchestrations, {}), (QStringList { u"order-1"_s, u"ship-1"_s }));
    QCOMPARE(ids(InstanceKinds::Entities, {}), QStringList { u"@counter@x"_s });
    QCOMPARE(ids(InstanceKinds::Orchestrations, u"order"_s), QStringList { u"order-1"_s });
}

void TestInstancePageDecoder::findsEveryRowOfPagesThatAreNoJson_data()
{
    QTest::addColumn<QByteArray>("custom");
    QTest::addColumn<bool>("tolerant");
    QTest::addRow("undefined") << QByteArray("undefined") << true;
    QTest::addRow("NaN") << QByteArray("NaN") << true;
    QTest::addRow("constructor") << QByteArray("new Date(1)") << true;
    QTest::addRow("comment") << QByteArray("/*note*/") << true;
    QTest::addRow("invalid UTF-8") << QByteArray("\"\xff\xfe\"") << true;
}

void TestInstancePageDecoder::findsEveryRowOfPagesThatAreNoJson()
{
    QFETCH(QByteArray, custom);
    QFETCH(bool, tolerant);
    const InstancePage page = InstancePageDecoder().decode(
        "[" + rowText("a") + "," + rowText("b", "Failed", custom) + "," + rowText("c") + "]");
    QCOMPARE(idsOf(page), (QStringList { u"a"_s, u"b"_s, u"c"_s }));
    QCOMPARE(page.tolerantlyDecoded, tolerant);
    QCOMPARE(page.status(page.rows[1]).kind(), RuntimeStatus::Kind::Failed);
    QVERIFY(page.rows[2].hasLastUpdated);
}

void TestInstancePageDecoder::findsTheRowsOfTheRecordedOddPage()
{
    const QByteArray body = readFile(
        QStringLiteral(HUBDECK_TEST_DATA "/captures/odd-bodies/list-with-undefined.json"));
    QVERIFY(!body.isEmpty());
    for (const RowContents include : { RowContents::Compact, RowContents::Raw }) {
        const InstancePage page = InstancePageDecoder(include).decode(body);
        QCOMPARE(idsOf(page), (QStringList { u"ct-1795427394-ru"_s, u"ct-1795427394-run"_s }));
        QCOMPARE(page.status(page.rows[0]).name(), u"Terminated"_s);
        QCOMPARE(page.status(page.rows[1]).name(), u"Running"_s);
    }
}

void TestInstancePageDecoder::bothReadersAgreeOnEveryRecordedPage()
{
    int pages = 0;
    for (const char *capture : { "orders-hub", "isolated-hub", "legacy-hub" }) {
        for (const RecordedExchange &exchange :
             loadExchanges(QStringLiteral(HUBDECK_TEST_DATA), capture)) {
            if (exchange.segments() != QStringList { u"instances"_s }
                || !exchange.responseBody.startsWith('[')) {
                continue;
            }
            ++pages;
            const InstancePage strict
                = InstancePageDecoder(RowContents::Raw).decode(exchange.responseBody);
            QVERIFY(!strict.tolerantlyDecoded);
            QByteArray broken = exchange.responseBody;
            broken.insert(broken.size() - 1, strict.rows.empty() ? "undefined" : ",undefined");
            const InstancePage tolerant = InstancePageDecoder(RowContents::Raw).decode(broken);
            QVERIFY(tolerant.tolerantlyDecoded);
            QCOMPARE(idsOf(tolerant), idsOf(strict));
            QCOMPARE(tolerant.text, strict.text);
            QCOMPARE(tolerant.statuses, strict.statuses);
            for (size_t i = 0; i < strict.rows.size(); ++i) {
                QCOMPARE(tolerant.raw(tolerant.rows[i]), strict.raw(strict.rows[i]));
                QCOMPARE(tolerant.rows[i].created, strict.rows[i].created);
                QCOMPARE(tolerant.rows[i].customStatus, strict.rows[i].customStatus);
            }
        }
    }
    QVERIFY(pages > 20);
}

void TestInstancePageDecoder::refusesWhatIsNoWholeList_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addRow("empty") << QByteArray();
    QTest::addRow("object") << QByteArray("{}");
    QTest::addRow("string") << QByteArray("\"[]\"");
    QTest::addRow("web page") << QByteArray("<html><body>Sign in</body></html>");
    QTest::addRow("cut in a row") << "[" + rowText("a") + ",{\"name\":\"x\"";
    QTest::addRow("cut between rows") << "[" + rowText("a") + ",";
    QTest::addRow("not closed") << "[" + rowText("a");
}

void TestInstancePageDecoder::refusesWhatIsNoWholeList()
{
    QFETCH(QByteArray, body);
    const auto error = thrownBy([&] { static_cast<void>(InstancePageDecoder().decode(body)); });
    QVERIFY(error);
    QCOMPARE(error->kind, ErrorKind::Malformed);
    QVERIFY(!error->message.isEmpty());
    QCOMPARE(error->detail, QString::fromUtf8(body));
}

void TestInstancePageDecoder::needsFewAllocations()
{
#ifdef HUBDECK_SANITIZED
    QSKIP("the sanitizer counts for itself");
#endif
    InstancePageDecoder decoder;
    QByteArray body = pageOf(1000);
    body.reserve(body.size() + 64);
    static_cast<void>(decoder.decode(body)); // grows the buffers
    QByteArray again = pageOf(1000);
    const qint64 before = allocations;
    const InstancePage page = decoder.decode(std::move(again));
    const qint64 used = allocations - before;
    QCOMPARE(page.rows.size(), size_t(1000));
    QCOMPARE_GT(used, 0);
    QCOMPARE_LT(used, 100);
}

HUBDECK_GUILESS_TEST(TestInstancePageDecoder)
#include "tst_instancepagedecoder.moc"
