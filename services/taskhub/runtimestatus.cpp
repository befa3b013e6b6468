// SPDX-License-Identifier: MIT
#include "services/taskhub/runtimestatus.h"
