// SPDX-License-Identifier: MIT
#include "services/azurestorage/payloadplace.h"

#include "services/azurestorage/gzip.h"
#include "storagecapture.h"
#include "testprogram.h"
#include "thrown.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace hubdeck;
using namespace hubdeck::azurestorage;

namespace {

using Kind = PayloadPlace::Kind;

TableRow with(const QString &column, const QString &text)
{
    TableRow row;
    row.set(column, EdmType::String, text);
    return row;
}

const HubNames names(u"TestHub"_s); // NOLINT(cert-err58-cpp)

} // namespace

class PayloadPlaceTest : public QObject
{
    Q_OBJECT

private slots:
    void findsInputs_data();
    void findsInputs();
    void findsOutputs();
    void companionsWin();
    void staleCompanionsOfInstancesLose();
    void findsTags();
    void nullDocumentsAreNoValue();
    void takesTextFromBlobs();
    void refusesWhatIsNoMessage();
    void readsRecordedBlobs();
    void makesPayloads_data();
    void makesPayloads();
    void saysWhatIsMissing();
    void namesBlobs();
};

void PayloadPlaceTest::findsInputs_data()
{
    QTest::addColumn<QString>("input");
    QTest::addColumn<Kind>("kind");
    QTest::addColumn<QString>("blob");
    const QString host = u"https://acc.blob.core.windows.net/testhub-largemessages/"_s;
    const QString emulator = u"http://127.0.0.1:10000/devstoreaccount1/testhub-largemessages/"_s;
    const QString message = u"a/message-0123-ExecutionStarted.json.gz"_s;
    const QString history = u"a/history-0000000000000001-ExecutionStarted-7E800461-Input.json.gz"_s;
    QTest::newRow("message") << QString(host + message) << Kind::EnvelopeBlob << message;
    QTest::newRow("message in lower case")
        << QString(host + message.toLower()) << Kind::EnvelopeBlob << message.toLower();
    QTest::newRow("history") << QString(emulator + history) << Kind::Blob << history;
    QTest::newRow("encoded") << QString(host + u"inst%231/history--Input-0-Input.json.gz"_s)
                             << Kind::Blob << u"inst#1/history--Input-0-Input.json.gz"_s;
    QTest::newRow("not encoded") << QString(host + u"inst#1?/history--Input-0-Input.json.gz"_s)
                                 << Kind::Blob << u"inst#1?/history--Input-0-Input.json.gz"_s;
    QTest::newRow("bare name") << u"a/message-01-executionstarted.json.gz"_s << Kind::EnvelopeBlob
                               << u"a/message-01-executionstarted.json.gz"_s;
    QTest::newRow("other hub")
        << u"https://acc.blob.core.windows.net/other-largemessages/a-Input.json.gz"_s
        << Kind::Inline << u""_s;
    QTest::newRow("other address") << u"https://example.org/a.json.gz"_s << Kind::Inline << u""_s;
    QTest::newRow("container further down")
        << u"https://example.org/a/b/testhub-largemessages/a.json.gz"_s << Kind::Inline << u""_s;
    QTest::newRow("no gzip name") << QString(host + u"a"_s) << Kind::Inline << u""_s;
    QTest::newRow("JSON") << u"{\"a\":1}"_s << Kind::Inline << u""_s;
    QTest::newRow("JSON string that names one")
        << u"\"a/message-01-executionstarted.json.gz\""_s << Kind::Inline << u""_s;
    QTest::newRow("empty") << u""_s << Kind::Inline << u""_s;
}

void PayloadPlaceTest::findsInputs()
{
    QFETCH(const QString, input);
    QFETCH(const QString, blob);
    const PayloadPlace place = inputPlace(with(u"Input"_s, input), names);
    QTEST(place.kind, "kind");
    if (place.kind == Kind::Inline) {
        QCOMPARE(place.text, input);
    } else {
        QCOMPARE(place.blob, blob);
        QCOMPARE(place.container, u"testhub-largemessages"_s);
        QCOMPARE(place.storedAt, input);
    }
}

