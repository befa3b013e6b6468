// SPDX-License-Identifier: MIT
#include "ui/dialogs/namedialog.h"

#include "dialogfixture.h"
#include "testprogram.h"

using namespace Qt::Literals::StringLiterals;
using namespace hubdeck;

class NameDialogTest : public QObject
{
    Q_OBJECT

private slots:

    void needsANameAndTellsWhatItWouldDo()
    {
        NameDialog dialog({ u"Save view"_s, u"Save it"_s, u"Save"_s }, {}, [](const QString &name) {
            return name == u"A"_s ? u"Replaces A."_s : QString();
        });
        QVERIFY(test::shown(dialog));
        QVERIFY(!test::acceptButton(dialog)->isEnabled());
        test::type(dialog, "nameEdit", u"  A "_s);
        QCOMPARE(dialog.name(), u"A"_s);
        QVERIFY(test::acceptButton(dialog)->isEnabled());
        QCOMPARE(test::labelText(dialog, "nameNote"), u"Replaces A."_s);
        QCOMPARE(test::cutOffText(dialog), QString());
        QCOMPARE(test::unnamedControls(dialog), QStringList());
        QCOMPARE(test::sharedMnemonics(dialog), QStringList());
        test::type(dialog, "nameEdit", u"   "_s);
        QVERIFY(!test::acceptButton(dialog)->isEnabled());
    }

    void startsWithTheNameThatThereIs()
    {
        const NameDialog dialog({ u"Rename"_s, u"Rename it"_s, u"Rename"_s }, u"Old"_s, {});
        QCOMPARE(dialog.name(), u"Old"_s);
        QVERIFY(test::acceptButton(dialog)->isEnabled());
    }
};

HUBDECK_TEST(NameDialogTest)
#include "tst_namedialog.moc"
