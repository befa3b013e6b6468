// SPDX-License-Identifier: MIT
#pragma once

#include <QMetaType>
#include <QString>

#include <chrono>
#include <exception>
#include <optional>

namespace hubdeck {

/// What went wrong (architecture.md, Errors: observed → kind).
enum class ErrorKind {
    Unreachable,
    TimedOut,
    OutcomeUnknown,
    Tls,
    Redirected,
    Unauthorised,
    Forbidden,
    AppStopped,
    NotFound,
    AlreadyFinished,
    InvalidInput,
    AlreadyExists,
    WrongState,
    Unsupported,
    Conflict,
    Throttled,
    Unavailable,
    ServerFailure,
    Malformed,
    TooLarge,
    Local,
    Cancelled,
};

/// The only exception services throw. `message` is complete and for people: cause and way out; `detail` goes behind *Details*.
/// Neither ever holds a secret. A value: copyable, comparable, any thread.
class TaskHubError : public std::exception
{
public:
    TaskHubError() = default;
    TaskHubError(ErrorKind errorKind, const QString &text, const QString &more = {});

    ErrorKind kind = ErrorKind::Local;
    QString message;
    QString detail;
    int httpStatus = 0; // 0: no answer
    QString serviceCode; // ExceptionType or the storage error code
    QString requestId;
    std::optional<std::chrono::milliseconds> retryAfter;

    [[nodiscard]] const char *what() const noexcept override;
    /// The name of the kind, `OutcomeUnknown`: for logs and tests.
    [[nodiscard]] static QString nameOf(ErrorKind kind);

    friend bool operator==(const TaskHubError &a, const TaskHubError &b)
    {
        return a.kind == b.kind && a.message == b.message && a.detail == b.detail && a.httpStatus == b.httpStatus
            && a.serviceCode == b.serviceCode && a.requestId == b.requestId && a.retryAfter == b.retryAfter;
    }

private:
    QByteArray m_what;
};

} // namespace hubdeck

Q_DECLARE_METATYPE(hubdeck::TaskHubError)
