// SPDX-License-Identifier: MIT
#include "app/cli/completion.h"
#include "app/cli/verbs.h"
#include "testprogram.h"

#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace hubdeck::cli;
using namespace Qt::Literals::StringLiterals;

class TestCompletion : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void offersEveryVerbInEveryShell();
    void knowsNoOtherShell();
    void completesInBash();
    void completesInZsh();
    void completesInFish();

private:
    /// What a shell prints; errors behind it.
    static QByteArray answer(const QString &shell, const QStringList &options,
                             const QString &script);

    QTemporaryDir m_folder; // with a file `connection`
};

void TestCompletion::initTestCase()
{
    QFile file(m_folder.filePath(u"connection"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    qputenv("FOLDER", m_folder.path().toUtf8());
}

void TestCompletion::offersEveryVerbInEveryShell()
{
    for (const QString &shell : { u"bash"_s, u"zsh"_s, u"fish"_s }) {
        const auto script = completionScript(shell);
        QVERIFY(script.has_value());
        for (const Verb &verb : verbs()) {
            QVERIFY2(script->contains(verb.name), qPrintable(QString(shell + u' ' + verb.name)));
        }
    }
}

void TestCompletion::knowsNoOtherShell()
{
    QVERIFY(!completionScript(u"tcsh"_s));
}

QByteArray TestCompletion::answer(const QString &shell, const QStringList &options,
                                  const QString &script)
{
    QProcess process;
    process.start(shell, options + QStringList { u"-c"_s, script });
    if (!process.waitForFinished()) {
        return "did not end";
    }
    return process.readAllStandardOutput() + process.readAllStandardError();
}

void TestCompletion::completesInBash()
{
    const QString check = *completionScript(u"bash"_s)
        + u"try() { COMP_WORDS=(\"$@\"); COMP_CWORD=$(($# - 1)); _hubdeckctl; echo "
          u"\"${COMPREPLY[*]}\"; }\n"
          "cd \"$FOLDER\"\n"
          "try hubdeckctl term\n"
          "try hubdeckctl purge --ye\n"
          "try hubdeckctl --storage purg\n"
          "try hubdeckctl --storage purge --ye\n"
          "try hubdeckctl --hub Orders clean-entities --ye\n"
          "try hubdeckctl --emu\n"
          "try hubdeckctl completion f\n"
          "try hubdeckctl --storage-file conn\n"
          "try hubdeckctl export -o conn\n"_s;
    QCOMPARE(answer(u"bash"_s, { u"--norc"_s }, check),
             QByteArray("terminate\n--yes\npurge purge-history\n--yes\n--yes\n--emulator\nfish\n"
                        "connection\nconnection\n"));
}

void TestCompletion::completesInZsh()
{
    if (QStandardPaths::findExecutable(u"zsh"_s).isEmpty()) {
        QSKIP("There is no zsh");
    }
    QFile file(m_folder.filePath(u"_hubdeckctl"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(completionScript(u"zsh"_s)->toUtf8());
    file.close();
    // What zsh has inside a completion only; the options that begin like the word are enough here
    const QString stubs
        = u"compadd() { shift; print -r -- ${(M)@:#${words[CURRENT]}*} }\n"
          "_files() { print files }\n"
          "try() { words=(\"$@\"); CURRENT=$#; PREFIX=$words[CURRENT]; _hubdeckctl }\n"_s;
    const QString tries = u"try hubdeckctl term\n"
                          "try hubdeckctl --storage purge --ye\n"
                          "try hubdeckctl --emu\n"
                          "try hubdeckctl completion f\n"
                          "try hubdeckctl --storage-file conn\n"_s;
    const QByteArray expected("terminate\n--yes\n--emulator\nfish\nfiles\n");
    QCOMPARE(answer(u"zsh"_s, { u"-f"_s },
                    stubs + u"fpath=($FOLDER $fpath)\nautoload -Uz _hubdeckctl\n"_s + tries),
             expected); // from the first TAB on
    QCOMPARE(
        answer(u"zsh"_s, { u"-f"_s },
               stubs + u"compdef() { print $1 for $2 }\nsource $FOLDER/_hubdeckctl\n"_s + tries),
        QByteArray("_hubdeckctl for hubdeckctl\n" + expected));
}

void TestCompletion::completesInFish()
{
    if (QStandardPaths::findExecutable(u"fish"_s).isEmpty()) {
        QSKIP("There is no fish");
    }
    const QString check = *completionScript(u"fish"_s)
        + u"function try; complete -C \"$argv\" | string replace -r '\\t.*' ''; end\n"
          "try hubdeckctl term\n"
          "try hubdeckctl --storage purge --ye\n"
          "try hubdeckctl --hub Orders termi\n"
          "try hubdeckctl --emu\n"
          "try hubdeckctl completion f\n"_s;
    qputenv("HOME", m_folder.path().toUtf8());
    QCOMPARE(answer(u"fish"_s, { u"--no-config"_s }, check),
             QByteArray("terminate\n--yes\nterminate\n--emulator\nfish\n"));
}

HUBDECK_GUILESS_TEST(TestCompletion)
#include "tst_completion.moc"
