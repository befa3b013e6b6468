// SPDX-License-Identifier: MIT
#include "services/taskhub/pause.h"

#include "services/taskhub/taskhuberror.h"
#include "testprogram.h"

#include <QTest>

#include <thread>

using namespace hubdeck;
using namespace std::chrono_literals;

class tst_Pause : public QObject
{
    Q_OBJECT

private slots:
    void waitsAsLongAsItIsTold();
    void aStopEndsItAtOnce();
    void aStopBeforehandEndsItAtOnce();
};

namespace {

ErrorKind kindOfPause(std::chrono::milliseconds duration, const std::stop_token &stop)
{
    try {
        pause(duration, stop);
    } catch (const TaskHubError &error) {
        return error.kind;
    }
    return ErrorKind::Local; // none
}

} // namespace

void tst_Pause::waitsAsLongAsItIsTold()
{
    const auto start = std::chrono::steady_clock::now();
    pause(30ms, {});
    QVERIFY(std::chrono::steady_clock::now() - start >= 30ms);
}

void tst_Pause::aStopEndsItAtOnce()
{
    std::stop_source source;
    std::jthread stopper([&source] { source.request_stop(); });
    QCOMPARE(kindOfPause(24h, source.get_token()), ErrorKind::Cancelled); // or the test never ends
}

void tst_Pause::aStopBeforehandEndsItAtOnce()
{
    std::stop_source source;
    source.request_stop();
    QCOMPARE(kindOfPause(24h, source.get_token()), ErrorKind::Cancelled);
    QCOMPARE(kindOfPause(0ms, source.get_token()), ErrorKind::Cancelled);
}

HUBDECK_GUILESS_TEST(tst_Pause)
#include "tst_pause.moc"
