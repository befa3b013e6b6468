// SPDX-License-Identifier: MIT
#include "app/cli/console.h"

#include "services/taskhub/taskhuberror.h"

#include <QCoreApplication>

#include <cerrno>
#include <cstring>
#include <unistd.h>

namespace hubdeck::cli {

namespace {

[[noreturn]] void throwWriteError()
{
    throw TaskHubError(
        ErrorKind::Local,
        QCoreApplication::translate("Console", "The output could not be written: %1.")
            .arg(QString::fromLocal8Bit(std::strerror(errno))));
}

} // namespace

void Console::write(const QByteArray &data)
{
    if (std::fwrite(data.constData(), 1, static_cast<size_t>(data.size()), m_out)
        != static_cast<size_t>(data.size())) {
        throwWriteError();
    }
}

void Console::writeLine(const QByteArray &data)
{
    write(data);
    write("\n");
}

void Console::flush()
{
    if (std::fflush(m_out) != 0) {
        throwWriteError();
    }
}

void Console::say(const QString &text)
{
    endProgress();
    std::fflush(m_out);
    const QByteArray line = text.toUtf8() + '\n';
    std::fwrite(line.constData(), 1, static_cast<size_t>(line.size()), m_err);
    std::fflush(m_err);
}

void Console::progress(const QString &text)
{
    if (::isatty(::fileno(m_err)) == 0) {
        return;
    }
    const QByteArray line = "\r\x1b[K" + text.toUtf8();
    std::fwrite(line.constData(), 1, static_cast<size_t>(line.size()), m_err);
    std::fflush(m_err);
    m_progressShown = true;
}

void Console::endProgress()
{
    if (m_progressShown) {
        std::fputs("\r\x1b[K", m_err);
        m_progressShown = false;
    }
}

bool Console::outIsTerminal() const
{
    return ::isatty(::fileno(m_out)) != 0;
}

} // namespace hubdeck::cli
