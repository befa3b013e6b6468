// SPDX-License-Identifier: MIT
#include "ui/details/elidedlabel.h"

#include "testprogram.h"

#include <QTest>

using namespace hubdeck;
using namespace Qt::StringLiterals;

class TestElidedLabel : public QObject
{
    Q_OBJECT

private slots:
    void givesWayAndKeepsTheWholeInTheToolTip();
    void showsNoMarkupAndNoControlCharacters();
    void explanationStandsInTheToolTip();
};

void TestElidedLabel::givesWayAndKeepsTheWholeInTheToolTip()
{
    ElidedLabel label(Qt::ElideMiddle);
    const QString text(300, u'x');
    label.setContents(text);
    QVERIFY(label.minimumSizeHint().width() < 100);
    QVERIFY(label.sizeHint().width() > 1000);
    QVERIFY(label.toolTip().contains(text));
    label.resize(60, 20);
    QVERIFY(!label.grab().isNull());
}

void TestElidedLabel::showsNoMarkupAndNoControlCharacters()
{
    ElidedLabel label(Qt::ElideRight);
    label.setContents(u"<b>a</b>\nb"_s);
    QCOMPARE(label.textFormat(), Qt::PlainText);
    QVERIFY(!label.text().contains(u'\n'));
    QCOMPARE(label.toolTip(), u"<span>&lt;b&gt;a&lt;/b&gt;<br>b</span>"_s);
    QCOMPARE(plainToolTip({}), QString());
}

void TestElidedLabel::explanationStandsInTheToolTip()
{
    ElidedLabel label(Qt::ElideRight);
    label.setContents(u"453 ms"_s, u"From creation to the end"_s);
    QCOMPARE(label.text(), u"453 ms"_s);
    QVERIFY(label.toolTip().contains(u"From creation"));
    QCOMPARE(label.accessibleDescription(), u"From creation to the end"_s);
}

HUBDECK_TEST(TestElidedLabel)
#include "tst_elidedlabel.moc"
