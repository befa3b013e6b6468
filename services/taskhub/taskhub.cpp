// SPDX-License-Identifier: MIT
#include "services/taskhub/taskhub.h"
