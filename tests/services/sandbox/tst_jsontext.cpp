// SPDX-License-Identifier: MIT
#include "services/sandbox/jsontext.h"

#include "testprogram.h"

#include <QTest>

using namespace hubdeck::sandbox;

class tst_JsonText : public QObject
{
    Q_OBJECT

private slots:
    void onlyWhatIsAbsentIsNull();
};

void tst_JsonText::onlyWhatIsAbsentIsNull()
{
    QCOMPARE(quotedOrNull(QByteArray()), "null");
    QCOMPARE(quotedOrNull(QByteArray("")), "\"\"");
    QCOMPARE(quotedOrNull("null"), "\"null\"");
    QCOMPARE(quotedOrNull("a \"b\"\n\xC3\xA9"), "\"a \\\"b\\\"\\n\xC3\xA9\"");
}

HUBDECK_GUILESS_TEST(tst_JsonText)
#include "tst_jsontext.moc"
