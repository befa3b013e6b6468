// SPDX-License-Identifier: MIT
#include "services/taskhub/payload.h"
