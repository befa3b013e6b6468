// SPDX-License-Identifier: MIT
#include "ui/instances/labelledfield.h"

#include "testprogram.h"
#include "ui/shell/theme.h"

#include <QLineEdit>
#include <QTest>

using namespace hubdeck;
using namespace Qt::Literals::StringLiterals;

class TestLabelledField : public QObject
{
    Q_OBJECT

private slots:
    void keepsItsWidthWhileOneTypes();
    void passesTheFocusToItsEdit();
    void namesItsEdit();
    void showsTheFocusInItsFrame();
    void buttonTellsLabelAndValue();
};

void TestLabelledField::keepsItsWidthWhileOneTypes()
{
    LabelledField field(u"Id prefix"_s, u"any"_s, 12);
    const QSize before = field.sizeHint();
    field.edit().setText(u"a rather long prefix that does not fit"_s);
    QCOMPARE(field.sizeHint(), before);
}

void TestLabelledField::passesTheFocusToItsEdit()
{
    LabelledField field(u"Id prefix"_s, u"any"_s, 12);
    QCOMPARE(field.focusProxy(), &field.edit());
    QCOMPARE(field.edit().placeholderText(), u"any"_s);
}

void TestLabelledField::namesItsEdit()
{
    LabelledField field(u"Narrow"_s, u"id"_s, 12);
    QCOMPARE(field.edit().accessibleName(), u"Narrow"_s);
}

void TestLabelledField::showsTheFocusInItsFrame()
{
    LabelledField field(u"Narrow"_s, u"id"_s, 12);
    field.setPalette(theme::lightPalette());
    field.show();
    QVERIFY(QTest::qWaitForWindowExposed(&field));
    field.edit().clearFocus();
    const QImage before = field.grab().toImage();
    field.activateWindow();
    field.edit().setFocus();
    QTRY_VERIFY(field.edit().hasFocus());
    QVERIFY(field.grab().toImage().pixelColor(field.width() / 2, 0)
            != before.pixelColor(field.width() / 2, 0));
}

void TestLabelledField::buttonTellsLabelAndValue()
{
    LabelledButton button(u"Created"_s);
    button.setValue(u"last hour"_s);
    const QSize before = button.sizeHint();
    QCOMPARE(button.accessibleName(), u"Created last hour"_s);
    button.setValue(u"last 24 hours"_s);
    QCOMPARE(button.value(), u"last 24 hours"_s);
    QVERIFY(button.sizeHint().width() > before.width());
    button.resize(button.sizeHint());
    QVERIFY(!button.grab().isNull());
}

HUBDECK_TEST(TestLabelledField)
#include "tst_labelledfield.moc"
