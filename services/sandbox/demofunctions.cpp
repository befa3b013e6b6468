// SPDX-License-Identifier: MIT
#include "services/sandbox/functions.h"

namespace hubdeck::sandbox {

void addDemoFunctions(FunctionRegistry &) { }

} // namespace hubdeck::sandbox
