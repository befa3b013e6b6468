// SPDX-License-Identifier: MIT
#pragma once

#include "services/http/secret.h"

#include <QDateTime>
#include <QString>

#include <functional>
#include <memory>
#include <mutex>
#include <stop_token>

namespace hubdeck::azurestorage {

/// Where bearer tokens for storage come from. Thread-safe.
class TokenSource
{
public:
    virtual ~TokenSource() = default;
    /// A token that is valid now; may block. Throws TaskHubError (Unauthorised with the way out,
    /// Cancelled).
    [[nodiscard]] virtual Secret token(std::stop_token stop) = 0;
    /// `the Azure CLI`, `HUBDECK_STORAGE_TOKEN`: for messages.
    [[nodiscard]] virtual QString name() const = 0;

protected:
    TokenSource() = default;
    Q_DISABLE_COPY_MOVE(TokenSource)
};

/// A token that somebody gave; used as it is until the service refuses it.
class GivenToken final : public TokenSource
{
public:
    explicit GivenToken(Secret token, QString name);

    [[nodiscard]] Secret token(std::stop_token stop) override;
    [[nodiscard]] QString name() const override;

private:
    Secret m_token;
    QString m_name;
};

/// Asks the Azure CLI (`az account get-access-token`), once until the token is about to expire.
class AzureCliToken final : public TokenSource
{
public:
    /// `program` is found on PATH; `now` is the clock.
    explicit AzureCliToken(
        QString program = QStringLiteral("az"),
        std::function<QDateTime()> now = [] { return QDateTime::currentDateTimeUtc(); });

    [[nodiscard]] Secret token(std::stop_token stop) override;
    [[nodiscard]] QString name() const override;

private:
    const QString m_program;
    const std::function<QDateTime()> m_now;
    std::mutex m_mutex; // held while az runs: others wait for the same token
    Secret m_token; // guarded by m_mutex, as below
    QDateTime m_expires;
};

/// The token in HUBDECK_STORAGE_TOKEN, otherwise the Azure CLI.
[[nodiscard]] std::shared_ptr<TokenSource> usualTokenSource();

} // namespace hubdeck::azurestorage
