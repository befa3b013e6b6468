// SPDX-License-Identifier: MIT
#include "services/taskhub/actions.h"
