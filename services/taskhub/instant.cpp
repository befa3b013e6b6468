// SPDX-License-Identifier: MIT
#include "services/taskhub/instant.h"
