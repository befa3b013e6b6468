// SPDX-License-Identifier: MIT
#include "app/cli/completion.h"
#include "app/cli/verbs.h"

#include <QProcess>
#include <QTest>

using namespace hubdeck::cli;
using namespace Qt::Literals::StringLiterals;

class TestCompletion : public QObject
{
    Q_OBJECT

private slots:
    void offersEveryVerbInEveryShell();
    void knowsNoOtherShell();
    void completesInBash();
};

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

void TestCompletion::completesInBash()
{
    const QString check = *completionScript(u"bash"_s)
        + u"COMP_WORDS=(hubdeckctl term); COMP_CWORD=1; _hubdeckctl; echo \"${COMPREPLY[*]}\"\n"
          "COMP_WORDS=(hubdeckctl purge --ye); COMP_CWORD=2; _hubdeckctl; echo \"${COMPREPLY[*]}\"\n"_s;
    QProcess bash;
    bash.start(u"bash"_s, { u"--norc"_s, u"-c"_s, check });
    QVERIFY(bash.waitForFinished());
    QCOMPARE(bash.readAllStandardError(), QByteArray());
    QCOMPARE(bash.readAllStandardOutput(), QByteArray("terminate\n--yes\n"));
}

QTEST_GUILESS_MAIN(TestCompletion)
#include "tst_completion.moc"
