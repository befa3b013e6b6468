// SPDX-License-Identifier: MIT
#include "models/hubs/savedviews.h"

#include "testprogram.h"

#include <QAbstractItemModelTester>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

using namespace hubdeck;
using namespace Qt::Literals::StringLiterals;

namespace {

const QVariantMap failed { { u"statuses"_s, QStringList { u"Failed"_s } } };

QStringList namesOf(const SavedViewsModel &model)
{
    QStringList names;
    for (const SavedView &view : model.views()) {
        names += view.name;
    }
    return names;
}

} // namespace

class TestSavedViews : public QObject
{
    Q_OBJECT

private slots:

    void keepsViewsInTheOrderOfTheirNames()
    {
        SavedViewsModel model;
        const QAbstractItemModelTester tester(&model);
        model.put({ u"Stuck approvals"_s, {}, {}, {} });
        model.put({ u"Failed today"_s, failed, "columns", 23 });
        QCOMPARE(namesOf(model), (QStringList { u"Failed today"_s, u"Stuck approvals"_s }));
        QCOMPARE(model.index(0).data(SavedViewsModel::BadgeRole).toString(), u"23"_s);
        QCOMPARE(model.index(1).data(SavedViewsModel::BadgeRole).toString(), QString());
        QCOMPARE(model.find(u"FAILED TODAY"_s)->columns, QByteArray("columns"));
        QVERIFY(!model.find(u"nothing"_s));
    }

    void aViewReplacesTheOneOfItsName()
    {
        SavedViewsModel model;
        model.put({ u"A"_s, {}, {}, {} });
        model.put({ u"a"_s, failed, {}, {} });
        QCOMPARE(model.rowCount(), 1);
        QCOMPARE(model.find(u"A"_s)->query, failed);
    }

    void renamesAndRemoves()
    {
        SavedViewsModel model;
        model.put({ u"A"_s, failed, {}, 1 });
        model.put({ u"B"_s, {}, {}, {} });
        model.rename(u"A"_s, u"B"_s); // takes its place
        QCOMPARE(namesOf(model), QStringList { u"B"_s });
        QCOMPARE(model.find(u"B"_s)->query, failed);
        model.rename(u"nobody"_s, u"C"_s);
        QCOMPARE(namesOf(model), QStringList { u"B"_s });
        model.remove(u"b"_s);
        QCOMPARE(model.rowCount(), 0);
    }

    void countsFollowWhatWasLoaded()
    {
        SavedViewsModel model;
        model.put({ u"A"_s, failed, {}, {} });
        model.put({ u"B"_s, {}, {}, 5 });
        model.noteCount(failed, 1234);
        QCOMPARE(model.find(u"A"_s)->lastCount, std::optional<qint64>(1234));
        QCOMPARE(model.find(u"B"_s)->lastCount, std::optional<qint64>(5));
    }

    void comeBackOnTheNextStart()
    {
        const QTemporaryDir folder;
        QSettings settings(folder.filePath(u"s.ini"_s), QSettings::IniFormat);
        SavedViewsModel before;
        before.put({ u"Failed, today"_s, failed, QByteArray("\0\1", 2), 7 });
        before.put({ u"B"_s, {}, {}, {} });
        before.save(settings);
        SavedViewsModel after;
        after.load(settings);
        QVERIFY(after.views() == before.views());
        before.remove(u"B"_s);
        before.save(settings);
        after.load(settings);
        QCOMPARE(after.rowCount(), 1);
    }
};

HUBDECK_GUILESS_TEST(TestSavedViews)
#include "tst_savedviews.moc"
