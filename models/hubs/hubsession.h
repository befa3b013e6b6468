// SPDX-License-Identifier: MIT
#pragma once

#include "services/taskhub/taskhub.h"

#include <QObject>
#include <QThreadPool>

#include <memory>

namespace hubdeck {

class PendingActions;

enum class HubKind { Http, Storage, Sandbox, ExportFile };

/// What a person sees of an open hub.
struct HubInfo
{
    QString name; // `OrdersHub`, `Sandbox`
    QString address; // without a key
    HubKind kind = HubKind::Http;
    bool production = false;
    bool readOnly = false;

    friend bool operator==(const HubInfo &, const HubInfo &) = default;
};

/// An open hub: the road to it, the pool its jobs run on and the actions under way. Made by the application, handed to every view of
/// the hub. GUI thread; hub() may be captured by jobs.
class HubSession : public QObject
{
    Q_OBJECT

public:
    /// `pool` must outlive the session.
    HubSession(HubInfo info, std::shared_ptr<TaskHub> hub, QThreadPool &pool, QObject *parent = nullptr);
    ~HubSession() override;

    [[nodiscard]] const HubInfo &info() const noexcept { return m_info; }
    /// Which entry of the registry it belongs to (HubRegistry::EntryId); 0 outside of one.
    [[nodiscard]] int entry() const noexcept { return m_entry; }
    void setEntry(int entry) noexcept { m_entry = entry; }
    [[nodiscard]] const std::shared_ptr<TaskHub> &hub() const noexcept { return m_hub; }
    [[nodiscard]] QThreadPool &pool() const noexcept { return m_pool; }
    /// The road's capabilities, less everything that changes the hub when the connection is read-only.
    [[nodiscard]] const Capabilities &capabilities() const noexcept { return m_capabilities; }
    [[nodiscard]] PendingActions &pending() const noexcept { return *m_pending; }

signals:
    /// An instance was read afresh (after an action, or by the details): lists merge it.
    void instanceRead(const hubdeck::InstanceDetails &instance);
    /// Instances are gone from the hub: lists drop them.
    void instancesRemoved(const QList<hubdeck::InstanceId> &ids);
    /// A new instance should be shown (start, restart with a new id).
    void instanceCreated(const hubdeck::InstanceId &id);

private:
    HubInfo m_info;
    int m_entry = 0;
    std::shared_ptr<TaskHub> m_hub;
    QThreadPool &m_pool;
    Capabilities m_capabilities;
    std::unique_ptr<PendingActions> m_pending;
};

} // namespace hubdeck
