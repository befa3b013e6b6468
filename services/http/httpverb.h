// SPDX-License-Identifier: MIT
#pragma once

#include "services/http/httpclient.h"

#include <QByteArray>

namespace hubdeck {

/// The method as it stands in a request line, and so in what is signed of a request.
[[nodiscard]] QByteArray verbOf(HttpMethod method);

} // namespace hubdeck
