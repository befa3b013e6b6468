// SPDX-License-Identifier: MIT
#include "models/activity/pendingactions.h"
