// SPDX-License-Identifier: MIT
#include "services/sandbox/sandboxserver.h"
