// SPDX-License-Identifier: MIT
#pragma once

#include "services/azurestorage/instancekeys.h"

#include <QByteArray>
#include <QStringList>

#include <optional>
#include <vector>

namespace hubdeck::azurestorage {

/// Which services of an account told their names. Of the others nothing is known.
struct ListedServices
{
    bool tables = true;
    bool queues = true;
    bool containers = true;

    friend bool operator==(const ListedServices &, const ListedServices &) = default;
};

/// The names of everything in an account.
struct AccountListing
{
    QStringList tables;
    QStringList queues;
    QStringList containers;
    ListedServices listed = {};
};

/// A task hub found in an account (§1.3), whole or in parts.
struct FoundHub
{
    TaskHubName name; // in the tables' case; lower-case when there is no table
    bool hasInstances = false;
    bool hasHistory = false;
    bool hasPartitions = false;
    bool hasWorkItems = false;
    bool hasLeases = false;
    bool hasAppLease = false;
    bool hasLargeMessages = false;
    std::vector<int> controlQueues; // partition numbers, ascending
    HubNames names; // exact names as they stand in the account
    ListedServices listed = {}; // what the members above can tell

    /// Both tables, the work-item queue and control queues from 00 without a gap. Nullopt when
    /// nothing is known to be missing, but a service that has a share in it could not be listed.
    [[nodiscard]] std::optional<bool> completeness() const;

    [[nodiscard]] bool isComplete() const { return completeness().value_or(false); }

    /// What a whole hub would have besides, in words; empty for a whole one. Says nothing of
    /// services that could not be listed.
    [[nodiscard]] QStringList missing() const;
    /// The services with a share in completeness() that could not be listed, in words.
    [[nodiscard]] QStringList notLookedAt() const;
};

/// Every hub in the account, by name. A hub needs its Instances table (the last that a deletion
/// leaves), its History table and a queue or container, its Partitions table and a queue, the
/// work-item queue and a control queue, or a queue and a container. What other programs name like
/// one part of a hub is none, nor is Netherite's `DurableTaskPartitions`.
[[nodiscard]] std::vector<FoundHub> findHubs(const AccountListing &account);

/// The PartitionCount of `taskhub.json` (§1.2); nullopt when it cannot be read.
[[nodiscard]] std::optional<int> partitionCountIn(const QByteArray &taskHubJson);

/// How many partitions a hub has (§1.4).
struct PartitionCount
{
    std::optional<int> count; // none: nothing tells
    bool isCertain = false; // all sources that there are agree
    QString problem; // what disagrees, in words for a person; empty when certain
};

[[nodiscard]] PartitionCount decidePartitionCount(std::optional<int> partitionsRows,
                                                  std::optional<int> taskHubJson,
                                                  const std::vector<int> &controlQueues);

/// Everything of the account that belongs to a hub, matched by exact names (§10.1), in the order of
/// deletion: queues, Partitions, containers, History, Instances.
struct HubArtefacts
{
    QStringList queues;
    QStringList containers;
    QStringList tables; // Partitions, History, Instances

    [[nodiscard]] qsizetype count() const
    {
        return queues.size() + containers.size() + tables.size();
    }
};

[[nodiscard]] HubArtefacts artefactsOf(const QString &hub, const AccountListing &account);

} // namespace hubdeck::azurestorage
