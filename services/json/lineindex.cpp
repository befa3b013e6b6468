// SPDX-License-Identifier: MIT
#include "services/json/lineindex.h"
