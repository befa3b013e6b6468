// SPDX-License-Identifier: MIT
#include "ui/health/healthpage.h"

#include "models/displaytext.h"
#include "models/hubs/hubsession.h"
#include "scriptedprompts.h"
#include "ui/shell/messagebar.h"
#include "upkeephub.h"

#include <QLabel>
#include <QPushButton>
#include <QTableView>
#include <QTest>

#include <atomic>

using namespace hubdeck;
using namespace hubdeck::azurestorage;
using namespace Qt::StringLiterals;
using test::UpkeepHub;

class TestHealthPage : public QObject
{
    Q_OBJECT

private slots:

    void init()
    {
        m_reads = 0;
        m_hub = std::make_shared<UpkeepHub>();
        m_session = std::make_unique<HubSession>(HubInfo {}, m_hub, m_pool);
    }

    void cleanup()
    {
        m_page.reset();
        m_pool.waitForDone();
        m_session.reset();
    }

    void saysThatAHealthyHubIsWell()
    {
        answer(UpkeepHub::healthy());
        show();
        QTRY_VERIFY(table("healthPartitions")->isVisible());
        QCOMPARE(label("healthSign0")->text(), u"No sign that the hub is stuck."_s);
        QVERIFY(!label("healthNoLeases")->isVisible());
        QVERIFY(label("healthNoMessages")->isVisible());
    }

    void tellsSignsInWordsAndShowsTheMessageDecoded()
    {
        answer(UpkeepHub::withPoison());
        show();
        QTRY_COMPARE(table("healthMessages")->model()->rowCount(), 1);
        QVERIFY(label("healthSign0")->text() != u"No sign that the hub is stuck."_s);
        QVERIFY(table("healthMessages")->currentIndex().isValid());
        QCOMPARE(table("healthQueues")->model()->rowCount(), 2);
    }

    void saysWhenThereAreNoLeases()
    {
        HubHealth health = UpkeepHub::healthy();
        health.partitions.clear();
        answer(health);
        show();
        QTRY_VERIFY(label("healthNoLeases")->isVisible());
        QVERIFY(!table("healthPartitions")->isVisible());
    }

    void readsAgainByItselfOnlyWhileItIsSeen()
    {
        answer(UpkeepHub::healthy());
        show(std::chrono::milliseconds(20));
        QTRY_VERIFY(m_reads >= 3);
        m_page->hide();
        m_pool.waitForDone();
        QCoreApplication::sendPostedEvents();
        const int reads = m_reads;
        constexpr int aWhile = 200;
        QTest::qWait(aWhile);
        QCOMPARE(m_reads.load(), reads);
        m_page->show();
        QTRY_VERIFY(m_reads > reads);
    }

    void saysWhyItCannotBeReadAndTriesAgainWhenAsked()
    {
        m_hub->onHealth = [this]() -> HubHealth {
            if (++m_reads == 1) {
                throw TaskHubError(ErrorKind::Unreachable, u"No answer."_s);
            }
            return UpkeepHub::healthy();
        };
        show();
        auto *bar = m_page->findChild<MessageBar *>(u"healthMessageBar"_s);
        QTRY_VERIFY(bar->text().contains(u"No answer."_s));
        auto *button = m_page->findChild<QPushButton *>(u"healthRefresh"_s);
        QTRY_VERIFY(button->isEnabled());
        button->click();
        QTRY_VERIFY(table("healthPartitions")->isVisible());
        QVERIFY(!bar->isVisible());
    }

private:
    void answer(const HubHealth &health)
    {
        m_hub->onHealth = [this, health] {
            ++m_reads;
            return health;
        };
    }

    void show(std::chrono::milliseconds interval = std::chrono::hours(1))
    {
        m_page = std::make_unique<HealthPage>(
            HealthPage::Parts { *m_session, m_time, m_prompts, interval });
        m_page->resize(1000, 700);
        m_page->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_page.get()));
    }

    [[nodiscard]] QLabel *label(const char *name) const
    {
        return m_page->findChild<QLabel *>(QString::fromLatin1(name));
    }

    [[nodiscard]] QTableView *table(const char *name) const
    {
        return m_page->findChild<QTableView *>(QString::fromLatin1(name));
    }

    QThreadPool m_pool;
    TimeDisplay m_time;
    test::ScriptedPrompts m_prompts;
    std::atomic<int> m_reads = 0;
    std::shared_ptr<UpkeepHub> m_hub;
    std::unique_ptr<HubSession> m_session;
    std::unique_ptr<HealthPage> m_page;
};

QTEST_MAIN(TestHealthPage)
#include "tst_healthpage.moc"