void PayloadPlaceTest::findsOutputs()
{
    const QString url = u"http://h/testhub-largemessages/a/x-ExecutionStarted.json.gz"_s;
    QCOMPARE(outputPlace(with(u"Output"_s, url), names).kind, Kind::Blob);
    QCOMPARE(outputPlace(with(u"Output"_s, u"stopped"_s), names).text, u"stopped"_s);
    QCOMPARE(outputPlace(TableRow(), names).kind, Kind::None);
    QCOMPARE(inputPlace(TableRow(), names).kind, Kind::None);
}

void PayloadPlaceTest::companionsWin()
{
    TableRow row = with(u"Input"_s, u""_s);
    row.set(u"InputBlobName"_s, EdmType::String, u"a/history--Input-0-Input.json.gz"_s);
    QCOMPARE(inputPlace(row, names).kind, Kind::Blob);
    QCOMPARE(inputPlace(row, names).blob, u"a/history--Input-0-Input.json.gz"_s);
    row = with(u"Result"_s, u""_s);
    row.set(u"ResultBlobName"_s, EdmType::String, u"a/r.json.gz"_s);
    QCOMPARE(columnPlace(row, u"Result"_s, names).blob, u"a/r.json.gz"_s);
}

/// The worker's merge rewrites Input and never clears what the client wrote beside it (§2.2).
void PayloadPlaceTest::staleCompanionsOfInstancesLose()
{
    const QString stale = u"a/history--Input-0-Input.json.gz"_s;
    TableRow row = with(u"Input"_s, u"{\"a\":1}"_s);
    row.set(u"InputBlobName"_s, EdmType::String, stale);
    QCOMPARE(inputPlace(row, names).kind, Kind::Inline);
    QCOMPARE(inputPlace(row, names).text, u"{\"a\":1}"_s);
    const QString current = u"a/history-0000000000000001-ExecutionStarted-7E800461-Input.json.gz"_s;
    row.set(u"Input"_s, EdmType::String, u"https://h/testhub-largemessages/"_s + current);
    QCOMPARE(inputPlace(row, names).blob, current);
    // In a history both are written together
    row = with(u"Input"_s, u"old"_s);
    row.set(u"InputBlobName"_s, EdmType::String, u"a/i.json.gz"_s);
    QCOMPARE(columnPlace(row, u"Input"_s, names).blob, u"a/i.json.gz"_s);
}

void PayloadPlaceTest::findsTags()
{
    QCOMPARE(tagsPlace(TableRow(), names).kind, Kind::None);
    QCOMPARE(tagsPlace(with(u"Tags"_s, u"null"_s), names).kind, Kind::None);
    QCOMPARE(tagsPlace(with(u"Tags"_s, u"{}"_s), names).text, u"{}"_s);
    TableRow row = with(u"Tags"_s, u""_s);
    row.set(u"TagsBlobName"_s, EdmType::String, u"a/history--Tags-0-Tags.json.gz"_s);
    QCOMPARE(tagsPlace(row, names).kind, Kind::Blob);
    QCOMPARE(tagsPlace(row, names).blob, u"a/history--Tags-0-Tags.json.gz"_s);
    row.set(u"Tags"_s, EdmType::String, u"{\"b\":\"2\"}"_s);
    QCOMPARE(tagsPlace(row, names).kind, Kind::Inline);
}

void PayloadPlaceTest::nullDocumentsAreNoValue()
{
    QCOMPARE(columnPlace(with(u"FailureDetails"_s, u"null"_s), u"FailureDetails"_s, names).kind,
             Kind::None);
    QCOMPARE(columnPlace(with(u"Result"_s, u"null"_s), u"Result"_s, names).kind, Kind::Inline);
}

void PayloadPlaceTest::takesTextFromBlobs()
{
    PayloadPlace place;
    place.kind = Kind::Blob;
    QCOMPARE(textFromBlob(place, gzipped("{\"é\":1}")), u"{\"é\":1}"_s);
    QCOMPARE(textFromBlob(place, "not packed"), u"not packed"_s);
    QCOMPARE(textFromBlob(place, "\xEF\xBB\xBFmarked"), u"marked"_s);
    place.kind = Kind::EnvelopeBlob;
    const QByteArray envelope
        = R"({"$type":"x","TaskMessage":{"Event":{"Input":"{\"a\":\"b\"}"}}})";
    QCOMPARE(textFromBlob(place, gzipped(envelope)), u"{\"a\":\"b\"}"_s);
    QVERIFY(textFromBlob(place, R"({"TaskMessage":{"Event":{"Input":null}}})").isNull());
}

