// SPDX-License-Identifier: MIT
#include "services/json/jsonformatter.h"
