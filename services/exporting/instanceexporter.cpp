// SPDX-License-Identifier: MIT
#include "services/exporting/instanceexporter.h"
