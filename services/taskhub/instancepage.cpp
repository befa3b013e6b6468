// SPDX-License-Identifier: MIT
#include "services/taskhub/instancepage.h"
