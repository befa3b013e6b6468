// SPDX-License-Identifier: MIT
#include "services/http/retrypolicy.h"
