// SPDX-License-Identifier: MIT
#include "ui/details/instancedock.h"
