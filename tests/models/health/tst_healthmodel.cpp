// SPDX-License-Identifier: MIT
#include "models/health/healthmodel.h"

#include "models/displaytext.h"
#include "models/hubs/hubsession.h"
#include "testprogram.h"
#include "upkeephub.h"

#include <QSignalSpy>
#include <QTest>

using namespace hubdeck;
using namespace hubdeck::azurestorage;
using namespace Qt::StringLiterals;
using test::UpkeepHub;
using State = HealthModel::State;

class TestHealthModel : public QObject
{
    Q_OBJECT

private slots:

    void init()
    {
        m_hub = std::make_shared<UpkeepHub>();
        m_session = std::make_unique<HubSession>(HubInfo {}, m_hub, m_pool);
        m_model = std::make_unique<HealthModel>(*m_session, m_time);
    }

    void cleanup()
    {
        m_model.reset();
        m_session.reset();
        m_pool.waitForDone();
    }

    void readsAHealthyHub()
    {
        QCOMPARE(m_model->state(), State::Idle);
        m_model->refresh();
        QCOMPARE(m_model->state(), State::Loading);
        QTRY_COMPARE(m_model->state(), State::Ready);
        QVERIFY(m_model->signs().empty());
        QCOMPARE(m_model->partitions().rowCount(), 1);
        QCOMPARE(m_model->queues().rowCount(), 2);
        QCOMPARE(m_model->messages().rowCount(), 0);
        QVERIFY(!m_model->hasNoLeases());
        QCOMPARE(m_model->appLeaseWords(), QString());
    }

    void tellsTheSignsInWords()
    {
        m_hub->onHealth = [] {
            HubHealth health = UpkeepHub::withPoison();
            health.partitions.clear();
            health.appLease = AppLease {};
            return health;
        };
        m_model->refresh();
        QTRY_COMPARE(m_model->state(), State::Ready);
        QVERIFY(!m_model->signs().empty());
        QVERIFY(m_model->hasNoLeases());
        QVERIFY(!m_model->appLeaseWords().isEmpty());
        QCOMPARE(m_model->messages().rowCount(), 1);
    }

    void saysWhyAPartCouldNotBeRead()
    {
        m_model->refresh();
        QTRY_COMPARE(m_model->state(), State::Ready);
        QCOMPARE(m_model->partitionsProblem(), QString());
        QCOMPARE(m_model->queuesProblem(), QString());
        m_hub->onHealth = [] {
            HubHealth health = UpkeepHub::healthy();
            health.partitions.clear();
            health.controlQueues.clear();
            health.workItems.length.reset();
            health.isOwnershipSeen = false;
            health.problems = QStringList { u"Refused."_s };
            return health;
        };
        m_model->refresh();
        QTRY_COMPARE(m_model->state(), State::Ready);
        QCOMPARE(m_model->partitionsProblem(), u"Refused."_s);
        QCOMPARE(m_model->queuesProblem(), u"Refused."_s);
    }

    void keepsWhatItReadWhenAReadingFails()
    {
        m_model->refresh();
        QTRY_COMPARE(m_model->state(), State::Ready);
        m_pool.waitForDone();
        m_hub->onHealth
            = []() -> HubHealth { throw TaskHubError(ErrorKind::Unreachable, u"No answer."_s); };
        QSignalSpy failed(m_model.get(), &HealthModel::failed);
        m_model->refresh();
        QTRY_COMPARE(failed.size(), 1);
        QCOMPARE(m_model->state(), State::Failed);
        QVERIFY(m_model->health());
        QCOMPARE(m_model->partitions().rowCount(), 1);
    }

private:
    QThreadPool m_pool;
    TimeDisplay m_time;
    std::shared_ptr<UpkeepHub> m_hub;
    std::unique_ptr<HubSession> m_session;
    std::unique_ptr<HealthModel> m_model;
};

HUBDECK_GUILESS_TEST(TestHealthModel)
#include "tst_healthmodel.moc"
