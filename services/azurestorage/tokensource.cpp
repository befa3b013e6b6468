// SPDX-License-Identifier: MIT
#include "services/azurestorage/tokensource.h"

#include "services/http/redaction.h"
#include "services/json/jsonscanner.h"
#include "services/taskhub/taskhuberror.h"

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QProcess>
#include <QScopeGuard>
#include <QStandardPaths>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace hubdeck::azurestorage {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(hubdeck::TokenSource)
};

constexpr int stopCheckMs = 100;
constexpr qint64 marginSeconds = 5 * 60; // a token must last for the request that it goes out with
constexpr qint64 pauseSeconds = 60; // after a renewal that failed

[[noreturn]] void refuse(const QString &message, const QString &detail = {})
{
    throw TaskHubError(ErrorKind::Unauthorised, message, redactedText(detail));
}

[[noreturn]] void cancel()
{
    throw TaskHubError(ErrorKind::Cancelled, Words::tr("Cancelled."));
}

/// The characters of a bearer token; anything else is something else, or would break the header.
bool isToken(QByteArrayView text)
{
    return !text.isEmpty() && std::ranges::all_of(text, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
            || QByteArrayView("-._~+/=").contains(c);
    });
}

/// Runs az to its end and gives what it printed.
QByteArray outputOf(const QString &path, std::chrono::milliseconds patience,
                    const std::stop_token &stop)
{
    QProcess process;
    process.setStandardInputFile(QProcess::nullDevice());
    process.start(path,
                  { u"account"_s, u"get-access-token"_s, u"--resource"_s,
                    u"https://storage.azure.com/"_s, u"--output"_s, u"json"_s });
    const QDeadlineTimer end(patience);
    while (!process.waitForFinished(stopCheckMs)) {
        if (process.state() == QProcess::NotRunning) {
            break;
        }
        if (stop.stop_requested() || end.hasExpired()) {
            process.kill();
            process.waitForFinished();
            if (stop.stop_requested()) {
                cancel();
            }
            refuse(Words::tr("The Azure CLI did not answer within %1 s. Run “az account "
                             "get-access-token” in a terminal to see why, or set "
                             "HUBDECK_STORAGE_TOKEN.")
                       .arg(double(patience.count()) / 1000));
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
    const QDateTime end = QDateTime::fromSecsSinceEpoch(since, Qt::UTC);
    if (isNumber && since > 0 && end.isValid()) {
        return end;
    }
    const QString text = json::decodeText(json::member(document, "expiresOn"));
    const QDateTime local = QDateTime::fromString(text.left(19), u"yyyy-MM-dd HH:mm:ss"_s);
    return local.isValid() ? local.toUTC() : otherwise;
}

} // namespace

GivenToken::GivenToken(Secret token, QString name)
    : m_token(std::move(token))
    , m_name(std::move(name))
{
    constexpr QByteArrayView scheme("Bearer ");
    const QByteArray &text = m_token.reveal();
    if (text.left(scheme.size()).compare(scheme, Qt::CaseInsensitive) == 0) {
        m_token = Secret(text.sliced(scheme.size()).trimmed());
    }
}

Secret GivenToken::token(std::stop_token)
{
    if (!isToken(m_token.reveal())) {
        refuse(Words::tr("%1 holds no token: there are characters in it that no token has. Set it "
                         "to the accessToken that “az account get-access-token --resource "
                         "https://storage.azure.com/” prints, and start Hubdeck again.")
                   .arg(m_name));
    }
    return m_token;
}

QString GivenToken::name() const
{
    return m_name;
}

QString GivenToken::wayOut() const
{
    return Words::tr("Set %1 anew and start Hubdeck again.").arg(m_name);
}

std::optional<AzureCliAnswer> readAzureCliAnswer(QByteArrayView output, const QDateTime &now)
{
    const QByteArray token = json::decodeString(json::member(output, "accessToken")).trimmed();
    if (!isToken(token)) {
        return std::nullopt;
    }
    return AzureCliAnswer { Secret(token), expiryIn(output, now) };
}

/// What those who wait for a run of az share with the one who started it. Neither token nor error
/// at its end: it was cancelled, which is that one's own business.
struct AzureCliToken::Call
{
    bool isOver = false;
    Secret token;
    std::optional<TaskHubError> error;
};

AzureCliToken::AzureCliToken(QString program, std::function<QDateTime()> now,
                             std::chrono::milliseconds patience)
    : m_program(std::move(program))
    , m_now(std::move(now))
    , m_patience(patience)
{ }

QString AzureCliToken::name() const
{
    return Words::tr("the Azure CLI");
}

QString AzureCliToken::wayOut() const
{
    return Words::tr("Try again with a new one. If that is refused as well, sign in with “az login "
                     "--tenant” and the account's tenant.");
}

Secret AzureCliToken::token(std::stop_token stop)
{
    std::unique_lock lock(m_mutex);
    while (m_token.isEmpty() || m_now() >= m_renewal) {
        if (stop.stop_requested()) {
            cancel();
        }
        const std::shared_ptr<Call> call = m_call;
        if (!call) {
            return askForAll(lock, stop);
        }
        if (!m_token.isEmpty() && m_now() < m_expires) {
            break; // good until the new one is there
        }
        if (!m_ended.wait(lock, stop, [&call] { return call->isOver; })) {
            cancel();
        }
        if (call->error) {
            throw *call->error; // a copy: each thread may change its own
        }
        if (!call->token.isEmpty()) {
            return call->token;
        }
    }
    return m_token;
}

void AzureCliToken::forget(const Secret &token)
{
    const std::lock_guard lock(m_mutex);
    if (m_token == token) {
        m_token = {};
    }
}

/// Runs az without the lock, and tells all who wait. Has the lock at its end.
Secret AzureCliToken::askForAll(std::unique_lock<std::mutex> &lock, const std::stop_token &stop)
{
    const auto call = std::make_shared<Call>();
    m_call = call;
    lock.unlock();
    const auto over = qScopeGuard([&] {
        if (!lock.owns_lock()) {
            lock.lock();
        }
        call->isOver = true;
        m_call.reset();
        m_ended.notify_all();
    });
    try {
        const AzureCliAnswer answer = ask(stop);
        lock.lock();
        m_token = answer.token;
        m_expires = answer.expires;
        m_renewal = m_expires.addSecs(-marginSeconds);
    } catch (const TaskHubError &error) {
        lock.lock();
        if (error.kind == ErrorKind::Cancelled) {
            throw;
        }
        if (m_token.isEmpty() || m_now() >= m_expires) {
            call->error = error;
            throw;
        }
        m_renewal = qMin(m_now().addSecs(pauseSeconds), m_expires);
    }
    call->token = m_token;
    return m_token;
}

AzureCliAnswer AzureCliToken::ask(const std::stop_token &stop) const
{
    const QString path = QStandardPaths::findExecutable(m_program);
    if (path.isEmpty()) {
        refuse(Words::tr("The Azure CLI is not installed, so there is no token for storage. "
                         "Install it and sign in with “az login”, set HUBDECK_STORAGE_TOKEN, or "
                         "connect with a connection string."));
    }
    auto answer = readAzureCliAnswer(outputOf(path, m_patience, stop), m_now());
    if (!answer) {
        refuse(Words::tr("The Azure CLI gave an answer without a token. Run “az account "
                         "get-access-token” in a terminal to see why."));
    }
    return *std::move(answer);
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
