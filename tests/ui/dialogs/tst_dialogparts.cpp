// SPDX-License-Identifier: MIT
#include "ui/dialogs/dialogparts.h"

#include "dialogfixture.h"
#include "testprogram.h"

#include <QAction>
#include <QFormLayout>
#include <QLineEdit>
#include <QTreeWidget>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;
using namespace hubdeck;
using Kind = RuntimeStatus::Kind;

class DialogPartsTest : public QObject
{
    Q_OBJECT

private slots:

    void labelsAreNeverRichText()
    {
        QWidget parent;
        const QLabel *label = dialogparts::plainLabel(u"<b>x</b>"_s, u"name"_s, &parent);
        QCOMPARE(label->textFormat(), Qt::PlainText);
        QVERIFY(label->wordWrap());
        QVERIFY(label->hasHeightForWidth());
        QCOMPARE(label->objectName(), u"name"_s);
    }

    void tonesFollowTheWindow()
    {
        QWidget parent;
        parent.setPalette(theme::darkPalette());
        QLabel *label = dialogparts::plainLabel(u"x"_s, {}, &parent);
        dialogparts::setTone(*label, dialogparts::Tone::Bad);
        QCOMPARE(label->palette().color(QPalette::WindowText),
                 theme::color(theme::Role::Danger, theme::darkPalette()));
        dialogparts::setTone(*label, dialogparts::Tone::Normal);
        QCOMPARE(label->palette().color(QPalette::WindowText),
                 theme::darkPalette().color(QPalette::WindowText));
    }

    void theFieldsOfAllFormsBeginAtTheSamePlace()
    {
        QWidget parent;
        auto *column = new QVBoxLayout(&parent);
        QFormLayout *above = dialogparts::form();
        QFormLayout *below = dialogparts::form();
        auto *first = new QLineEdit(&parent);
        auto *second = new QLineEdit(&parent);
        above->addRow(u"A long label"_s, first);
        below->addRow(u"B"_s, second);
        column->addLayout(above);
        column->addLayout(below);
        dialogparts::alignForms(parent);
        parent.resize(400, 200);
        column->activate();
        QCOMPARE(second->x(), first->x());
    }

    void countsComeInTheOrderOfStatuses()
    {
        QWidget parent;
        QTreeWidget *list
            = dialogparts::statusList({ u"Status"_s, u"Instances"_s }, u"counts"_s, &parent);
        dialogparts::fillCounts(*list,
                                { { u"Completed"_s, 12345 }, { u"Failed"_s, 2 }, { u"Odd"_s, 1 } });
        QCOMPARE(list->topLevelItemCount(), 3);
        QCOMPARE(list->topLevelItem(0)->text(0), u"Failed"_s);
        QCOMPARE(list->topLevelItem(1)->text(0), u"Completed"_s);
        QCOMPARE(list->topLevelItem(2)->text(0),
                 u"Odd"_s); // a status never seen before is not dropped
        QVERIFY(!list->topLevelItem(1)->icon(0).isNull());
        dialogparts::fillCounts(*list, { { u"Failed"_s, 7 } }); // replaces
        QCOMPARE(list->topLevelItemCount(), 1);
        QCOMPARE(list->topLevelItem(0)->text(1), u"7"_s);
    }

    void rowsAreAsHighAsThoseOfOtherLists()
    {
        QTreeWidget list;
        new QTreeWidgetItem(&list, { u"x"_s });
        dialogparts::setRowHeight(list);
        list.show();
        QCOMPARE(list.visualItemRect(list.topLevelItem(0)).height(),
                 list.fontMetrics().height() + 9);
    }

    void countsWhatOneChangePutsIn()
    {
        QCOMPARE(dialogparts::inserted({}, u"abc"_s), 3);
        QCOMPARE(dialogparts::inserted(u"abc"_s, u"abxc"_s), 1);
        QCOMPARE(dialogparts::inserted(u"abc"_s, u"ac"_s), 0);
        QCOMPARE(dialogparts::inserted(u"aaa"_s, u"aaaa"_s), 1);
        QCOMPARE(dialogparts::inserted(u"name=one"_s, u"name=two"_s), 3); // over another
    }

    void aSecretShowsOnlyBehindItsEye()
    {
        QWidget parent;
        QLineEdit *edit = dialogparts::secretEdit(u"secret"_s, u"Secret"_s, &parent);
        dialogparts::addEye(*edit, u"eye"_s, u"Show it"_s);
        QCOMPARE(edit->echoMode(), QLineEdit::Password);
        auto *eye = edit->findChild<QAction *>(u"eye"_s);
        eye->toggle();
        QCOMPARE(edit->echoMode(), QLineEdit::Normal);
        eye->toggle();
        QCOMPARE(edit->echoMode(), QLineEdit::Password);
    }

    void listsGrowToALimit()
    {
        QWidget parent;
        QTreeWidget *list = dialogparts::statusList({ u"Status"_s, u"Id"_s }, u"list"_s, &parent);
        dialogparts::addStatusRow(*list, Kind::Failed, { u"a\nb"_s });
        QVERIFY(!list->topLevelItem(0)->text(1).contains(u'\n'));
        dialogparts::fitHeight(*list, 3);
        const int one = list->height();
        for (int i = 0; i < 10; ++i) {
            dialogparts::addStatusRow(*list, Kind::Failed, { u"x"_s });
        }
        dialogparts::fitHeight(*list, 3);
        const int three = list->height();
        QVERIFY(three > one);
        dialogparts::addStatusRow(*list, Kind::Failed, { u"x"_s });
        dialogparts::fitHeight(*list, 3);
        QCOMPARE(list->height(), three);
    }
};

HUBDECK_TEST(DialogPartsTest)
#include "tst_dialogparts.moc"
