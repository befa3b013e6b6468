// SPDX-License-Identifier: MIT
#include "services/taskhub/runtimestatus.h"

namespace hubdeck {

using namespace Qt::StringLiterals;
using Kind = RuntimeStatus::Kind;

QString nameOf(Kind kind)
{
    switch (kind) {
    case Kind::Running:
        return u"Running"_s;
    case Kind::Completed:
        return u"Completed"_s;
    case Kind::ContinuedAsNew:
        return u"ContinuedAsNew"_s;
    case Kind::Failed:
        return u"Failed"_s;
    case Kind::Canceled:
        return u"Canceled"_s;
    case Kind::Terminated:
        return u"Terminated"_s;
    case Kind::Pending:
        return u"Pending"_s;
    case Kind::Suspended:
        return u"Suspended"_s;
    case Kind::Unknown:
        break;
    }
    return u"Unknown"_s;
}

RuntimeStatus RuntimeStatus::fromName(const QString &name)
{
    for (const Kind kind : queryable) {
        if (name == hubdeck::nameOf(kind)) {
            return kind;
        }
    }
    RuntimeStatus status;
    if (name != hubdeck::nameOf(Kind::Unknown)) {
        status.m_otherName = name;
    }
    return status;
}

QString RuntimeStatus::name() const
{
    return m_otherName.isEmpty() ? hubdeck::nameOf(m_kind) : m_otherName;
}

bool RuntimeStatus::isActive() const noexcept
{
    return m_kind == Kind::Running || m_kind == Kind::Pending || m_kind == Kind::Suspended
        || m_kind == Kind::ContinuedAsNew;
}

bool RuntimeStatus::isTerminal() const noexcept
{
    return m_kind == Kind::Completed || m_kind == Kind::Failed || m_kind == Kind::Terminated
        || m_kind == Kind::Canceled;
}

} // namespace hubdeck
