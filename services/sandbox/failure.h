// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QString>

#include <memory>

namespace hubdeck::sandbox {

/// What an activity or an orchestration failed with.
struct Failure
{
    QString type; // full .NET name
    QString message;
    QString stack;
    std::shared_ptr<const Failure> inner;
};

using FailurePtr = std::shared_ptr<const Failure>;

/// Thrown by activities and orchestrators, and into orchestrators that await something which
/// failed.
struct FunctionError
{
    FailurePtr failure;
};

/// A new failure with an invented, plausible stack trace in `function`.
[[nodiscard]] FailurePtr makeFailure(const QString &type, const QString &message,
                                     const QString &function, FailurePtr inner = {});
/// What an orchestrator sees when `function` (an `activity` or an `orchestrator`) failed with
/// `cause`.
[[nodiscard]] FailurePtr callFailure(const QString &kindOfFunction, const QString &function,
                                     const FailurePtr &cause);

/// The serialised exception that in-process workers put into `Details` (as text, not quoted).
[[nodiscard]] QByteArray exceptionText(const Failure &failure);
/// `FailureDetails` of newer workers (durable-http-api.md L13).
[[nodiscard]] QByteArray failureDetailsJson(const Failure &failure);

} // namespace hubdeck::sandbox
