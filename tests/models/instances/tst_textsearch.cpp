// SPDX-License-Identifier: MIT
#include "models/instances/textsearch.h"

#include "testprogram.h"

#include <QTest>

#include <random>

using namespace hubdeck;
using namespace Qt::Literals::StringLiterals;

class TestTextSearch : public QObject
{
    Q_OBJECT

private slots:
    void matchesLikeQString_data();
    void matchesLikeQString();
    void matchesEverythingWhenEmpty();
    void findsEveryPlaceLikeANaiveSearch();
};

void TestTextSearch::matchesLikeQString_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("needle");
    QTest::addRow("other case") << u"order-0042"_s << u"ORDER"_s;
    QTest::addRow("upper text") << u"ORDER-0042"_s << u"der-00"_s;
    QTest::addRow("not there") << u"order-0042"_s << u"order-0043"_s;
    QTest::addRow("one character") << u"order"_s << u"R"_s;
    QTest::addRow("longer than the text") << u"or"_s << u"order"_s;
    QTest::addRow("whole text") << u"order"_s << u"OrDeR"_s;
    QTest::addRow("at the end of a long text") << QString(100, u'a') + u"needle"_s << u"Needle"_s;
    QTest::addRow("overlapping beginnings") << u"aaaaaaaaaaaaaaaaaaaaaaab"_s << u"aaab"_s;
    QTest::addRow("not letters") << u"x[y{z"_s << u"[Y{"_s;
    QTest::addRow("bracket is no small brace") << u"a{b"_s << u"a[b"_s;
    QTest::addRow("umlaut") << u"Über-Auftrag"_s << u"üBER"_s;
    QTest::addRow("umlaut in ascii text") << u"Uber"_s << u"ü"_s;
    QTest::addRow("ascii needle in other text") << u"ünï😀-12"_s << u"-1"_s;
    QTest::addRow("emoji") << u"ünï😀-12"_s << u"😀"_s;
    QTest::addRow("cyrillic") << u"ЗАКАЗ-7"_s << u"заказ"_s;
    QTest::addRow("empty text") << QString() << u"x"_s;
}

void TestTextSearch::matchesLikeQString()
{
    QFETCH(const QString, text);
    QFETCH(const QString, needle);
    const TextSearch search(needle);
    QCOMPARE(search.matches(QByteArrayView(text.toUtf8())),
             text.contains(needle, Qt::CaseInsensitive));
    QCOMPARE(search.matches(text), text.contains(needle, Qt::CaseInsensitive));
}

void TestTextSearch::matchesEverythingWhenEmpty()
{
    const TextSearch search { QString() };
    QVERIFY(search.isEmpty());
    QVERIFY(search.matches(QByteArrayView("anything")));
    QVERIFY(search.matches(QByteArrayView()));
}

void TestTextSearch::findsEveryPlaceLikeANaiveSearch()
{
    std::mt19937 random(20261123);
    for (int round = 0; round < 400; ++round) {
        QByteArray text(static_cast<qsizetype>(random() % 120), ' ');
        std::ranges::generate(text, [&random] { return "aAbB-"[random() % 5]; });
        QByteArray needle(static_cast<qsizetype>(1 + random() % 4), ' ');
        std::ranges::generate(needle, [&random] { return "aAbB-"[random() % 5]; });
        const TextSearch search(QString::fromLatin1(needle));
        const QByteArray foldedText = text.toLower();
        for (qsizetype from = 0; from <= text.size(); ++from) {
            QCOMPARE(search.find(text, from), foldedText.indexOf(needle.toLower(), from));
        }
    }
}

HUBDECK_GUILESS_TEST(TestTextSearch)
#include "tst_textsearch.moc"
