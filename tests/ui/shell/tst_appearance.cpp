// SPDX-License-Identifier: MIT
#include "ui/shell/appearance.h"

#include "testprogram.h"
#include "ui/shell/theme.h"

#include <QApplication>
#include <QTest>

using namespace hubdeck;
using namespace Qt::StringLiterals;

class TestAppearance : public QObject
{
    Q_OBJECT

private slots:

    void namesGoThereAndBack()
    {
        for (const Appearance appearance :
             { Appearance::System, Appearance::Light, Appearance::Dark }) {
            QCOMPARE(appearanceFromName(nameOf(appearance)), appearance);
        }
        QVERIFY(!appearanceFromName(u"Dark"_s));
        QVERIFY(!appearanceFromName(QString()));
    }

    void theDesktopsPaletteIsNotTheProgramsOwn()
    {
        const QPalette desktop = takeDesktopPalette();
        applyAppearance(theme::isDark(desktop) ? Appearance::Light : Appearance::Dark, desktop);
        QCOMPARE(theme::isDark(takeDesktopPalette()), theme::isDark(desktop));
    }

    void takesThePaletteThatWasChosen_data()
    {
        QTest::addColumn<int>("appearance");
        QTest::addColumn<bool>("systemIsDark");
        QTest::addColumn<bool>("dark");
        QTest::newRow("light on dark") << int(Appearance::Light) << true << false;
        QTest::newRow("dark on light") << int(Appearance::Dark) << false << true;
        QTest::newRow("as a dark desktop") << int(Appearance::System) << true << true;
        QTest::newRow("as a light desktop") << int(Appearance::System) << false << false;
    }

    void takesThePaletteThatWasChosen()
    {
        QFETCH(int, appearance);
        QFETCH(bool, systemIsDark);
        QFETCH(bool, dark);
        applyAppearance(static_cast<Appearance>(appearance),
                        systemIsDark ? theme::darkPalette() : theme::lightPalette());
        QCOMPARE(theme::isDark(QApplication::palette()), dark);
    }
};

HUBDECK_TEST(TestAppearance)
#include "tst_appearance.moc"
