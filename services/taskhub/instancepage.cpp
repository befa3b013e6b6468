// SPDX-License-Identifier: MIT
#include "services/taskhub/instancepage.h"

#include <algorithm>

namespace hubdeck {

InstanceId InstancePage::id(const InstanceRow &row) const
{
    return InstanceId(QString::fromUtf8(view(row.id)));
}

QString InstancePage::name(const InstanceRow &row) const
{
    return QString::fromUtf8(view(row.name));
}

QByteArray InstancePage::raw(const InstanceRow &row) const
{
    return body.mid(row.raw.offset, row.raw.length);
}

TextSlice InstancePage::append(QByteArrayView bytes)
{
    const TextSlice slice { static_cast<quint32>(text.size()), static_cast<quint32>(bytes.size()) };
    text.append(bytes);
    return slice;
}

TextSlice InstancePage::appendCut(QByteArrayView whole, qsizetype limit, bool &cut)
{
    cut = whole.size() > limit;
    qsizetype end = cut ? limit : whole.size();
    while (cut && end > 0 && (static_cast<unsigned char>(whole[end]) & 0xC0U) == 0x80U) {
        --end;
    }
    return append(whole.first(end));
}

void InstancePage::add(const InstanceDetails &instance)
{
    InstanceRow row;
    row.id = append(instance.id.text().toUtf8());
    row.name = append(instance.name.toUtf8());
    if (!instance.customStatus.isNull()) {
        row.customStatus
            = appendCut(instance.customStatus.text, maxCustomStatusBytes, row.customStatusCut);
    }
    row.statusIndex = indexOf(instance.status);
    row.hasCreated = instance.created.has_value();
    row.created = instance.created.value_or(Instant());
    row.hasLastUpdated = instance.lastUpdated.has_value();
    row.lastUpdated = instance.lastUpdated.value_or(Instant());
    InstanceRowExtras extra;
    extra.version = append(instance.version.toUtf8());
    extra.tags = appendCut(instance.tags, maxTagsBytes, extra.tagsCut);
    extra.scheduledStart = instance.scheduledStart;
    extra.completed = instance.completed;
    extra.generation = instance.generation;
    extras.resize(rows.size()); // rows before it may tell none
    extras.push_back(extra);
    rows.push_back(row);
}

quint16 InstancePage::indexOf(const RuntimeStatus &status)
{
    // A hub knows nine names; a page that makes up a new one for every row must not cost a search
    // through all of them.
    constexpr size_t most = 1024;
    const auto found = std::find(statuses.begin(), statuses.end(), status);
    if (found != statuses.end()) {
        return static_cast<quint16>(found - statuses.begin());
    }
    if (statuses.size() > most) {
        return static_cast<quint16>(most);
    }
    statuses.push_back(statuses.size() == most ? RuntimeStatus() : status);
    return static_cast<quint16>(statuses.size() - 1);
}

} // namespace hubdeck
