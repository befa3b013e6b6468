// SPDX-License-Identifier: MIT
#include "services/taskhub/taskhuberror.h"
