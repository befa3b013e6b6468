// SPDX-License-Identifier: MIT
#pragma once

#include "app/cli/verbs.h"

#include <QCommandLineParser>

#include <stdexcept>

namespace hubdeck::cli {

/// Wrong usage: exit status 2. The text names what is wrong and how it is done right.
class UsageError : public std::runtime_error
{
public:
    explicit UsageError(const QString &text)
        : std::runtime_error(text.toStdString())
    { }

    [[nodiscard]] QString text() const { return QString::fromUtf8(what()); }
};

/// A parsed command: verb, its arguments and its options (command-line.md). Options may stand
/// anywhere.
class CommandLine
{
public:
    /// Throws UsageError for unknown verbs and options, options that the verb does not take, values
    /// missing, wrong argument counts.
    explicit CommandLine(const QStringList &arguments);

    [[nodiscard]] const Verb *verb() const noexcept
    {
        return m_verb;
    } // null: --help or --version alone

    [[nodiscard]] const QStringList &arguments() const noexcept
    {
        return m_arguments;
    } // after the verb

    [[nodiscard]] bool has(const QString &option) const { return m_parser.isSet(option); }

    /// The value of an option given once; empty when absent. Throws UsageError when it was given
    /// twice.
    [[nodiscard]] QString value(const QString &option) const;

    /// Of an option that may be given several times; empty when absent.
    [[nodiscard]] QStringList values(const QString &option) const
    {
        return m_parser.values(option);
    }

    /// A whole number of at least `least`; `absent` when the option is not there.
    [[nodiscard]] int number(const QString &option, int least, int absent) const;
    [[nodiscard]] std::optional<Instant> time(const QString &option) const;

    [[nodiscard]] bool wantsHelp() const { return m_parser.isSet(QStringLiteral("help")); }

    [[nodiscard]] bool wantsVersion() const { return m_parser.isSet(QStringLiteral("version")); }

private:
    void checkVerb();
    QCommandLineParser m_parser;
    const Verb *m_verb = nullptr;
    QStringList m_arguments;
};

/// A JSON argument: the text itself, or the content of FILE for `@FILE` (`@-` reads stdin). Throws
/// UsageError naming the position of bad JSON, or the file that cannot be read.
[[nodiscard]] QByteArray jsonArgument(const QString &text, const QString &option);

/// The help of the program, or of one verb.
[[nodiscard]] QString helpText();
[[nodiscard]] QString helpText(const Verb &verb);

} // namespace hubdeck::cli
