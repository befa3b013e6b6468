// SPDX-License-Identifier: MIT
#include "ui/hubs/hubtabs.h"

#include "models/displaytext.h"
#include "ui/entities/entitiespage.h"
#include "ui/health/healthpage.h"
#include "ui/instances/instancespage.h"
#include "ui/shell/theme.h"

#include <QPainter>
#include <QTabBar>

#include <algorithm>

namespace hubdeck {

using namespace Qt::StringLiterals;

namespace {

constexpr const char *entryProperty = "hubEntry";
const QString instancesName = u"instances"_s; // in the settings
const QString entitiesName = u"entities"_s;
const QString healthName = u"health"_s;

HubRegistry::EntryId entryOf(const QWidget *tab)
{
    return tab ? tab->property(entryProperty).toInt() : 0;
}

} // namespace

HubTabs::HubTabs(HubRegistry &registry, ActivityModel &activity, TimeDisplay &time,
                 Prompts &prompts, QWidget *parent)
    : QTabWidget(parent)
    , m_registry(registry)
    , m_activity(activity)
    , m_time(time)
    , m_prompts(prompts)
{
    setObjectName(u"hubTabs"_s);
    setTabsClosable(true);
    setMovable(true);
    tabBar()->setAccessibleName(tr("Open hubs"));
    tabBar()->setExpanding(false);
    connect(this, &QTabWidget::tabCloseRequested, this, &HubTabs::closeTab);
    connect(&registry, &HubRegistry::opened, this, &HubTabs::addPage);
    connect(&registry, &HubRegistry::aboutToReplace, this,
            [this](HubRegistry::EntryId id) { m_places[id] = indexOf(page(id)); });
    connect(&registry, &HubRegistry::aboutToClose, this, &HubTabs::removePage);
    connect(&registry, &HubRegistry::changed, this, &HubTabs::retitle);
}

HubTabs::~HubTabs() = default;

QString HubTabs::title(const QWidget &tab) const
{
    QString hub = displaytext::singleLine(m_registry.title(entryOf(&tab)), 60);
    hub.replace(u'&', u"&&"_s);
    if (qobject_cast<const EntitiesPage *>(&tab)) {
        return tr("%1 · Entities").arg(hub);
    }
    return qobject_cast<const HealthPage *>(&tab) ? tr("%1 · Health").arg(hub)
                                                  : tr("%1 · Instances").arg(hub);
}

// Another hub of the same name may have come or gone.
void HubTabs::retitle()
{
    for (int i = 0; i < count(); ++i) {
        setTabText(i, title(*widget(i)));
    }
}

void HubTabs::addPage(HubRegistry::EntryId id)
{
    const HubRegistry::Entry *entry = m_registry.find(id);
    auto *added = new InstancesPage(*m_registry.session(id), m_time, this);
    added->setProperty(entryProperty, id);
    added->restoreQuery(entry->view);
    const int index = insertTab(placeFor(*entry), added, title(*added));
    setTabToolTip(index, entry->info.address.toHtmlEscaped());
    emit pageAdded(id, added);
    if (m_registry.session(id)->capabilities().has(Feature::Entities)) {
        addEntities(id);
    }
    if (m_registry.session(id)->capabilities().has(Feature::Health)) {
        addHealth(id);
    }
    bringToFront(*m_registry.find(id));
}

// Hubs open again in the order in which they can, the sandbox last: each goes to its old place.
int HubTabs::placeFor(const HubRegistry::Entry &entry)
{
    if (const auto place = m_places.extract(entry.id)) {
        return place.mapped();
    }
    for (int i = 0; entry.reopening && i < count(); ++i) {
        const HubRegistry::Entry *other = m_registry.find(entryOf(widget(i)));
        if (other && other->tabs.order >= entry.tabs.order) {
            return i;
        }
    }
    return count();
}

void HubTabs::bringToFront(const HubRegistry::Entry &entry)
{
    if (!entry.reopening || entry.tabs.inFront == instancesName) {
        showEntry(entry.id);
    } else if (entry.tabs.inFront == entitiesName) {
        showEntities(entry.id);
    } else if (entry.tabs.inFront == healthName
               && m_registry.session(entry.id)->capabilities().has(Feature::Health)) {
        showHealth(entry.id);
    }
}

template <typename Page> void HubTabs::followAnswers(const Page &page, HubRegistry::EntryId id)
{
    connect(&page, &Page::loaded, this, [this, id] { m_registry.noteAnswer(id); });
    connect(&page, &Page::loadFailed, this, [this, id] {
        const HubRegistry::Entry *entry = m_registry.find(id);
        if (entry && entry->reachability == HubRegistry::Reachability::Reachable) {
            m_registry.check(id); // a page may fail for reasons of its own
        }
    });
}

HealthPage *HubTabs::addHealth(HubRegistry::EntryId id)
{
    auto *added = new HealthPage({ *m_registry.session(id), m_time, m_prompts }, this);
    added->setProperty(entryProperty, id);
    QWidget *before = entities(id);
    const int index = insertTab(indexOf(before ? before : page(id)) + 1, added, title(*added));
    setTabToolTip(index, m_registry.find(id)->info.address.toHtmlEscaped());
    followAnswers(*added, id);
    return added;
}

EntitiesPage *HubTabs::addEntities(HubRegistry::EntryId id)
{
    auto *added
        = new EntitiesPage({ *m_registry.session(id), m_activity, m_time, m_prompts }, this);
    added->setProperty(entryProperty, id);
    const int index = insertTab(indexOf(page(id)) + 1, added, title(*added));
    setTabToolTip(index, m_registry.find(id)->info.address.toHtmlEscaped());
    followAnswers(*added, id);
    return added;
}

void HubTabs::closeTab(int index)
{
    QWidget *tab = widget(index);
    if (qobject_cast<InstancesPage *>(tab)) {
        emit closeRequested(entryOf(tab));
    } else {
        removeTab(index);
        delete tab;
    }
}

void HubTabs::removePage(HubRegistry::EntryId id)
{
    if (InstancesPage *going = page(id)) {
        m_registry.setView(id, going->saveQuery());
        emit pageAboutToGo(id, going);
        const bool wasInFront = currentEntry() == id;
        for (QWidget *tab :
             { static_cast<QWidget *>(health(id)), static_cast<QWidget *>(entities(id)),
               static_cast<QWidget *>(going) }) {
            if (tab) {
                removeTab(indexOf(tab));
                delete tab; // before the session that it shows
            }
        }
        if (wasInFront) {
            showEntry(currentEntry()); // not the entities of its neighbour
        }
    }
}

void HubTabs::keepViews()
{
    keepPlaces();
    for (int i = 0; i < count(); ++i) {
        if (const auto *kept = qobject_cast<InstancesPage *>(widget(i))) {
            m_registry.setView(entryOf(kept), kept->saveQuery());
        }
    }
}

void HubTabs::keepPlaces()
{
    if (std::ranges::any_of(m_registry.entries(), &HubRegistry::Entry::reopening)) {
        return; // the places of those that have not come yet count from the earlier run
    }
    const QString kind = currentEntities() ? entitiesName
        : currentHealth()                  ? healthName
                                           : instancesName;
    std::map<HubRegistry::EntryId, HubRegistry::TabPlace> places;
    for (int i = 0; i < count(); ++i) {
        const HubRegistry::EntryId id = entryOf(widget(i));
        const int order = static_cast<int>(places.size());
        places.insert({ id, { order, id == currentEntry() ? kind : QString() } });
    }
    for (const HubRegistry::Entry &entry : m_registry.entries()) {
        const auto place = places.find(entry.id);
        m_registry.setTabs(entry.id,
                           place == places.end() ? HubRegistry::TabPlace { entry.tabs.order, {} }
                                                 : place->second);
    }
}

namespace {

/// The tab of a kind that belongs to a hub.
template <typename Page> Page *findPage(const QTabWidget &tabs, HubRegistry::EntryId id)
{
    for (int i = 0; i < tabs.count(); ++i) {
        if (auto *found = qobject_cast<Page *>(tabs.widget(i)); found && entryOf(found) == id) {
            return found;
        }
    }
    return nullptr;
}

} // namespace

InstancesPage *HubTabs::page(HubRegistry::EntryId id) const
{
    return findPage<InstancesPage>(*this, id);
}

EntitiesPage *HubTabs::entities(HubRegistry::EntryId id) const
{
    return findPage<EntitiesPage>(*this, id);
}

HealthPage *HubTabs::health(HubRegistry::EntryId id) const
{
    return findPage<HealthPage>(*this, id);
}

HubRegistry::EntryId HubTabs::currentEntry() const
{
    return entryOf(currentWidget());
}

InstancesPage *HubTabs::currentPage() const
{
    return qobject_cast<InstancesPage *>(currentWidget());
}

EntitiesPage *HubTabs::currentEntities() const
{
    return qobject_cast<EntitiesPage *>(currentWidget());
}

HealthPage *HubTabs::currentHealth() const
{
    return qobject_cast<HealthPage *>(currentWidget());
}

Verdict HubTabs::can(HubRegistry::EntryId id, Feature feature) const
{
    const HubSession *session = m_registry.session(id);
    if (!session) {
        return { false, tr("The hub is not open.") };
    }
    return { session->capabilities().has(feature), session->capabilities().whyNot(feature) };
}

void HubTabs::showEntry(HubRegistry::EntryId id)
{
    if (InstancesPage *shown = page(id)) {
        setCurrentWidget(shown);
    }
}

void HubTabs::showEntities(HubRegistry::EntryId id)
{
    if (page(id)) {
        EntitiesPage *shown = entities(id);
        setCurrentWidget(shown ? shown : addEntities(id));
    }
}

void HubTabs::showHealth(HubRegistry::EntryId id)
{
    if (page(id)) {
        HealthPage *shown = health(id);
        setCurrentWidget(shown ? shown : addHealth(id));
    }
}

void HubTabs::refreshCurrent()
{
    if (InstancesPage *instances = currentPage()) {
        instances->refresh();
    } else if (EntitiesPage *shown = currentEntities()) {
        shown->refresh();
    } else if (HealthPage *health = currentHealth()) {
        health->refresh();
    }
}

void HubTabs::paintEvent(QPaintEvent * /*event*/)
{
    QPainter painter(this);
    const QRect strip(0, 0, width(), tabBar()->height());
    painter.fillRect(strip, theme::color(theme::Role::Panel, palette()));
    painter.fillRect(QRect(0, strip.bottom(), width(), 1),
                     theme::color(theme::Role::Border, palette()));
}

} // namespace hubdeck
