// SPDX-License-Identifier: MIT
#include "services/durablehttp/durablehttpoptions.h"

#include "testprogram.h"

#include <QTest>

using namespace hubdeck;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class tst_DurableHttpOptions : public QObject
{
    Q_OBJECT

private slots:
    void haveTheProductsLimits();
    void readsEndInTime();
    void readsAreTriedAgainAndNotForEver();
};

// architecture.md, Errors
void tst_DurableHttpOptions::haveTheProductsLimits()
{
    const DurableHttpOptions options;
    QCOMPARE(options.connectTimeout, 10s);
    QCOMPARE(options.idleTimeout, 60s);
    QCOMPARE(options.purgeTimeout, 240s);
    QCOMPARE(options.waitMargin, 30s);
    QCOMPARE(options.bodyLimit, 512LL * 1024 * 1024);
}

// App Service cuts what is idle for 230 s
void tst_DurableHttpOptions::readsEndInTime()
{
    const DurableHttpOptions options;
    QVERIFY(options.firstByteTimeout < 230s);
    QVERIFY(options.longestServerWait < 230s);
    QVERIFY(options.purgeTimeout > 230s); // the cut is told, not guessed
}

void tst_DurableHttpOptions::readsAreTriedAgainAndNotForEver()
{
    const DurableHttpOptions options;
    int calls = 0;
    options.retry([&calls] { ++calls; }, {});
    QCOMPARE(calls, 1);
    std::stop_source source;
    const auto fails = [&] {
        ++calls;
        source.request_stop(); // the pause before the next attempt ends at once
        throw TaskHubError(ErrorKind::Unreachable, u"down"_s);
    };
    QVERIFY_THROWS_EXCEPTION(TaskHubError, options.retry(fails, source.get_token()));
    QCOMPARE(calls, 2);
}

HUBDECK_GUILESS_TEST(tst_DurableHttpOptions)
#include "tst_durablehttpoptions.moc"
