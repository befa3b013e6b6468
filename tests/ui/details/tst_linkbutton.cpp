// SPDX-License-Identifier: MIT
#include "ui/details/linkbutton.h"

#include "testprogram.h"
#include "ui/shell/theme.h"

#include <QLabel>
#include <QSignalSpy>
#include <QTest>

using namespace hubdeck;
using namespace Qt::StringLiterals;

class TestLinkButton : public QObject
{
    Q_OBJECT

private slots:
    void isAsHighAsALabel();
    void isPressedByMouseAndKeyboard();
    void looksLikeALink();
};

void TestLinkButton::isAsHighAsALabel()
{
    LinkButton link;
    link.setText(u"1 running ›"_s);
    const QLabel label(u"1 running ›"_s);
    QCOMPARE(link.sizeHint().height(), label.sizeHint().height());
    QVERIFY(link.sizeHint().width() >= label.sizeHint().width());
    QVERIFY(link.minimumSizeHint().width() < link.sizeHint().width());
}

void TestLinkButton::isPressedByMouseAndKeyboard()
{
    LinkButton link;
    link.setText(u"open"_s);
    link.show();
    QVERIFY(QTest::qWaitForWindowExposed(&link));
    QSignalSpy clicked(&link, &QAbstractButton::clicked);
    QTest::mouseClick(&link, Qt::LeftButton);
    QTest::keyClick(&link, Qt::Key_Space);
    QCOMPARE(clicked.count(), 2);
}

void TestLinkButton::looksLikeALink()
{
    for (const QPalette &palette : { theme::lightPalette(), theme::darkPalette() }) {
        LinkButton link;
        link.setPalette(palette);
        link.setText(QString(20, u'█'));
        link.resize(link.sizeHint());
        const auto ink
            = [&] { return link.grab().toImage().pixelColor(link.width() / 4, link.height() / 2); };
        QCOMPARE(ink(), theme::color(theme::Role::Accent, palette));
        link.setEnabled(false);
        QVERIFY(ink() != theme::color(theme::Role::Accent, palette));
    }
}

HUBDECK_TEST(TestLinkButton)
#include "tst_linkbutton.moc"
