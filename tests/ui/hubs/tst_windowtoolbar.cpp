// SPDX-License-Identifier: MIT
#include "ui/hubs/windowtoolbar.h"

#include "testprogram.h"
#include "ui/hubs/hubactions.h"
#include "ui/shell/actionregistry.h"
#include "ui/shell/hubdeckstyle.h"
#include "ui/shell/theme.h"

#include <QApplication>
#include <QMenu>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace hubdeck;
using namespace Qt::StringLiterals;
using std::chrono::seconds;

class TestWindowToolBar : public QObject
{
    Q_OBJECT

    static void addAll(ActionRegistry &actions)
    {
        using Look = ActionRegistry::Look;
        for (const QString &id :
             QStringList { u"hub.refresh"_s, u"view.palette"_s } + HubActions::toolBar()) {
            if (!id.isEmpty()) {
                actions.add({ .id = id,
                              .text = id,
                              .iconName = u"stop"_s,
                              .look = id == u"hub.start"_s    ? Look::Primary
                                  : id == u"instance.purge"_s ? Look::Danger
                                                              : Look::Plain });
            }
        }
    }

private slots:

    void initTestCase() { QApplication::setStyle(new HubdeckStyle); }

    void theIntervalIsChosenFromAMenu()
    {
        ActionRegistry actions;
        addAll(actions);
        WindowToolBar bar(actions);
        QSignalSpy chosen(&bar, &WindowToolBar::autoRefreshChosen);
        bar.setAutoRefresh(seconds(30));
        auto *button = bar.findChild<QToolButton *>(u"autoRefresh"_s);
        QCOMPARE(button->text(), u"every 30 s ▾"_s);
        QCOMPARE(chosen.size(), 0);
        const QList<QAction *> intervals = button->menu()->actions();
        QCOMPARE(intervals.size(), 4);
        QVERIFY(intervals.at(2)->isChecked());
        intervals.at(3)->trigger();
        QCOMPARE(button->text(), u"every 5 min ▾"_s);
        QCOMPARE(chosen.size(), 1);
        QCOMPARE(chosen.at(0).at(0).value<seconds>(), seconds(300));
        intervals.at(0)->trigger();
        QCOMPARE(button->text(), u"by hand ▾"_s);
    }

    void onlyTheMainButtonIsFilled()
    {
        ActionRegistry actions;
        addAll(actions);
        const WindowToolBar bar(actions);
        QVERIFY(bar.findChild<QToolButton *>(u"toolBar.hub.start"_s)->property("primary").toBool());
        QVERIFY(
            !bar.findChild<QToolButton *>(u"toolBar.hub.export"_s)->property("primary").toBool());
    }

    void wordsGoWhenThereIsNoRoomButNotThoseOfTheMainButton()
    {
        ActionRegistry actions;
        addAll(actions);
        WindowToolBar bar(actions);
        const auto *plain = bar.findChild<QToolButton *>(u"toolBar.hub.export"_s);
        const auto *primary = bar.findChild<QToolButton *>(u"toolBar.hub.start"_s);
        bar.fitInto(300);
        QCOMPARE(plain->toolButtonStyle(), Qt::ToolButtonIconOnly);
        QCOMPARE(primary->toolButtonStyle(), Qt::ToolButtonTextBesideIcon);
        bar.fitInto(5000);
        QCOMPARE(plain->toolButtonStyle(), Qt::ToolButtonTextBesideIcon);
    }

    void dangerIsRedInBothThemes()
    {
        ActionRegistry actions;
        addAll(actions);
        WindowToolBar bar(actions);
        const auto *purge = bar.findChild<QToolButton *>(u"toolBar.instance.purge"_s);
        for (const QPalette &palette : { theme::lightPalette(), theme::darkPalette() }) {
            bar.recolour(palette);
            QCOMPARE(purge->palette().color(QPalette::Active, QPalette::ButtonText),
                     theme::color(theme::Role::Danger, palette));
        }
    }
};

HUBDECK_TEST(TestWindowToolBar)
#include "tst_windowtoolbar.moc"
