// SPDX-License-Identifier: MIT
#pragma once

#include "models/job.h"
#include "services/taskhub/instance.h"

#include <QStringList>

#include <memory>
#include <vector>

namespace hubdeck {

class HubSession;
class InstanceList;

/// Reads instances by id and adds those to the list that it has not loaded: *Go to instance*, links
/// and what was just started. A new search replaces the one under way. GUI thread.
class InstanceFinder : public QObject
{
    Q_OBJECT

public:
    /// Both must outlive the finder.
    InstanceFinder(HubSession &session, InstanceList &list, QObject *parent = nullptr);
    ~InstanceFinder() override;

    /// One id that the hub does not have is a failure; of several the missing ones are told by
    /// found().
    void find(const std::vector<InstanceId> &ids);

signals:
    /// All of `ids` but the missing ones are in the list now.
    void found(const std::vector<hubdeck::InstanceId> &ids, const QStringList &missing);
    void failed(const hubdeck::TaskHubError &error, const std::vector<hubdeck::InstanceId> &ids);

private:
    struct Answer
    {
        std::vector<InstanceDetails> instances;
        QStringList missing;
    };

    HubSession &m_session;
    InstanceList &m_list;
    std::unique_ptr<Job<Answer>> m_job;
    std::vector<InstanceId> m_ids;
};

} // namespace hubdeck
