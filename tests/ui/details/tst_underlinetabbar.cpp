// SPDX-License-Identifier: MIT
#include "ui/details/underlinetabbar.h"

#include "testprogram.h"
#include "ui/shell/theme.h"

#include <QTest>

using namespace hubdeck;
using namespace Qt::StringLiterals;

class TestUnderlineTabBar : public QObject
{
    Q_OBJECT

private slots:
    void underlinesTheCurrentTabInTheAccent();
    void worksByKeyAndMouse();
    void hasAsMuchRoomAsItsWords();
};

void TestUnderlineTabBar::underlinesTheCurrentTabInTheAccent()
{
    for (const QPalette &palette : { theme::lightPalette(), theme::darkPalette() }) {
        UnderlineTabBar bar;
        bar.setPalette(palette);
        bar.addTab(u"History"_s);
        bar.addTab(u"Input"_s);
        bar.setCurrentIndex(1);
        bar.resize(bar.sizeHint());
        const QImage image = bar.grab().toImage();
        const auto underline = [&](int tab) {
            return image.pixelColor(bar.tabRect(tab).center().x(), bar.tabRect(tab).bottom());
        };
        QCOMPARE(underline(1), theme::color(theme::Role::Accent, palette));
        QVERIFY(underline(0) != underline(1));
    }
}

void TestUnderlineTabBar::worksByKeyAndMouse()
{
    UnderlineTabBar bar;
    bar.addTab(u"History"_s);
    bar.addTab(u"Input"_s);
    bar.show();
    QVERIFY(QTest::qWaitForWindowExposed(&bar));
    QTest::keyClick(&bar, Qt::Key_Right);
    QCOMPARE(bar.currentIndex(), 1);
    QTest::mouseClick(&bar, Qt::LeftButton, {}, bar.tabRect(0).center());
    QCOMPARE(bar.currentIndex(), 0);
}

void TestUnderlineTabBar::hasAsMuchRoomAsItsWords()
{
    UnderlineTabBar bar;
    bar.addTab(u"Custom status"_s);
    QVERIFY(bar.tabRect(0).width() > bar.fontMetrics().horizontalAdvance(u"Custom status"_s));
}

HUBDECK_TEST(TestUnderlineTabBar)
#include "tst_underlinetabbar.moc"
