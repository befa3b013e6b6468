// SPDX-License-Identifier: MIT
#include "ui/shell/actionregistry.h"

#include "testprogram.h"
#include "ui/shell/theme.h"

#include <QMenu>
#include <QTest>
#include <QTextDocument>

using namespace hubdeck;
using namespace Qt::StringLiterals;

class TestActionRegistry : public QObject
{
    Q_OBJECT

private slots:

    void aDisabledActionSaysWhy()
    {
        bool selected = false;
        ActionRegistry registry;
        QAction *action = registry.add(
            { .id = u"instance.suspend"_s,
              .text = u"Suspend…"_s,
              .hint = u"Hold it"_s,
              .enabledWhen = [&selected] {
                  return selected ? Verdict {} : Verdict { false, u"No instance is selected."_s };
              } });
        QVERIFY(!action->isEnabled());
        QCOMPARE(action->toolTip(), u"Hold it\nNo instance is selected."_s);
        QCOMPARE(registry.items().front().reason, u"No instance is selected."_s);
        selected = true;
        registry.update();
        QVERIFY(action->isEnabled());
        QCOMPARE(action->toolTip(), u"Hold it"_s);
        QVERIFY(registry.items().front().reason.isEmpty());
    }

    void theRuleIsAskedAgainWhenTriggered()
    {
        bool allowed = true;
        int runs = 0;
        ActionRegistry registry;
        QAction *action = registry.add({ .id = u"a"_s,
                                         .text = u"A"_s,
                                         .enabledWhen =
                                             [&allowed] {
                                                 return Verdict { allowed, u"no"_s };
                                             },
                                         .run = [&runs] { ++runs; } });
        action->trigger();
        QCOMPARE(runs, 1);
        allowed = false; // nobody called update()
        action->trigger();
        QCOMPARE(runs, 1);
    }

    void reasonsFromAServerAreNeverDrawnAsHtml_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("in the reason") << u"A"_s;
        QTest::newRow("in the first line") << u"<b>A</b>"_s;
    }

    void reasonsFromAServerAreNeverDrawnAsHtml()
    {
        QFETCH(QString, text);
        ActionRegistry registry;
        const QAction *action
            = registry.add({ .id = u"a"_s, .text = text, .enabledWhen = [] {
                                return Verdict { false, u"<b>x</b><img src=\"file:///\">"_s };
                            } });
        // Qt draws a text as HTML that looks like it: then every mark must be escaped.
        QVERIFY(!Qt::mightBeRichText(action->toolTip()) || !action->toolTip().contains(u"<img"_s));
    }

    void theToolTipNamesTheShortcut()
    {
        ActionRegistry registry;
        const QAction *action = registry.add(
            { .id = u"a"_s, .text = u"&Refresh"_s, .shortcuts = { QKeySequence(Qt::Key_F5) } });
        QCOMPARE(action->toolTip(), u"Refresh (F5)"_s);
    }

    void menusAreFilledById()
    {
        ActionRegistry registry;
        QAction *first = registry.add({ .id = u"a"_s, .text = u"A"_s });
        QAction *second = registry.add({ .id = u"b"_s, .text = u"B"_s });
        QMenu menu;
        registry.fill(menu, { u"b"_s, QString(), u"a"_s, u"unknown"_s });
        QCOMPARE(menu.actions().size(), 3);
        QCOMPARE(menu.actions().at(0), second);
        QVERIFY(menu.actions().at(1)->isSeparator());
        QCOMPARE(menu.actions().at(2), first);
        QVERIFY(!registry.action(u"unknown"_s));
    }

    void textsForThePaletteHaveNoMnemonics()
    {
        ActionRegistry registry;
        registry.add({ .id = u"a"_s, .text = u"Cut && &paste"_s });
        QCOMPARE(registry.items().front().text, u"Cut & paste"_s);
    }

    void dangerousIconsHaveTheColourOfDanger()
    {
        ActionRegistry registry;
        const QAction *action = registry.add({ .id = u"a"_s,
                                               .text = u"Purge…"_s,
                                               .iconName = u"stop"_s,
                                               .look = ActionRegistry::Look::Danger });
        for (const QPalette &palette : { theme::lightPalette(), theme::darkPalette() }) {
            registry.setPalette(palette);
            QCOMPARE(action->icon().pixmap(32).toImage().pixelColor(16, 16),
                     theme::color(theme::Role::Danger, palette));
        }
    }
};

HUBDECK_TEST(TestActionRegistry)
#include "tst_actionregistry.moc"
