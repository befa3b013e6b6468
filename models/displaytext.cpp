// SPDX-License-Identifier: MIT
#include "models/displaytext.h"
