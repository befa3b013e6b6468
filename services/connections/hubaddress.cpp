// SPDX-License-Identifier: MIT
#include "services/connections/hubaddress.h"
