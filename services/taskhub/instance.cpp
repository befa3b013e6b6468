// SPDX-License-Identifier: MIT
#include "services/taskhub/instance.h"
