// SPDX-License-Identifier: MIT
#include "instancespagefixture.h"
#include "models/activity/pendingactions.h"
#include "testprogram.h"

#include <QMenu>
#include <QSignalSpy>

using namespace hubdeck;
using namespace hubdeck::test;
using namespace Qt::Literals::StringLiterals;
using Call = ScriptedHub::Call;
using Kind = RuntimeStatus::Kind;
using Fixture = InstancesPageFixture;

class TestInstancesPage : public QObject
{
    Q_OBJECT

private slots:
    void asksForTheLastDayWhenFirstShown();
    void answersChipsFromWhatIsLoaded();
    void asksTheHubAgainAfterAPause();
    void aRefreshAsksForWhatWasJustChosen();
    void narrowsAndSaysHowManyAreHidden();
    void offersAWiderRangeWhenNothingIsThere();
    void saysWhatToDoWithAnEmptyHub();
    void clearsFiltersWhenNothingMatches();
    void showsTheHubsWordsWhenItFailsAndRetries();
    void keepsRowsWhenARefreshFails();
    void doesNotSendAQueryThatCannotBeSent();
    void canBeClosedWhileLoading();
    void looksRightInBothThemes();
    void hidesSubOrchestrationsWithGeneratedIds();
    void aRangeOfTheHistogramNarrowsTheListAndIsGivenUpAgain();
    void theTabKeyGoesThroughTheQueryBarFirst();
};

void TestInstancesPage::asksForTheLastDayWhenFirstShown()
{
    Fixture f;
    QCOMPARE(f.hub->arrivalCount(Call::ListInstances), 0);
    QVERIFY(f.opens());
    const InstanceQuery asked = *f.hub->arrivals().front().query;
    QVERIFY(asked.createdFrom);
    QVERIFY(Instant::now() - *asked.createdFrom >= std::chrono::hours(24));
    QVERIFY(asked.statuses.empty());
    f.page->hide();
    f.page->show();
    QCOMPARE(f.hub->arrivalCount(Call::ListInstances), 1);
}

void TestInstancesPage::answersChipsFromWhatIsLoaded()
{
    Fixture f;
    QVERIFY(f.opens());
    QCOMPARE(f.chip(u"chipFailed"_s).rows(), std::optional<qint64>(10));
    f.chip(u"chipFailed"_s).click();
    QCOMPARE(f.rows(), 10);
    f.chip(u"chipRunning"_s).click();
    QCOMPARE(f.rows(), 20);
    QCOMPARE(f.chip(u"chipCompleted"_s).rows(),
             std::optional<qint64>(60)); // still told, although not shown
    QCOMPARE(f.page->query().statuses.size(), size_t(2));
    QCOMPARE(f.hub->arrivalCount(Call::ListInstances), 1);
}

void TestInstancesPage::asksTheHubAgainAfterAPause()
{
    Fixture f;
    QVERIFY(f.opens());
    f.choose(u"createdButton"_s, u"Last 7 days"_s);
    QCOMPARE(f.hub->arrivalCount(Call::ListInstances), 1);
    QTRY_COMPARE_WITH_TIMEOUT(f.hub->arrivalCount(Call::ListInstances), 2, patienceMs);
    QVERIFY(f.hasRows(110));
}

void TestInstancesPage::aRefreshAsksForWhatWasJustChosen()
{
    Fixture f;
    QVERIFY(f.opens());
    f.choose(u"createdButton"_s, u"Last 7 days"_s);
    f.page->refresh();
    QTRY_COMPARE_WITH_TIMEOUT(f.hub->arrivalCount(Call::ListInstances), 2, patienceMs);
    const InstanceQuery asked = *f.hub->arrivals().back().query;
    QVERIFY(Instant::now() - asked.createdFrom.value() > std::chrono::hours(6 * 24));
    QVERIFY(f.hasRows(110));
}

