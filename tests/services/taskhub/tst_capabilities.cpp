// SPDX-License-Identifier: MIT
#include "services/taskhub/capabilities.h"

#include "testprogram.h"

#include <QTest>

using namespace hubdeck;
using namespace Qt::StringLiterals;

class tst_Capabilities : public QObject
{
    Q_OBJECT

private slots:
    void canDoEverythingAtFirst();
    void tellsWhyNot();
    void refusesEveryActionWhenReadOnly();
};

void tst_Capabilities::canDoEverythingAtFirst()
{
    QVERIFY(Capabilities().has(Feature::Rewind));
    QVERIFY(Capabilities().whyNot(Feature::Rewind).isEmpty());
}

void tst_Capabilities::tellsWhyNot()
{
    Capabilities capabilities;
    capabilities.lack(Feature::Rewind, u"too old"_s);
    QVERIFY(!capabilities.has(Feature::Rewind));
    QCOMPARE(capabilities.whyNot(Feature::Rewind), u"too old"_s);
    QVERIFY(capabilities != Capabilities());
}

void tst_Capabilities::refusesEveryActionWhenReadOnly()
{
    using enum Feature;
    Capabilities capabilities;
    capabilities.lack(Rewind, u"too old"_s);
    const Capabilities readOnly = capabilities.readOnly(u"read-only"_s);
    for (const Feature feature : { Start, ScheduledStart, Terminate, Suspend, Resume, RaiseEvent,
                                   Restart, Purge, PurgeByFilter, SignalEntity, DeleteTaskHub }) {
        QCOMPARE(readOnly.whyNot(feature), u"read-only"_s);
    }
    QCOMPARE(readOnly.whyNot(Rewind), u"too old"_s);
    for (const Feature feature :
         { History, Entities, ManagementUrls, SubsecondTimes, ParentLinks, IdsWithSlash, Health }) {
        QVERIFY(readOnly.has(feature));
    }
}

HUBDECK_GUILESS_TEST(tst_Capabilities)
#include "tst_capabilities.moc"
