// SPDX-License-Identifier: MIT
#include "services/http/redaction.h"
