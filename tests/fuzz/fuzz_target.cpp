// SPDX-License-Identifier: MIT
// One libFuzzer program per check (preset `fuzz`): build/fuzz/fuzz/fuzz_<name> [corpus folder]
#include "checks.h"
#include "codecchecks.h"
#include "rowchecks.h"
#include "storagechecks.h"

#include <cstdio>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    const QByteArray text(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    const QByteArray problem = hubdeck::fuzz::HUBDECK_FUZZ_CHECK(text);
    if (!problem.isEmpty()) {
        std::fputs(problem.constData(), stderr);
        std::abort();
    }
    return 0;
}
