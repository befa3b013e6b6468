// SPDX-License-Identifier: MIT
#include "services/json/utf8.h"

#include "testprogram.h"

#include <QString>
#include <QTest>

using namespace hubdeck;

class tst_Utf8 : public QObject
{
    Q_OBJECT

private slots:
    void measuresEveryCodePoint();
    void refusesWhatIsNotWellFormed_data();
    void refusesWhatIsNotWellFormed();
    void doesNotReadBehindTheEnd();
    void writesAsQtDoes();
};

namespace {

int lengthOf(const QByteArray &bytes)
{
    return json::utf8Length(bytes.constBegin(), bytes.constEnd());
}

QByteArray encoded(char32_t c)
{
    return QStringView(QChar::fromUcs4(c)).toUtf8(); // QString::fromUcs4() drops U+FEFF
}

} // namespace

void tst_Utf8::measuresEveryCodePoint()
{
    for (char32_t c = 0; c <= 0x10FFFF; ++c) {
        if (c < 0xD800 || c > 0xDFFF) {
            const QByteArray bytes = encoded(c);
            if (lengthOf(bytes + 'x') != bytes.size()) {
                QFAIL(qPrintable(QString::number(c, 16)));
            }
        }
    }
}

void tst_Utf8::refusesWhatIsNotWellFormed_data()
{
    QTest::addColumn<QByteArray>("bytes");
    for (const char *bytes :
         { "\x80", "\xBF", "\xC0\x80", "\xC1\xBF", "\xC3\x28", "\xC3\xC3", "\xE0\x9F\xBF",
           "\xE2\x28\xA1", "\xE2\x82\x28", "\xED\xA0\x80", "\xED\xBF\xBF", "\xF0\x8F\xBF\xBF",
           "\xF0\x9F\x98\x28", "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xFF" }) {
        QTest::newRow(QByteArray(bytes).toHex().constData()) << QByteArray(bytes);
    }
}

void tst_Utf8::refusesWhatIsNotWellFormed()
{
    QFETCH(const QByteArray, bytes);
    QCOMPARE(lengthOf(bytes), 0);
}

void tst_Utf8::doesNotReadBehindTheEnd()
{
    for (const char32_t c : { char32_t(0xE9), char32_t(0x65E5), char32_t(0x1F680) }) {
        const QByteArray bytes = encoded(c);
        for (qsizetype length = 1; length < bytes.size(); ++length) {
            QCOMPARE(json::utf8Length(bytes.constBegin(), bytes.constBegin() + length), 0);
        }
    }
}

void tst_Utf8::writesAsQtDoes()
{
    for (const char32_t c : { U'\0', U'a', U'\x7F', U'\x80', U'\u07FF', U'\u0800', U'\uFFFD',
                              U'\uFFFF', U'\U00010000', U'\U0010FFFF' }) {
        QByteArray bytes = "x";
        json::appendUtf8(bytes, c);
        QCOMPARE(bytes, 'x' + encoded(c));
    }
}

HUBDECK_GUILESS_TEST(tst_Utf8)
#include "tst_utf8.moc"
