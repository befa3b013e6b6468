// SPDX-License-Identifier: MIT
#include "models/health/healthtable.h"

#include "models/roles.h"
#include "testprogram.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace hubdeck;
using namespace Qt::StringLiterals;

namespace {

/// A word and a number in every row.
class Words : public HealthTable
{
public:
    Words()
        : HealthTable({ { u"Word"_s }, { u"Number"_s, true } }, nullptr)
    { }

    void show(const QStringList &words)
    {
        replace(static_cast<int>(words.size()), [this, &words] { m_words = words; });
    }

    using HealthTable::age;
    using HealthTable::none;
    using HealthTable::shortName;

protected:
    [[nodiscard]] int count() const override { return static_cast<int>(m_words.size()); }

    [[nodiscard]] HealthCell cell(int row, int column) const override
    {
        if (column == 1) {
            return { .text = QString::number(row) };
        }
        return { .text = m_words[row],
                 .toolTip = row == 0 ? u"<b>first</b>"_s : QString(),
                 .tone = HealthTone::Bad,
                 .full = m_words[row].repeated(2) };
    }

private:
    QStringList m_words;
};

} // namespace

class TestHealthTable : public QObject
{
    Q_OBJECT

private slots:

    void givesEachRoleItsPartOfTheCell()
    {
        Words model;
        const QAbstractItemModelTester tester(&model);
        model.show({ u"one"_s, u"<two>"_s });
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(model.columnCount(), 2);
        const QModelIndex first = model.index(0, 0);
        QCOMPARE(first.data().toString(), u"one"_s);
        QCOMPARE(first.data(ToneRole).toInt(), static_cast<int>(HealthTone::Bad));
        QCOMPARE(first.data(FullTextRole).toString(), u"oneone"_s);
        QCOMPARE(first.data(Qt::AccessibleTextRole).toString(), u"Word: one"_s);
        QCOMPARE(model.index(1, 1).data(Qt::AccessibleTextRole).toString(), u"Number: 1"_s);
        QVERIFY(!first.data(Qt::DecorationRole).isValid());
    }

    void toolTipsAreWordsAndNeverMarkup()
    {
        Words model;
        model.show({ u"one"_s, u"<two>"_s });
        QCOMPARE(model.index(0, 0).data(Qt::ToolTipRole).toString(), u"&lt;b&gt;first&lt;/b&gt;"_s);
        QCOMPARE(model.index(1, 0).data(Qt::ToolTipRole).toString(), u"&lt;two&gt;"_s);
    }

    void numbersStandRightUnderTheirTitle()
    {
        Words model;
        model.show({ u"one"_s });
        for (int column = 0; column < 2; ++column) {
            const int side = column == 1 ? Qt::AlignRight : Qt::AlignLeft;
            QVERIFY(model.index(0, column).data(Qt::TextAlignmentRole).toInt() & side);
            QVERIFY(model.headerData(column, Qt::Horizontal, Qt::TextAlignmentRole).toInt() & side);
        }
        QCOMPARE(model.headerData(1, Qt::Horizontal).toString(), u"Number"_s);
        QVERIFY(!model.headerData(2, Qt::Horizontal).isValid());
    }

    void rowsStayWhereTheyAreWhileTheirNumberDoes()
    {
        Words model;
        model.show({ u"one"_s, u"two"_s });
        QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        model.show({ u"one"_s, u"three"_s });
        QVERIFY(reset.isEmpty());
        QCOMPARE(changed.size(), 1);
        model.show({ u"one"_s });
        QCOMPARE(reset.size(), 1);
    }

    void wordsForAgesAndQueues()
    {
        const Instant now = Instant::fromText("2026-11-23T12:00:00Z").value();
        QCOMPARE(Words::age(now - Instant::Ticks(30'000'000), now), u"3.00 s"_s);
        QCOMPARE(Words::age({}, now), Words::none());
        QVERIFY(!Words::age(now + Instant::Ticks(30'000'000), now).contains(u'-'));
        QCOMPARE(Words::shortName(u"hub-control-00"_s), u"control-00"_s);
        QCOMPARE(Words::shortName(u"a-workitems-workitems"_s), u"workitems"_s);
        QCOMPARE(Words::shortName(u"other"_s), u"other"_s);
    }
};

HUBDECK_GUILESS_TEST(TestHealthTable)
#include "tst_healthtable.moc"
