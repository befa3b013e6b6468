// SPDX-License-Identifier: MIT
#include "outputs.h"
#include "services/taskhub/taskhuberror.h"
#include "testprogram.h"

#include <QTest>

using namespace hubdeck;
using namespace hubdeck::cli;
using namespace Qt::Literals::StringLiterals;

class TestConsole : public QObject
{
    Q_OBJECT

private slots:
    void keepsDataAndWordsApart();
    void showsNoProgressInAFile();
    void reportsWhatCannotBeWritten();
};

void TestConsole::keepsDataAndWordsApart()
{
    Outputs outputs;
    outputs.console.write("[1");
    outputs.console.writeLine("]");
    outputs.console.say(u"é done"_s);
    QCOMPARE(outputs.out(), QByteArray("[1]\n"));
    QCOMPARE(outputs.err(), QByteArray("é done\n"));
}

void TestConsole::showsNoProgressInAFile()
{
    Outputs outputs;
    outputs.console.progress(u"5 rows"_s);
    QVERIFY(outputs.err().isEmpty());
}

void TestConsole::reportsWhatCannotBeWritten()
{
    std::FILE *full = std::fopen("/dev/full", "w");
    if (full == nullptr) {
        QSKIP("no /dev/full here");
    }
    Console console(full, stderr);
    console.write("x");
    QVERIFY_THROWS_EXCEPTION(TaskHubError, console.flush());
    std::fclose(full);
}

HUBDECK_GUILESS_TEST(TestConsole)
#include "tst_console.moc"
