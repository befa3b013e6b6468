// SPDX-License-Identifier: MIT
#include "services/azurestorage/gzip.h"

#include "services/taskhub/taskhuberror.h"
#include "testprogram.h"
#include "thrown.h"

#include <QTest>

using namespace hubdeck;
using namespace hubdeck::azurestorage;

namespace {
constexpr qint64 plenty = 1024 * 1024;
}

class GzipTest : public QObject
{
    Q_OBJECT

private slots:
    void comesBack_data();
    void comesBack();
    void readsWhatOthersWrote();
    void readsSeveralMembers();
    void refusesDamage();
    void refusesTooMuch();
};

void GzipTest::comesBack_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("text") << QByteArray("{\"a\":1}");
    QTest::newRow("long") << QByteArray(300'000, 'x');
}

void GzipTest::comesBack()
{
    QFETCH(const QByteArray, bytes);
    const QByteArray packed = gzipped(bytes);
    QVERIFY(isGzip(packed));
    QCOMPARE(gunzipped(packed, plenty), bytes);
}

void GzipTest::readsWhatOthersWrote()
{
    // printf 'hello' | gzip -n
    const QByteArray packed
        = QByteArray::fromHex("1f8b0800000000000003cb48cdc9c9070086a6103605000000");
    QCOMPARE(gunzipped(packed, plenty), QByteArray("hello"));
}

void GzipTest::readsSeveralMembers()
{
    QCOMPARE(gunzipped(QByteArray(gzipped("one ") + gzipped("two")), plenty),
             QByteArray("one two"));
}

void GzipTest::refusesDamage()
{
    const QByteArray packed = gzipped(QByteArray("a text that is long enough to be cut"));
    for (qsizetype length = 0; length < packed.size(); ++length) {
        const auto error = thrownBy([&] { return gunzipped(packed.first(length), plenty); });
        QVERIFY(error && error->kind == ErrorKind::Malformed && !error->message.isEmpty());
    }
    QByteArray changed = packed;
    changed[packed.size() - 6] = static_cast<char>(changed.at(packed.size() - 6) ^ 1);
    QVERIFY(thrownBy([&] { return gunzipped(changed, plenty); }));
    QVERIFY(thrownBy([&] { return gunzipped(QByteArray(packed + "tail"), plenty); }));
    QVERIFY(thrownBy([&] { return gunzipped("{}", plenty); }));
    QVERIFY(!isGzip("{}"));
}

void GzipTest::refusesTooMuch()
{
    const QByteArray bomb = gzipped(QByteArray(10'000'000, '\0'));
    const auto error = thrownBy([&] { return gunzipped(bomb, plenty); });
    QVERIFY(error && error->kind == ErrorKind::TooLarge);
    QCOMPARE(gunzipped(bomb, 10'000'000).size(), 10'000'000);
}

HUBDECK_GUILESS_TEST(GzipTest)
#include "tst_gzip.moc"
