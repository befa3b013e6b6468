// SPDX-License-Identifier: MIT
#include "services/taskhub/identifiers.h"