void TestInstancesPage::narrowsAndSaysHowManyAreHidden()
{
    Fixture f;
    QVERIFY(f.opens());
    f.page->focusNarrow();
    QTest::keyClicks(&f.edit(u"narrowEdit"_s), u"ORDER-00001"_s);
    QCOMPARE(f.rows(), 10);
    QCOMPARE(f.page->findChild<QLabel *>(u"footerHidden"_s)->text(),
             u"100 hidden by the narrow field"_s);
    f.edit(u"narrowEdit"_s).setText(u"nowhere"_s);
    QVERIFY(!f.table.isVisible());
    f.button(u"clearNarrowButton"_s)->click();
    QCOMPARE(f.rows(), 110);
    QVERIFY(f.table.isVisible());
}

void TestInstancesPage::offersAWiderRangeWhenNothingIsThere()
{
    Fixture f;
    f.hub->setInstances(ScriptedHub::generated(3, Instant::now() - std::chrono::hours(72)));
    QVERIFY(f.opens(0));
    QCOMPARE(f.emptyTitle(), u"No instance was created in the last 24 hours"_s);
    QVERIFY(f.button(u"allTimesButton"_s));
    f.button(u"lastWeekButton"_s)->click();
    QVERIFY(f.hasRows(3));
}

void TestInstancesPage::saysWhatToDoWithAnEmptyHub()
{
    Fixture f;
    f.hub->setInstances({});
    QVERIFY(f.opens(0));
    f.button(u"allTimesButton"_s)->click();
    QTRY_COMPARE_WITH_TIMEOUT(f.emptyTitle(), u"This hub has no instances"_s, patienceMs);
    f.hub->setInstances(ScriptedHub::generated(2));
    f.button(u"lookAgainButton"_s)->click();
    QVERIFY(f.hasRows(2));
}

void TestInstancesPage::clearsFiltersWhenNothingMatches()
{
    Fixture f;
    QVERIFY(f.opens());
    f.chip(u"chipCanceled"_s).click();
    QCOMPARE(f.emptyTitle(), u"No instance matches"_s);
    f.button(u"clearFiltersButton"_s)->click();
    QVERIFY(f.hasRows(110));
    QVERIFY(!f.chip(u"chipCanceled"_s).isChecked());
}

void TestInstancesPage::showsTheHubsWordsWhenItFailsAndRetries()
{
    Fixture f;
    f.hub->fail(Call::ListInstances, TaskHubError(ErrorKind::Unauthorised, u"The key is wrong."_s));
    QSignalSpy failed(f.page.get(), &InstancesPage::loadFailed);
    f.page->show();
    QTRY_COMPARE_WITH_TIMEOUT(f.messages().text(), u"The key is wrong."_s, patienceMs);
    QCOMPARE(failed.count(), 1);
    QCOMPARE(f.emptyTitle(), u"The list could not be loaded"_s);
    f.button(u"retryButton"_s)->click();
    QVERIFY(f.hasRows(110));
    QCOMPARE(f.messages().text(), QString());
}

void TestInstancesPage::keepsRowsWhenARefreshFails()
{
    Fixture f;
    QVERIFY(f.opens());
    f.hub->fail(Call::ListInstances, TaskHubError(ErrorKind::Unavailable, u"503"_s));
    f.page->refresh();
    QTRY_COMPARE_WITH_TIMEOUT(f.messages().text(), u"503"_s, patienceMs);
    QCOMPARE(f.rows(), 110);
    QVERIFY(f.table.isVisible());
    QSignalSpy loaded(f.page.get(), &InstancesPage::loaded);
    f.page->refresh();
    QTRY_COMPARE_WITH_TIMEOUT(loaded.count(), 1, patienceMs);
    QCOMPARE(f.messages().text(), QString());
}

void TestInstancesPage::doesNotSendAQueryThatCannotBeSent()
{
    Fixture f;
    QVERIFY(f.opens());
    f.choose(u"createdButton"_s, u"From"_s);
    auto *to = f.page->findChild<QWidget *>(u"createdToEdit"_s);
    to->setProperty("dateTime", QDateTime(QDate(2001, 1, 1), QTime(0, 0), Qt::UTC));
    QVERIFY(!problemWithQuery(f.page->query()).isEmpty());
    f.page->refresh();
    QCOMPARE(f.hub->arrivalCount(Call::ListInstances), 1);
    QVERIFY(f.page->findChild<QLabel *>(u"queryNote"_s)->isVisible());
}

