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
