// SPDX-License-Identifier: MIT
#include "services/azurestorage/hubhealth.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace hubdeck::azurestorage {

namespace {

using namespace Qt::StringLiterals;
using Kind = StuckSign::Kind;
using State = PartitionHealth::State;

constexpr auto longWait = std::chrono::minutes(5);
constexpr qint64 deepQueue = 32;

QString tr(const char *text)
{
    return QCoreApplication::translate("hubdeck::StuckSigns", text);
}

bool isAlive(const PartitionHealth &partition)
{
    return partition.state == State::Healthy || partition.state == State::BeingStolen
        || partition.state == State::ShuttingDown;
}

bool isUnknown(const PartitionHealth &partition)
{
    return partition.state == State::Unknown;
}

/// True for what becomes visible long after it was put there, so that its age says nothing.
bool wasDelayed(const DecodedMessage &message)
{
    return message.eventType == "TimerFired"_L1 || message.name.startsWith("op@"_L1)
        || message.text.contains("\"ScheduledStartTime\":\"");
}

bool isUnreadable(const QueueMessage &message)
{
    return message.message.form == DecodedMessage::Form::Unreadable;
}

class Signs
{
public:
    explicit Signs(const HubHealth &health)
        : m_health(health)
        , m_mayHaveWorker(std::ranges::any_of(health.partitions, isAlive)
                          || std::ranges::any_of(health.partitions, isUnknown)
                          || (health.appLease && health.appLease->isHeld))
    { }

    std::vector<StuckSign> all()
    {
        addWorkers();
        addQueues();
        addPending();
        addWork();
        addMessages();
        if (!m_health.problems.isEmpty()) {
            const QString words = tr("Not everything could be read, so that more may be wrong than "
                                     "is said here. %1")
                                      .arg(m_health.problems.front());
            const qsizetype others = m_health.problems.size() - 1; // mostly of the same cause
            add(Kind::NotSeen,
                others == 0
                    ? words
                    : tr("%1 Other parts refused: %2.").arg(words, QString::number(others)));
        }
        return std::move(m_signs);
    }

private:
    void add(Kind kind, const QString &text) { m_signs.push_back({ kind, text }); }

    [[nodiscard]] std::vector<const QueueHealth *> queues() const
    {
        std::vector<const QueueHealth *> all;
        for (const QueueHealth &queue : m_health.controlQueues) {
            all.push_back(&queue);
        }
        all.push_back(&m_health.workItems);
        return all;
    }

    [[nodiscard]] QString queuesOf(State state) const
    {
        QStringList names;
        for (const PartitionHealth &partition : m_health.partitions) {
            if (partition.state == state) {
                names << partition.queue;
            }
        }
        return names.join(", "_L1);
    }

    void addWorkers()
    {
        if (!m_health.isOwnershipSeen) {
            return;
        }
        if (!m_health.partitions.empty() && std::ranges::all_of(m_health.partitions, isUnknown)) {
            return; // nothing can be said
        }
        const QString expired = queuesOf(State::Expired);
        const bool hasNoOwner = std::ranges::none_of(m_health.partitions, isAlive);
        if (hasNoOwner && m_health.appLease && m_health.appLease->isHeld) {
            add(Kind::NoPartitionOwner,
                tr("An app runs on this hub, as it holds the app lease, but it owns no partition: "
                   "nothing is processed. This passes within a minute after a start or a crash; "
                   "otherwise look into the app's log."));
            return;
        }
        if (hasNoOwner) {
            add(Kind::NoWorker,
                expired.isEmpty()
                    ? tr("No worker owns a partition of this hub. Nothing is processed until the "
                         "app runs.")
                    : tr("No worker renews its leases: the last one stopped without giving them "
                         "back. Nothing is processed until the app runs again."));
            return;
        }
        const QString unowned = queuesOf(State::Unowned);
        if (!unowned.isEmpty()) {
            add(Kind::NoPartitionOwner,
                tr("Nobody owns these partitions, so their instances stand still: %1.")
                    .arg(unowned));
        }
        if (!expired.isEmpty()) {
            add(Kind::ExpiredOwner,
                tr("The owner of these partitions stopped renewing its lease: %1. Another worker "
                   "should take them within a minute.")
                    .arg(expired));
        }
    }

