// SPDX-License-Identifier: MIT
#include "services/taskhub/hubdeletion.h"

#include <QCoreApplication>
#include <QLocale>

namespace hubdeck {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(hubdeck::HubDeletion)
};

} // namespace

QString displayName(HubArtefact::Kind kind)
{
    switch (kind) {
    case HubArtefact::Kind::Queue:
        return Words::tr("Queue");
    case HubArtefact::Kind::Container:
        return Words::tr("Blob container");
    case HubArtefact::Kind::Table:
        break;
    }
    return Words::tr("Table");
}

QString describeCount(const HubArtefact &artefact)
{
    if (!artefact.count) {
        return {};
    }
    const QString number = QLocale().toString(*artefact.count);
    const bool one = *artefact.count == 1 && !artefact.countIsAtLeast;
    const QString count = artefact.countIsAtLeast ? Words::tr("%1 or more").arg(number) : number;
    switch (artefact.kind) {
    case HubArtefact::Kind::Queue:
        return one ? Words::tr("1 message") : Words::tr("%1 messages").arg(count);
    case HubArtefact::Kind::Container:
        return one ? Words::tr("1 blob") : Words::tr("%1 blobs").arg(count);
    case HubArtefact::Kind::Table:
        break;
    }
    return one ? Words::tr("1 row") : Words::tr("%1 rows").arg(count);
}

} // namespace hubdeck
