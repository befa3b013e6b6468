// SPDX-License-Identifier: MIT
#include "services/json/jsonvalidator.h"
