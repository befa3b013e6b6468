// SPDX-License-Identifier: MIT
#include "services/http/retrypolicy.h"

#include "testprogram.h"

#include <QTest>

#include <thread>
#include <vector>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace hubdeck {

namespace {

using Milliseconds = RetryPolicy::Milliseconds;

TaskHubError error(ErrorKind kind, std::optional<Milliseconds> retryAfter = {})
{
    TaskHubError result(kind, u"text"_s);
    result.retryAfter = retryAfter;
    return result;
}

// A clock that waits by going forward
struct FakeClock
{
    std::chrono::steady_clock::time_point time;
    std::vector<Milliseconds> waits;
    double random = 1.0;

    RetryClock clock()
    {
        return { [this] { return time; }, [this] { return random; },
                 [this](Milliseconds duration, const std::stop_token &) {
                     waits.push_back(duration);
                     time += duration;
                 } };
    }
};

ErrorKind kindThrownBy(const std::function<void()> &call)
{
    try {
        call();
    } catch (const TaskHubError &thrown) {
        return thrown.kind;
    }
    return ErrorKind::Local;
}

} // namespace

class RetryPolicyTest : public QObject
{
    Q_OBJECT

private slots:
    void retriesOnlyWhatMayPass_data();
    void retriesOnlyWhatMayPass();
    void doublesTheLongestDelayAndTakesAShareOfIt();
    void honoursRetryAfter();
    void givesUpAfterFourAttempts();
    void givesUpWhenTheBudgetIsSpent();
    void returnsAfterTheFirstSuccess();
    void throwsTheLastError();
    void passesLastingErrorsOnAtOnce();
    void countsTheTimeOfTheCallsToo();
    void doesNotCallWhenStoppedBefore();
    void doesNotCallAgainWhenStoppedDuringTheWait();
    void aStopEndsTheWaitAtOnce();
};

void RetryPolicyTest::retriesOnlyWhatMayPass_data()
{
    QTest::addColumn<ErrorKind>("kind");
    QTest::addColumn<bool>("transient");
    for (int value = 0; value <= static_cast<int>(ErrorKind::Cancelled); ++value) {
        const auto kind = static_cast<ErrorKind>(value);
        const bool isTransient = kind == ErrorKind::Unreachable || kind == ErrorKind::TimedOut
            || kind == ErrorKind::Throttled || kind == ErrorKind::Unavailable;
        QTest::addRow("%s", qPrintable(TaskHubError::nameOf(kind))) << kind << isTransient;
    }
}

void RetryPolicyTest::retriesOnlyWhatMayPass()
{
    QFETCH(const ErrorKind, kind);
    QFETCH(const bool, transient);
    QCOMPARE(RetryPolicy::isTransient(kind), transient);
    QCOMPARE(RetryPolicy::delayAfter(error(kind), 1, 0ms, 0.5).has_value(), transient);
    QCOMPARE(RetryPolicy::delayAfter(error(kind, 1s), 1, 0ms, 0.5).has_value(), transient);
}

void RetryPolicyTest::doublesTheLongestDelayAndTakesAShareOfIt()
{
    const TaskHubError failed = error(ErrorKind::Unavailable);
    QCOMPARE(RetryPolicy::delayAfter(failed, 1, 0ms, 0.0), Milliseconds(0));
    QCOMPARE(RetryPolicy::delayAfter(failed, 1, 0ms, 0.5), Milliseconds(250));
    QCOMPARE(RetryPolicy::delayAfter(failed, 2, 0ms, 0.5), Milliseconds(500));
    QCOMPARE(RetryPolicy::delayAfter(failed, 3, 0ms, 0.5), Milliseconds(1000));
}

void RetryPolicyTest::honoursRetryAfter()
{
    QCOMPARE(RetryPolicy::delayAfter(error(ErrorKind::Throttled, 7s), 1, 0ms, 0.5),
             Milliseconds(7000));
    QCOMPARE(RetryPolicy::delayAfter(error(ErrorKind::Throttled, 0s), 1, 0ms, 0.5),
             Milliseconds(250));
    QCOMPARE(RetryPolicy::delayAfter(error(ErrorKind::Throttled, 31s), 1, 0ms, 0.5), std::nullopt);
    QCOMPARE(RetryPolicy::delayAfter(error(ErrorKind::Throttled, 20s), 1, 11s, 0.5), std::nullopt);
    QCOMPARE(RetryPolicy::delayAfter(error(ErrorKind::Throttled, Milliseconds::max()), 1, 1s, 0.5),
             std::nullopt);
}

