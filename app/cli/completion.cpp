// SPDX-License-Identifier: MIT
#include "app/cli/completion.h"

#include "app/cli/commandline.h"
#include "app/cli/console.h"

#include <QCoreApplication>

#include <algorithm>

namespace hubdeck::cli {

namespace {

using namespace Qt::Literals::StringLiterals;

QStringList dashedOptionsOf(const Verb &verb)
{
    QStringList names;
    for (const QString &name : optionsOf(verb)) {
        names += u"--"_s + name;
    }
    return names + QStringList { u"--help"_s };
}

QStringList verbNames()
{
    QStringList names;
    for (const Verb &verb : verbs()) {
        names += verb.name;
        if (!verb.alias.isEmpty()) {
            names += verb.alias;
        }
    }
    return names;
}

/// As one pattern of a shell's `case`.
QString patternOf(const Verb &verb)
{
    return verb.alias.isEmpty() ? verb.name : verb.name + u'|' + verb.alias;
}

QString wordsOf(const Verb &verb)
{
    const QString shells = verb.name == u"completion" ? u" bash zsh fish"_s : QString();
    return dashedOptionsOf(verb).join(u' ') + shells;
}

/// Before the verb there may be options that choose the hub.
QString wordsBeforeTheVerb()
{
    QStringList words = verbNames() + QStringList { u"--help"_s, u"--version"_s };
    for (const QString &name : connectionOptions(Needs::Hub)) {
        words += u"--"_s + name;
    }
    return words.join(u' ');
}

/// The options whose value is a file or folder, as one pattern.
QString fileOptions()
{
    QStringList names { u"-o"_s };
    for (const Option &option : options()) {
        if (option.value == u"FILE" || option.value == u"FOLDER") {
            names += u"--"_s + option.name;
        }
    }
    return names.join(u'|');
}

QString bashScript()
{
    QString text = u"# hubdeckctl completion for bash: source <(hubdeckctl completion bash)\n"
                   "_hubdeckctl() {\n"
                   "    local word=${COMP_WORDS[COMP_CWORD]} verb='' words i\n"
                   "    for ((i = 1; i < COMP_CWORD; i++)); do\n"
                   "        case ${COMP_WORDS[i]} in\n"
                   "        %1) verb=${COMP_WORDS[i]}; break ;;\n"
                   "        esac\n"
                   "    done\n"
                   "    case $verb in\n"
                   "    '') words='%2' ;;\n"_s.arg(verbNames().join(u'|'), wordsBeforeTheVerb());
    for (const Verb &verb : verbs()) {
        text += u"    %1) words='%2' ;;\n"_s.arg(patternOf(verb), wordsOf(verb));
    }
    return text
        + u"    esac\n"
          "    case ${COMP_WORDS[COMP_CWORD - 1]} in\n"
          "    %1) words='' ;;\n"
          "    *)\n"
          "        if [[ $word == -* || -z $verb || $verb == completion ]]; then\n"
          "            mapfile -t COMPREPLY < <(compgen -W \"$words\" -- \"$word\")\n"
          "            return\n"
          "        fi ;;\n"
          "    esac\n"
          "    mapfile -t COMPREPLY < <(compgen -f -- \"$word\")\n"
          "}\n"
          "complete -o filenames -F _hubdeckctl hubdeckctl\n"_s.arg(fileOptions());
}

QString zshScript()
{
    QString text = u"#compdef hubdeckctl\n"
                   "# hubdeckctl completion for zsh: put it on $fpath as _hubdeckctl\n"
                   "_hubdeckctl() {\n"
                   "    local verb='' word\n"
                   "    for word in ${words[2,CURRENT-1]}; do\n"
                   "        case $word in\n"
                   "        (%1) verb=$word; break ;;\n"
                   "        esac\n"
                   "    done\n"
                   "    case $words[CURRENT-1] in\n"
                   "    (%2) _files; return ;;\n"
                   "    esac\n"
                   "    case $verb in\n"
                   "    ('') compadd -- %3 ;;\n"_s.arg(verbNames().join(u'|'), fileOptions(),
                                                       wordsBeforeTheVerb());
    for (const Verb &verb : verbs()) {
        text += u"    (%1) compadd -- %2 ;;\n"_s.arg(patternOf(verb), wordsOf(verb));
    }
    return text
        + u"    esac\n"
          "    [[ $PREFIX == -* || -z $verb || $verb == completion ]] || _files\n"
          "}\n"
          // From $fpath, the first TAB runs this file as the function itself
          "if [[ $funcstack[1] == _hubdeckctl ]]; then\n"
          "    _hubdeckctl \"$@\"\n"
          "else\n"
          "    compdef _hubdeckctl hubdeckctl\n"
          "fi\n"_s;
}

bool takesValue(const Verb &verb, const QString &option)
{
    if (option == u"wait") {
        return verb.name == u"start";
    }
    return std::any_of(options().begin(), options().end(), [&](const Option &known) {
        return known.name == option && !known.value.isEmpty();
    });
}

QString fishQuoted(QString text)
{
    text.replace(u'\\', u"\\\\"_s).replace(u'\'', u"\\'"_s);
    return u'\'' + text + u'\'';
}

QString fishOption(const QString &condition, const QString &name, bool hasValue)
{
    return u"complete -c hubdeckctl -n '%1' -l %2%3\n"_s.arg(condition, name,
                                                             hasValue ? u" -r"_s : QString());
}

QString fishScript()
{
    const QString noVerb = u"__hubdeckctl_verb_is"_s;
    QString text = u"# hubdeckctl completion for fish: hubdeckctl completion fish | source\n"
                   "# True when the verb is one of those given; without any, when there is none\n"
                   "function __hubdeckctl_verb_is\n"
                   "    for word in (commandline -opc)\n"
                   "        if contains -- $word %1\n"
                   "            contains -- $word $argv\n"
                   "            return\n"
                   "        end\n"
                   "    end\n"
                   "    test (count $argv) -eq 0\n"
                   "end\n"_s.arg(verbNames().join(u' '));
    for (const QString &option :
         QStringList { u"help"_s, u"version"_s } + connectionOptions(Needs::Hub)) {
        text += fishOption(noVerb, option, takesValue({}, option));
    }
    for (const Verb &verb : verbs()) {
        for (const QString &name : { verb.name, verb.alias }) {
            if (!name.isEmpty()) {
                text += u"complete -c hubdeckctl -n %1 -f -a %2 -d %3\n"_s.arg(
                    noVerb, name, fishQuoted(verb.help));
            }
        }
        const QString names = verb.alias.isEmpty() ? verb.name : verb.name + u' ' + verb.alias;
        for (const QString &option : optionsOf(verb) + QStringList { u"help"_s }) {
            text += fishOption(noVerb + u' ' + names, option, takesValue(verb, option));
        }
    }
    return text
        + u"complete -c hubdeckctl -n '%1 completion' -f -a 'bash zsh fish'\n"_s.arg(noVerb);
}

} // namespace

std::optional<QString> completionScript(const QString &shell)
{
    if (shell == u"bash") {
        return bashScript();
    }
    if (shell == u"zsh") {
        return zshScript();
    }
    if (shell == u"fish") {
        return fishScript();
    }
    return std::nullopt;
}

ExitStatus runCompletion(Call &call)
{
    const auto script = completionScript(call.line.arguments().first());
    if (!script) {
        throw UsageError(
            QCoreApplication::translate(
                "Completion", "There is no completion for '%1'; there is for bash, zsh and fish.")
                .arg(call.line.arguments().first()));
    }
    call.console.write(script->toUtf8());
    return ExitStatus::Done;
}

} // namespace hubdeck::cli
