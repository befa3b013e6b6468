// SPDX-License-Identifier: MIT
#include "models/job.h"

#include "testprogram.h"

#include <QSemaphore>
#include <QSignalSpy>
#include <QTest>
#include <QThread>

#include <atomic>

using namespace hubdeck;
using namespace Qt::StringLiterals;

class tst_Job : public QObject
{
    Q_OBJECT

private slots:
    void handsTheResultToItsThread();
    void finishesWithoutAResult();
    void movesTheResult();
    void turnsErrorsIntoSignals();
    void turnsOtherExceptionsIntoLocalErrors();
    void doesNotBeginWhenStoppedBefore();
    void stopsWhileItRuns();
    void maySucceedAlthoughStopped();
    void deliversNothingOnceDestroyed();
    void deliversNothingThatWasUnderWay();
    void stopsTheWorkWhenDestroyed();
    void isReplaced();
    void mayBeDestroyedByItsResult();
    void mayBeReplacedByItsResult();
    void mayBeDestroyedByItsSignals();
    void reportsProgress();
    void postsCallsInOrder();
    void dropsPostsAndProgressOnceDestroyed();
    void survivesManyDestroyedAtAnyTime();
};

namespace {

/// Lets a queue of the event loop run dry.
void deliverAll()
{
    QCoreApplication::sendPostedEvents();
}

/// Work that waits until it is told to go on.
struct Gate
{
    QSemaphore entered;
    QSemaphore open;

    void pass()
    {
        entered.release();
        open.acquire();
    }
};

class Pool : public QThreadPool
{
public:
    Pool() { setMaxThreadCount(2); }

    ~Pool() override { waitForDone(); }
};

} // namespace

void tst_Job::handsTheResultToItsThread()
{
    Pool pool;
    QThread *worker = nullptr;
    QThread *receiver = nullptr;
    int result = 0;
    Job<int> job(
        pool,
        [&](const JobContext &) {
            worker = QThread::currentThread();
            return 42;
        },
        [&](int &&value) {
            receiver = QThread::currentThread();
            result = value;
        });
    QSignalSpy finished(&job, &JobBase::finished);
    QSignalSpy failed(&job, &JobBase::failed);
    QVERIFY(job.isRunning());
    QTRY_COMPARE(finished.count(), 1);
    QCOMPARE(result, 42);
    QVERIFY(worker != nullptr && worker != receiver);
    QCOMPARE(receiver, QThread::currentThread());
    QVERIFY(!job.isRunning());
    QCOMPARE(failed.count(), 0);
}

void tst_Job::finishesWithoutAResult()
{
    Pool pool;
    bool done = false;
    Job<void> job(
        pool, [](const JobContext &) {}, [&] { done = true; });
    QTRY_VERIFY(done);
    QVERIFY(!job.isRunning());
}

void tst_Job::movesTheResult()
{
    Pool pool;
    std::unique_ptr<int> result;
    Job<std::unique_ptr<int>> job(
        pool, [](const JobContext &) { return std::make_unique<int>(7); },
        [&](std::unique_ptr<int> &&value) { result = std::move(value); });
    QTRY_VERIFY(result != nullptr);
    QCOMPARE(*result, 7);
}

void tst_Job::turnsErrorsIntoSignals()
{
    Pool pool;
    bool done = false;
    TaskHubError received;
    Job<int> job(
        pool,
        [](const JobContext &) -> int {
            throw TaskHubError(ErrorKind::NotFound, u"none"_s, u"detail"_s);
        },
        [&](int &&) { done = true; });
    connect(&job, &JobBase::failed, this, [&](const TaskHubError &error) { received = error; });
    QSignalSpy finished(&job, &JobBase::finished);
    QTRY_VERIFY(!job.isRunning());
    QCOMPARE(received, TaskHubError(ErrorKind::NotFound, u"none"_s, u"detail"_s));
    QVERIFY(!done);
    QCOMPARE(finished.count(), 0);
}

void tst_Job::turnsOtherExceptionsIntoLocalErrors()
{
    Pool pool;
    TaskHubError received;
    Job<void> job(
        pool, [](const JobContext &) { throw std::runtime_error("odd"); }, [] {});
    connect(&job, &JobBase::failed, this, [&](const TaskHubError &error) { received = error; });
    QTRY_VERIFY(!job.isRunning());
    QCOMPARE(received.kind, ErrorKind::Local);
    QVERIFY(!received.message.isEmpty());
    QCOMPARE(received.detail, u"odd"_s);
}

