// SPDX-License-Identifier: MIT
#include "ui/instances/statuschip.h"

#include "testprogram.h"
#include "ui/shell/theme.h"

#include <QSignalSpy>
#include <QTest>

using namespace hubdeck;
using namespace Qt::Literals::StringLiterals;
using Kind = RuntimeStatus::Kind;

class TestStatusChip : public QObject
{
    Q_OBJECT

private slots:
    void namesItselfForPeopleAndTests();
    void growsWithItsCount();
    void isToggledByMouseAndKeyboard();
    void isColouredOnlyWhenItsRowsCanBeShown();
    void paintsInBothThemes();
};

namespace {

/// The colour between the rim and the glyph.
QColor fillOf(StatusChip &chip)
{
    chip.resize(chip.sizeHint());
    return chip.grab().toImage().pixelColor(chip.width() / 2, 4);
}

} // namespace

void TestStatusChip::namesItselfForPeopleAndTests()
{
    StatusChip chip(Kind::Suspended);
    QCOMPARE(chip.objectName(), u"chipSuspended"_s);
    QVERIFY(chip.accessibleName().contains(u"Suspended"_s));
    chip.setCount(5031);
    QVERIFY(chip.accessibleName().contains(u"031"_s));
    QVERIFY(!chip.toolTip().isEmpty());
}

void TestStatusChip::growsWithItsCount()
{
    StatusChip chip(Kind::Failed);
    const int none = chip.sizeHint().width();
    chip.setCount(3);
    const int small = chip.sizeHint().width();
    chip.setCount(1'000'000);
    QVERIFY(none < small);
    QVERIFY(small < chip.sizeHint().width());
    chip.setCount({});
    QCOMPARE(chip.sizeHint().width(), none);
}

void TestStatusChip::isToggledByMouseAndKeyboard()
{
    StatusChip chip(Kind::Failed);
    chip.resize(chip.sizeHint());
    QSignalSpy toggled(&chip, &QAbstractButton::toggled);
    QTest::mouseClick(&chip, Qt::LeftButton);
    QVERIFY(chip.isChecked());
    QTest::keyClick(&chip, Qt::Key_Space);
    QVERIFY(!chip.isChecked());
    QCOMPARE(toggled.count(), 2);
}

void TestStatusChip::isColouredOnlyWhenItsRowsCanBeShown()
{
    StatusChip chip(Kind::Failed);
    chip.setPalette(theme::lightPalette());
    const QColor lit = theme::chipFill(Kind::Failed, chip.palette());
    chip.setCount(0);
    QVERIFY(fillOf(chip) != lit); // all shown, but none there
    chip.setCount(23);
    QCOMPARE(fillOf(chip), lit);
    chip.setAllShown(false); // another chip is checked
    QVERIFY(fillOf(chip) != lit);
    chip.setChecked(true);
    QCOMPARE(fillOf(chip), lit);
}

void TestStatusChip::paintsInBothThemes()
{
    for (const QPalette &palette : { theme::lightPalette(), theme::darkPalette() }) {
        for (const Kind kind : RuntimeStatus::queryable) {
            StatusChip chip(kind);
            chip.setPalette(palette);
            chip.setCount(7);
            chip.setChecked(true);
            QCOMPARE(fillOf(chip), theme::chipFill(kind, palette));
        }
    }
}

HUBDECK_TEST(TestStatusChip)
#include "tst_statuschip.moc"
