// SPDX-License-Identifier: MIT
#include "services/sandbox/functions.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace hubdeck::sandbox {
namespace {

template <typename Function>
const Function *find(const std::vector<Function> &functions, const QString &name)
{
    const auto found = std::ranges::find_if(functions, [&name](const Function &function) {
        return function.name.compare(name, Qt::CaseInsensitive) == 0;
    });
    return found == functions.end() ? nullptr : &*found;
}

template <typename Function> QString namesOf(const std::vector<Function> &functions)
{
    QStringList names;
    for (const Function &function : functions)
        names += u'\'' + function.name + u'\'';
    return names.join(u", "_s);
}

} // namespace

const OrchestratorFunction *FunctionRegistry::orchestrator(const QString &name) const
{
    return find(m_orchestrators, name);
}

const ActivityFunction *FunctionRegistry::activity(const QString &name) const
{
    return find(m_activities, name);
}

const EntityFunction *FunctionRegistry::entity(const QString &name) const
{
    return find(m_entities, name);
}

QString FunctionRegistry::orchestratorNames() const
{
    return namesOf(m_orchestrators);
}

QString FunctionRegistry::entityNames() const
{
    return namesOf(m_entities);
}

} // namespace hubdeck::sandbox
