// SPDX-License-Identifier: MIT
#pragma once

#include "services/http/secret.h"

#include <QDateTime>
#include <QString>

#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
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
    /// Says that the service refused `token`: if that is still the one kept, the next token() looks
    /// for another.
    virtual void forget(const Secret &token) = 0;
    /// `the Azure CLI`, `HUBDECK_STORAGE_TOKEN`: for messages.
    [[nodiscard]] virtual QString name() const = 0;
    /// What to do when the service refuses its tokens: a sentence for messages.
    [[nodiscard]] virtual QString wayOut() const = 0;

protected:
    TokenSource() = default;
    Q_DISABLE_COPY_MOVE(TokenSource)
};

/// A token that somebody gave in the environment variable `name`, with or without `Bearer ` in
/// front. There is no other: it is used to the end. token() throws for what is no token.
class GivenToken final : public TokenSource
{
public:
    explicit GivenToken(Secret token, QString name);

    [[nodiscard]] Secret token(std::stop_token stop) override;

    void forget(const Secret &) override { }

    [[nodiscard]] QString name() const override;
    [[nodiscard]] QString wayOut() const override;

private:
    Secret m_token;
    QString m_name;
};

/// What `az account get-access-token` prints.
struct AzureCliAnswer
{
    Secret token;
    QDateTime expires;
};

/// nullopt when there is no token in it that a header can carry; an end that is not told is `now`.
/// Pure.
[[nodiscard]] std::optional<AzureCliAnswer> readAzureCliAnswer(QByteArrayView output,
                                                               const QDateTime &now);

/// Asks the Azure CLI (`az account get-access-token`), once until the token is about to expire or
/// was refused. All who need a token meanwhile wait for that one call and share what comes of it.
/// When a renewal fails, the old token serves as long as it is valid.
class AzureCliToken final : public TokenSource
{
public:
    static constexpr std::chrono::milliseconds usualPatience { 60'000 }; // az is slow to start

    /// `program` is found on PATH; `now` is the clock; `patience` is how long az may take.
    explicit AzureCliToken(
        QString program = QStringLiteral("az"),
        std::function<QDateTime()> now = [] { return QDateTime::currentDateTimeUtc(); },
        std::chrono::milliseconds patience = usualPatience);

    [[nodiscard]] Secret token(std::stop_token stop) override;
    void forget(const Secret &token) override;
    [[nodiscard]] QString name() const override;
    [[nodiscard]] QString wayOut() const override;

private:
    struct Call; // of az

    [[nodiscard]] AzureCliAnswer ask(const std::stop_token &stop) const;
    [[nodiscard]] Secret askForAll(std::unique_lock<std::mutex> &lock, const std::stop_token &stop);

    const QString m_program;
    const std::function<QDateTime()> m_now;
    const std::chrono::milliseconds m_patience;
    std::mutex m_mutex; // guards all below; not held while az runs
    std::condition_variable_any m_ended;
    std::shared_ptr<Call> m_call; // null when az does not run
    Secret m_token;
    QDateTime m_expires; // past or invalid when there is no token
    QDateTime m_renewal; // when to ask again, before it expires
};

/// The token in HUBDECK_STORAGE_TOKEN, otherwise the Azure CLI.
[[nodiscard]] std::shared_ptr<TokenSource> usualTokenSource();

} // namespace hubdeck::azurestorage
