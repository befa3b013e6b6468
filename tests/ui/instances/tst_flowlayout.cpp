// SPDX-License-Identifier: MIT
#include "ui/instances/flowlayout.h"

#include "testprogram.h"

#include <QTest>
#include <QWidget>

using namespace hubdeck;

class TestFlowLayout : public QObject
{
    Q_OBJECT

private slots:
    void breaksLinesWhereTheWidthEnds();
    void givesTheRestOfALineToExpandingWidgets();
    void leavesNoRoomForHiddenWidgets();
    void mirrorsRightToLeft();
};

namespace {

QWidget *box(QWidget &parent, QSizePolicy::Policy policy = QSizePolicy::Fixed)
{
    auto *widget = new QWidget(&parent);
    widget->setMinimumSize(100, 20);
    widget->setSizePolicy(policy, QSizePolicy::Fixed);
    parent.layout()->addWidget(widget);
    widget->show();
    return widget;
}

} // namespace

void TestFlowLayout::breaksLinesWhereTheWidthEnds()
{
    QWidget parent;
    auto *flow = new FlowLayout(10, 5, &parent);
    QWidget *first = box(parent);
    QWidget *second = box(parent);
    QWidget *third = box(parent);
    QCOMPARE(flow->heightForWidth(320), 20);
    QCOMPARE(flow->heightForWidth(319), 45);
    QCOMPARE(flow->heightForWidth(100), 70);
    flow->setGeometry(QRect(0, 0, 215, 100));
    QCOMPARE(first->geometry(), QRect(0, 0, 100, 20));
    QCOMPARE(second->geometry(), QRect(110, 0, 100, 20));
    QCOMPARE(third->geometry(), QRect(0, 25, 100, 20));
}

void TestFlowLayout::givesTheRestOfALineToExpandingWidgets()
{
    QWidget parent;
    auto *flow = new FlowLayout(10, 5, &parent);
    box(parent);
    QWidget *wide = box(parent, QSizePolicy::Expanding);
    flow->setGeometry(QRect(0, 0, 500, 50));
    QCOMPARE(wide->geometry(), QRect(110, 0, 390, 20));
}

void TestFlowLayout::leavesNoRoomForHiddenWidgets()
{
    QWidget parent;
    auto *flow = new FlowLayout(10, 5, &parent);
    box(parent)->hide();
    QWidget *shown = box(parent);
    flow->setGeometry(QRect(0, 0, 500, 50));
    QCOMPARE(shown->x(), 0);
    QCOMPARE(flow->heightForWidth(100), 20);
}

void TestFlowLayout::mirrorsRightToLeft()
{
    QWidget parent;
    parent.setLayoutDirection(Qt::RightToLeft);
    auto *flow = new FlowLayout(10, 5, &parent);
    QWidget *first = box(parent);
    flow->setGeometry(QRect(0, 0, 500, 50));
    QCOMPARE(first->geometry(), QRect(400, 0, 100, 20));
}

HUBDECK_TEST(TestFlowLayout)
#include "tst_flowlayout.moc"
