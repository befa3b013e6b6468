// SPDX-License-Identifier: MIT
#include "services/taskhub/history.h"
