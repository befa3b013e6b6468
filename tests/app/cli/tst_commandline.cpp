// SPDX-License-Identifier: MIT
#include "app/cli/commandline.h"

#include "testprogram.h"

#include <QTemporaryFile>
#include <QTest>

using namespace hubdeck;
using namespace hubdeck::cli;
using namespace Qt::Literals::StringLiterals;

class TestCommandLine : public QObject
{
    Q_OBJECT

private slots:
    void findsTheVerbWhereverOptionsStand_data();
    void findsTheVerbWhereverOptionsStand();
    void takesTheNamesOfFuncDurable();
    void keepsArgumentsAfterADoubleDash();
    void letsStartWaitForSecondsAndOthersJustWait();
    void refusesWhatTheVerbDoesNotTake_data();
    void refusesWhatTheVerbDoesNotTake();
    void repeatsNoSecret();
    void readsNumbersAndTimes();
    void readsJsonFromTextAndFile();
    void namesThePlaceOfBadJson();
    void helpNamesEveryVerbAndOption();
};

static QStringList words(const QString &line)
{
    return QStringList { u"hubdeckctl"_s } + line.split(u' ', Qt::SkipEmptyParts);
}

void TestCommandLine::findsTheVerbWhereverOptionsStand_data()
{
    QTest::addColumn<QString>("line");
    QTest::addRow("after") << u"instances --url http://localhost:7071 --json"_s;
    QTest::addRow("before") << u"--url http://localhost:7071 --json instances"_s;
    QTest::addRow("equals sign") << u"--url=http://localhost:7071 instances --json"_s;
}

void TestCommandLine::findsTheVerbWhereverOptionsStand()
{
    QFETCH(QString, line);
    const CommandLine parsed(words(line));
    QVERIFY(parsed.verb() != nullptr);
    QCOMPARE(parsed.verb()->name, u"instances"_s);
    QCOMPARE(parsed.value(u"url"_s), u"http://localhost:7071"_s);
    QVERIFY(parsed.has(u"json"_s));
}

void TestCommandLine::takesTheNamesOfFuncDurable()
{
    for (const auto &[alias, name] : { std::pair { u"get-instances"_s, u"instances"_s }, { u"purge-history"_s, u"purge"_s } }) {
        QCOMPARE(CommandLine(words(alias)).verb()->name, name);
    }
    QCOMPARE(CommandLine(words(u"raise-event a Go"_s)).arguments(), QStringList({ u"a"_s, u"Go"_s }));
}

void TestCommandLine::keepsArgumentsAfterADoubleDash()
{
    const CommandLine line(words(u"show --json -- -dash"_s));
    QCOMPARE(line.arguments(), QStringList { u"-dash"_s });
}

void TestCommandLine::letsStartWaitForSecondsAndOthersJustWait()
{
    const CommandLine start(words(u"start Echo --wait 5"_s));
    QCOMPARE(start.arguments(), QStringList { u"Echo"_s });
    QCOMPARE(start.number(u"wait"_s, 1, 0), 5);
    const CommandLine startLast(words(u"--wait 5 start Echo"_s));
    QCOMPARE(startLast.number(u"wait"_s, 1, 0), 5);
    const CommandLine terminate(words(u"terminate --wait order-1"_s));
    QCOMPARE(terminate.arguments(), QStringList { u"order-1"_s });
    QVERIFY(terminate.has(u"wait"_s));
}

void TestCommandLine::refusesWhatTheVerbDoesNotTake_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<QString>("names");
    QTest::addRow("unknown verb") << u"explode x"_s << u"explode"_s;
    QTest::addRow("no verb") << u"--json"_s << u"verb"_s;
    QTest::addRow("unknown option") << u"instances --frobnicate"_s << u"frobnicate"_s;
    QTest::addRow("option of another verb") << u"show x --yes"_s << u"--yes"_s;
    QTest::addRow("key on the command line") << u"instances --key secret"_s << u"--key"_s;
    QTest::addRow("too few arguments") << u"raise x"_s << u"raise ID EVENT"_s;
    QTest::addRow("too many arguments") << u"show x y"_s << u"show ID"_s;
    QTest::addRow("export as a hub") << u"--export-file x.json instances"_s << u"not available yet"_s;
    QTest::addRow("export as a hub, attached") << u"instances --export-file=x.json"_s << u"not available yet"_s;
    QTest::addRow("missing value") << u"instances --top"_s << u"top"_s;
}