    void addQueues()
    {
        for (const QueueHealth *queue : queues()) {
            if (!queue->exists) {
                const QString words = queue == &m_health.workItems
                    ? tr("The queue %1 does not exist. No activity of this hub can run.")
                    : tr("The queue %1 does not exist. Instances of that partition cannot go on.");
                add(Kind::MissingQueue, words.arg(queue->queue));
                continue;
            }
            const auto waits = [&](const QueueMessage &message) {
                return message.dequeueCount == 0 && message.inserted && !wasDelayed(message.message)
                    && m_health.serviceTime - *message.inserted > longWait;
            };
            if (std::ranges::any_of(queue->visible, waits)) {
                add(Kind::QueueNotRead,
                    tr("Messages have waited in %1 for more than five minutes without being taken "
                       "once. No worker reads this queue, or it is overloaded.")
                        .arg(queue->queue));
            }
        }
    }

    void addPending()
    {
        if (m_health.pendingForLong <= 0) {
            return;
        }
        const bool isDeep = std::ranges::any_of(m_health.controlQueues, [](const QueueHealth &q) {
            return q.length.value_or(0) >= deepQueue;
        });
        const QString number = QLocale().toString(m_health.pendingForLong);
        const QString count = m_health.pendingIsAtLeast ? tr("at least %1").arg(number) : number;
        add(Kind::PendingForLong,
            isDeep ? tr("Instances that have been Pending for more than a minute: %1. The control "
                        "queues are long: the workers do not keep up.")
                         .arg(count)
                   : tr("Instances that have been Pending for more than a minute: %1. Their start "
                        "message was lost, or nobody reads their partition's queue.")
                         .arg(count));
    }

    void addWork()
    {
        const QueueHealth &work = m_health.workItems;
        const auto visible = static_cast<qint64>(work.visible.size());
        const auto wasTaken = [](const QueueMessage &message) { return message.dequeueCount > 0; };
        const auto cameBack = static_cast<qint64>(std::ranges::count_if(work.visible, wasTaken));
        if (cameBack > 0) {
            add(Kind::WorkNotFinished,
                tr("Activities that a worker took and that came back unfinished: %1. It died or "
                   "took longer than the queue allows.")
                    .arg(QString::number(cameBack)));
        }
        const qint64 hidden = work.length.value_or(0) - visible;
        constexpr qint64 peeked = 32; // more than that may be visible behind
        if (!m_mayHaveWorker && hidden > 0 && visible < peeked) {
            add(Kind::WorkNotFinished,
                tr("Activities that are taken while no worker is alive to finish them: %1. They "
                   "come back after a few minutes.")
                    .arg(QString::number(hidden)));
        }
    }

    void addMessages()
    {
        int poison = 0;
        int unreadable = 0;
        for (const QueueHealth *queue : queues()) {
            poison += queue->poisonCount();
            unreadable += static_cast<int>(std::ranges::count_if(queue->visible, isUnreadable));
        }
        if (poison > 0) {
            add(Kind::PoisonMessages,
                tr("Messages that have been delivered again and again without success: %1. They "
                   "block nothing, but what they should bring about does not happen.")
                    .arg(QString::number(poison)));
        }
        if (unreadable > 0) {
            add(Kind::UnreadableMessages,
                tr("Messages that are damaged, so that no worker can read them: %1. What they "
                   "should bring about does not happen.")
                    .arg(QString::number(unreadable)));
        }
    }

    const HubHealth &m_health;
    const bool m_mayHaveWorker;
    std::vector<StuckSign> m_signs;
};

} // namespace

std::vector<StuckSign> stuckSigns(const HubHealth &health)
{
    return Signs(health).all();
}

} // namespace hubdeck::azurestorage
