// SPDX-License-Identifier: MIT
#include "services/http/bodydecoder.h"

#include "testprogram.h"

#include <QTest>

using State = hubdeck::BodyDecoder::State;

namespace hubdeck {

namespace {

// `printf hello | gzip -n`
const QByteArray &helloGzip()
{
    static const QByteArray bytes
        = QByteArray::fromHex("1f8b0800000000000003cb48cdc9c9070086a6103605000000");
    return bytes;
}

} // namespace

class BodyDecoderTest : public QObject
{
    Q_OBJECT

private slots:
    void passesPlainBytesOn();
    void unpacksByteByByte();
    void unpacksSeveralStreamsInARow();
    void takesAnEmptyCompressedBody();
    void knowsThatTheEndIsMissing();
    void noticesDamage();
    void keepsToTheLimit();
    void refusesOtherEncodings();
};

void BodyDecoderTest::passesPlainBytesOn()
{
    for (const QByteArray encoding : { "", "identity", " Identity " }) {
        BodyDecoder decoder(encoding, 10);
        QVERIFY(decoder.isSupported());
        QVERIFY(!decoder.isCompressed());
        QCOMPARE(decoder.feed("hel"), State::Fine);
        QCOMPARE(decoder.feed("lo"), State::Fine);
        QVERIFY(decoder.isComplete());
        QCOMPARE(decoder.take(), "hello");
    }
}

void BodyDecoderTest::unpacksByteByByte()
{
    BodyDecoder decoder("GZip", 5);
    for (const char byte : helloGzip())
        QCOMPARE(decoder.feed(QByteArray(1, byte)), State::Fine);
    QVERIFY(decoder.isComplete());
    QCOMPARE(decoder.take(), "hello");
}

void BodyDecoderTest::unpacksSeveralStreamsInARow()
{
    BodyDecoder decoder("gzip", 100);
    QCOMPARE(decoder.feed(helloGzip().repeated(3)), State::Fine);
    QVERIFY(decoder.isComplete());
    QCOMPARE(decoder.take(), "hellohellohello");
}

void BodyDecoderTest::takesAnEmptyCompressedBody()
{
    BodyDecoder decoder("gzip", 100);
    QVERIFY(decoder.isComplete());
    QCOMPARE(decoder.take(), "");
}

void BodyDecoderTest::knowsThatTheEndIsMissing()
{
    for (qsizetype size = 1; size < helloGzip().size(); ++size) {
        BodyDecoder decoder("gzip", 100);
        QCOMPARE(decoder.feed(helloGzip().first(size)), State::Fine);
        QVERIFY(!decoder.isComplete());
    }
}

void BodyDecoderTest::noticesDamage()
{
    QByteArray wrongSum = helloGzip();
    wrongSum[wrongSum.size() - 8] = 'x';
    for (const QByteArray &bytes :
         { QByteArray("[1,2,3]"), wrongSum, QByteArray(helloGzip() + "tail") }) {
        BodyDecoder decoder("gzip", 100);
        QCOMPARE(decoder.feed(bytes), State::Damaged);
    }
}

void BodyDecoderTest::keepsToTheLimit()
{
    BodyDecoder plain("", 4);
    QCOMPARE(plain.feed("hell"), State::Fine);
    QCOMPARE(plain.feed("o"), State::TooLarge);
    BodyDecoder compressed("gzip", 4);
    QCOMPARE(compressed.feed(helloGzip()), State::TooLarge);
}

void BodyDecoderTest::refusesOtherEncodings()
{
    for (const QByteArray encoding : { "br", "deflate", "gzip, gzip", "zstd" })
        QVERIFY(!BodyDecoder(encoding, 1).isSupported());
}

} // namespace hubdeck

HUBDECK_GUILESS_TEST(hubdeck::BodyDecoderTest)
#include "tst_bodydecoder.moc"