void tst_Job::doesNotBeginWhenStoppedBefore()
{
    Pool pool;
    pool.setMaxThreadCount(1);
    Gate gate;
    std::atomic<bool> began = false;
    Job<void> first(
        pool, [&](const JobContext &) { gate.pass(); }, [] {});
    Job<void> second(
        pool, [&](const JobContext &) { began = true; }, [] {});
    TaskHubError received;
    connect(&second, &JobBase::failed, this, [&](const TaskHubError &error) { received = error; });
    gate.entered.acquire();
    second.stop();
    gate.open.release();
    QTRY_VERIFY(!second.isRunning());
    QCOMPARE(received.kind, ErrorKind::Cancelled);
    QVERIFY(!began);
}

void tst_Job::stopsWhileItRuns()
{
    Pool pool;
    Gate gate;
    Job<int> job(
        pool,
        [&](const JobContext &context) -> int {
            gate.pass();
            if (context.stop().stop_requested()) {
                throw TaskHubError(ErrorKind::Cancelled, u"stopped"_s);
            }
            return 1;
        },
        [](int &&) {});
    QSignalSpy failed(&job, &JobBase::failed);
    gate.entered.acquire();
    job.stop();
    job.stop();
    gate.open.release();
    QTRY_COMPARE(failed.count(), 1);
    QVERIFY(!job.isRunning());
}

void tst_Job::maySucceedAlthoughStopped()
{
    Pool pool;
    Gate gate;
    int result = 0;
    Job<int> job(
        pool,
        [&](const JobContext &) {
            gate.pass();
            return 5;
        },
        [&](int &&value) { result = value; });
    gate.entered.acquire();
    job.stop();
    gate.open.release();
    QTRY_COMPARE(result, 5);
}

void tst_Job::deliversNothingOnceDestroyed()
{
    Pool pool;
    Gate gate;
    bool done = false;
    auto job = std::make_unique<Job<int>>(
        pool,
        [&](const JobContext &) {
            gate.pass();
            return 1;
        },
        [&](int &&) { done = true; });
    gate.entered.acquire();
    job.reset();
    gate.open.release();
    pool.waitForDone();
    deliverAll();
    QVERIFY(!done);
}

void tst_Job::deliversNothingThatWasUnderWay()
{
    Pool pool;
    bool done = false;
    auto job = std::make_unique<Job<int>>(
        pool, [](const JobContext &) { return 1; }, [&](int &&) { done = true; });
    pool.waitForDone(); // the result is in the event queue now
    job.reset();
    deliverAll();
    QVERIFY(!done);
}

void tst_Job::stopsTheWorkWhenDestroyed()
{
    Pool pool;
    QSemaphore began;
    std::atomic<bool> stopped = false;
    auto job = std::make_unique<Job<void>>(
        pool,
        [&](const JobContext &context) {
            QSemaphore told;
            const std::stop_callback wake(context.stop(), [&] { told.release(); });
            began.release();
            told.acquire();
            stopped = true;
        },
        [] {});
    began.acquire();
    job.reset();
    pool.waitForDone();
    QVERIFY(stopped);
}

void tst_Job::isReplaced()
{
    Pool pool;
    Gate gate;
    std::vector<int> results;
    const auto deliver = [&](int &&value) { results.push_back(value); };
    std::unique_ptr<Job<int>> job = std::make_unique<Job<int>>(
        pool,
        [&](const JobContext &) {
            gate.pass();
            return 1;
        },
        deliver);
    gate.entered.acquire();
    job = std::make_unique<Job<int>>(
        pool, [](const JobContext &) { return 2; }, deliver);
    gate.open.release();
    pool.waitForDone();
    QTRY_COMPARE(results, std::vector<int>({ 2 }));
}

void tst_Job::mayBeDestroyedByItsResult()
{
    Pool pool;
    std::unique_ptr<Job<int>> job;
    bool done = false;
    int finished = 0;
    QByteArray captured("kept alive while the call runs");
    job = std::make_unique<Job<int>>(
        pool, [](const JobContext &) { return 1; },
        [&, captured](int &&) {
            job.reset();
            done = captured.size() == 30;
        });
    connect(job.get(), &JobBase::finished, this, [&] { ++finished; });
    QTRY_VERIFY(done);
    deliverAll();
    QCOMPARE(finished, 0);
}

