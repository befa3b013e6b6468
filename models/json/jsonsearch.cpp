// SPDX-License-Identifier: MIT
#include "models/json/jsonsearch.h"

#include "models/json/jsondocument.h"

#include <algorithm>

namespace hubdeck {

namespace {

constexpr qsizetype atOnceBytes = 512 * 1024;

std::vector<quint32> offsetsOf(QByteArrayView text, QByteArrayView needle, std::stop_token stop)
{
    std::vector<quint32> offsets;
    for (qsizetype from = 0; !stop.stop_requested();) {
        const std::optional<qsizetype> at = json::find(text, needle, from);
        if (!at || static_cast<qsizetype>(offsets.size()) == JsonSearch::maxCounted) {
            break;
        }
        offsets.push_back(static_cast<quint32>(*at));
        from = *at + needle.size();
    }
    return offsets;
}

} // namespace

JsonSearch::JsonSearch(JsonDocument &document, QObject *parent)
    : QObject(parent)
    , m_document(document)
{
    connect(&document, &JsonDocument::contentChanged, this, &JsonSearch::recount);
}

JsonSearch::~JsonSearch() = default;

void JsonSearch::setNeedle(const QString &text)
{
    const QByteArray needle = text.toUtf8();
    if (needle != m_needle) {
        m_needle = needle;
        recount();
    }
}

void JsonSearch::recount()
{
    m_job.reset();
    m_offsets.clear();
    const std::shared_ptr<const json::LineIndex> index = m_document.index();
    if (index != nullptr && isActive()) {
        if (index->text().size() <= atOnceBytes) {
            m_offsets = offsetsOf(index->text(), m_needle, {});
        } else {
            auto work = [index, needle = m_needle](const JobContext &context) {
                return offsetsOf(index->text(), needle, context.stop());
            };
            auto done = [this](std::vector<quint32> &&offsets) {
                const std::unique_ptr<JobBase> finished = std::move(m_job);
                m_offsets = std::move(offsets);
                emit changed();
            };
            m_job = std::make_unique<Job<std::vector<quint32>>>(*m_document.pool(), std::move(work),
                                                                std::move(done));
        }
    }
    emit changed();
}

std::optional<JsonSearch::Match> JsonSearch::next(qsizetype from) const
{
    if (!isActive() || m_document.isEmpty()) {
        return std::nullopt;
    }
    const QByteArrayView text(m_document.text());
    if (const auto at = json::find(text, m_needle, from)) {
        return Match { *at, m_needle.size(), false };
    }
    if (const auto at = json::find(text, m_needle, 0)) {
        return Match { *at, m_needle.size(), true };
    }
    return std::nullopt;
}

std::optional<JsonSearch::Match> JsonSearch::previous(qsizetype from) const
{
    if (!isActive() || m_document.isEmpty()) {
        return std::nullopt;
    }
    const QByteArrayView text(m_document.text());
    if (const auto at = json::find(text, m_needle, from, true)) {
        return Match { *at, m_needle.size(), false };
    }
    if (const auto at = json::find(text, m_needle, text.size(), true)) {
        return Match { *at, m_needle.size(), true };
    }
    return std::nullopt;
}

std::vector<JsonSearch::Match> JsonSearch::matchesIn(qsizetype begin, qsizetype end) const
{
    std::vector<Match> matches;
    if (!isActive() || m_document.isEmpty()) {
        return matches;
    }
    const QByteArrayView text(m_document.text());
    const qsizetype reach = m_needle.size() - 1;
    const qsizetype from = std::max<qsizetype>(0, begin - reach);
    const QByteArrayView part = text.first(std::min(text.size(), end + reach)).sliced(from);
    for (qsizetype at = 0;;) {
        const auto found = json::find(part, m_needle, at);
        if (!found || from + *found >= end) {
            return matches;
        }
        matches.push_back({ from + *found, m_needle.size(), false });
        at = *found + m_needle.size();
    }
}

qsizetype JsonSearch::ordinalOf(qsizetype offset) const noexcept
{
    const auto at
        = std::lower_bound(m_offsets.begin(), m_offsets.end(), static_cast<quint32>(offset));
    const bool found = at != m_offsets.end() && static_cast<qsizetype>(*at) == offset;
    return found ? (at - m_offsets.begin()) + 1 : 0;
}

} // namespace hubdeck
