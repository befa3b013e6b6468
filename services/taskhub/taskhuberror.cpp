// SPDX-License-Identifier: MIT
#include "services/taskhub/taskhuberror.h"

namespace hubdeck {

using namespace Qt::StringLiterals;

TaskHubError::TaskHubError(ErrorKind errorKind, const QString &text, const QString &more)
    : kind(errorKind)
    , message(text)
    , detail(more)
    , m_what((nameOf(errorKind) + u": " + text).toUtf8())
{ }

const char *TaskHubError::what() const noexcept
{
    return m_what.isEmpty() ? "TaskHubError" : m_what.constData();
}

QString TaskHubError::nameOf(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::Unreachable:
        return u"Unreachable"_s;
    case ErrorKind::TimedOut:
        return u"TimedOut"_s;
    case ErrorKind::OutcomeUnknown:
        return u"OutcomeUnknown"_s;
    case ErrorKind::Tls:
        return u"Tls"_s;
    case ErrorKind::Redirected:
        return u"Redirected"_s;
    case ErrorKind::Unauthorised:
        return u"Unauthorised"_s;
    case ErrorKind::Forbidden:
        return u"Forbidden"_s;
    case ErrorKind::AppStopped:
        return u"AppStopped"_s;
    case ErrorKind::NotFound:
        return u"NotFound"_s;
    case ErrorKind::AlreadyFinished:
        return u"AlreadyFinished"_s;
    case ErrorKind::InvalidInput:
        return u"InvalidInput"_s;
    case ErrorKind::AlreadyExists:
        return u"AlreadyExists"_s;
    case ErrorKind::WrongState:
        return u"WrongState"_s;
    case ErrorKind::Unsupported:
        return u"Unsupported"_s;
    case ErrorKind::Conflict:
        return u"Conflict"_s;
    case ErrorKind::Throttled:
        return u"Throttled"_s;
    case ErrorKind::Unavailable:
        return u"Unavailable"_s;
    case ErrorKind::ServerFailure:
        return u"ServerFailure"_s;
    case ErrorKind::Malformed:
        return u"Malformed"_s;
    case ErrorKind::TooLarge:
        return u"TooLarge"_s;
    case ErrorKind::Local:
        return u"Local"_s;
    case ErrorKind::Cancelled:
        return u"Cancelled"_s;
    }
    return u"Local"_s;
}

} // namespace hubdeck
