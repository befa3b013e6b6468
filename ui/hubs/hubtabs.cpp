// SPDX-License-Identifier: MIT
#include "ui/hubs/hubtabs.h"

#include "models/displaytext.h"
#include "ui/instances/instancespage.h"
#include "ui/shell/theme.h"

#include <QPainter>
#include <QTabBar>

namespace hubdeck {

using namespace Qt::StringLiterals;

namespace {

constexpr const char *entryProperty = "hubEntry";

}

HubTabs::HubTabs(HubRegistry &registry, TimeDisplay &time, QWidget *parent)
    : QTabWidget(parent)
    , m_registry(registry)
    , m_time(time)
{
    setObjectName(u"hubTabs"_s);
    setTabsClosable(true);
    setMovable(true);
    tabBar()->setAccessibleName(tr("Open hubs"));
    tabBar()->setExpanding(false);
    connect(this, &QTabWidget::tabCloseRequested, this, [this](int index) {
        emit closeRequested(widget(index)->property(entryProperty).toInt());
    });
    connect(&registry, &HubRegistry::opened, this, &HubTabs::addPage);
    connect(&registry, &HubRegistry::aboutToClose, this, &HubTabs::removePage);
}

HubTabs::~HubTabs() = default;

void HubTabs::addPage(HubRegistry::EntryId id)
{
    const HubRegistry::Entry *entry = m_registry.find(id);
    auto *added = new InstancesPage(*m_registry.session(id), m_time, this);
    added->setProperty(entryProperty, id);
    added->restoreQuery(entry->view);
    QString title = displaytext::singleLine(entry->info.name, 40);
    title.replace(u'&', u"&&"_s);
    const int index = addTab(added, tr("%1 · Instances").arg(title));
    setTabToolTip(index, entry->info.address.toHtmlEscaped());
    emit pageAdded(id, added);
    setCurrentIndex(index);
}

void HubTabs::removePage(HubRegistry::EntryId id)
{
    if (InstancesPage *going = page(id)) {
        m_registry.setView(id, going->saveQuery());
        emit pageAboutToGo(id, going);
        removeTab(indexOf(going));
        delete going; // before the session that it shows
    }
}

void HubTabs::keepViews()
{
    for (int i = 0; i < count(); ++i) {
        if (const auto *kept = qobject_cast<InstancesPage *>(widget(i))) {
            m_registry.setView(entryOf(kept), kept->saveQuery());
        }
    }
}

InstancesPage *HubTabs::page(HubRegistry::EntryId id) const
{
    for (int i = 0; i < count(); ++i) {
        if (widget(i)->property(entryProperty).toInt() == id) {
            return qobject_cast<InstancesPage *>(widget(i));
        }
    }
    return nullptr;
}

HubRegistry::EntryId HubTabs::entryOf(const InstancesPage *page) const
{
    return page ? page->property(entryProperty).toInt() : 0;
}

HubRegistry::EntryId HubTabs::currentEntry() const
{
    return entryOf(currentPage());
}

InstancesPage *HubTabs::currentPage() const
{
    return qobject_cast<InstancesPage *>(currentWidget());
}

void HubTabs::showEntry(HubRegistry::EntryId id)
{
    if (InstancesPage *shown = page(id)) {
        setCurrentWidget(shown);
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
