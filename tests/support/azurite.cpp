// SPDX-License-Identifier: MIT
#include "azurite.h"

#include <QDeadlineTimer>
#include <QDir>
#include <QDirIterator>
#include <QFileInfo>
#include <QRegularExpression>

#include <csignal>
#include <sys/prctl.h>

using namespace Qt::Literals::StringLiterals;

namespace hubdeck {

namespace {

constexpr int patienceMs = 100'000; // a loaded machine

QString program()
{
    return QStringLiteral(HUBDECK_NODE_MODULES "/azurite/dist/src/azurite.js");
}

bool copyFolder(const QString &from, const QString &to)
{
    QDirIterator files(from, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString source = files.next();
        const QString target = to + u'/' + QDir(from).relativeFilePath(source);
        if (!QDir().mkpath(QFileInfo(target).path()) || !QFile::copy(source, target)) {
            return false;
        }
        QFile::setPermissions(target, QFile::ReadOwner | QFile::WriteOwner);
    }
    return QDir(from).exists();
}

} // namespace

Azurite::Azurite(QString folder)
    : m_source(std::move(folder))
{ }

Azurite::~Azurite()
{
    stop();
}

bool Azurite::isInstalled()
{
    return QFileInfo::exists(program());
}

bool Azurite::start()
{
    if (!m_folder.isValid() || (!m_source.isEmpty() && !copyFolder(m_source, m_folder.path()))) {
        m_problem = u"cannot copy "_s + m_source;
        return false;
    }
    m_process.setStandardInputFile(QProcess::nullDevice());
    m_process.setProcessChannelMode(QProcess::MergedChannels);
    // Also when this process is killed
    m_process.setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGKILL); });
    QStringList arguments { program(), u"--location"_s, m_folder.path(), u"--silent"_s,
                            u"--disableTelemetry"_s };
    for (const QString &service : { u"blob"_s, u"queue"_s, u"table"_s }) {
        arguments << u"--%1Host"_s.arg(service) << u"127.0.0.1"_s << u"--%1Port"_s.arg(service)
                  << u"0"_s;
    }
    m_process.start(u"node"_s, arguments);

    const QDeadlineTimer deadline(patienceMs);
    QByteArray output;
    while (m_blobPort == 0 || m_queuePort == 0 || m_tablePort == 0) {
        if (!m_process.waitForReadyRead(int(deadline.remainingTime()))) {
            m_problem = u"Azurite did not start: "_s + m_process.errorString() + u'\n'
                + QString::fromUtf8(output);
            stop();
            return false;
        }
        output += m_process.readAll();
        readPorts(output);
    }
    return true;
}

void Azurite::readPorts(const QByteArray &output)
{
    static const QRegularExpression line(
        u"Azurite (Blob|Queue|Table) service is successfully listening at \\S+:(\\d+)\\s"_s);
    for (auto matches = line.globalMatch(QString::fromUtf8(output)); matches.hasNext();) {
        const QRegularExpressionMatch match = matches.next();
        const int port = match.capturedView(2).toInt();
        (match.capturedView(1) == "Blob"_L1        ? m_blobPort
             : match.capturedView(1) == "Queue"_L1 ? m_queuePort
                                                   : m_tablePort)
            = port;
    }
}

void Azurite::stop()
{
    if (m_process.state() != QProcess::NotRunning) {
        m_process.kill();
        m_process.waitForFinished(patienceMs);
    }
}

QString Azurite::connectionString() const
{
    QString text = u"AccountName=devstoreaccount1;AccountKey=Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT5"
                   "0uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==;"_s;
    for (const auto &[name, port] :
         { std::pair(u"Blob"_s, m_blobPort), std::pair(u"Queue"_s, m_queuePort),
           std::pair(u"Table"_s, m_tablePort) }) {
        text += u"%1Endpoint=http://127.0.0.1:%2/devstoreaccount1;"_s.arg(name,
                                                                          QString::number(port));
    }
    return text;
}

} // namespace hubdeck
