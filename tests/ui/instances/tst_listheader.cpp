// SPDX-License-Identifier: MIT
#include "ui/instances/listheader.h"

#include "models/activity/pendingactions.h"
#include "models/displaytext.h"
#include "models/instances/instancetablemodel.h"
#include "ui/shell/theme.h"

#include <QContextMenuEvent>
#include <QMenu>
#include <QTest>

using namespace hubdeck;
using namespace Qt::Literals::StringLiterals;

class TestListHeader : public QObject
{
    Q_OBJECT

private slots:
    void choosesColumnsByMenu();
    void saysWhichColumnsTheRoadDoesNotTell();
    void marksTheSortedColumn();
};

namespace {

struct Fixture
{
    PendingActions pending;
    TimeDisplay time;
    InstanceTableModel model { pending, time };
    ListHeader header;

    Fixture()
    {
        header.setModel(&model);
        header.setPalette(theme::lightPalette());
        header.resize(900, header.sizeHint().height());
        header.show();
    }
};

} // namespace

void TestListHeader::choosesColumnsByMenu()
{
    Fixture f;
    QVERIFY(QTest::qWaitForWindowExposed(&f.header));
    QContextMenuEvent event(QContextMenuEvent::Mouse, QPoint(5, 5),
                            f.header.mapToGlobal(QPoint(5, 5)));
    QCoreApplication::sendEvent(f.header.viewport(), &event);
    auto *menu = f.header.findChild<QMenu *>(u"columnsMenu"_s);
    QVERIFY(menu);
    QCOMPARE(menu->actions().size(), int(InstanceTableModel::ColumnCount) + 1); // a separator
    QVERIFY(!menu->actions().at(InstanceTableModel::IdColumn)->isEnabled());
    menu->actions().at(InstanceTableModel::UpdatedColumn)->trigger();
    QVERIFY(f.header.isSectionHidden(InstanceTableModel::UpdatedColumn));
    menu->actions().at(InstanceTableModel::UpdatedColumn)->trigger();
    QVERIFY(!f.header.isSectionHidden(InstanceTableModel::UpdatedColumn));
    menu->close();
}

void TestListHeader::saysWhichColumnsTheRoadDoesNotTell()
{
    Fixture f;
    f.model.setExtrasNote(u"Not over HTTP."_s);
    QContextMenuEvent event(QContextMenuEvent::Mouse, QPoint(5, 5),
                            f.header.mapToGlobal(QPoint(5, 5)));
    QCoreApplication::sendEvent(f.header.viewport(), &event);
    auto *menu = f.header.findChild<QMenu *>(u"columnsMenu"_s);
    QVERIFY(menu);
    const QAction *tags = menu->actions().at(InstanceTableModel::TagsColumn + 1);
    QCOMPARE(tags->text(), u"Tags"_s);
    QVERIFY(!tags->isEnabled());
    QCOMPARE(tags->toolTip(), u"Not over HTTP."_s);
    QVERIFY(menu->actions().at(InstanceTableModel::NameColumn)->isEnabled());
    menu->close();
}

void TestListHeader::marksTheSortedColumn()
{
    Fixture f;
    f.header.setSortIndicator(InstanceTableModel::NameColumn, Qt::AscendingOrder);
    const QImage up = f.header.grab().toImage();
    f.header.setSortIndicator(InstanceTableModel::NameColumn, Qt::DescendingOrder);
    const QImage down = f.header.grab().toImage();
    f.header.setSortIndicator(InstanceTableModel::CreatedColumn, Qt::DescendingOrder);
    QVERIFY(up != down);
    QVERIFY(f.header.grab().toImage() != down);
}

QTEST_MAIN(TestListHeader)
#include "tst_listheader.moc"
