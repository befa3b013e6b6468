// SPDX-License-Identifier: MIT
#include "app/cli/verbs.h"

#include "testprogram.h"

#include <QSet>
#include <QTest>

#include <algorithm>

using namespace hubdeck::cli;
using namespace Qt::Literals::StringLiterals;

class TestVerbs : public QObject
{
    Q_OBJECT

private slots:
    void namesAndAliasesAreUnique();
    void areFoundByNameAndByAlias();
    void offersTheVerbsOfFuncDurable();
    void everyOptionOfAVerbExists();
    void everyOptionBelongsToAVerb();
    void argumentsAndTheirCountsAgree();
    void everythingIsExplained();
    void onlyWhatAsksAHubTakesOne();
};

void TestVerbs::namesAndAliasesAreUnique()
{
    QSet<QString> names;
    for (const Verb &verb : verbs()) {
        for (const QString &name : { verb.name, verb.alias }) {
            QVERIFY2(name.isEmpty() || !names.contains(name), qPrintable(name));
            names.insert(name);
        }
    }
    QSet<QString> optionNames;
    for (const Option &option : options()) {
        QVERIFY2(!optionNames.contains(option.name), qPrintable(option.name));
        optionNames.insert(option.name);
    }
}

void TestVerbs::areFoundByNameAndByAlias()
{
    for (const Verb &verb : verbs()) {
        QCOMPARE(findVerb(verb.name), &verb);
        if (!verb.alias.isEmpty()) {
            QCOMPARE(findVerb(verb.alias), &verb);
        }
    }
    QCOMPARE(findVerb(u"no-such-verb"_s), nullptr);
    QCOMPARE(findVerb({}), nullptr); // though many have no alias
    QCOMPARE(findVerb(u"Terminate"_s), nullptr);
}

// Who comes from there types these
void TestVerbs::offersTheVerbsOfFuncDurable()
{
    for (const QString &name : { u"get-instances"_s, u"get-runtime-status"_s, u"get-history"_s,
                                 u"start-new"_s, u"raise-event"_s, u"terminate"_s, u"rewind"_s,
                                 u"purge-history"_s, u"delete-task-hub"_s }) {
        QVERIFY2(findVerb(name), qPrintable(name));
    }
}

void TestVerbs::everyOptionOfAVerbExists()
{
    QSet<QString> known;
    for (const Option &option : options()) {
        known.insert(option.name);
    }
    for (const Verb &verb : verbs()) {
        QSet<QString> own;
        for (const QString &name : verb.options) {
            QVERIFY2(known.contains(name), qPrintable(QString(verb.name + u" --" + name)));
            QVERIFY2(!connectionOptions(verb.needs).contains(name),
                     qPrintable(name)); // come by themselves
            QVERIFY2(!own.contains(name), qPrintable(name));
            own.insert(name);
        }
    }
    for (const Needs needs : { Needs::Nothing, Needs::Account, Needs::Hub }) {
        for (const QString &name : connectionOptions(needs)) {
            QVERIFY2(known.contains(name), qPrintable(name));
        }
    }
}

void TestVerbs::everyOptionBelongsToAVerb()
{
    for (const Option &option : options()) {
        const bool used = std::any_of(verbs().begin(), verbs().end(), [&option](const Verb &verb) {
            return optionsOf(verb).contains(option.name);
        });
        QVERIFY2(used, qPrintable(option.name));
    }
}

void TestVerbs::argumentsAndTheirCountsAgree()
{
    for (const Verb &verb : verbs()) {
        const auto words = verb.arguments.split(u' ', Qt::SkipEmptyParts);
        const auto optional = std::count_if(
            words.begin(), words.end(), [](const QString &word) { return word.startsWith(u'['); });
        QVERIFY2(verb.leastArguments == words.size() - optional, qPrintable(verb.name));
        const bool many = verb.arguments.contains(u'…');
        QVERIFY2(verb.mostArguments == (many ? -1 : words.size()), qPrintable(verb.name));
    }
}

void TestVerbs::everythingIsExplained()
{
    for (const Verb &verb : verbs()) {
        QVERIFY2(verb.help.endsWith(u'.'), qPrintable(verb.name));
        QVERIFY2(verb.run, qPrintable(verb.name));
    }
    for (const Option &option : options()) {
        QVERIFY2(option.help.endsWith(u'.'), qPrintable(option.name));
        QVERIFY2(option.value == option.value.toUpper(), qPrintable(option.name));
    }
}

void TestVerbs::onlyWhatAsksAHubTakesOne()
{
    QStringList without;
    QStringList accounts;
    for (const Verb &verb : verbs()) {
        QCOMPARE(optionsOf(verb).contains(u"url"_s), verb.needs == Needs::Hub);
        QCOMPARE(optionsOf(verb).contains(u"storage"_s), verb.needs != Needs::Nothing);
        if (verb.needs == Needs::Nothing) {
            without.append(verb.name);
        } else if (verb.needs == Needs::Account) {
            accounts.append(verb.name);
        }
    }
    QCOMPARE(without, (QStringList { u"sandbox"_s, u"completion"_s }));
    QCOMPARE(accounts, (QStringList { u"hubs"_s, u"delete-hub"_s }));
}

HUBDECK_GUILESS_TEST(TestVerbs)
#include "tst_verbs.moc"
