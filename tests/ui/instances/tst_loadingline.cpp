// SPDX-License-Identifier: MIT
#include "ui/instances/loadingline.h"

#include "testprogram.h"
#include "ui/shell/theme.h"

#include <QTest>
#include <QTimer>

using namespace hubdeck;

class TestLoadingLine : public QObject
{
    Q_OBJECT

private slots:
    void takesTheSameRoomWhetherActiveOrNot();
    void movesOnlyWhileActiveAndVisible();
};

void TestLoadingLine::takesTheSameRoomWhetherActiveOrNot()
{
    LoadingLine line;
    QCOMPARE(line.minimumHeight(), 2);
    QCOMPARE(line.maximumHeight(), 2);
    line.setActive(true);
    QCOMPARE(line.minimumHeight(), 2);
}

void TestLoadingLine::movesOnlyWhileActiveAndVisible()
{
    LoadingLine line;
    line.resize(400, 2);
    line.setPalette(theme::lightPalette());
    const QColor accent = theme::color(theme::Role::Accent, line.palette());
    const auto isDrawn = [&] {
        const QImage image = line.grab().toImage();
        for (int x = 0; x < image.width(); ++x) {
            if (image.pixelColor(x, 0) == accent) {
                return true;
            }
        }
        return false;
    };
    QVERIFY(!isDrawn());
    line.setActive(true); // hidden: nothing ticks
    QVERIFY(!isDrawn());
    line.show();
    QTRY_VERIFY(isDrawn());
    line.setActive(false);
    QVERIFY(!isDrawn());
}

HUBDECK_TEST(TestLoadingLine)
#include "tst_loadingline.moc"
