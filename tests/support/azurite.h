// SPDX-License-Identifier: MIT
#pragma once

#include <QProcess>
#include <QTemporaryDir>

namespace hubdeck {

/// The Azure Storage emulator (npm package azurite, which tests/run installs) on a copy of a
/// captured account, on free ports of this machine. Ends with the object, and with the process that
/// made it, whatever happens to that.
///
///     if (!Azurite::isInstalled())
///         QSKIP("Azurite is not installed: run tests/run once");
///     Azurite azurite(HUBDECK_TEST_DATA "/captures/orders-hub/azurite");
///     QVERIFY2(azurite.start(), qPrintable(azurite.problem()));
///     parseConnectionString(azurite.connectionString())
class Azurite
{
public:
    /// `folder` is copied; empty: an account without anything in it.
    explicit Azurite(QString folder = {});
    ~Azurite();

    [[nodiscard]] static bool isInstalled();
    /// Blocks until all three services answer; false when they do not, see problem().
    [[nodiscard]] bool start();
    /// Kills it; what it had not written to its folder is lost.
    void stop();

    [[nodiscard]] QString problem() const { return m_problem; }

    /// With the emulator's well-known name and key.
    [[nodiscard]] QString connectionString() const;

private:
    Q_DISABLE_COPY_MOVE(Azurite)
    void readPorts(const QByteArray &output);

    QString m_source;
    QTemporaryDir m_folder;
    QProcess m_process;
    int m_blobPort = 0;
    int m_queuePort = 0;
    int m_tablePort = 0;
    QString m_problem;
};

} // namespace hubdeck
