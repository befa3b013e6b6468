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

QString bashScript()
{
    QString text = u"# hubdeckctl completion for bash: source <(hubdeckctl completion bash)\n"
                   "_hubdeckctl() {\n"
                   "    local word=${COMP_WORDS[COMP_CWORD]} verb=${COMP_WORDS[1]} words\n"
                   "    if [ \"$COMP_CWORD\" -eq 1 ]; then\n"
                   "        words='%1 --help --version'\n"
                   "    else\n"
                   "        case $verb in\n"_s.arg(verbNames().join(u' '));
    for (const Verb &verb : verbs()) {
        const QString pattern = verb.alias.isEmpty() ? verb.name : verb.name + u'|' + verb.alias;
        const QString extra = verb.name == u"completion" ? u" bash zsh fish"_s : QString();
        text += u"        %1) words='%2%3' ;;\n"_s.arg(pattern, dashedOptionsOf(verb).join(u' '),
                                                       extra);
    }
    return text
        + u"        *) words='' ;;\n"
          "        esac\n"
          "    fi\n"
          "    if [[ $word == -* || $COMP_CWORD -eq 1 || $verb == completion ]]; then\n"
          "        mapfile -t COMPREPLY < <(compgen -W \"$words\" -- \"$word\")\n"
          "    else\n"
          "        mapfile -t COMPREPLY < <(compgen -f -- \"$word\")\n"
          "    fi\n"
          "}\n"
          "complete -o filenames -F _hubdeckctl hubdeckctl\n"_s;
}

QString zshScript()
{
    QString text = u"#compdef hubdeckctl\n"
                   "# hubdeckctl completion for zsh: put it on $fpath as _hubdeckctl\n"
                   "_hubdeckctl() {\n"
                   "    if (( CURRENT == 2 )); then\n"
                   "        compadd -- %1 --help --version\n"
                   "        return\n"
                   "    fi\n"
                   "    case $words[2] in\n"_s.arg(verbNames().join(u' '));
    for (const Verb &verb : verbs()) {
        const QString pattern = verb.alias.isEmpty() ? verb.name : verb.name + u'|' + verb.alias;
        const QString extra = verb.name == u"completion" ? u" bash zsh fish"_s : QString();
        text += u"    %1) compadd -- %2%3 ;;\n"_s.arg(pattern, dashedOptionsOf(verb).join(u' '),
                                                      extra);
    }
    return text
        + u"    esac\n"
          "    _files\n"
          "}\n"
          "compdef _hubdeckctl hubdeckctl\n"_s;
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

QString fishScript()
{
    QString text = u"# hubdeckctl completion for fish: hubdeckctl completion fish | source\n"
                   "complete -c hubdeckctl -n __fish_use_subcommand -l help\n"
                   "complete -c hubdeckctl -n __fish_use_subcommand -l version\n"_s;
    for (const Verb &verb : verbs()) {
        for (const QString &name : { verb.name, verb.alias }) {
            if (!name.isEmpty()) {
                text += u"complete -c hubdeckctl -n __fish_use_subcommand -f -a %1 -d %2\n"_s.arg(
                    name, fishQuoted(verb.help));
            }
        }
        const QString names = verb.alias.isEmpty() ? verb.name : verb.name + u' ' + verb.alias;
        for (const QString &option : dashedOptionsOf(verb)) {
            const QString value = takesValue(verb, option.sliced(2)) ? u" -r"_s : QString();
            text += u"complete -c hubdeckctl -n '__fish_seen_subcommand_from %1' -l %2%3\n"_s.arg(
                names, option.sliced(2), value);
        }
    }
    return text
        + u"complete -c hubdeckctl -n '__fish_seen_subcommand_from completion' -f -a 'bash zsh fish'\n"_s;
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
