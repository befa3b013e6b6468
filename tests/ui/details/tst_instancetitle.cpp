// SPDX-License-Identifier: MIT
#include "ui/details/instancetitle.h"

#include "testprogram.h"

#include <QApplication>
#include <QClipboard>
#include <QLabel>
#include <QTest>
#include <QToolButton>

using namespace hubdeck;
using namespace Qt::StringLiterals;

class TestInstanceTitle : public QObject
{
    Q_OBJECT

private slots:
    void showsTheIdWithItsStatusAndCopiesIt();
    void withoutAnInstanceThereIsNothingToCopy();
};

void TestInstanceTitle::showsTheIdWithItsStatusAndCopiesIt()
{
    InstanceTitle title;
    title.showInstance(InstanceId(u"order-42"_s), RuntimeStatus(RuntimeStatus::Kind::Failed));
    QCOMPARE(title.findChild<QLabel *>(u"instanceId"_s)->text(), u"order-42"_s);
    const auto *glyph = title.findChild<QLabel *>(u"instanceGlyph"_s);
    QVERIFY(glyph->isVisibleTo(&title));
    QCOMPARE(glyph->accessibleName(), u"Failed"_s);
    title.findChild<QToolButton *>(u"copyInstanceId"_s)->click();
    QCOMPARE(QApplication::clipboard()->text(), u"order-42"_s);
}

void TestInstanceTitle::withoutAnInstanceThereIsNothingToCopy()
{
    InstanceTitle title;
    title.showInstance(InstanceId(u"order-42"_s), std::nullopt);
    QVERIFY(!title.findChild<QLabel *>(u"instanceGlyph"_s)->isVisibleTo(&title));
    title.clear();
    QVERIFY(!title.findChild<QToolButton *>(u"copyInstanceId"_s)->isVisibleTo(&title));
    QCOMPARE(title.findChild<QLabel *>(u"instanceId"_s)->text(), u"Instance"_s);
}

HUBDECK_TEST(TestInstanceTitle)
#include "tst_instancetitle.moc"
