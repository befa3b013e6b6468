// SPDX-License-Identifier: MIT
#include "services/taskhub/starttags.h"

#include "testprogram.h"

#include <QTest>

using namespace hubdeck;
using namespace Qt::StringLiterals;

class tst_StartTags : public QObject
{
    Q_OBJECT

private slots:
    void readsNamesAndValues();
    void refuses_data();
    void refuses();
};

void tst_StartTags::readsNamesAndValues()
{
    const ReadTags read = readTags({ u"team=ops"_s, u" note = a=b "_s, u"empty="_s });
    QCOMPARE(read.problem, QString());
    QCOMPARE(
        read.tags,
        (StartTags { { u"team"_s, u"ops"_s }, { u"note"_s, u" a=b "_s }, { u"empty"_s, u""_s } }));
    QVERIFY(readTags({}).tags.empty());
    QVERIFY(problemWithTags({}).isEmpty());
}

void tst_StartTags::refuses_data()
{
    QTest::addColumn<QStringList>("texts");
    QTest::addColumn<QString>("named");
    QTest::newRow("no value") << QStringList { u"a=1"_s, u"team"_s } << u"team"_s;
    QTest::newRow("no name") << QStringList { u" =ops"_s } << u"=ops"_s;
    QTest::newRow("twice") << QStringList { u"team=ops"_s, u"team=dev"_s } << u"team"_s;
    QTest::newRow("a type") << QStringList { u"$type=x"_s } << u"$type"_s;
}

void tst_StartTags::refuses()
{
    QFETCH(const QStringList, texts);
    QFETCH(const QString, named);
    QVERIFY2(readTags(texts).problem.contains(named), qPrintable(readTags(texts).problem));
    QVERIFY(!problemWithTags({ { QString(), u"x"_s } }).isEmpty());
}

HUBDECK_GUILESS_TEST(tst_StartTags)
#include "tst_starttags.moc"
