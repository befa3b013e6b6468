// SPDX-License-Identifier: MIT
#include "models/instances/listquerystate.h"

namespace hubdeck {

using namespace Qt::StringLiterals;

namespace {

std::optional<Instant> instantFrom(const QVariant &value)
{
    return Instant::fromText(value.toString().toLatin1());
}

InstanceKinds kindsFrom(const QString &name)
{
    return name == "entities"_L1 ? InstanceKinds::Entities
        : name == "both"_L1      ? InstanceKinds::Both
                                 : InstanceKinds::Orchestrations;
}

QString nameOf(InstanceKinds kinds)
{
    switch (kinds) {
    case InstanceKinds::Entities:
        return u"entities"_s;
    case InstanceKinds::Both:
        return u"both"_s;
    case InstanceKinds::Orchestrations:
        break;
    }
    return u"orchestrations"_s;
}

} // namespace

QVariantMap toState(const ListQuery &query)
{
    QStringList statuses;
    for (const RuntimeStatus::Kind kind : query.query.statuses) {
        statuses.append(RuntimeStatus(kind).name());
    }
    QVariantMap state { { u"statuses"_s, statuses },
                        { u"idPrefix"_s, query.query.idPrefix },
                        { u"kinds"_s, nameOf(query.query.kinds) } };
    if (query.last) {
        state.insert(u"lastSeconds"_s, static_cast<qint64>(query.last->count()));
    }
    if (query.query.createdFrom) {
        state.insert(u"from"_s, query.query.createdFrom->toText());
    }
    if (query.query.createdTo) {
        state.insert(u"to"_s, query.query.createdTo->toText());
    }
    return state;
}

ListQuery fromState(const QVariantMap &state, const ListQuery &fallback)
{
    if (state.isEmpty()) {
        return fallback;
    }
    ListQuery query;
    for (const QString &name : state.value(u"statuses"_s).toStringList()) {
        const RuntimeStatus status = RuntimeStatus::fromName(name);
        if (status.kind() != RuntimeStatus::Kind::Unknown) {
            query.query.statuses.push_back(status.kind());
        }
    }
    query.query.idPrefix = state.value(u"idPrefix"_s).toString();
    query.query.kinds = kindsFrom(state.value(u"kinds"_s).toString());
    if (const qint64 seconds = state.value(u"lastSeconds"_s).toLongLong(); seconds > 0) {
        query.last = std::chrono::seconds(seconds);
    } else {
        query.query.createdFrom = instantFrom(state.value(u"from"_s));
        query.query.createdTo = instantFrom(state.value(u"to"_s));
    }
    return problemWithQuery(query.at(Instant::now())).isEmpty() ? query : fallback;
}

} // namespace hubdeck
