// SPDX-License-Identifier: MIT
#include "services/taskhub/query.h"
