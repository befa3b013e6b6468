// SPDX-License-Identifier: MIT
#include "ui/dialogs/purgefilterdialog.h"

#include "dialogfixture.h"
#include "models/displaytext.h"
#include "testprogram.h"

#include <QCheckBox>
#include <QDateTimeEdit>
#include <QTreeWidget>

using namespace Qt::Literals::StringLiterals;
using namespace hubdeck;
using test::DialogFixture;
using test::ScriptedHub;
using Kind = RuntimeStatus::Kind;

class PurgeFilterDialogTest : public QObject
{
    Q_OBJECT

private slots:

    void init()
    {
        m_fixture = std::make_unique<DialogFixture>();
        m_time.setUtc(true);
        put(u"a"_s, Kind::Completed, "2026-11-05T00:00:00Z");
        put(u"b"_s, Kind::Failed, "2026-11-06T12:00:00.5Z");
        put(u"c"_s, Kind::Terminated, "2026-11-06T00:00:00Z");
        m_query.statuses = { Kind::Completed, Kind::Failed };
        m_query.createdFrom = Instant::fromText("2026-11-01T00:00:00Z");
        m_query.createdTo = Instant::fromText("2026-11-06T12:00:00Z");
    }

    void cleanup()
    {
        m_dialog.reset();
        m_fixture.reset();
    }

    void previewsBeforeAnythingCanBeSent()
    {
        open();
        QVERIFY(!test::acceptButton(*m_dialog)->isEnabled());
        QCOMPARE(m_fixture->hub->arrivals().size(), 0U);
        test::part<QPushButton>(*m_dialog, "purgePreview")->click();
        const auto *counts = test::part<QTreeWidget>(*m_dialog, "purgeCounts");
        QTRY_VERIFY(counts->isVisible());
        QCOMPARE(counts->topLevelItemCount(), 2);
        QCOMPARE(m_dialog->plan().ids,
                 (std::vector { InstanceId(u"a"_s),
                                InstanceId(u"b"_s) })); // all of the last second counts
        QVERIFY(m_dialog->plan().request);
        QVERIFY(!test::acceptButton(*m_dialog)->isEnabled()); // not confirmed
        QCOMPARE(test::cutOffText(*m_dialog), QString());
        test::type(*m_dialog, "confirmationEdit", u"purge 2"_s);
        QVERIFY(test::acceptButton(*m_dialog)->isEnabled());
        QTest::mouseClick(test::acceptButton(*m_dialog), Qt::LeftButton);
        QCOMPARE(m_dialog->result(), static_cast<int>(QDialog::Accepted));
        QCOMPARE(m_fixture->hub->arrivalCount(ScriptedHub::Call::Purge), 0); // the runner sends
    }

    void forgetsThePreviewWhenTheFilterChanges()
    {
        open();
        preview();
        test::type(*m_dialog, "confirmationEdit", u"purge 2"_s);
        test::type(*m_dialog, "purgePrefix", u"a"_s);
        QVERIFY(m_dialog->plan().ids.empty());
        QVERIFY(!test::acceptButton(*m_dialog)->isEnabled());
        preview();
        QCOMPARE(m_dialog->plan().ids, std::vector { InstanceId(u"a"_s) });
        QVERIFY(!m_dialog->plan().request);
        QVERIFY(test::labelText(*m_dialog, "purgeHow").contains(u"prefix"_s));
        test::part<QCheckBox>(*m_dialog, "purgeToUse")->click();
        QVERIFY(m_dialog->plan().ids.empty());
    }

    void refusesAFilterWithoutATerminalStatus()
    {
        m_query.statuses = { Kind::Running };
        open();
        QVERIFY(!test::part<QPushButton>(*m_dialog, "purgePreview")->isEnabled());
        // A hint, until the person has had a say.
        QVERIFY(test::labelText(*m_dialog, "purgeState").contains(u"everything"_s));
        QCOMPARE(test::labelText(*m_dialog, "dialogProblem"), QString());
        for (int click = 0; click < 2; ++click) {
            test::part<QCheckBox>(*m_dialog, "purgeStatusCanceled")->click();
        }
        QVERIFY(test::labelText(*m_dialog, "dialogProblem").contains(u"everything"_s));
        QCOMPARE(test::cutOffText(*m_dialog), QString());
        test::part<QCheckBox>(*m_dialog, "purgeStatusCanceled")->click();
        QVERIFY(test::part<QPushButton>(*m_dialog, "purgePreview")->isEnabled());
    }

    void saysWhenNothingMatches()
    {
        m_query.statuses = { Kind::Canceled };
        open();
        preview();
        QTRY_COMPARE(test::labelText(*m_dialog, "purgeState"), u"Nothing matches."_s);
        QVERIFY(!test::acceptButton(*m_dialog)->isEnabled());
    }

    void showsWhatTheHubSays()
    {
        m_fixture->hub->fail(ScriptedHub::Call::ListInstances,
                             TaskHubError(ErrorKind::Unauthorised, u"Wrong key."_s));
        open();
        preview();
        QTRY_COMPARE(test::labelText(*m_dialog, "purgeState"), u"Wrong key."_s);
        QVERIFY(test::part<QPushButton>(*m_dialog, "purgePreview")->isEnabled());
        QVERIFY(!test::acceptButton(*m_dialog)->isEnabled());
    }

    void readsTheBoundsInTheZoneShown()
    {
        m_time.setUtc(false);
        open();
        const auto *from = test::part<QDateTimeEdit>(*m_dialog, "purgeFrom");
        QCOMPARE(Instant::fromDateTime(from->dateTime()), *m_query.createdFrom);
        preview();
        QCOMPARE(m_dialog->plan().ids.size(), 2U);
    }

    void stopsLookingWhenClosed()
    {
        m_fixture->hub->hold();
        open();
        preview(false);
        QTRY_COMPARE(m_fixture->hub->waiting(), 1);
        m_dialog.reset();
        QTRY_COMPARE(m_fixture->hub->waiting(), 0);
    }

private:
    void put(const QString &id, Kind status, const char *created)
    {
        m_fixture->hub->put(ScriptedHub::made(id, u"Order"_s, status, *Instant::fromText(created)));
    }

    void open()
    {
        m_dialog = std::make_unique<PurgeFilterDialog>(*m_fixture->session, m_time, m_query);
        QVERIFY(test::shown(*m_dialog));
    }

    void preview(bool wait = true)
    {
        auto *button = test::part<QPushButton>(*m_dialog, "purgePreview");
        button->click();
        QVERIFY(!button->isEnabled()); // one at a time
        if (wait) {
            QTRY_VERIFY(button->isEnabled());
        }
    }

    TimeDisplay m_time;
    InstanceQuery m_query;
    std::unique_ptr<DialogFixture> m_fixture;
    std::unique_ptr<PurgeFilterDialog> m_dialog;
};

HUBDECK_TEST(PurgeFilterDialogTest)
#include "tst_purgefilterdialog.moc"
