// SPDX-License-Identifier: MIT
#include "services/taskhub/hubdeletion.h"

#include "testprogram.h"

#include <QLocale>
#include <QTest>

using namespace hubdeck;
using namespace Qt::StringLiterals;
using Kind = HubArtefact::Kind;

class tst_HubDeletion : public QObject
{
    Q_OBJECT

private slots:

    void initTestCase() { QLocale::setDefault(QLocale::c()); }

    void namesKinds();
    void describesCounts_data();
    void describesCounts();
};

void tst_HubDeletion::namesKinds()
{
    QCOMPARE(displayName(Kind::Queue), u"Queue"_s);
    QCOMPARE(displayName(Kind::Container), u"Blob container"_s);
    QCOMPARE(displayName(Kind::Table), u"Table"_s);
}

void tst_HubDeletion::describesCounts_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<int>("count");
    QTest::addColumn<bool>("atLeast");
    QTest::addColumn<QString>("words");
    QTest::newRow("unknown") << int(Kind::Table) << -1 << false << QString();
    QTest::newRow("none") << int(Kind::Table) << 0 << false << u"0 rows"_s;
    QTest::newRow("one") << int(Kind::Queue) << 1 << false << u"1 message"_s;
    QTest::newRow("one or more") << int(Kind::Container) << 1 << true << u"1 or more blobs"_s;
    QTest::newRow("many") << int(Kind::Queue) << 12 << false << u"12 messages"_s;
}

void tst_HubDeletion::describesCounts()
{
    QFETCH(int, kind);
    QFETCH(int, count);
    QFETCH(bool, atLeast);
    QFETCH(QString, words);
    HubArtefact artefact;
    artefact.kind = static_cast<Kind>(kind);
    artefact.countIsAtLeast = atLeast;
    if (count >= 0) {
        artefact.count = count;
    }
    QCOMPARE(describeCount(artefact), words);
}

HUBDECK_GUILESS_TEST(tst_HubDeletion)
#include "tst_hubdeletion.moc"
