// SPDX-License-Identifier: MIT
#include "ui/shell/theme.h"
