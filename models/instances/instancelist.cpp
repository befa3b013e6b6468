// SPDX-License-Identifier: MIT
#include "models/instances/instancelist.h"

#include "models/hubs/hubsession.h"

#include <algorithm>
#include <utility>

namespace hubdeck {

InstanceQuery ListQuery::at(Instant now) const
{
    InstanceQuery result = query;
    if (last) {
        result.createdFrom = now - *last;
        result.createdTo.reset();
    }
    return result;
}

InstanceList::InstanceList(HubSession &session, const TimeDisplay &time, QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_parents(session)
    , m_model(session.pending(), time)
    , m_loader(session.hub(), session.pool())
{
    m_model.setTimeNote(session.capabilities().whyNot(Feature::SubsecondTimes));
    m_model.setExtrasNote(session.capabilities().whyNot(Feature::ParentLinks));
    m_model.setParents(m_parents);
    connect(&m_loader, &InstanceLoader::pagesLoaded, this, &InstanceList::take);
    connect(&m_loader, &InstanceLoader::stateChanged, this, &InstanceList::loaderChanged);
    connect(&m_model, &InstanceTableModel::countsChanged, this, &InstanceList::changed);
    connect(&session, &HubSession::instanceRead, this, [this](const InstanceDetails &instance) {
        if (m_model.isLoaded(instance.id)) {
            m_model.merge(instance);
        }
    });
    connect(&session, &HubSession::instancesRemoved, &m_model, &InstanceTableModel::remove);
}

InstanceList::~InstanceList() = default;

bool InstanceList::answers(const ListQuery &query) const
{
    return m_complete && m_asked.covers(query.at(Instant::now()));
}

void InstanceList::setQuery(const ListQuery &query)
{
    const bool answered = answers(query);
    m_query = query;
    if (answered) {
        applyFilter();
        emit changed();
        return;
    }
    m_refreshAgain = false;
    m_loaded = query;
    m_asked = query.at(Instant::now());
    m_kept.clear();
    m_replaceNext = true;
    m_refreshing = false;
    m_complete = false;
    m_loader.start(m_asked, automaticRows);
}

void InstanceList::setNarrow(const QString &text)
{
    if (m_narrow != text) {
        m_narrow = text;
        applyFilter();
    }
}

void InstanceList::setChildrenHidden(bool hidden)
{
    if (m_childrenHidden != hidden) {
        m_childrenHidden = hidden;
        applyFilter();
    }
}

void InstanceList::applyFilter()
{
    // Rows of the query itself are not judged again: an instance that has just left it stays
    // visible until the next refresh.
    InstanceFilter filter;
    if (m_query != m_loaded && !m_replaceNext) {
        filter = InstanceFilter::fromQuery(m_query.at(Instant::now()));
    }
    filter.generatedIds = !m_childrenHidden;
    filter.text = m_narrow;
    m_model.setFilter(filter);
}

void InstanceList::refresh()
{
    if (isLoading()) {
        m_refreshAgain = m_refreshing; // what is being read may be older than what changed
        return;
    }
    if (m_loader.state() == InstanceLoader::State::Idle || m_replaceNext) {
        setQuery(m_query);
        return;
    }
    m_refreshing = true;
    m_asked = m_loaded.at(Instant::now());
    m_model.beginReload();
    m_loader.start(m_asked, std::max(automaticRows, m_model.counts().loaded));
}

void InstanceList::lookUpParents(int first, int last)
{
    if (m_model.extrasNote().isEmpty()) {
        m_model.wantParents(m_parents, first, last);
    }
}

void InstanceList::loadNext()
{
    m_refreshing = false;
    m_loader.loadNext(stepRows);
}

void InstanceList::loadAll()
{
    m_refreshing = false;
    m_loader.loadNext(InstanceLoader::everything);
}

void InstanceList::stop()
{
    m_loader.stop();
}

void InstanceList::retry()
{
    m_loader.retry();
}

void InstanceList::keep(const InstanceDetails &instance)
{
    if (!m_kept.contains(instance.id)) {
        m_kept.append(instance.id);
    }
    m_model.merge(instance);
}

void InstanceList::take(const std::vector<InstancePage> &pages)
{
    const bool anyRow
        = std::ranges::any_of(pages, [](const InstancePage &page) { return !page.rows.empty(); });
    if (m_replaceNext && anyRow) { // old rows stay until the first new one is there
        m_replaceNext = false;
        applyFilter();
        m_model.replace(pages);
    } else {
        m_model.merge(pages);
    }
    emit changed();
}

void InstanceList::loaderChanged()
{
    const InstanceLoader::State state = m_loader.state();
    if (state == InstanceLoader::State::MoreAvailable) {
        m_complete = false;
    } else if (state == InstanceLoader::State::Complete) {
        m_complete = true;
        if (m_replaceNext) {
            m_replaceNext = false;
            applyFilter();
            m_model.clear();
        }
        if (m_refreshing) {
            m_model.endReload(m_kept);
        }
    }
    if (state != InstanceLoader::State::Loading && state != InstanceLoader::State::Failed) {
        m_refreshing = false;
        m_parents.retry(); // the hub answers
    }
    emit changed();
    if (state == InstanceLoader::State::Failed) {
        emit failed(m_loader.error());
    }
    if (state == InstanceLoader::State::Complete && std::exchange(m_refreshAgain, false)) {
        refresh();
    }
}

} // namespace hubdeck
