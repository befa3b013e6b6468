// SPDX-License-Identifier: MIT
#include "services/azurestorage/tablerow.h"

#include "testprogram.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace hubdeck::azurestorage;

class TableRowTest : public QObject
{
    Q_OBJECT

private slots:
    void findsPropertiesByExactName();
    void setsInPlaceOrAtTheEnd();
};

void TableRowTest::findsPropertiesByExactName()
{
    TableRow row;
    row.set(u"Name"_s, EdmType::String, u""_s);
    QVERIFY(row.find(u"Name"));
    QVERIFY(!row.find(u"name"));
    QVERIFY(!row.text(u"Name").isNull());
    QVERIFY(row.text(u"Other").isNull());
}

void TableRowTest::setsInPlaceOrAtTheEnd()
{
    TableRow row;
    row.set(u"A"_s, EdmType::String, u"1"_s);
    row.set(u"B"_s, EdmType::Int32, u"2"_s);
    row.set(u"A"_s, EdmType::Boolean, u"true"_s);
    const std::vector<TableProperty> expected { { u"A"_s, EdmType::Boolean, u"true"_s },
                                                { u"B"_s, EdmType::Int32, u"2"_s } };
    QCOMPARE(row.properties, expected);
}

HUBDECK_GUILESS_TEST(TableRowTest)
#include "tst_tablerow.moc"
