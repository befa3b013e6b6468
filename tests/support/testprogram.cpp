// SPDX-License-Identifier: MIT
#include "testprogram.h"

#include <cstdio>
#include <map>
#include <string>

namespace hubdeck::test {

namespace {

std::map<std::string, RegisteredTest::Run> &tests()
{
    static std::map<std::string, RegisteredTest::Run> all;
    return all;
}

} // namespace

RegisteredTest::RegisteredTest(const char *file, Run run)
{
    const std::string name(file);
    tests().emplace(name.substr(0, name.rfind('.')), run);
}

} // namespace hubdeck::test

int main(int argc, char *argv[])
{
    const auto &tests = hubdeck::test::tests();
    const auto test = argc < 2 ? tests.end() : tests.find(argv[1]);
    if (test != tests.end()) {
        return test->second(argc - 1, argv + 1); // its own name is the application's: settings are not shared
    }
    std::fprintf(stderr, "Usage: %s TEST [arguments of Qt Test], with one of these tests:\n", argv[0]);
    for (const auto &[name, run] : tests) {
        std::fprintf(stderr, "  %s\n", name.c_str());
    }
    return 2;
}
