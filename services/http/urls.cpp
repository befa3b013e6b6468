// SPDX-License-Identifier: MIT
#include "services/http/urls.h"
