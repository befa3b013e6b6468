// SPDX-License-Identifier: MIT
#include "app/cli/console.h"
#include "app/cli/interruption.h"
#include "app/cli/program.h"

#include <QCoreApplication>

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("hubdeckctl"));
    const hubdeck::cli::Interruption interruption;
    hubdeck::cli::Console console(stdout, stderr);
    return hubdeck::cli::runProgram(QCoreApplication::arguments(), console, interruption.token());
}
