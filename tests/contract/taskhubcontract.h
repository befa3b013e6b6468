// SPDX-License-Identifier: MIT
#pragma once

#include "services/taskhub/taskhub.h"

#include <QObject>

#include <functional>
#include <memory>

namespace hubdeck {

/// A road under test with all that it stands on. Its hub runs a worker with the functions of
/// tests/conformance: Echo, HelloSequence, Approval, FlakyJob, Throws and the entity Counter.
class ContractRoad
{
public:
    virtual ~ContractRoad();
    [[nodiscard]] virtual TaskHub &hub() = 0;

protected:
    ContractRoad() = default;
    Q_DISABLE_COPY_MOVE(ContractRoad)
};

using ContractRoadFactory = std::function<std::unique_ptr<ContractRoad>()>;

/// What every TaskHub must do, whatever the road (architecture.md, The centre). Call it from
/// main(); gives the number of failures.
[[nodiscard]] int runTaskHubContract(const ContractRoadFactory &makeRoad, int argc, char **argv);

/// The cases; use runTaskHubContract().
class TaskHubContract : public QObject
{
    Q_OBJECT

public:
    explicit TaskHubContract(ContractRoadFactory makeRoad);
    ~TaskHubContract() override;

private slots:
    void initTestCase();
    void startsUnderTheGivenId();
    void startsWithoutAnId();
    void waitsForTheEndOfAStart();
    void refusesAnIdThatIsActive();
    void keepsPayloadsToTheDigit();
    void listsEveryRowOnceOverPages();
    void goesOnFromAToken();
    void filtersByStatus();
    void filtersByCreationTime();
    void tellsOrchestrationsFromEntities();
    void givesRawRows();
    void stopsListingWhenAsked();
    void tellsTheHistory();
    void tellsAFailure();
    void tellsThatAnInstanceIsNotThere();
    void terminates();
    void suspendsAndResumes();
    void raisesEvents();
    void rewinds();
    void restartsUnderANewId();
    void restartsUnderTheSameId();
    void purgesOne();
    void purgesByFilter();
    void refusesActionsOnFinishedInstances();
    void refusesActionsInTheWrongState();
    void refusesActionsOnMissingInstances();
    void refusesWhatMustNotBeSent();
    void reachesIdsOfOddCharacters_data();
    void reachesIdsOfOddCharacters();
    void saysWhenIdsWithSlashesAreOutOfReach();
    void signalsReadsListsAndDeletesEntities();
    void pausesEntities();
    void givesUpWaitingInTime();
    void endsAWaitWhenStopped();
    void givesAddressesWithoutKeys();

private:
    [[nodiscard]] TaskHub &hub() const;
    /// An id that no other case uses.
    [[nodiscard]] InstanceId newId(const QString &name);
    [[nodiscard]] InstanceId started(const QString &function,
                                     const std::optional<QByteArray> &input = std::nullopt);
    [[nodiscard]] RuntimeStatus::Kind statusOf(const InstanceId &id) const;
    [[nodiscard]] RuntimeStatus::Kind endOf(const InstanceId &id) const;
    [[nodiscard]] QStringList listed(const InstanceQuery &query) const;

    ContractRoadFactory m_makeRoad;
    std::unique_ptr<ContractRoad> m_road;
    int m_lastId = 0;
};

} // namespace hubdeck
