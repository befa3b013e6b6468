// SPDX-License-Identifier: MIT
#include "services/azurestorage/tokensource.h"

#include "services/http/redaction.h"
#include "services/json/jsonscanner.h"
#include "services/taskhub/taskhuberror.h"

#include <QCoreApplication>
#include <QProcess>
#include <QStandardPaths>

using namespace Qt::Literals::StringLiterals;

namespace hubdeck::azurestorage {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(hubdeck::TokenSource)
};

constexpr int patienceMs = 60'000; // az is slow to start
constexpr int stopCheckMs = 100;
constexpr qint64 marginSeconds = 5 * 60; // a token must last for the request that it goes out with

[[noreturn]] void refuse(const QString &message, const QString &detail = {})
{
    throw TaskHubError(ErrorKind::Unauthorised, message, redactedText(detail));
}

/// Runs az to its end and gives what it printed.
QByteArray outputOf(const QString &path, const std::stop_token &stop)
{
    QProcess process;
    process.setStandardInputFile(QProcess::nullDevice());
    process.start(path,
                  { u"account"_s, u"get-access-token"_s, u"--resource"_s,
                    u"https://storage.azure.com/"_s, u"--output"_s, u"json"_s });
    for (int waited = 0; !process.waitForFinished(stopCheckMs); waited += stopCheckMs) {
        if (process.state() == QProcess::NotRunning) {
            break;
        }
        if (stop.stop_requested() || waited >= patienceMs) {
            process.kill();
            process.waitForFinished();
            if (stop.stop_requested()) {
                throw TaskHubError(ErrorKind::Cancelled, Words::tr("Cancelled."));
            }
            refuse(Words::tr("The Azure CLI did not answer within a minute. Run “az account "
                             "get-access-token” in a terminal to see why, or set "
                             "HUBDECK_STORAGE_TOKEN."));
        }
    }
    if (process.error() == QProcess::FailedToStart) {
        refuse(Words::tr("The Azure CLI could not be started."), process.errorString());
    }
    if (process.exitStatus() != QProcess::NormalExit || process.exitCode() != 0) {
        const QString said = QString::fromUtf8(process.readAllStandardError()).trimmed();
        if (said.contains("az login"_L1)) {
            refuse(Words::tr("The Azure CLI is not signed in. Run “az login” in a terminal and "
                             "try again."),
                   said);
        }
        refuse(Words::tr("The Azure CLI gave no token for storage. Its own words are under "
                         "Details."),
               said);
    }
    return process.readAllStandardOutput();
}

/// When a token of az ends: `expires_on` are seconds since 1970, the older `expiresOn` is local
/// time.
QDateTime expiryIn(QByteArrayView document, const QDateTime &otherwise)
{
    const QByteArray seconds = json::decodeString(json::member(document, "expires_on"));
    bool isNumber = false;
    const qint64 since = seconds.toLongLong(&isNumber);
    if (isNumber && since > 0) {
        return QDateTime::fromSecsSinceEpoch(since, Qt::UTC);
    }
    const QString text = json::decodeText(json::member(document, "expiresOn"));
    const QDateTime local = QDateTime::fromString(text.left(19), u"yyyy-MM-dd HH:mm:ss"_s);
    return local.isValid() ? local.toUTC() : otherwise;
}

} // namespace

GivenToken::GivenToken(Secret token, QString name)
    : m_token(std::move(token))
    , m_name(std::move(name))
{ }

Secret GivenToken::token(std::stop_token)
{
    return m_token;
}

QString GivenToken::name() const
{
    return m_name;
}

AzureCliToken::AzureCliToken(QString program, std::function<QDateTime()> now)
    : m_program(std::move(program))
    , m_now(std::move(now))
{ }

QString AzureCliToken::name() const
{
    return Words::tr("the Azure CLI");
}

Secret AzureCliToken::token(std::stop_token stop)
{
    const std::lock_guard lock(m_mutex);
    if (!m_token.isEmpty() && m_now().addSecs(marginSeconds) < m_expires) {
        return m_token;
    }
    const QString path = QStandardPaths::findExecutable(m_program);
    if (path.isEmpty()) {
        refuse(Words::tr("The Azure CLI is not installed, so there is no token for storage. "
                         "Install it and sign in with “az login”, set HUBDECK_STORAGE_TOKEN, or "
                         "connect with a connection string."));
    }
    const QByteArray output = outputOf(path, stop);
    const QByteArray token = json::decodeString(json::member(output, "accessToken")).trimmed();
    const bool isSendable = std::ranges::all_of(token, [](char c) { return c > ' ' && c < 0x7f; });
    if (token.isEmpty() || !isSendable) {
        refuse(Words::tr("The Azure CLI gave an answer without a token. Run “az account "
                         "get-access-token” in a terminal to see why."));
    }
    m_token = Secret(token);
    m_expires = expiryIn(output, m_now());
    return m_token;
}

std::shared_ptr<TokenSource> usualTokenSource()
{
    const QByteArray given = qgetenv("HUBDECK_STORAGE_TOKEN").trimmed();
    if (!given.isEmpty()) {
        return std::make_shared<GivenToken>(Secret(given), u"HUBDECK_STORAGE_TOKEN"_s);
    }
    return std::make_shared<AzureCliToken>();
}

} // namespace hubdeck::azurestorage
