// SPDX-License-Identifier: MIT
#include "services/taskhub/capabilities.h"
