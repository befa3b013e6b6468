// SPDX-License-Identifier: MIT
#pragma once

#include "services/taskhub/taskhuberror.h"

#include <optional>

namespace hubdeck {

/// The TaskHubError that `call` throws; nullopt when it throws none.
template <typename Call> [[nodiscard]] std::optional<TaskHubError> thrownBy(Call &&call)
{
    try {
        call();
    } catch (const TaskHubError &error) {
        return error;
    }
    return std::nullopt;
}

/// The name of the kind that `call` throws, `nothing` when it throws none: for QCOMPARE.
template <typename Call> [[nodiscard]] QString kindThrownBy(Call &&call)
{
    const auto error = thrownBy(std::forward<Call>(call));
    return error ? TaskHubError::nameOf(error->kind) : QStringLiteral("nothing");
}

} // namespace hubdeck
