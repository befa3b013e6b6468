// SPDX-License-Identifier: MIT
#include "services/http/httpclient.h"
