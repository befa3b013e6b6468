// SPDX-License-Identifier: MIT
#include "services/durablehttp/durablehttphub.h"
