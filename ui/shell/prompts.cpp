// SPDX-License-Identifier: MIT
#include "ui/shell/prompts.h"
