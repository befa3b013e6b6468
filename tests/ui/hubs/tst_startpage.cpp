// SPDX-License-Identifier: MIT
#include "ui/hubs/startpage.h"

#include "testprogram.h"
#include "ui/shell/actionregistry.h"

#include <QLabel>
#include <QTest>
#include <QToolButton>

using namespace hubdeck;
using namespace Qt::StringLiterals;

class TestStartPage : public QObject
{
    Q_OBJECT

private slots:

    void eachWayRunsItsAction()
    {
        QStringList ran;
        ActionRegistry actions;
        const QStringList ids { u"file.sandbox"_s, u"file.connect"_s, u"file.project"_s };
        for (const QString &id : ids) {
            actions.add({ .id = id, .text = id, .run = [&ran, id] { ran.append(id); } });
        }
        const StartPage page(actions);
        for (const QString &id : ids) {
            page.findChild<QToolButton *>(u"start."_s + id)->click();
        }
        QCOMPARE(ran, ids);
    }

    void noTextIsCutOff_data()
    {
        QTest::addColumn<int>("width");
        QTest::newRow("narrow") << 380;
        QTest::newRow("wide") << 1200;
    }

    void noTextIsCutOff()
    {
        QFETCH(int, width);
        ActionRegistry actions;
        for (const QString &id : { u"file.sandbox"_s, u"file.connect"_s, u"file.project"_s }) {
            actions.add({ .id = id, .text = id });
        }
        StartPage page(actions);
        page.resize(width, 700);
        page.show();
        QVERIFY(QTest::qWaitForWindowExposed(&page));
        for (const QLabel *label : page.findChildren<QLabel *>()) {
            QVERIFY2(label->height() >= label->heightForWidth(label->width()),
                     qPrintable(label->text()));
        }
    }
};

HUBDECK_TEST(TestStartPage)
#include "tst_startpage.moc"
