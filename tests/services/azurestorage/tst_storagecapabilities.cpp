// SPDX-License-Identifier: MIT
#include "services/azurestorage/storagecapabilities.h"

#include "testprogram.h"

#include <QTest>

using namespace hubdeck;

class tst_StorageCapabilities : public QObject
{
    Q_OBJECT

private slots:
    void lacksOnlyWhatBelongsToARunningApp();
};

void tst_StorageCapabilities::lacksOnlyWhatBelongsToARunningApp()
{
    const Capabilities capabilities = azurestorage::storageCapabilities();
    QVERIFY(!capabilities.has(Feature::ManagementUrls));
    QVERIFY(!capabilities.whyNot(Feature::ManagementUrls).isEmpty());
    for (const Feature feature :
         { Feature::ScheduledStart, Feature::SubsecondTimes, Feature::ParentLinks,
           Feature::IdsWithSlash, Feature::Health, Feature::DeleteTaskHub,
           Feature::CancelScheduledStart, Feature::DelayedSignal, Feature::CleanEntities,
           Feature::AllEvents, Feature::StartTags, Feature::FinishRewind }) {
        QVERIFY(capabilities.has(feature));
    }
}

HUBDECK_GUILESS_TEST(tst_StorageCapabilities)
#include "tst_storagecapabilities.moc"
