// SPDX-License-Identifier: MIT
#include "ui/shell/messagebar.h"
