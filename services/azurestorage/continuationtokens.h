// SPDX-License-Identifier: MIT
#pragma once

#include "services/azurestorage/storagevalues.h"
#include "services/taskhub/identifiers.h"

namespace hubdeck::azurestorage {

/// The two continuation headers as one token, and back. Throws InvalidInput for a token that is
/// none of ours.
[[nodiscard]] ContinuationToken tokenOf(const TableContinuation &continuation);
[[nodiscard]] TableContinuation continuationOf(const ContinuationToken &token);

} // namespace hubdeck::azurestorage
