// SPDX-License-Identifier: MIT
#include "app/cli/commandline.h"

#include "services/json/jsonvalidator.h"

#include <QCoreApplication>
#include <QFile>

#include <algorithm>
#include <array>

namespace hubdeck::cli {

namespace {

using namespace Qt::Literals::StringLiterals;

QString tr(const char *text)
{
    return QCoreApplication::translate("CommandLine", text);
}

bool takesValue(const QString &option)
{
    for (const Option &known : options()) {
        if (known.name == option) {
            return !known.value.isEmpty();
        }
    }
    return option == u"o";
}

bool holdsSecret(const QString &argument)
{
    static constexpr std::array marks { "AccountKey="_L1, "SharedAccessSignature="_L1, "sig="_L1 };
    return std::ranges::any_of(marks, [&](QLatin1StringView mark) {
        return argument.contains(mark, Qt::CaseInsensitive);
    });
}

/// A secret given as an argument stands in every process list and shell history, wherever it
/// stands in the line. It must not be repeated on stderr, either.
void refuseSecrets(const QStringList &arguments)
{
    for (qsizetype i = 1; i < arguments.size(); ++i) {
        const QString &argument = arguments[i];
        const bool isAttached = argument.startsWith(u"--storage="_s);
        const bool isBehind = arguments[i - 1] == u"--storage" && argument.contains(u'=')
            && !argument.startsWith(u'-');
        if (isAttached || isBehind || holdsSecret(argument)) {
            throw UsageError(
                tr("A connection string, key or SAS is no argument: others on this machine could "
                   "read it. Put a connection string into HUBDECK_STORAGE or into a file for "
                   "--storage-file, a payload into a file for @FILE."));
        }
    }
}

/// In the design, not yet in the program: better said than "unknown option".
void refuseExportFile(const QStringList &arguments)
{
    const bool isThere = std::ranges::any_of(arguments, [](const QString &argument) {
        return argument == u"--export-file" || argument.startsWith(u"--export-file="_s);
    });
    if (isThere) {
        throw UsageError(tr("--export-file is not available yet: the command line cannot read an "
                            "export again. It is plain JSON, one instance a line."));
    }
}

/// `start` takes --wait SECONDS, other verbs a bare --wait, so the verb must be known before the
/// options are read.
const Verb *verbIn(const QStringList &arguments)
{
    bool afterWait = false;
    for (qsizetype i = 1; i < arguments.size(); ++i) {
        const QString &argument = arguments[i];
        if (argument == u"--") {
            continue;
        }
        if (argument.startsWith(u'-') && argument.size() > 1) {
            const QString name = argument.sliced(argument.startsWith(u"--") ? 2 : 1);
            if (takesValue(name)) {
                ++i;
            }
            afterWait = name == u"wait";
            continue;
        }
        if (const Verb *verb = findVerb(argument)) {
            return verb;
        }
        if (!afterWait) {
            throw UsageError(
                tr("There is no verb '%1'; hubdeckctl --help lists them.").arg(argument));
        }
        afterWait = false;
    }
    return nullptr;
}

QString listed(const QStringList &names)
{
    return u"--"_s + names.join(u", --"_s);
}

} // namespace

CommandLine::CommandLine(const QStringList &arguments)
{
    refuseSecrets(arguments);
    refuseExportFile(arguments);
    m_verb = verbIn(arguments);
    m_parser.addOption({ { u"h"_s, u"help"_s }, tr("Show this help.") });
    m_parser.addOption({ u"version"_s, tr("Show the version.") });
    for (const Option &option : options()) {
        QStringList names { option.name };
        if (option.name == u"output") {
            names.prepend(u"o"_s);
        }
        QString value = option.value;
        if (option.name == u"wait" && m_verb != nullptr && m_verb->name == u"start") {
            value = u"SECONDS"_s;
        }
        m_parser.addOption({ names, option.help, value });
    }
    if (!m_parser.parse(arguments)) {
        throw UsageError(m_parser.errorText());
    }
    if (wantsHelp() || wantsVersion()) {
        return;
    }
    if (m_verb == nullptr) {
        throw UsageError(tr("No verb given; hubdeckctl --help lists them."));
    }
    m_arguments = m_parser.positionalArguments().sliced(1);
    checkVerb();
}

void CommandLine::checkVerb()
{
    const QStringList allowed = optionsOf(*m_verb);
    for (const QString &name : m_parser.optionNames()) {
        const QString option = name == u"o" ? u"output"_s : name;
        if (!allowed.contains(option)) {
            throw UsageError(tr("'%1' does not take --%2; it takes %3.")
                                 .arg(m_verb->name, option,
                                      allowed.isEmpty() ? tr("no options") : listed(allowed)));
        }
    }
    const auto count = static_cast<int>(m_arguments.size());
    if (count < m_verb->leastArguments
        || (m_verb->mostArguments >= 0 && count > m_verb->mostArguments)) {
        throw UsageError(tr("Wrong number of arguments; the form is: hubdeckctl %1 %2")
                             .arg(m_verb->name, m_verb->arguments)
                             .trimmed());
    }
}

QString CommandLine::value(const QString &option) const
{
    const QStringList values = m_parser.values(option);
    if (values.size() > 1) {
        throw UsageError(tr("--%1 was given more than once.").arg(option));
    }
    return values.isEmpty() ? QString() : values.first();
}

int CommandLine::number(const QString &option, int least, int absent) const
{
    if (!has(option)) {
        return absent;
    }
    bool fine = false;
    const int number = value(option).toInt(&fine);
    if (!fine || number < least) {
        throw UsageError(tr("--%1 takes a whole number of at least %2, not '%3'.")
                             .arg(option, QString::number(least), value(option)));
    }
    return number;
}

std::optional<Instant> CommandLine::time(const QString &option) const
{
    if (!has(option)) {
        return std::nullopt;
    }
    QString text = value(option).trimmed();
    if (text.size() == 10) {
        text += u"T00:00:00Z";
    }
    const auto instant = Instant::fromText(text.toUtf8());
    if (!instant) {
        throw UsageError(
            tr("--%1 takes a time like 2026-11-23T09:00:00Z or a date like 2026-11-23, not '%2'.")
                .arg(option, value(option)));
    }
    return instant;
}

QByteArray jsonArgument(const QString &text, const QString &option)
{
    QByteArray json = text.toUtf8();
    if (text.startsWith(u'@')) {
        QFile file;
        const QString name = text.sliced(1);
        const bool opened = name == u"-" ? file.open(stdin, QIODevice::ReadOnly)
                                         : (file.setFileName(name), file.open(QIODevice::ReadOnly));
        if (!opened) {
            throw UsageError(
                tr("--%1: '%2' cannot be read: %3").arg(option, name, file.errorString()));
        }
        json = file.readAll();
    }
    if (const auto problem = json::validate(json)) {
        throw UsageError(tr("--%1 is not JSON: %2").arg(option, problem->describe()));
    }
    return json;
}

QString helpText()
{
    QString text = tr("hubdeckctl works on Durable Task hubs from the command line.\n\n"
                      "  hubdeckctl VERB [ARGUMENTS] [OPTIONS]\n\n"
                      "Verbs (hubdeckctl VERB --help tells more):\n");
    for (const Verb &verb : verbs()) {
        const QString form = QString(verb.name + u' ' + verb.arguments).trimmed();
        text += u"  %1 %2\n"_s.arg(form.leftJustified(26), verb.help);
    }
    text += tr("\nWhich hub:\n");
    for (const Option &option : options()) {
        if (connectionOptions(Needs::Hub).contains(option.name)) {
            text += u"  %1 %2\n"_s.arg(
                QString(u"--"_s + option.name + u' ' + option.value).leftJustified(26),
                option.help);
        }
    }
    text += tr("\nThe key comes from HUBDECK_KEY or --key-file, a connection string from "
               "HUBDECK_STORAGE or --storage-file, a token from\n"
               "HUBDECK_STORAGE_TOKEN: never as arguments. Data goes to stdout, everything else to "
               "stderr.\n"
               "Exit status: 0 done, 1 refused, failed or not there, 2 wrong usage or --yes "
               "missing, 3 outcome unknown, 130 interrupted.\n");
    return text;
}

QString helpText(const Verb &verb)
{
    QString text = u"hubdeckctl %1 %2\n"_s.arg(verb.name, verb.arguments);
    if (!verb.alias.isEmpty()) {
        text += tr("also: %1\n").arg(verb.alias);
    }
    text += u'\n' + verb.help + u"\n\n"_s;
    const QStringList names = optionsOf(verb);
    for (const Option &option : options()) {
        if (names.contains(option.name)) {
            const QString value
                = option.name == u"wait" && verb.name == u"start" ? u"SECONDS"_s : option.value;
            const QString dash = option.name == u"output" ? u"-o, --"_s : u"--"_s;
            text += u"  %1 %2\n"_s.arg(QString(dash + option.name + u' ' + value).leftJustified(26),
                                       option.help);
        }
    }
    return text;
}

} // namespace hubdeck::cli
