// SPDX-License-Identifier: MIT
#include "services/sandbox/sandboxserver.h"
#include "services/taskhub/taskhuberror.h"

#include <QCoreApplication>

#include <cstdio>
#include <iostream>
#include <string>

// Serves a sandbox hub until its standard input ends; prints the base URL and the key first.
// `--empty` leaves the seeds out.
int main(int argc, char *argv[])
{
    QCoreApplication app(argc, argv);
    try {
        hubdeck::SandboxServer::Options options;
        options.seeded = !QCoreApplication::arguments().contains(QStringLiteral("--empty"));
        const hubdeck::SandboxServer server(options);
        std::printf("%s %s\n", server.url().toEncoded().constData(), server.key().constData());
        std::fflush(stdout);
        for (std::string line; std::getline(std::cin, line);) { }
    } catch (const hubdeck::TaskHubError &error) {
        std::fprintf(stderr, "%s\n", error.what());
        return 1;
    }
    return 0;
}
