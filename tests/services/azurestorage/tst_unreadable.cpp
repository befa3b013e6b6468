// SPDX-License-Identifier: MIT
#include "testprogram.h"
#include "thrown.h"

#include "services/azurestorage/unreadable.h"

#include <QTest>

using namespace hubdeck;
using namespace hubdeck::azurestorage;
using namespace Qt::StringLiterals;

class TestUnreadable : public QObject
{
    Q_OBJECT

private slots:
    void keepsTheTextWithoutSecrets();
    void cutsLongTexts();
    void refusesListingsThatNeverEnd();
};

void TestUnreadable::keepsTheTextWithoutSecrets()
{
    const TaskHubError error = unreadableAnswer(u"a list of queues"_s, u"Line 3."_s,
                                                "<a href='https://x/?sig=c2VjcmV0'/>");
    QCOMPARE(error.kind, ErrorKind::Malformed);
    QVERIFY(error.message.contains(u"as a list of queues."_s));
    QCOMPARE(error.detail, u"Line 3.\n<a href='https://x/?sig=***'/>"_s);
}

void TestUnreadable::cutsLongTexts()
{
    const TaskHubError error = unreadableAnswer(u"x"_s, {}, QByteArray(200'000, '%'));
    QVERIFY(error.detail.size() < 70'000);
    QVERIFY(error.detail.endsWith(u"(200000 bytes in all)"_s));
}

void TestUnreadable::refusesListingsThatNeverEnd()
{
    refuseRepeatedMarker(u"a"_s, u"b"_s);
    refuseRepeatedMarker({}, {});
    refuseRepeatedMarker(u"a"_s, {});
    QCOMPARE(kindThrownBy([] { refuseRepeatedMarker(u"a"_s, u"a"_s); }), u"Malformed"_s);
}

HUBDECK_GUILESS_TEST(TestUnreadable)
#include "tst_unreadable.moc"
