// SPDX-License-Identifier: MIT
#include "services/http/singleusebody.h"

#include "testprogram.h"

#include <QTest>

using hubdeck::SingleUseBody;

class tst_SingleUseBody : public QObject
{
    Q_OBJECT

private slots:
    void givesItsBytesOnce();
    void cannotBeRewound();
    void tellsEveryRead();
    void anEmptyOneIsAtItsEnd();
    void cannotBeWritten();
};

void tst_SingleUseBody::givesItsBytesOnce()
{
    SingleUseBody body("0123456789");
    QVERIFY(body.isOpen());
    QVERIFY(!body.isSequential()); // or Qt would ask for a Content-Length
    QCOMPARE(body.size(), 10);
    QVERIFY(!body.wasRead());
    QCOMPARE(body.read(4), "0123");
    QVERIFY(body.wasRead());
    QCOMPARE(body.bytesAvailable(), 6);
    QVERIFY(!body.atEnd());
    QCOMPARE(body.read(100), "456789");
    QVERIFY(body.atEnd());
    QCOMPARE(body.read(1), "");
    QCOMPARE(body.size(), 10);
}

void tst_SingleUseBody::cannotBeRewound()
{
    SingleUseBody body("0123");
    QCOMPARE(body.read(2), "01");
    QVERIFY(!body.wasAskedToRewind());
    QVERIFY(!body.reset());
    QVERIFY(body.wasAskedToRewind());
    QCOMPARE(body.read(2), "23");

    SingleUseBody other("0123");
    QVERIFY(!other.seek(0));
    QVERIFY(other.wasAskedToRewind());
}

void tst_SingleUseBody::tellsEveryRead()
{
    SingleUseBody body("0123");
    int reads = 0;
    body.setReadHook([&reads] { ++reads; });
    QCOMPARE(body.read(3), "012");
    QCOMPARE(reads, 1);
    QCOMPARE(body.read(3), "3");
    QCOMPARE(reads, 2);
    QCOMPARE(body.read(3), ""); // nothing left, nothing sent
    QCOMPARE(reads, 2);
}

void tst_SingleUseBody::anEmptyOneIsAtItsEnd()
{
    SingleUseBody body({});
    QVERIFY(body.isOpen());
    QVERIFY(body.atEnd());
    QCOMPARE(body.size(), 0);
    QCOMPARE(body.bytesAvailable(), 0);
    QCOMPARE(body.readAll(), "");
    QVERIFY(!body.wasRead());
}

void tst_SingleUseBody::cannotBeWritten()
{
    SingleUseBody body("0123");
    QVERIFY(!body.isWritable());
    QTest::ignoreMessage(QtWarningMsg, "QIODevice::write (QIODevice): ReadOnly device");
    QCOMPARE(body.write("x"), -1);
    QCOMPARE(body.readAll(), "0123");
}

HUBDECK_GUILESS_TEST(tst_SingleUseBody)
#include "tst_singleusebody.moc"
