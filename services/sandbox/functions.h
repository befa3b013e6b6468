// SPDX-License-Identifier: MIT
#pragma once

#include "services/sandbox/incidents.h"
#include "services/sandbox/orchestration.h"

#include <chrono>
#include <functional>
#include <optional>

namespace hubdeck::sandbox {

/// One call of an activity.
struct ActivityCall
{
    QString instanceId;
    QByteArray input; // JSON text
    Instant now;
    int number = 0; // how often this activity was called for this instance id, from 1; only kept
                    // for ActivityFunction::countsCalls
    uint chance = 0; // 0 to 9999, the same for every call in one instance
    uint dice = 0; // 0 to 9999, another for every call
};

struct ActivityFunction
{
    QString name;
    std::function<QByteArray(const ActivityCall &)>
        run; // the result as JSON text; throws FunctionError
    std::chrono::milliseconds shortest { 30 }; // how long a call takes
    std::chrono::milliseconds longest { 90 };
    bool countsCalls = false;
};

struct OrchestratorFunction
{
    QString name;
    std::function<QByteArray(Orchestration &)> run; // the output as JSON text
    bool failureDetails = false; // reports failures as newer workers do (L13)
};

/// One operation on an entity. A null state does not exist.
struct EntityCall
{
    QString operation;
    QByteArray input; // JSON text, null for none
    QByteArray &state;
};

struct EntityFunction
{
    QString name;
    std::function<void(const EntityCall &)> run;
};

/// The functions of a hub's app. Names are found in any letter case. Immutable once the engine has
/// it.
class FunctionRegistry
{
public:
    void add(const OrchestratorFunction &function) { m_orchestrators.push_back(function); }

    void add(const ActivityFunction &function) { m_activities.push_back(function); }

    void add(const EntityFunction &function) { m_entities.push_back(function); }

    [[nodiscard]] const OrchestratorFunction *orchestrator(const QString &name) const;
    [[nodiscard]] const ActivityFunction *activity(const QString &name) const;
    [[nodiscard]] const EntityFunction *entity(const QString &name) const;
    /// `'Echo', 'Approval'`, as error texts list them.
    [[nodiscard]] QString orchestratorNames() const;
    [[nodiscard]] QString entityNames() const;

private:
    std::vector<OrchestratorFunction> m_orchestrators;
    std::vector<ActivityFunction> m_activities;
    std::vector<EntityFunction> m_entities;
};

/// Those that the conformance programs use (tests/conformance), and their activities.
void addConformanceFunctions(FunctionRegistry &registry);
/// Those of the demo shop (demoorders.cpp, demojobs.cpp). `incidents` must outlive the engine.
void addDemoOrders(FunctionRegistry &registry, const Incidents &incidents);
void addDemoJobs(FunctionRegistry &registry, const Incidents &incidents);

} // namespace hubdeck::sandbox