void TestCommandLine::refusesWhatTheVerbDoesNotTake()
{
    QFETCH(QString, line);
    QFETCH(QString, names);
    try {
        const CommandLine parsed(words(line));
        QFAIL("accepted");
    } catch (const UsageError &error) {
        QVERIFY2(error.text().contains(names), qPrintable(error.text()));
    }
}

void TestCommandLine::repeatsNoSecret()
{
    for (const QString &line :
         { u"AccountKey=c2VjcmV0 instances"_s, u"instances --AccountKey=c2VjcmV0"_s,
           u"show x --top=SharedAccessSignature=c2VjcmV0"_s, u"start F --input sig=c2VjcmV0"_s }) {
        try {
            const CommandLine parsed(words(line));
            QFAIL("accepted");
        } catch (const UsageError &error) {
            QVERIFY2(error.text().contains(u"@FILE") && !error.text().contains(u"c2VjcmV0"),
                     qPrintable(error.text()));
        }
    }
}

void TestCommandLine::readsNumbersAndTimes()
{
    const CommandLine line(words(u"instances --top 5 --from 2026-11-23 --to 2026-11-23T10:00:00.1234567Z"_s));
    QCOMPARE(line.number(u"top"_s, 1, 100), 5);
    QCOMPARE(line.time(u"from"_s)->toText(), u"2026-11-23T00:00:00Z"_s);
    QCOMPARE(line.time(u"to"_s)->toText(), u"2026-11-23T10:00:00.1234567Z"_s);
    QVERIFY(!CommandLine(words(u"instances"_s)).time(u"from"_s));
    QVERIFY_THROWS_EXCEPTION(UsageError, static_cast<void>(CommandLine(words(u"instances --from yesterday"_s)).time(u"from"_s)));
    QVERIFY_THROWS_EXCEPTION(UsageError, static_cast<void>(CommandLine(words(u"instances --top 0"_s)).number(u"top"_s, 1, 100)));
    QVERIFY_THROWS_EXCEPTION(UsageError, static_cast<void>(CommandLine(words(u"instances --top 1 --top 2"_s)).number(u"top"_s, 1, 100)));
}

void TestCommandLine::readsJsonFromTextAndFile()
{
    QCOMPARE(jsonArgument(u"{\"a\":1.50}"_s, u"data"_s), QByteArray("{\"a\":1.50}"));
    QTemporaryFile file;
    QVERIFY(file.open());
    file.write("[1,2]");
    file.close();
    QCOMPARE(jsonArgument(u'@' + file.fileName(), u"data"_s), QByteArray("[1,2]"));
    QVERIFY_THROWS_EXCEPTION(UsageError, static_cast<void>(jsonArgument(u"@/no/such/file"_s, u"data"_s)));
}

void TestCommandLine::namesThePlaceOfBadJson()
{
    try {
        static_cast<void>(jsonArgument(u"{\"a\":\n x}"_s, u"data"_s));
        QFAIL("accepted");
    } catch (const UsageError &error) {
        QVERIFY2(error.text().contains(u"--data"_s) && error.text().contains(u"line 2"_s), qPrintable(error.text()));
    }
}

void TestCommandLine::helpNamesEveryVerbAndOption()
{
    const QString help = helpText();
    for (const Verb &verb : verbs()) {
        QVERIFY2(help.contains(verb.name), qPrintable(verb.name));
        const QString own = helpText(verb);
        for (const QString &option : verb.options) {
            QVERIFY2(own.contains(u"--"_s + option), qPrintable(QString(verb.name + u' ' + option)));
        }
    }
}

HUBDECK_GUILESS_TEST(TestCommandLine)
#include "tst_commandline.moc"
