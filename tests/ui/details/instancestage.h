// SPDX-License-Identifier: MIT
#pragma once

#include "models/displaytext.h"
#include "recordedhistory.h"
#include "scriptedhub.h"
#include "scriptedprompts.h"
#include "ui/details/instancedock.h"
#include "ui/details/jsonpane.h"

#include <QLabel>
#include <QMainWindow>
#include <QTabBar>
#include <QTest>
#include <QThreadPool>

namespace hubdeck::test {

using namespace Qt::StringLiterals;

inline constexpr int patience = 60'000;

/// A window with the details dock on a hub that has the recorded instances.
struct InstanceStage
{
    InstanceStage()
    {
        for (const History &history : recordedHistories(u"orders-hub"_s)) {
            hub->put(history.instance);
            hub->setHistory(history.instance.id, history);
        }
        time.setUtc(true);
        dock = new InstanceDock(time, prompts, &window);
        window.addDockWidget(Qt::RightDockWidgetArea, dock);
        window.resize(900, 700);
        window.show();
    }

    [[nodiscard]] bool isReady() { return QTest::qWaitForWindowExposed(&window); }

    template <typename T> [[nodiscard]] T *find(const char *name) const
    {
        return dock->findChild<T *>(QString::fromLatin1(name));
    }

    [[nodiscard]] QString label(const char *name) const { return find<QLabel>(name)->text(); }

    [[nodiscard]] JsonPane *pane(const char *name) const { return find<JsonPane>(name); }

    void show(const QString &id) { dock->showInstance(session, InstanceId(id)); }

    void selectTab(const QString &title) const
    {
        auto *tabs = find<QTabBar>("instanceTabs");
        for (int i = 0; i < tabs->count(); ++i) {
            if (tabs->tabText(i) == title) {
                tabs->setCurrentIndex(i);
                return;
            }
        }
        QFAIL("no such tab");
    }

    std::shared_ptr<ScriptedHub> hub = std::make_shared<ScriptedHub>();
    QThreadPool pool;
    HubSession session { HubInfo { .name = u"OrdersHub"_s, .address = {} }, hub, pool };
    ScriptedPrompts prompts;
    TimeDisplay time;
    QMainWindow window;
    InstanceDock *dock = nullptr;
};

} // namespace hubdeck::test
