// SPDX-License-Identifier: MIT
#include "services/azurestorage/continuationtokens.h"

#include "testprogram.h"
#include "thrown.h"

#include <QTest>

using namespace hubdeck;
using namespace hubdeck::azurestorage;
using namespace Qt::StringLiterals;

class tst_ContinuationTokens : public QObject
{
    Q_OBJECT

private slots:
    void writesAndReadsTokens();
    void refusesForeignTokens();
};

void tst_ContinuationTokens::writesAndReadsTokens()
{
    const TableContinuation whole { "1!8!b3JkZXI-", "1!4!cm93" };
    const TableContinuation keyOnly { "a b+c/ü", "" };
    QCOMPARE(continuationOf(tokenOf(whole)), whole);
    QCOMPARE(continuationOf(tokenOf(keyOnly)), keyOnly);
    QVERIFY(tokenOf({}).isEmpty());
    QVERIFY(continuationOf(ContinuationToken()).isEmpty());
}

void tst_ContinuationTokens::refusesForeignTokens()
{
    for (const QString &foreign : { u"x"_s, u"a.b.c"_s, u"!!.!!"_s, u"."_s, u".YQ"_s }) {
        QCOMPARE(
            kindThrownBy([&] { static_cast<void>(continuationOf(ContinuationToken(foreign))); }),
            u"InvalidInput"_s);
    }
}

HUBDECK_GUILESS_TEST(tst_ContinuationTokens)
#include "tst_continuationtokens.moc"
