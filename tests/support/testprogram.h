// SPDX-License-Identifier: MIT
#pragma once

#include <QTest>

namespace hubdeck::test {

/// A test of a program of several: the tests of a folder are one program, which builds in a fraction of the time.
/// Made once per test file, before main(), by the macros below; lives as long as the program.
class RegisteredTest
{
public:
    using Run = int (*)(int argc, char *argv[]);

    /// `file` is the test's, without folders: tst_name.cpp is run as `<program> tst_name [arguments of Qt Test]`.
    RegisteredTest(const char *file, Run run);
    Q_DISABLE_COPY_MOVE(RegisteredTest)
    ~RegisteredTest() = default;
};

} // namespace hubdeck::test

#define HUBDECK_REGISTER_TEST(run) \
    static const hubdeck::test::RegisteredTest registeredTest { __FILE_NAME__, run };

#define HUBDECK_REGISTER_TEST_CLASS(TestClass, setup) \
    HUBDECK_REGISTER_TEST([](int argc, char *argv[]) { \
        setup TestClass test; \
        return QTest::qExec(&test, argc, argv); \
    })

/// In place of QTEST_MAIN.
#define HUBDECK_TEST(TestClass) HUBDECK_REGISTER_TEST_CLASS(TestClass, QTEST_MAIN_SETUP())

/// In place of QTEST_GUILESS_MAIN.
#define HUBDECK_GUILESS_TEST(TestClass) \
    HUBDECK_REGISTER_TEST_CLASS(TestClass, QTEST_QAPP_SETUP(QCoreApplication))
