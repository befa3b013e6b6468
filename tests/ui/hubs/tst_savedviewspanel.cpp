// SPDX-License-Identifier: MIT
#include "ui/hubs/savedviewspanel.h"

#include "testprogram.h"

#include <QLabel>
#include <QListView>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace hubdeck;
using namespace Qt::StringLiterals;

class TestSavedViewsPanel : public QObject
{
    Q_OBJECT

private slots:

    void saysWhatItIsForWhileItIsEmpty()
    {
        SavedViewsModel views;
        SavedViewsPanel panel(views);
        const auto *list = panel.findChild<QListView *>();
        QVERIFY(list->isHidden());
        views.put({ u"Failed"_s, {}, {}, 3 });
        QVERIFY(!list->isHidden());
        views.remove(u"Failed"_s);
        QVERIFY(list->isHidden());
    }

    void enterChoosesTheView()
    {
        SavedViewsModel views;
        views.put({ u"Failed"_s, {}, {}, {} });
        views.put({ u"Stuck"_s, {}, {}, {} });
        SavedViewsPanel panel(views);
        const QSignalSpy chosen(&panel, &SavedViewsPanel::chosen);
        auto *list = panel.findChild<QListView *>();
        list->setCurrentIndex(views.index(1));
        QTest::keyClick(list, Qt::Key_Return);
        QCOMPARE(chosen.size(), 1);
        QCOMPARE(chosen.front().front().toString(), u"Stuck"_s);
    }

    void thePlusAsksToSave()
    {
        SavedViewsModel views;
        SavedViewsPanel panel(views);
        const QSignalSpy asked(&panel, &SavedViewsPanel::saveRequested);
        panel.findChild<QToolButton *>(u"saveViewButton"_s)->click();
        QCOMPARE(asked.size(), 1);
    }
};

HUBDECK_TEST(TestSavedViewsPanel)
#include "tst_savedviewspanel.moc"
