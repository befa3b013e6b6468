// SPDX-License-Identifier: MIT
#include "services/taskhub/reasons.h"