void TestInstancesPage::canBeClosedWhileLoading()
{
    Fixture f;
    f.hub->setPageSize(10);
    f.hub->hold();
    f.page->show();
    f.hub->release(2);
    QTRY_COMPARE_WITH_TIMEOUT(f.rows(), 20, patienceMs);
    f.table.selectRow(1);
    f.page->selectInstance(InstanceId(u"elsewhere"_s));
    f.page.reset();
    QVERIFY(f.pool.waitForDone(patienceMs));
}

void TestInstancesPage::looksRightInBothThemes()
{
    Fixture f;
    QVERIFY(f.opens());
    f.page->setPalette(theme::lightPalette());
    const QImage light = f.page->grab().toImage();
    f.page->setPalette(theme::darkPalette());
    const QImage dark = f.page->grab().toImage();
    QVERIFY(light != dark);
    QCOMPARE(light.size(), dark.size());
}

void TestInstancesPage::hidesSubOrchestrationsWithGeneratedIds()
{
    Fixture f;
    const QString child = u"a915a98d3c8f4f6a9e0d1b2c3d4e5f60:2"_s;
    f.hub->put(ScriptedHub::made(child, u"Charge"_s, Kind::Completed, Instant::now()));
    QVERIFY(f.opens(111));
    auto *hide = f.page->findChild<QAction *>(u"hideChildrenAction"_s);
    hide->setChecked(true);
    QCOMPARE(f.rows(), 110);
    QCOMPARE(f.page->findChild<QLabel *>(u"footerHidden"_s)->text(),
             u"1 sub-orchestration hidden"_s);
    QVERIFY(f.page->saveQuery().value(u"hideChildren"_s).toBool());
    f.page->selectInstance(InstanceId(child)); // shows it again
    QCOMPARE(f.page->current()->id.text(), child);
    QVERIFY(!hide->isChecked());
    f.hub->setInstances({ ScriptedHub::made(child, u"Charge"_s, Kind::Failed, Instant::now()) });
    f.page->refresh();
    QVERIFY(f.hasRows(1));
    hide->setChecked(true);
    QCOMPARE(f.emptyTitle(), u"Only sub-orchestrations with generated ids"_s);
    f.button(u"showChildrenButton"_s)->click();
    QCOMPARE(f.rows(), 1);
}

void TestInstancesPage::aRangeOfTheHistogramNarrowsTheListAndIsGivenUpAgain()
{
    const Fixture f;
    QVERIFY(f.opens());
    auto *histogram = f.page->findChild<HistogramView *>(u"histogram"_s);
    QTRY_VERIFY_WITH_TIMEOUT(histogram->isVisible(), patienceMs);
    const Instant now = Instant::now();
    emit histogram->rangeSelected(now - std::chrono::hours(5), now - std::chrono::hours(4));
    QCOMPARE(f.rows(), 0);
    QCOMPARE(f.hub->arrivalCount(Call::ListInstances), 1); // answered by what is loaded
    emit histogram->rangeCleared();
    QCOMPARE(f.rows(), 110);
    QCOMPARE(f.hub->arrivalCount(Call::ListInstances), 1);
}

void TestInstancesPage::theTabKeyGoesThroughTheQueryBarFirst()
{
    const Fixture f;
    QWidget window;
    auto *before = new QLineEdit(&window);
    f.page->setParent(&window);
    f.page->setGeometry(0, 40, 760, 560);
    window.resize(760, 600);
    window.show();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    QVERIFY(f.opens());
    before->setFocus();
    QTest::keyClick(before, Qt::Key_Tab);
    QVERIFY(f.page->isAncestorOf(QApplication::focusWidget()));
    QVERIFY(!f.table.hasFocus());
    f.page->setFocus();
    QVERIFY(f.table.hasFocus());
    f.page->setParent(nullptr);
}

HUBDECK_TEST(TestInstancesPage)
#include "tst_instancespage.moc"
