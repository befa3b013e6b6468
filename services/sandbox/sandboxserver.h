// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QUrl>

#include <memory>

namespace hubdeck {

/// The sandbox hub: a small engine that really advances orchestrations, and the HTTP management API
/// over it on loopback. It answers as the recorded handler does (durable-http-api.md,
/// tests/conformance). Starts in the constructor, in threads of its own; the destructor stops it
/// within a second.
class SandboxServer
{
public:
    struct Options
    {
        quint16 port = 0; // 0 picks a free one
        QByteArray key; // empty: a random one
        bool seeded
            = true; // 5,000 instances of the past four weeks, live ones in every status, entities
        int seedCount = 5000;
    };

    /// Throws TaskHubError Local when the port cannot be had.
    explicit SandboxServer(const Options &options);
    ~SandboxServer();

    /// `http://127.0.0.1:<port>/runtime/webhooks/durabletask`
    [[nodiscard]] QUrl url() const;
    [[nodiscard]] QByteArray key() const;

private:
    Q_DISABLE_COPY_MOVE(SandboxServer)
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace hubdeck