void tst_Job::mayBeReplacedByItsResult()
{
    Pool pool;
    std::unique_ptr<Job<int>> job;
    std::vector<int> results;
    std::function<void(int &&)> next = [&](int &&value) {
        results.push_back(value);
        if (value < 50) {
            job = std::make_unique<Job<int>>(
                pool, [value](const JobContext &) { return value + 1; },
                [&](int &&result) { next(std::move(result)); });
        }
    };
    next(0);
    QTRY_COMPARE(results.size(), size_t(51));
}

void tst_Job::mayBeDestroyedByItsSignals()
{
    Pool pool;
    auto good = std::make_unique<Job<int>>(
        pool, [](const JobContext &) { return 1; }, [](int &&) {});
    connect(good.get(), &JobBase::finished, this, [&] { good.reset(); });
    QTRY_VERIFY(good == nullptr);

    auto bad = std::make_unique<Job<int>>(
        pool, [](const JobContext &) -> int { throw TaskHubError(ErrorKind::NotFound, u"none"_s); },
        [](int &&) {});
    QString message;
    connect(bad.get(), &JobBase::failed, this, [&](const TaskHubError &error) {
        bad.reset();
        message = error.message; // still there
    });
    QTRY_COMPARE(message, u"none"_s);
    QVERIFY(bad == nullptr);
}

void tst_Job::reportsProgress()
{
    Pool pool;
    Job<void> job(
        pool,
        [](const JobContext &context) {
            context.progress(1, 10);
            context.progress(10, 10);
        },
        [] {});
    QSignalSpy progress(&job, &JobBase::progress);
    QSignalSpy finished(&job, &JobBase::finished);
    QTRY_COMPARE(finished.count(), 1);
    QCOMPARE(progress.count(), 2);
    QCOMPARE(progress.at(0), QList<QVariant>({ 1, 10 }));
    QCOMPARE(progress.at(1), QList<QVariant>({ 10, 10 }));
}

void tst_Job::postsCallsInOrder()
{
    Pool pool;
    QStringList calls;
    Job<int> job(
        pool,
        [&](const JobContext &context) {
            for (int i = 0; i < 5; ++i) {
                context.post([&calls, i] { calls << QString::number(i); });
            }
            return 0;
        },
        [&](int &&) { calls << u"done"_s; });
    QTRY_COMPARE(calls, QStringList({ u"0"_s, u"1"_s, u"2"_s, u"3"_s, u"4"_s, u"done"_s }));
}

void tst_Job::dropsPostsAndProgressOnceDestroyed()
{
    Pool pool;
    Gate gate;
    bool posted = false;
    auto job = std::make_unique<Job<void>>(
        pool,
        [&](const JobContext &context) {
            context.post([&] { posted = true; });
            gate.pass();
            context.post([&] { posted = true; });
            context.progress(1, 2);
        },
        [] {});
    gate.entered.acquire();
    job.reset();
    gate.open.release();
    pool.waitForDone();
    deliverAll();
    QVERIFY(!posted);
}

void tst_Job::survivesManyDestroyedAtAnyTime()
{
    Pool pool;
    pool.setMaxThreadCount(4);
    std::atomic<int> runs = 0;
    int delivered = 0;
    std::vector<std::unique_ptr<Job<int>>> jobs(8);
    for (size_t i = 0; i < 4000; ++i) {
        jobs.at(i % jobs.size()) = std::make_unique<Job<int>>(
            pool,
            [&runs](const JobContext &context) {
                context.progress(1, 1);
                return ++runs;
            },
            [&, slot = i % jobs.size()](int &&) {
                ++delivered;
                jobs.at(slot).reset();
            });
        if (i % 3 == 0) {
            deliverAll();
        }
    }
    QTRY_VERIFY(
        std::all_of(jobs.begin(), jobs.end(), [](const auto &job) { return job == nullptr; }));
    QVERIFY(delivered >= 8);
    QVERIFY(delivered <= runs);
}

HUBDECK_GUILESS_TEST(tst_Job)
#include "tst_job.moc"
