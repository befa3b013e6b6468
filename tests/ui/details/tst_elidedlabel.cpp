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
    void whatIsShorterTakesThePlaceOfWhatHasNoRoom();
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
    const QString line = u"<p style='margin:0;white-space:pre'>"_s;
    QCOMPARE(label.toolTip(), line + u"&lt;b&gt;a&lt;/b&gt;</p>"_s + line + u"b</p>"_s);
    QVERIFY(!plainToolTip(u"long "_s.repeated(50)).contains(u"white-space"_s)); // wraps
    QCOMPARE(plainToolTip({}), QString());
}

void TestElidedLabel::whatIsShorterTakesThePlaceOfWhatHasNoRoom()
{
    ElidedLabel label(Qt::ElideRight);
    const QStringList texts { u"2026-11-23 09:44:03.2091234"_s, u"11-23 09:44:03.209"_s,
                              u"11-23 09:44:03"_s };
    label.setContents(texts[0]);
    label.setShorter(texts.mid(1));
    for (const QString &text : texts) {
        label.resize(label.fontMetrics().horizontalAdvance(text) + 1, 20);
        QCOMPARE(label.shownText(), text);
    }
    QVERIFY(label.sizeHint().width() <= label.width() + 1);
    label.resize(30, 20);
    QVERIFY(label.shownText().endsWith(u'…'));
    label.setContents(u"x"_s);
    QCOMPARE(label.shownText(), u"x"_s);
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
