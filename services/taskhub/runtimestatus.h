// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArrayView>
#include <QString>

#include <array>

namespace hubdeck {

/// The state of an instance as the hub names it (durable-http-api.md §2.3). A name never seen before keeps its text and the kind Unknown.
class RuntimeStatus
{
public:
    enum class Kind : quint8 { Running, Completed, ContinuedAsNew, Failed, Canceled, Terminated, Pending, Suspended, Unknown };
    /// The eight kinds that a query can ask for, in the order in which they are shown.
    static constexpr std::array<Kind, 8> queryable { Kind::Running, Kind::Pending, Kind::Suspended, Kind::Failed,
                                                     Kind::Completed, Kind::Terminated, Kind::ContinuedAsNew, Kind::Canceled };

    RuntimeStatus() = default;
    RuntimeStatus(Kind kind) noexcept // NOLINT(google-explicit-constructor): a kind is a status
        : m_kind(kind)
    {
    }
    /// Exact names only, as the hub compares them; anything else becomes Unknown with its text kept.
    [[nodiscard]] static RuntimeStatus fromName(const QString &name);

    [[nodiscard]] Kind kind() const noexcept { return m_kind; }
    /// The name on the wire; for an unknown status the text that came.
    [[nodiscard]] QString name() const;
    /// Running, Pending, Suspended, ContinuedAsNew: still owned by the hub.
    [[nodiscard]] bool isActive() const noexcept;
    /// Completed, Failed, Terminated, Canceled.
    [[nodiscard]] bool isTerminal() const noexcept;

    friend bool operator==(const RuntimeStatus &, const RuntimeStatus &) = default;

private:
    Kind m_kind = Kind::Unknown;
    QString m_otherName;
};

/// The wire name of a kind, `Unknown` for Unknown.
[[nodiscard]] QString nameOf(RuntimeStatus::Kind kind);

} // namespace hubdeck
