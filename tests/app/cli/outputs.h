// SPDX-License-Identifier: MIT
#pragma once

#include "app/cli/console.h"

#include <QByteArray>

#include <cstdio>
#include <memory>

/// A console on two temporary files, to read back what a command printed.
class Outputs
{
public:
    Outputs()
        : m_out(std::tmpfile())
        , m_err(std::tmpfile())
        , console(m_out.get(), m_err.get())
    {
    }

    [[nodiscard]] QByteArray out() { return content(m_out.get()); }
    [[nodiscard]] QByteArray err() { return content(m_err.get()); }

private:
    struct Close
    {
        void operator()(std::FILE *file) const { std::fclose(file); }
    };
    using File = std::unique_ptr<std::FILE, Close>;

    static QByteArray content(std::FILE *file)
    {
        std::fflush(file);
        std::rewind(file);
        QByteArray bytes;
        for (int c = std::fgetc(file); c != EOF; c = std::fgetc(file)) {
            bytes += static_cast<char>(c);
        }
        return bytes;
    }

    File m_out;
    File m_err;

public:
    hubdeck::cli::Console console;
};
