// SPDX-License-Identifier: MIT
#include "app/cli/interruption.h"

#include "testprogram.h"

#include <QTest>

#include <csignal>

class TestInterruption : public QObject
{
    Q_OBJECT

private slots:
    void turnsASignalIntoAStop();
    void endsQuietlyWithoutASignal();
};

void TestInterruption::turnsASignalIntoAStop()
{
    const hubdeck::cli::Interruption interruption;
    QVERIFY(!interruption.token().stop_requested());
    std::raise(SIGINT);
    QTRY_VERIFY(interruption.token().stop_requested());
}

void TestInterruption::endsQuietlyWithoutASignal()
{
    std::stop_token token;
    {
        const hubdeck::cli::Interruption interruption;
        token = interruption.token();
    }
    QVERIFY(!token.stop_requested());
}

HUBDECK_GUILESS_TEST(TestInterruption)
#include "tst_interruption.moc"
