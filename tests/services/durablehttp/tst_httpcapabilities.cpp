// SPDX-License-Identifier: MIT
#include "services/durablehttp/httpcapabilities.h"

#include "testprogram.h"

#include <QTest>

using namespace hubdeck;

class TestHttpCapabilities : public QObject
{
    Q_OBJECT

private slots:
    void saysWhyEachMissingFeatureIsMissing();
    void hasEveryOperationOfTheApi();
};

void TestHttpCapabilities::saysWhyEachMissingFeatureIsMissing()
{
    const Capabilities capabilities = httpCapabilities();
    for (const Feature feature :
         { Feature::ScheduledStart, Feature::SubsecondTimes, Feature::ParentLinks,
           Feature::IdsWithSlash, Feature::Health, Feature::DeleteTaskHub }) {
        QVERIFY(!capabilities.has(feature));
        QVERIFY(!capabilities.whyNot(feature).isEmpty());
    }
}

void TestHttpCapabilities::hasEveryOperationOfTheApi()
{
    const Capabilities capabilities = httpCapabilities();
    for (const Feature feature :
         { Feature::History, Feature::Start, Feature::Terminate, Feature::Suspend, Feature::Resume,
           Feature::RaiseEvent, Feature::Rewind, Feature::Restart, Feature::Purge,
           Feature::PurgeByFilter, Feature::Entities, Feature::SignalEntity,
           Feature::ManagementUrls }) {
        QVERIFY(capabilities.has(feature));
    }
}

HUBDECK_GUILESS_TEST(TestHttpCapabilities)
#include "tst_httpcapabilities.moc"
