// SPDX-License-Identifier: MIT
#include "ui/shell/hubdeckstyle.h"

#include "testprogram.h"
#include "ui/shell/appearance.h"
#include "ui/shell/theme.h"

#include <QApplication>
#include <QHeaderView>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QStyleOption>
#include <QTableWidget>
#include <QTest>
#include <QToolButton>

using namespace hubdeck;
using namespace Qt::StringLiterals;

class TestHubdeckStyle : public QObject
{
    Q_OBJECT

private slots:

    void init()
    {
        QApplication::setStyle(new HubdeckStyle);
        applyAppearance(Appearance::Light, QPalette());
    }

    void appearancesHaveNamesAndPalettes_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<bool>("darkDesktop");
        QTest::addColumn<bool>("dark");
        QTest::newRow("light") << u"light"_s << true << false;
        QTest::newRow("dark") << u"dark"_s << false << true;
        QTest::newRow("system, light desktop") << u"system"_s << false << false;
        QTest::newRow("system, dark desktop") << u"system"_s << true << true;
    }

    void appearancesHaveNamesAndPalettes()
    {
        QFETCH(QString, name);
        QFETCH(bool, darkDesktop);
        QFETCH(bool, dark);
        const auto appearance = appearanceFromName(name);
        QVERIFY(appearance);
        QCOMPARE(nameOf(*appearance), name);
        applyAppearance(*appearance, darkDesktop ? theme::darkPalette() : theme::lightPalette());
        QCOMPARE(theme::isDark(QApplication::palette()), dark);
        QVERIFY(!appearanceFromName(u"sepia"_s));
    }

    void aPrimaryButtonIsFilled()
    {
        QToolButton button;
        button.setAutoRaise(true);
        button.setProperty("primary", true);
        button.resize(80, 30);
        QCOMPARE(button.grab().toImage().pixelColor(10, 15),
                 theme::color(theme::Role::PrimaryButton, button.palette()));
        button.setEnabled(false);
        QVERIFY(button.grab().toImage().pixelColor(10, 15)
                != theme::color(theme::Role::PrimaryButton, button.palette()));
    }

    void longTextsOfButtonsHaveRoomAtTheSides()
    {
        const QPushButton button(u"Test the connection to it"_s);
        const int text = button.fontMetrics().size(Qt::TextShowMnemonic, button.text()).width();
        QVERIFY(button.sizeHint().width() >= text + 24);
        QVERIFY(QPushButton(u"OK"_s).sizeHint().width() < 100); // enough already
    }

    void headersAreFlat()
    {
        QTableWidget table(1, 2);
        table.resize(300, 100);
        const QHeaderView *header = table.horizontalHeader();
        const QImage picture = table.horizontalHeader()->grab().toImage();
        QCOMPARE(picture.pixelColor(3, 2),
                 theme::color(theme::Role::AlternateRow, table.palette()));
        QCOMPARE(picture.pixelColor(3, header->height() - 1),
                 theme::color(theme::Role::Border, table.palette()));
    }

    void theScrollBarGoesFromEndToEnd()
    {
        QScrollBar bar(Qt::Vertical);
        bar.resize(13, 200);
        bar.setPageStep(10);
        bar.setRange(0, 1'000'000'000);
        QStyleOptionSlider option;
        option.initFrom(&bar);
        option.orientation = Qt::Vertical;
        option.minimum = 0;
        option.maximum = bar.maximum();
        option.pageStep = 10;
        const auto slider = [&option, &bar] {
            return bar.style()->subControlRect(QStyle::CC_ScrollBar, &option,
                                               QStyle::SC_ScrollBarSlider, &bar);
        };
        QCOMPARE(slider().top(), 0);
        QVERIFY(slider().height() >= 20); // can be grabbed however long the list is
        option.sliderPosition = bar.maximum();
        QCOMPARE(slider().bottom(), 199);
    }

    void focusIsVisible()
    {
        QWidget window;
        auto *edit = new QLineEdit(&window);
        edit->setGeometry(10, 10, 100, 30);
        auto *button = new QPushButton(u"x"_s, &window);
        button->setGeometry(10, 60, 100, 30);
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        for (QWidget *widget : { static_cast<QWidget *>(edit), static_cast<QWidget *>(button) }) {
            widget->clearFocus();
            const QImage without = widget->grab().toImage();
            widget->setFocus(Qt::TabFocusReason);
            QTRY_VERIFY(widget->hasFocus());
            QVERIFY(without.pixelColor(50, 0) != widget->grab().toImage().pixelColor(50, 0));
        }
    }
};

HUBDECK_TEST(TestHubdeckStyle)
#include "tst_hubdeckstyle.moc"
