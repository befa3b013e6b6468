// SPDX-License-Identifier: MIT
#pragma once

#include "services/taskhub/instance.h"

#include <QByteArray>
#include <QByteArrayView>

#include <optional>
#include <vector>

namespace hubdeck {

/// Part of a page's text arena.
struct TextSlice
{
    quint32 offset = 0;
    quint32 length = 0;

    friend bool operator==(const TextSlice &, const TextSlice &) = default;
};

/// One row of a listing: slices of its page, no allocations of its own (performance-study.md D3).
struct InstanceRow
{
    TextSlice id; // decoded UTF-8 in InstancePage::text
    TextSlice name; // decoded UTF-8
    TextSlice customStatus; // JSON text as received, cut at InstancePage::maxCustomStatusBytes; empty for null
    TextSlice raw; // the row's document in InstancePage::body; empty unless asked for
    quint16 statusIndex = 0; // into InstancePage::statuses
    bool customStatusCut = false;
    bool hasCreated = false;
    bool hasLastUpdated = false;
    Instant created;
    Instant lastUpdated;
};

/// What a row tells besides, on roads that have Feature::ParentLinks; slices of the page's arena.
struct InstanceRowExtras
{
    TextSlice version; // decoded UTF-8; empty for none
    TextSlice tags; // a JSON object as stored, cut at InstancePage::maxTagsBytes; empty for none
    bool tagsCut = false;
    std::optional<Instant> scheduledStart;
    std::optional<Instant> completed;
    std::optional<qint64> generation;
};

/// One page of a listing. A page may be empty and still have a next token (durable-http-api.md §5.3). Plain value, any thread.
class InstancePage
{
public:
    static constexpr qsizetype maxCustomStatusBytes = 512;
    static constexpr qsizetype maxTagsBytes = 512;

    QByteArray text; // arena of decoded ids, names and custom statuses
    QByteArray body; // the answer as received; only for RowContents::Raw
    std::vector<InstanceRow> rows;
    std::vector<InstanceRowExtras> extras; // one for each row, or none at all where the road tells none
    std::vector<RuntimeStatus> statuses; // the distinct statuses of the page
    ContinuationToken next; // empty: this is the last page
    qint64 receivedBytes = 0;
    bool tolerantlyDecoded = false; // the page was not valid JSON; every row was still read

    [[nodiscard]] QByteArrayView view(TextSlice slice) const noexcept
    {
        return QByteArrayView(text).sliced(slice.offset, slice.length);
    }
    [[nodiscard]] InstanceId id(const InstanceRow &row) const;
    [[nodiscard]] QString name(const InstanceRow &row) const;
    [[nodiscard]] const RuntimeStatus &status(const InstanceRow &row) const { return statuses[row.statusIndex]; }
    /// The row's document as received; empty unless the query asked for RowContents::Raw.
    [[nodiscard]] QByteArray raw(const InstanceRow &row) const;
    /// Appends bytes to the arena and tells where they are.
    TextSlice append(QByteArrayView bytes);
    /// Appends the beginning of UTF-8 text, at most `limit` bytes and no part of a character; `cut` tells whether there was more.
    TextSlice appendCut(QByteArrayView whole, qsizetype limit, bool &cut);
    /// Adds a row that tells what a listing would tell of the instance.
    void add(const InstanceDetails &instance);
    /// The index of `status` in `statuses`, added when it is new.
    quint16 indexOf(const RuntimeStatus &status);
};

} // namespace hubdeck
