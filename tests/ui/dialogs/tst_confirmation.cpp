// SPDX-License-Identifier: MIT
#include "ui/dialogs/confirmation.h"

#include "dialogfixture.h"
#include "testprogram.h"

#include <QSignalSpy>

using namespace Qt::Literals::StringLiterals;
using namespace hubdeck;

class ConfirmationTest : public QObject
{
    Q_OBJECT

private slots:

    void asksNothingAtFirst()
    {
        const Confirmation confirmation;
        QVERIFY(confirmation.isHidden());
        QVERIFY(confirmation.isGiven());
        QVERIFY(!confirmation.isAsked());
    }

    void isGivenByTheWordsOnly()
    {
        Confirmation confirmation;
        QSignalSpy changed(&confirmation, &Confirmation::changed);
        confirmation.expect(Confirmation::wordsFor(5));
        QVERIFY(!confirmation.isGiven());
        QVERIFY(!confirmation.isHidden());
        test::type(confirmation, "confirmationEdit", u"purge"_s);
        QVERIFY(!confirmation.isGiven());
        test::type(confirmation, "confirmationEdit", u" Purge 5 "_s);
        QVERIFY(confirmation.isGiven());
        QVERIFY(changed.count() > 5);
    }

    void forgetsWhatWasTypedForAnotherNumber()
    {
        Confirmation confirmation;
        confirmation.expect(Confirmation::wordsFor(5));
        test::type(confirmation, "confirmationEdit", u"purge 5"_s);
        confirmation.expect(Confirmation::wordsFor(5));
        QVERIFY(confirmation.isGiven());
        confirmation.expect(Confirmation::wordsFor(6));
        QVERIFY(!confirmation.isGiven());
        QCOMPARE(test::part<QLineEdit>(confirmation, "confirmationEdit")->text(), QString());
    }
};

HUBDECK_TEST(ConfirmationTest)
#include "tst_confirmation.moc"
