// SPDX-License-Identifier: MIT
#include "ui/hubs/headingbar.h"

#include "testprogram.h"
#include "ui/shell/theme.h"

#include <QLabel>
#include <QTest>
#include <QToolButton>

using namespace hubdeck;
using namespace Qt::StringLiterals;

class TestHeadingBar : public QObject
{
    Q_OBJECT

private slots:

    void showsItsTextInCapitalsAndItsButtonsWithNames()
    {
        HeadingBar bar(u"Hubs"_s);
        QCOMPARE(bar.findChild<QLabel *>()->text(), u"HUBS"_s);
        const QToolButton *add = bar.addButton(u"plus"_s, u"Connect to a hub"_s, u"addHub"_s);
        QCOMPARE(add->objectName(), u"addHub"_s);
        QCOMPARE(add->toolTip(), u"Connect to a hub"_s);
        QCOMPARE(add->accessibleName(), u"Connect to a hub"_s);
        QVERIFY(!add->icon().isNull());
    }

    void followsThePalette()
    {
        HeadingBar bar(u"Hubs"_s);
        for (const QPalette &palette : { theme::darkPalette(), theme::lightPalette() }) {
            bar.setPalette(palette);
            QCOMPARE(bar.findChild<QLabel *>()->palette().color(QPalette::WindowText),
                     theme::color(theme::Role::MutedText, palette));
        }
    }
};

HUBDECK_TEST(TestHeadingBar)
#include "tst_headingbar.moc"
