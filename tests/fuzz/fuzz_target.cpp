// SPDX-License-Identifier: MIT
// libFuzzer on the check that is named in the environment (preset `asan`); without a name it lists them:
// HUBDECK_FUZZ_CHECK=Scanner build/asan/fuzz/fuzz_checks [corpus folder]
#include "checks.h"
#include "codecchecks.h"
#include "rowchecks.h"
#include "storagechecks.h"

#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace {

struct Check
{
    const char *name;
    QByteArray (*run)(const QByteArray &text);
};

using namespace hubdeck::fuzz;

constexpr Check checks[] = {
    { "Scanner", checkScanner },
    { "Strings", checkStrings },
    { "Formatter", checkFormatter },
    { "Validator", checkValidator },
    { "LineIndex", checkLineIndex },
    { "TaskHubTexts", checkTaskHubTexts },
    { "InstancePage", checkInstancePage },
    { "StatusAndHistory", checkStatusAndHistory },
    { "Entities", checkEntities },
    { "Replies", checkReplies },
    { "Errors", checkErrors },
    { "InstanceKeys", checkInstanceKeys },
    { "InstanceRows", checkInstanceRows },
    { "HistoryRows", checkHistoryRows },
    { "Blobs", checkBlobs },
    { "Messages", checkMessages },
    { "Rewind", checkRewind },
    { "HubHealth", checkHubHealth },
    { "TableRows", checkTableRows },
    { "TableBatch", checkTableBatch },
    { "StorageListings", checkStorageListings },
    { "StorageErrors", checkStorageErrors },
    { "StorageTexts", checkStorageTexts },
    { "StorageSettings", checkStorageSettings },
    { "ProjectFolder", checkProjectFolder },
};

const Check *chosen = nullptr;

} // namespace

extern "C" int LLVMFuzzerInitialize(int * /*argc*/, char *** /*argv*/)
{
    const char *name = std::getenv("HUBDECK_FUZZ_CHECK");
    for (const Check &check : checks) {
        if (name && std::strcmp(name, check.name) == 0) {
            chosen = &check;
        } else if (!name) {
            std::puts(check.name);
        }
    }
    if (!chosen) {
        std::fputs(name ? "HUBDECK_FUZZ_CHECK names no check\n" : "", stderr);
        std::exit(name ? 2 : 0);
    }
    return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    const QByteArray text(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    const QByteArray problem = chosen->run(text);
    if (!problem.isEmpty()) {
        std::fputs(problem.constData(), stderr);
        std::abort();
    }
    return 0;
}
