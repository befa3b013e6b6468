// SPDX-License-Identifier: MIT
#pragma once

#include "models/hubs/hubregistry.h"

#include <QTabWidget>

namespace hubdeck {

class InstancesPage;
class TimeDisplay;

/// One closable tab for each open hub, made and removed as the registry opens and closes hubs.
class HubTabs : public QTabWidget
{
    Q_OBJECT

public:
    /// Both must outlive the tabs.
    HubTabs(HubRegistry &registry, TimeDisplay &time, QWidget *parent = nullptr);
    ~HubTabs() override;

    [[nodiscard]] HubRegistry::EntryId currentEntry() const;
    [[nodiscard]] InstancesPage *currentPage() const;
    [[nodiscard]] InstancesPage *page(HubRegistry::EntryId id) const;
    [[nodiscard]] HubRegistry::EntryId entryOf(const InstancesPage *page) const;
    /// Brings the tab of an open hub to the front.
    void showEntry(HubRegistry::EntryId id);
    /// Hands what each tab asks for to the registry, which keeps it between two runs.
    void keepViews();

signals:
    void closeRequested(hubdeck::HubRegistry::EntryId id);
    void pageAdded(hubdeck::HubRegistry::EntryId id, hubdeck::InstancesPage *page);
    void pageAboutToGo(hubdeck::HubRegistry::EntryId id, hubdeck::InstancesPage *page);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void addPage(HubRegistry::EntryId id);
    void removePage(HubRegistry::EntryId id);

    HubRegistry &m_registry;
    TimeDisplay &m_time;
};

} // namespace hubdeck
