// SPDX-License-Identifier: MIT
#include "models/activity/activitymodel.h"

#include "models/displaytext.h"
#include "models/roles.h"
#include "testprogram.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace hubdeck;
using Outcome = ActivityModel::Outcome;

class ActivityModelTest : public QObject
{
    Q_OBJECT

private slots:

    void init()
    {
        m_time = std::make_unique<TimeDisplay>();
        m_time->setUtc(true);
        m_model = std::make_unique<ActivityModel>(*m_time);
        m_tester = std::make_unique<QAbstractItemModelTester>(
            m_model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    }

    void cleanup()
    {
        m_tester.reset();
        m_model.reset();
        m_time.reset();
    }

    void showsTheNewestFirst()
    {
        add(u"Suspend a"_s);
        add(u"Rewind b"_s);
        QCOMPARE(m_model->rowCount(), 2);
        QCOMPARE(text(0), u"Rewind b"_s);
        QCOMPARE(text(1), u"Suspend a"_s);
        QCOMPARE(cell(0, ActivityModel::HubColumn), u"OrdersHub"_s);
        QCOMPARE(cell(0, ActivityModel::OutcomeColumn), u"Under way"_s);
    }

    void tellsWhatBecameOfAnEntry()
    {
        const auto first = add(u"Rewind family-1"_s);
        add(u"Suspend a"_s);
        QSignalSpy changed(m_model.get(), &QAbstractItemModel::dataChanged);
        m_model->update(first, Outcome::Done, u"accepted, Completed after 1.8 s"_s);
        QCOMPARE(changed.count(), 1);
        QCOMPARE(changed.at(0).at(0).toModelIndex().row(), 1);
        QCOMPARE(text(1), u"Rewind family-1 — accepted, Completed after 1.8 s"_s);
        QCOMPARE(cell(1, ActivityModel::OutcomeColumn), u"Done"_s);
        QCOMPARE(role(1, ActivityModel::WhatRole).toString(), u"Rewind family-1"_s);
        QCOMPARE(role(1, IdRole).toString(), u"family-1"_s);
        QCOMPARE(role(1, ActivityModel::IconNameRole).toString(), u"rewind"_s);
    }

    void keepsTheDetailOfAnError()
    {
        const auto id = add(u"Rewind a"_s);
        TaskHubError error(ErrorKind::WrongState, u"Cannot rewind."_s, u"at Foo()"_s);
        error.serviceCode = u"InvalidOperationException"_s;
        error.requestId = u"r-17"_s;
        error.httpStatus = 500;
        m_model->fail(id, error);
        QCOMPARE(text(0), u"Rewind a — Cannot rewind."_s);
        const QString detail = role(0, ActivityModel::DetailRole).toString();
        for (const auto &part :
             { u"at Foo()"_s, u"InvalidOperationException"_s, u"r-17"_s, u"500"_s }) {
            QVERIFY2(detail.contains(part), qPrintable(detail));
        }
        QCOMPARE(role(0, ActivityModel::OutcomeRole).toInt(), static_cast<int>(Outcome::Failed));
    }

    void tellsUnknownAndStoppedFromFailed()
    {
        const auto unknown = add(u"a"_s);
        const auto stopped = add(u"b"_s);
        m_model->fail(unknown, TaskHubError(ErrorKind::OutcomeUnknown, u"lost"_s));
        m_model->fail(stopped, TaskHubError(ErrorKind::Cancelled, u"x"_s));
        QCOMPARE(cell(1, ActivityModel::OutcomeColumn), u"Unknown"_s);
        QCOMPARE(cell(0, ActivityModel::OutcomeColumn), u"Stopped"_s);
    }

    void dropsTheOldestBeyondItsLimit()
    {
        m_tester.reset(); // slow with ten thousand rows
        const auto first = add(u"first"_s);
        for (int i = 1; i < ActivityModel::maxEntries; ++i) {
            add(QString::number(i));
        }
        const auto second = first + 1;
        const auto newest = add(u"last"_s);
        QCOMPARE(m_model->rowCount(), ActivityModel::maxEntries);
        m_model->update(first, Outcome::Done, u"late"_s); // gone: ignored
        m_model->update(second, Outcome::Done, u"kept"_s);
        m_model->update(newest, Outcome::Done, u"new"_s);
        QCOMPARE(text(ActivityModel::maxEntries - 1), u"1 — kept"_s);
        QCOMPARE(text(0), u"last — new"_s);
    }

    void ignoresEntriesItDoesNotKnow()
    {
        m_model->update(7, Outcome::Done, u"x"_s);
        const auto id = add(u"a"_s);
        m_model->clear();
        m_model->update(id, Outcome::Done, u"x"_s);
        QCOMPARE(m_model->rowCount(), 0);
        const auto next = add(u"b"_s);
        m_model->update(next, Outcome::Done, u"y"_s);
        QCOMPARE(text(0), u"b — y"_s);
    }

    void showsNoTextOfAServerAsRichText()
    {
        const auto id = add(u"a"_s);
        m_model->fail(
            id, TaskHubError(ErrorKind::ServerFailure, u"<b>bold</b>\nline"_s, u"<img src=x>"_s));
        const QString tip = role(0, Qt::ToolTipRole).toString();
        QVERIFY(!tip.contains(u"<b>"_s) && !tip.contains(u"<img"_s));
        QVERIFY(!text(0).contains(u'\n'));
    }

    void followsTheTimeSwitch()
    {
        add(u"a"_s);
        QSignalSpy changed(m_model.get(), &QAbstractItemModel::dataChanged);
        m_time->setUtc(false);
        QCOMPARE(changed.count(), 1);
    }

private:
    ActivityModel::EntryId add(const QString &what)
    {
        return m_model->add({ u"OrdersHub"_s, what, u"rewind"_s, what.section(u' ', 1) });
    }

    [[nodiscard]] QString cell(int row, int column) const
    {
        return m_model->index(row, column).data().toString();
    }

    [[nodiscard]] QString text(int row) const { return cell(row, ActivityModel::TextColumn); }

    [[nodiscard]] QVariant role(int row, int wanted) const
    {
        return m_model->index(row, ActivityModel::TextColumn).data(wanted);
    }

    std::unique_ptr<TimeDisplay> m_time;
    std::unique_ptr<ActivityModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
};

HUBDECK_GUILESS_TEST(ActivityModelTest)
#include "tst_activitymodel.moc"
