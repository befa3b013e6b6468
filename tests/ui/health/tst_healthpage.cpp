// SPDX-License-Identifier: MIT
#include "ui/health/healthpage.h"

#include "models/displaytext.h"
#include "models/health/messagetablemodel.h"
#include "models/health/partitiontablemodel.h"
#include "models/health/queuetablemodel.h"
#include "models/hubs/hubsession.h"
#include "scriptedprompts.h"
#include "testprogram.h"
#include "ui/details/jsonpane.h"
#include "ui/instances/instancedelegate.h"
#include "ui/shell/messagebar.h"
#include "upkeephub.h"

#include <QLabel>
#include <QPushButton>
#include <QScrollBar>
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

    void saysWhatCouldNotBeReadInItsPlace()
    {
        HubHealth health = UpkeepHub::healthy();
        health.partitions.clear();
        health.controlQueues.clear();
        health.workItems.length.reset();
        health.isOwnershipSeen = false;
        health.problems = QStringList { u"The signature does not allow it."_s };
        answer(health);
        show();
        for (const char *place : { "healthNoLeases", "healthNoQueues", "healthNoMessages" }) {
            QTRY_VERIFY(label(place)->isVisible());
            QCOMPARE(label(place)->text(),
                     u"Could not be read: The signature does not allow it."_s);
        }
        QVERIFY(!table("healthPartitions")->isVisible());
        QVERIFY(!table("healthQueues")->isVisible());
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

    void aPageBesideTheInstanceDockCutsNoAge()
    {
        HubHealth health = busy(5);
        answer(health);
        show(std::chrono::hours(1), 780);
        QTRY_VERIFY(table("healthPartitions")->isVisible());
        for (const char *name : { "healthPartitions", "healthQueues", "healthMessages" }) {
            QTRY_COMPARE(table(name)->horizontalScrollBar()->maximum(), 0);
        }
        QVERIFY(isWhole("healthPartitions", PartitionTableModel::StateColumn));
        QVERIFY(isWhole("healthPartitions", PartitionTableModel::LeaseColumn));
        QVERIFY(isWhole("healthPartitions", PartitionTableModel::SinceColumn));
        QVERIFY(isWhole("healthQueues", QueueTableModel::OldestColumn));
        QVERIFY(isWhole("healthQueues", QueueTableModel::PoisonColumn));
        QVERIFY(isWhole("healthMessages", MessageTableModel::AgeColumn));
    }

    void aNarrowPageHasItsTablesBelowEachOther()
    {
        answer(busy(5));
        show(std::chrono::hours(1), 1400);
        QTRY_VERIFY(table("healthPartitions")->isVisible());
        QCOMPARE(top("healthPartitions"), top("healthQueues"));
        m_page->resize(700, 900);
        QTRY_VERIFY(top("healthQueues") > top("healthPartitions"));
        QTRY_VERIFY(table("healthQueues")->width() > 600);
        m_page->resize(1400, 700);
        QTRY_COMPARE(top("healthPartitions"), top("healthQueues"));
    }

    void namesOfQueuesAreWholeBesideThePartitions()
    {
        HubHealth health = UpkeepHub::withPoison();
        QueueMessage old = health.workItems.visible.front();
        old.inserted = UpkeepHub::readAt() - Instant::Ticks(4'300'000'000'000);
        health.workItems.visible = { old };
        answer(health);
        show(std::chrono::hours(1), 1440);
        QTRY_VERIFY(table("healthQueues")->isVisible());
        for (int width = 1440; width >= 640; width -= 20) {
            m_page->resize(width, 700);
            QTRY_VERIFY(isWhole("healthQueues", QueueTableModel::QueueColumn));
        }
    }

    void aSmallPageIsPossible()
    {
        answer(busy(3));
        show(std::chrono::hours(1), 400);
        QTRY_VERIFY(table("healthPartitions")->isVisible());
        QVERIFY(m_page->minimumSizeHint().height() < 300);
        m_page->resize(400, 300);
        auto *sections = m_page->findChild<QAbstractScrollArea *>(u"healthSections"_s);
        QTRY_VERIFY(sections->verticalScrollBar()->maximum() > 0);
    }

    void anotherReadingMovesNothing()
    {
        m_health = busy(60);
        m_hub->onHealth = [this] { return m_health; };
        show();
        QTableView *heads = table("healthMessages");
        QTRY_COMPARE(heads->model()->rowCount(), 60);
        heads->selectRow(30);
        heads->verticalScrollBar()->setValue(25);
        QCOMPARE(heads->verticalScrollBar()->value(), 25);
        QTRY_VERIFY(message().contains(u"\"number\": 30"_s));
        m_health.workItems.visible.erase(m_health.workItems.visible.begin());
        m_page->refresh();
        QTRY_COMPARE(heads->model()->rowCount(), 59);
        QCOMPARE(heads->verticalScrollBar()->value(), 25);
        QCOMPARE(selectedRow(), 29); // the same message
        QVERIFY(message().contains(u"\"number\": 30"_s));
        QCOMPARE(note(), QString());
    }

    void aMessageThatWasTakenStaysReadable()
    {
        m_health = busy(3);
        m_hub->onHealth = [this] { return m_health; };
        show();
        QTableView *heads = table("healthMessages");
        QTRY_COMPARE(heads->model()->rowCount(), 3);
        heads->selectRow(1);
        QTRY_VERIFY(message().contains(u"\"number\": 1"_s));
        m_health.workItems.visible.erase(m_health.workItems.visible.begin() + 1);
        m_page->refresh();
        QTRY_COMPARE(note(), u"This message has been taken."_s);
        QVERIFY(message().contains(u"\"number\": 1"_s));
        QCOMPARE(selectedRow(), -1); // nobody has chosen another one
        m_health.workItems.visible.clear();
        m_page->refresh();
        QTRY_VERIFY(label("healthNoMessages")->isVisible());
        QVERIFY(message().contains(u"\"number\": 1"_s));
        m_health = busy(3);
        m_page->refresh();
        QTRY_COMPARE(selectedRow(), 1); // it came back
        QCOMPARE(note(), QString());
    }

    void theFocusGoesWhereThereIsSomething()
    {
        answer(UpkeepHub::healthy());
        show();
        QTRY_VERIFY(table("healthQueues")->isVisible());
        m_page->setFocus();
        QTRY_VERIFY(table("healthQueues")->hasFocus());
    }

private:
    /// Four partitions whose workers have long names, and so many messages that wait.
    static HubHealth busy(int messages)
    {
        HubHealth health = UpkeepHub::withPoison();
        PartitionHealth partition = health.partitions.front();
        partition.owner = u"orders-production-worker-7f6d9c5b8-x2x9q_12345"_s;
        partition.ownedSince = UpkeepHub::readAt() - Instant::Ticks(52'345'600'000'000);
        partition.state = PartitionHealth::State::ShuttingDown;
        partition.expiresAt = UpkeepHub::readAt() - Instant::Ticks(52'345'600'000'000);
        health.partitions.assign(4, partition);
        const QueueMessage sample = health.workItems.visible.front();
        health.workItems.visible.clear();
        for (int number = 0; number < messages; ++number) {
            QueueMessage message = sample;
            message.id = u"m%1"_s.arg(number);
            message.inserted = UpkeepHub::readAt() - Instant::Ticks(52'345'600'000'000);
            message.message.text = "{\"number\":" + QByteArray::number(number) + "}";
            health.workItems.visible.push_back(message);
        }
        return health;
    }

    [[nodiscard]] bool isWhole(const char *name, int column) const
    {
        const QTableView *view = table(name);
        const QAbstractItemModel *model = view->model();
        for (int row = 0; row < model->rowCount(); ++row) {
            const QString text = model->index(row, column).data().toString();
            const int room = view->columnWidth(column) - 2 * InstanceDelegate::padding;
            if (view->fontMetrics().elidedText(text, Qt::ElideMiddle, room) != text) {
                return false;
            }
        }
        return model->rowCount() > 0;
    }

    [[nodiscard]] int top(const char *name) const
    {
        return table(name)->mapTo(m_page.get(), QPoint()).y();
    }

    [[nodiscard]] int selectedRow() const
    {
        const QModelIndexList rows = table("healthMessages")->selectionModel()->selectedRows();
        return rows.isEmpty() ? -1 : rows.first().row();
    }

    [[nodiscard]] JsonPane *pane() const
    {
        return m_page->findChild<JsonPane *>(u"healthMessageText"_s);
    }

    [[nodiscard]] QString message() const { return QString::fromUtf8(pane()->document().text()); }

    [[nodiscard]] QString note() const
    {
        return pane()->findChild<QLabel *>(u"jsonNote"_s)->text();
    }

    void answer(const HubHealth &health)
    {
        m_hub->onHealth = [this, health] {
            ++m_reads;
            return health;
        };
    }

    void show(std::chrono::milliseconds interval = std::chrono::hours(1), int width = 1000)
    {
        m_page = std::make_unique<HealthPage>(
            HealthPage::Parts { *m_session, m_time, m_prompts, interval });
        m_page->resize(width, 700);
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
    HubHealth m_health; // changed only while nobody reads
    std::shared_ptr<UpkeepHub> m_hub;
    std::unique_ptr<HubSession> m_session;
    std::unique_ptr<HealthPage> m_page;
};

HUBDECK_TEST(TestHealthPage)
#include "tst_healthpage.moc"