void RetryPolicyTest::givesUpAfterFourAttempts()
{
    QVERIFY(RetryPolicy::delayAfter(error(ErrorKind::Unreachable), 3, 0ms, 0.0));
    QVERIFY(!RetryPolicy::delayAfter(error(ErrorKind::Unreachable), 4, 0ms, 0.0));
}

void RetryPolicyTest::givesUpWhenTheBudgetIsSpent()
{
    QVERIFY(RetryPolicy::delayAfter(error(ErrorKind::TimedOut), 1, 29s, 0.5));
    QVERIFY(!RetryPolicy::delayAfter(error(ErrorKind::TimedOut), 1, 30s, 0.0));
    QVERIFY(!RetryPolicy::delayAfter(error(ErrorKind::TimedOut), 1, 60s, 0.0));
}

void RetryPolicyTest::returnsAfterTheFirstSuccess()
{
    FakeClock fake;
    int calls = 0;
    retryReadBy(fake.clock(),
                [&calls] {
                    if (++calls < 3)
                        throw error(ErrorKind::Unavailable);
                },
                {});
    QCOMPARE(calls, 3);
    QCOMPARE(fake.waits, (std::vector<Milliseconds> { 500ms, 1000ms }));
}

void RetryPolicyTest::throwsTheLastError()
{
    FakeClock fake;
    int calls = 0;
    const ErrorKind kind = kindThrownBy([&] {
        retryReadBy(
            fake.clock(),
            [&calls] { throw error(++calls == 4 ? ErrorKind::TimedOut : ErrorKind::Unreachable); },
            {});
    });
    QCOMPARE(calls, 4);
    QCOMPARE(kind, ErrorKind::TimedOut);
    QCOMPARE(fake.waits.size(), 3U);
}

void RetryPolicyTest::passesLastingErrorsOnAtOnce()
{
    FakeClock fake;
    int calls = 0;
    const ErrorKind kind = kindThrownBy([&] {
        retryReadBy(fake.clock(),
                    [&calls] {
                        ++calls;
                        throw error(ErrorKind::NotFound);
                    },
                    {});
    });
    QCOMPARE(calls, 1);
    QCOMPARE(kind, ErrorKind::NotFound);
    QVERIFY(fake.waits.empty());
}

void RetryPolicyTest::countsTheTimeOfTheCallsToo()
{
    FakeClock fake;
    int calls = 0;
    const ErrorKind kind = kindThrownBy([&] {
        retryReadBy(fake.clock(),
                    [&] {
                        ++calls;
                        fake.time += 16s;
                        throw error(ErrorKind::TimedOut);
                    },
                    {});
    });
    QCOMPARE(kind, ErrorKind::TimedOut);
    QCOMPARE(calls, 2);
}

void RetryPolicyTest::doesNotCallWhenStoppedBefore()
{
    std::stop_source source;
    source.request_stop();
    int calls = 0;
    QCOMPARE(kindThrownBy([&] { retryRead([&calls] { ++calls; }, source.get_token()); }),
             ErrorKind::Cancelled);
    QCOMPARE(calls, 0);
}

void RetryPolicyTest::doesNotCallAgainWhenStoppedDuringTheWait()
{
    FakeClock fake;
    std::stop_source source;
    int calls = 0;
    RetryClock clock = fake.clock();
    clock.wait = [&source](Milliseconds, const std::stop_token &) { source.request_stop(); };
    const ErrorKind kind = kindThrownBy([&] {
        retryReadBy(
            clock,
            [&calls] {
                ++calls;
                throw error(ErrorKind::Unreachable);
            },
            source.get_token());
    });
    QCOMPARE(kind, ErrorKind::Cancelled);
    QCOMPARE(calls, 1);
}

void RetryPolicyTest::aStopEndsTheWaitAtOnce()
{
    // Without the stop this would wait for an hour
    std::stop_source source;
    std::jthread stopper([&source] { source.request_stop(); });
    RetryClock::system().wait(1h, source.get_token());
    QVERIFY(source.stop_requested());
}

} // namespace hubdeck

HUBDECK_GUILESS_TEST(hubdeck::RetryPolicyTest)
#include "tst_retrypolicy.moc"
