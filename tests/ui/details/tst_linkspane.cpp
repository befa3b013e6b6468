// SPDX-License-Identifier: MIT
#include "ui/details/linkspane.h"

#include "testprogram.h"

#include <QApplication>
#include <QClipboard>
#include <QLabel>
#include <QTest>
#include <QToolButton>

using namespace hubdeck;
using namespace Qt::StringLiterals;

class TestLinksPane : public QObject
{
    Q_OBJECT

private slots:
    void listsAddressesAndCopiesThem();
    void saysWhyThereAreNone();
};

void TestLinksPane::listsAddressesAndCopiesThem()
{
    LinksPane pane;
    pane.showUrls({ { u"statusQueryGetUri"_s, u"https://app/instances/a"_s },
                    { u"newKindUri"_s, u"https://app/new"_s } },
                  {});
    pane.findChild<QToolButton *>(u"copy_newKindUri"_s)->click();
    QCOMPARE(QApplication::clipboard()->text(), u"https://app/new"_s);
    QCOMPARE(pane.findChild<QLabel *>(u"url_statusQueryGetUri"_s)->text(),
             u"https://app/instances/a"_s);
    QVERIFY(pane.findChild<QToolButton *>(u"copy_statusQueryGetUri"_s)
                ->accessibleName()
                .contains(u"Read the status"));
}

void TestLinksPane::saysWhyThereAreNone()
{
    LinksPane pane;
    pane.showUrls({ { u"statusQueryGetUri"_s, u"https://app/instances/a"_s } }, {});
    pane.showUrls({}, u"An export has no addresses."_s);
    QTRY_VERIFY(pane.findChild<QToolButton *>(u"copy_statusQueryGetUri"_s) == nullptr);
    QCOMPARE(pane.findChild<QLabel *>(u"linksWords"_s)->text(), u"An export has no addresses."_s);
}

HUBDECK_TEST(TestLinksPane)
#include "tst_linkspane.moc"
