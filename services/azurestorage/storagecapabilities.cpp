// SPDX-License-Identifier: MIT
#include "services/azurestorage/storagecapabilities.h"

#include <QCoreApplication>

namespace hubdeck::azurestorage {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(hubdeck::StorageCapabilities)
};

} // namespace

Capabilities storageCapabilities()
{
    Capabilities capabilities;
    capabilities.lack(Feature::ManagementUrls,
                      Words::tr("Management addresses belong to the HTTP API of a running app. "
                                "Storage has none."));
    return capabilities;
}

} // namespace hubdeck::azurestorage
