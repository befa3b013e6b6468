// SPDX-License-Identifier: MIT
#include "ui/shell/prompts.h"

#include "testprogram.h"

#include <QApplication>
#include <QDialog>
#include <QMessageBox>
#include <QPushButton>
#include <QTest>
#include <QTimer>

using namespace hubdeck;
using namespace Qt::StringLiterals;

class TestPrompts : public QObject
{
    Q_OBJECT

    /// Does `what` to the modal window as soon as there is one.
    template <typename Window, typename What> void whenShown(What what)
    {
        auto *timer = new QTimer(this);
        connect(timer, &QTimer::timeout, this, [timer, what] {
            if (auto *window = qobject_cast<Window *>(QApplication::activeModalWidget())) {
                timer->stop();
                timer->deleteLater();
                what(*window);
            }
        });
        timer->start(10);
    }

private slots:

    void runTellsWhetherTheDialogWasAccepted()
    {
        Prompts prompts;
        QDialog dialog;
        whenShown<QDialog>([](QDialog &shown) { shown.accept(); });
        QVERIFY(prompts.run(dialog));
        whenShown<QDialog>([](QDialog &shown) { shown.reject(); });
        QVERIFY(!prompts.run(dialog));
    }

    void aQuestionIsNotAnsweredYesByAccident()
    {
        Prompts prompts;
        whenShown<QMessageBox>([](QMessageBox &box) {
            QCOMPARE(box.textFormat(), Qt::PlainText);
            QCOMPARE(box.defaultButton(), box.button(QMessageBox::Cancel));
            QTest::keyClick(&box, Qt::Key_Escape);
        });
        QVERIFY(!prompts.confirm(nullptr, u"Remove"_s, u"Really <b>?</b>"_s, u"Remove"_s));
    }

    void yesIsSaidByItsOwnButton()
    {
        Prompts prompts;
        whenShown<QMessageBox>([](QMessageBox &box) {
            for (QAbstractButton *button : box.buttons()) {
                if (button->text() == u"Remove"_s) {
                    button->click();
                    return;
                }
            }
            box.reject();
        });
        QVERIFY(prompts.confirm(nullptr, u"Remove"_s, u"Really?"_s, u"Remove"_s));
    }
};

HUBDECK_TEST(TestPrompts)
#include "tst_prompts.moc"
