// SPDX-License-Identifier: MIT
#pragma once

#include "services/json/jsonformatter.h"
#include "services/taskhub/taskhub.h"

namespace hubdeck::contract {

constexpr int patience = 60'000; // ms, for a slow machine
constexpr std::chrono::seconds longWait { 60 };

[[nodiscard]] inline InstanceQuery prefixed(const QString &prefix)
{
    InstanceQuery query;
    query.idPrefix = prefix;
    return query;
}

[[nodiscard]] inline QByteArray outputOf(const InstanceDetails &instance)
{
    return json::compacted(instance.output.text);
}

} // namespace hubdeck::contract
