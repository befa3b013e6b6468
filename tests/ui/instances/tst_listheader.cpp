// SPDX-License-Identifier: MIT
#include "ui/instances/listheader.h"

#include "models/activity/pendingactions.h"
#include "models/displaytext.h"
#include "models/instances/instancetablemodel.h"
#include "testprogram.h"
#include "ui/shell/theme.h"

#include <QContextMenuEvent>
#include <QMenu>
#include <QStandardItemModel>
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
    void keepsTheSectionThatTellsRowsApart();
    void titlesStandWhereTheModelAlignsThem();
    void asksForTheWidthOfItsTitle();
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
        header.setKeptSection(InstanceTableModel::IdColumn);
        header.setFirstExtraSection(InstanceTableModel::ParentColumn);
        header.setPalette(theme::lightPalette());
        header.resize(900, header.sizeHint().height());
        header.show();
    }
};

QMenu *openMenu(ListHeader &header)
{
    QContextMenuEvent event(QContextMenuEvent::Mouse, QPoint(5, 5),
                            header.mapToGlobal(QPoint(5, 5)));
    QCoreApplication::sendEvent(header.viewport(), &event);
    return header.findChild<QMenu *>(u"columnsMenu"_s);
}

/// Where the first ink of a section's title is, from its left side.
int firstInk(ListHeader &header, int section)
{
    const QImage image = header.grab().toImage();
    const int left = header.sectionViewportPosition(section);
    constexpr int clearlyInk = 150;
    for (int x = left; x < left + header.sectionSize(section) - 2; ++x) {
        for (int y = 2; y < image.height() - 2; ++y) {
            if (qGray(image.pixel(x, y)) < clearlyInk) {
                return x - left;
            }
        }
    }
    return -1;
}

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

void TestListHeader::keepsTheSectionThatTellsRowsApart()
{
    QStandardItemModel model(0, 3);
    ListHeader header;
    header.setModel(&model);
    header.setFirstExtraSection(2);
    header.show();
    const QMenu *menu = openMenu(header);
    QVERIFY(menu);
    QCOMPARE(menu->actions().size(), 4);
    QVERIFY(!menu->actions().at(0)->isEnabled());
    QVERIFY(menu->actions().at(1)->isEnabled());
    QVERIFY(menu->actions().at(2)->isSeparator());
}

void TestListHeader::titlesStandWhereTheModelAlignsThem()
{
    QStandardItemModel model(0, 2);
    model.setHorizontalHeaderLabels({ u"Word"_s, u"Number"_s });
    model.setHeaderData(0, Qt::Horizontal, int(Qt::AlignLeft), Qt::TextAlignmentRole);
    model.setHeaderData(1, Qt::Horizontal, int(Qt::AlignRight), Qt::TextAlignmentRole);
    ListHeader header;
    header.setModel(&model);
    header.setPalette(theme::lightPalette());
    constexpr int wide = 300;
    header.setDefaultSectionSize(wide);
    header.resize(2 * wide, header.sizeHint().height());
    header.show();
    QVERIFY(firstInk(header, 0) >= 0);
    QVERIFY(firstInk(header, 0) < wide / 4);
    QVERIFY(firstInk(header, 1) > wide / 2);
}

void TestListHeader::asksForTheWidthOfItsTitle()
{
    QStandardItemModel model(0, 2);
    model.setHorizontalHeaderLabels({ u"A title of some length"_s, u"B"_s });
    ListHeader header;
    header.setModel(&model);
    header.setSortIndicator(-1, Qt::AscendingOrder);
    header.setSectionResizeMode(QHeaderView::ResizeToContents);
    header.resize(900, header.sizeHint().height());
    header.show();
    QCOMPARE(header.sectionSize(1), header.minimumSectionSize());
    const int before = header.sectionSizeHint(0);
    QFont bold = header.font();
    bold.setWeight(QFont::DemiBold);
    bold.setPointSizeF(bold.pointSizeF() * 0.9); // a little smaller than the text
    QVERIFY(before > QFontMetrics(bold).horizontalAdvance(u"A title of some length"_s));
    header.setSortIndicator(0, Qt::AscendingOrder);
    QVERIFY(header.sectionSizeHint(0) > before); // the arrow
}

HUBDECK_TEST(TestListHeader)
#include "tst_listheader.moc"
