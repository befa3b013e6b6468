// SPDX-License-Identifier: MIT
#include "ui/instances/instancespage.h"
