// SPDX-License-Identifier: MIT
#include "services/connections/functionappproject.h"
