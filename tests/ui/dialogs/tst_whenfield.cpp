// SPDX-License-Identifier: MIT
#include "ui/dialogs/whenfield.h"

#include "testprogram.h"

#include <QCheckBox>
#include <QDateTimeEdit>
#include <QSignalSpy>
#include <QTest>

using namespace hubdeck;
using namespace Qt::StringLiterals;

class TestWhenField : public QObject
{
    Q_OBJECT

private slots:

    void isNoTimeUntilItIsUsed()
    {
        WhenField field(u"when"_s);
        QVERIFY(!field.when());
        QCOMPARE(field.problem(), QString());
        QSignalSpy changed(&field, &WhenField::changed);
        field.findChild<QCheckBox *>(u"whenUse"_s)->click();
        QCOMPARE(changed.size(), 1);
        QVERIFY(field.when());
        QCOMPARE(field.problem(), QString()); // an hour ahead
    }

    void refusesWhatIsTooFarAhead()
    {
        WhenField field(u"when"_s);
        field.findChild<QCheckBox *>(u"whenUse"_s)->click();
        auto *edit = field.findChild<QDateTimeEdit *>(u"whenTime"_s);
        const QDateTime wanted = QDateTime::currentDateTime().addDays(8);
        edit->setDateTime(wanted);
        QVERIFY(!field.problem().isEmpty());
        QCOMPARE(field.when(), std::optional(Instant::fromDateTime(edit->dateTime())));
    }
};

HUBDECK_TEST(TestWhenField)
#include "tst_whenfield.moc"
