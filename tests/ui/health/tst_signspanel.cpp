// SPDX-License-Identifier: MIT
#include "ui/health/signspanel.h"

#include "testprogram.h"

#include <QLabel>
#include <QTest>

using namespace hubdeck;
using namespace hubdeck::azurestorage;
using namespace Qt::StringLiterals;

class TestSignsPanel : public QObject
{
    Q_OBJECT

private slots:

    void saysThatThereIsNone()
    {
        SignsPanel panel;
        QCOMPARE(words(panel, 0), u"No sign that the hub is stuck."_s);
        QCOMPARE(words(panel, 1), QString());
    }

    void tellsEachSignAsPlainText()
    {
        SignsPanel panel;
        panel.showSigns({ { StuckSign::Kind::NoWorker, u"No worker."_s },
                          { StuckSign::Kind::PoisonMessages, u"<b>Poison</b>"_s } });
        QCOMPARE(words(panel, 0), u"No worker."_s);
        QCOMPARE(words(panel, 1), u"<b>Poison</b>"_s);
        QCOMPARE(panel.findChild<QLabel *>(u"healthSign1"_s)->textFormat(), Qt::PlainText);
        panel.showSigns({});
        QCOMPARE(words(panel, 0), u"No sign that the hub is stuck."_s);
        QCOMPARE(words(panel, 1), QString());
    }

private:
    static QString words(const SignsPanel &panel, int sign)
    {
        const auto *label = panel.findChild<QLabel *>(u"healthSign%1"_s.arg(sign));
        return label ? label->text() : QString();
    }
};

HUBDECK_TEST(TestSignsPanel)
#include "tst_signspanel.moc"
