// SPDX-License-Identifier: MIT
#pragma once

#include "models/hubs/hubregistry.h"

#include <QTabWidget>

#include <map>

namespace hubdeck {

class ActivityModel;
class EntitiesPage;
class HealthPage;
class InstancesPage;
class Prompts;
class TimeDisplay;

/// The tabs of each open hub, *Instances*, *Entities* and, where the road tells it, *Health*; made
/// and removed as the registry opens and closes hubs. The close button of the first closes the hub,
/// those of the others only their tab.
class HubTabs : public QTabWidget
{
    Q_OBJECT

public:
    /// All must outlive the tabs.
    HubTabs(HubRegistry &registry, ActivityModel &activity, TimeDisplay &time, Prompts &prompts,
            QWidget *parent = nullptr);
    ~HubTabs() override;

    /// The hub of the tab in front; 0 when there is none.
    [[nodiscard]] HubRegistry::EntryId currentEntry() const;
    /// Null when the tab in front shows something else.
    [[nodiscard]] InstancesPage *currentPage() const;
    [[nodiscard]] EntitiesPage *currentEntities() const;
    [[nodiscard]] HealthPage *currentHealth() const;
    [[nodiscard]] InstancesPage *page(HubRegistry::EntryId id) const;
    [[nodiscard]] EntitiesPage *entities(HubRegistry::EntryId id) const;
    [[nodiscard]] HealthPage *health(HubRegistry::EntryId id) const;
    /// Whether an open hub's road has a feature.
    [[nodiscard]] Verdict can(HubRegistry::EntryId id, Feature feature) const;
    /// Brings the instances of an open hub to the front.
    void showEntry(HubRegistry::EntryId id);
    /// Brings the entities of an open hub to the front; their tab is made when it was closed.
    void showEntities(HubRegistry::EntryId id);
    /// The same for its health, where the road tells it.
    void showHealth(HubRegistry::EntryId id);
    /// Asks the hub again for what the tab in front shows.
    void refreshCurrent();
    /// Hands what each tab asks for and where it stands to the registry, which keeps it between two
    /// runs.
    void keepViews();

signals:
    void closeRequested(hubdeck::HubRegistry::EntryId id);
    void pageAdded(hubdeck::HubRegistry::EntryId id, hubdeck::InstancesPage *page);
    void pageAboutToGo(hubdeck::HubRegistry::EntryId id, hubdeck::InstancesPage *page);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void addPage(HubRegistry::EntryId id);
    /// The hub answers when a page of it was read.
    template <typename Page> void followAnswers(const Page &page, HubRegistry::EntryId id);
    [[nodiscard]] int placeFor(const HubRegistry::Entry &entry);
    void bringToFront(const HubRegistry::Entry &entry);
    void keepPlaces();
    EntitiesPage *addEntities(HubRegistry::EntryId id);
    HealthPage *addHealth(HubRegistry::EntryId id);
    void removePage(HubRegistry::EntryId id);
    void closeTab(int index);
    void retitle();
    [[nodiscard]] QString title(const QWidget &tab) const;

    HubRegistry &m_registry;
    ActivityModel &m_activity;
    TimeDisplay &m_time;
    Prompts &m_prompts;
    std::map<HubRegistry::EntryId, int> m_places; // of tabs whose hubs are to come again
};

} // namespace hubdeck
