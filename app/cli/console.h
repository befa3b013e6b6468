// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QString>

#include <cstdio>

namespace hubdeck::cli {

/// Where a command prints: data on stdout, everything else on stderr, progress only on a terminal
/// (command-line.md). One thread.
class Console
{
public:
    Console(std::FILE *out, std::FILE *err) noexcept
        : m_out(out)
        , m_err(err)
    { }

    /// Data, as it is. Throws TaskHubError Local when it cannot be written (a closed pipe, a full
    /// disk).
    void write(const QByteArray &data);
    void writeLine(const QByteArray &data);
    /// One line on stderr.
    void say(const QString &text);
    /// A line on stderr that the next one replaces; nothing when stderr is no terminal.
    void progress(const QString &text);
    void flush();

    [[nodiscard]] bool outIsTerminal() const;

private:
    void endProgress();
    std::FILE *m_out;
    std::FILE *m_err;
    bool m_progressShown = false;
};

} // namespace hubdeck::cli