void PayloadPlaceTest::refusesWhatIsNoMessage()
{
    PayloadPlace place;
    place.kind = Kind::EnvelopeBlob;
    QCOMPARE(kindThrownBy([&] { return textFromBlob(place, "[]"); }), u"Malformed"_s);
    QCOMPARE(kindThrownBy([&] { return textFromBlob(place, gzipped("{}").chopped(3)); }),
             u"Malformed"_s);
    place.kind = Kind::Blob;
    QCOMPARE(kindThrownBy([&] { return textFromBlob(place, gzipped(QByteArray(100, 'x')), 99); }),
             u"TooLarge"_s);
}

void PayloadPlaceTest::readsRecordedBlobs()
{
    const test::StorageCapture capture(u"legacy-hub"_s);
    const HubNames legacy(u"LegacyHub"_s);
    const auto rows = capture.partition(legacy.instances, u"legacy-big"_s);
    QCOMPARE(rows.size(), size_t(1));
    const PayloadPlace place = inputPlace(rows.front(), legacy);
    QCOMPARE(place.kind, Kind::Blob);
    const QByteArray blob = capture.blob(place.container, place.blob);
    QVERIFY(isGzip(blob));
    const Payload payload = payloadAt(place, textFromBlob(place, blob));
    QVERIFY(payload.isJson() && payload.text.size() > 60'000);
    QCOMPARE(payload.storedAt, rows.front().text(u"Input"));
}

void PayloadPlaceTest::makesPayloads_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QByteArray>("json");
    QTest::newRow("absent") << QString() << QByteArray("null");
    QTest::newRow("null") << u"null"_s << QByteArray("null");
    QTest::newRow("empty") << u""_s << QByteArray("\"\"");
    QTest::newRow("object") << u"{\"b\":1.50,\"a\":12345678901234567890}"_s
                            << QByteArray("{\"b\":1.50,\"a\":12345678901234567890}");
    QTest::newRow("words") << u"Found a bug"_s << QByteArray("\"Found a bug\"");
    QTest::newRow("begins like JSON") << u"5 retries"_s << QByteArray("\"5 retries\"");
    QTest::newRow("undefined") << u"undefined"_s << QByteArray("\"undefined\"");
    QTest::newRow("cut off") << u"{\"a\":1"_s << QByteArray("\"{\\\"a\\\":1\"");
}

void PayloadPlaceTest::makesPayloads()
{
    QFETCH(const QString, text);
    QTEST(storedPayload(text).text, "json");
    PayloadPlace place;
    place.kind = text.isNull() ? Kind::None : Kind::Inline;
    place.text = text;
    QTEST(payloadAt(place, {}).text, "json");
}

void PayloadPlaceTest::saysWhatIsMissing()
{
    const PayloadPlace place = inputPlace(
        with(u"Input"_s, u"http://h/testhub-largemessages/a/b-Input.json.gz"_s), names);
    const Payload missing = missingPayload(place);
    QVERIFY(missing.isJson() && missing.text.contains("a/b-Input.json.gz"));
    QCOMPARE(missing.storedAt, place.storedAt);
    QVERIFY(missingPayload(place, u"It is damaged."_s).text.contains("It is damaged."));
}

void PayloadPlaceTest::namesBlobs()
{
    QCOMPARE(blobUrl(u"http://h/acc/hub-largemessages"_s, u"a b#1/message-é.json.gz"_s),
             u"http://h/acc/hub-largemessages/a%20b%231/message-%C3%A9.json.gz"_s);
    QCOMPARE(instanceBlobName(InstanceId(u"a/b"_s), u"Input"_s, 0xABC),
             u"a^0b/history--Input-00000ABC-Input.json.gz"_s);
}

HUBDECK_GUILESS_TEST(PayloadPlaceTest)
#include "tst_payloadplace.moc"
