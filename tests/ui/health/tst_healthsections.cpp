// SPDX-License-Identifier: MIT
#include "ui/health/healthsections.h"

#include "testprogram.h"

#include <QHeaderView>
#include <QLabel>
#include <QScrollBar>
#include <QSplitter>
#include <QStandardItemModel>
#include <QTableView>
#include <QTest>

using namespace hubdeck;
using namespace Qt::StringLiterals;

namespace {

constexpr int wide = 1500;
constexpr int narrow = 600;

struct Fixture
{
    Fixture(int width, int height)
    {
        for (const int rows : { 2, 3, 100 }) {
            models.push_back(std::make_unique<QStandardItemModel>(rows, 2));
            auto *table = new QTableView(&sections);
            table->setModel(models.back().get());
            table->setFrameShape(QFrame::NoFrame);
            table->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
            table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
            table->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
            sections.addTable(u"Title"_s, table);
            tables.push_back(table);
        }
        sections.addText(text);
        sections.resize(width, height);
        sections.show();
    }

    [[nodiscard]] QRect place(const QWidget *widget) const
    {
        return { widget->mapTo(&sections, QPoint()), widget->size() };
    }

    std::vector<std::unique_ptr<QStandardItemModel>> models;
    HealthSections sections;
    std::vector<QTableView *> tables;
    QLabel *text = new QLabel(u"text"_s);
};

} // namespace

class TestHealthSections : public QObject
{
    Q_OBJECT

private slots:

    void whatFitsStandsBesideEachOther()
    {
        const Fixture f(wide, 700);
        QCOMPARE(f.place(f.tables[0]).top(), f.place(f.tables[1]).top());
        QVERIFY(f.place(f.text).left() > f.place(f.tables[2]).right());
    }

    void aNarrowPlaceHasThemBelowEachOther()
    {
        Fixture f(narrow, 900);
        QVERIFY(f.place(f.tables[1]).top() > f.place(f.tables[0]).bottom());
        QVERIFY(f.place(f.tables[2]).top() > f.place(f.tables[1]).bottom());
        QVERIFY(f.place(f.text).top() > f.place(f.tables[2]).bottom());
        f.sections.resize(wide, 900);
        QTRY_COMPARE(f.place(f.tables[0]).top(), f.place(f.tables[1]).top());
    }

    void theTablesAboveTakeWhatTheirRowsNeed()
    {
        const Fixture f(wide, 900);
        QVERIFY(f.place(f.tables[0]).height() >= 3 * f.tables[0]->rowHeight(0));
        QVERIFY(f.place(f.tables[0]).height() < 8 * f.tables[0]->rowHeight(0));
        QVERIFY(f.place(f.tables[2]).height() > 2 * f.place(f.tables[0]).height());
    }

    void emptyMessagesLeaveTheRoomToTheRowsAbove()
    {
        Fixture f(narrow, 900);
        f.models[0]->setRowCount(7);
        f.models[1]->setRowCount(7);
        f.models[2]->setRowCount(0);
        f.sections.share();
        for (const QTableView *table : { f.tables[0], f.tables[1] }) {
            QTRY_VERIFY(table->viewport()->height() >= 7 * table->rowHeight(0));
        }
    }

    void theHeadScrollsWithTheTables()
    {
        Fixture f(narrow, 400);
        auto *head = new QLabel(u"One sign after the other. "_s.repeated(40));
        head->setWordWrap(true);
        f.sections.setHead(head);
        f.sections.share();
        QTRY_VERIFY(head->height() >= head->heightForWidth(head->width()));
        QVERIFY(f.sections.minimumSizeHint().height() < 200);
        const int before = f.place(head).top();
        f.sections.verticalScrollBar()->setValue(f.sections.verticalScrollBar()->maximum());
        QVERIFY(f.place(head).top() < before);
        QTRY_VERIFY(f.place(f.text).bottom() <= f.sections.height());
    }

    void whatGivesWayIsNotSqueezedAway()
    {
        Fixture f(wide, 700);
        auto *wideTable = f.tables[0];
        wideTable->setHorizontalScrollBarPolicy(Qt::ScrollBarAsNeeded);
        f.models[0]->setHorizontalHeaderLabels({ u"Queue"_s, QString(60, u'x') });
        f.models[0]->setItem(0, 0, new QStandardItem(u"control-00"_s));
        const int whole = wideTable->fontMetrics().horizontalAdvance(u"control-00"_s);
        for (const int width : { wide, 900, narrow, 300 }) {
            f.sections.resize(width, 700);
            QTRY_VERIFY(wideTable->columnWidth(0) >= whole);
        }
        QVERIFY(wideTable->horizontalScrollBar()->maximum() > 0);
    }

    void aSplitterThatWasMovedStays()
    {
        Fixture f(wide, 900);
        auto *all = f.sections.widget()->findChild<QSplitter *>({}, Qt::FindDirectChildrenOnly);
        QTest::mousePress(all->handle(1), Qt::LeftButton);
        QTest::mouseMove(all->handle(1), QPoint(5, 150));
        QTest::mouseRelease(all->handle(1), Qt::LeftButton, {}, QPoint(5, 150));
        const int chosen = f.place(f.tables[0]).height();
        QVERIFY(chosen > 8 * f.tables[0]->rowHeight(0));
        f.models[0]->insertRow(0);
        f.sections.share();
        QCOMPARE(f.place(f.tables[0]).height(), chosen);
    }

    void aLowPlaceScrollsInsteadOfHidingTheRows()
    {
        const Fixture f(narrow, 300);
        QVERIFY(f.sections.verticalScrollBar()->maximum() > 0);
        for (const QTableView *table : f.tables) {
            QVERIFY(table->viewport()->height() >= 2 * table->rowHeight(0));
        }
    }
};

HUBDECK_TEST(TestHealthSections)
#include "tst_healthsections.moc"
