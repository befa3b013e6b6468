// SPDX-License-Identifier: MIT
#include "services/json/jsonscanner.h"
