// SPDX-License-Identifier: MIT
#pragma once

#include "models/displaytext.h"
#include "models/instances/instancetablemodel.h"
#include "models/roles.h"
#include "scriptedhub.h"
#include "ui/instances/histogramview.h"
#include "ui/instances/instancespage.h"
#include "ui/instances/statuschip.h"
#include "ui/shell/messagebar.h"
#include "ui/shell/theme.h"

#include <QAbstractItemModelTester>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QTableView>
#include <QTest>

namespace hubdeck::test {

using namespace Qt::Literals::StringLiterals;

inline constexpr int patienceMs = 30'000;

/// A page on a hub in memory with 110 instances, opened when the test says so.
struct InstancesPageFixture
{
    QThreadPool pool;
    std::shared_ptr<ScriptedHub> hub = std::make_shared<ScriptedHub>(ScriptedHub::generated(110));
    HubSession session { { u"Hub"_s, u"http://localhost"_s, HubKind::Http, false, false },
                         hub,
                         pool };
    TimeDisplay time;
    std::unique_ptr<InstancesPage> page = std::make_unique<InstancesPage>(session, time);
    QTableView &table = *page->findChild<QTableView *>(u"instanceTable"_s);
    QAbstractItemModelTester tester { table.model() };

    InstancesPageFixture() { page->resize(760, 600); }

    [[nodiscard]] int rows() const { return table.model()->rowCount(); }

    [[nodiscard]] bool hasRows(int count) const
    {
        return QTest::qWaitFor([&] { return rows() == count && footer().contains(u"complete"_s); },
                               patienceMs);
    }

    [[nodiscard]] bool opens(int count = 110) const
    {
        page->show();
        return hasRows(count);
    }

    [[nodiscard]] QString footer() const
    {
        return page->findChild<QLabel *>(u"footerState"_s)->text();
    }

    [[nodiscard]] QString emptyTitle() const
    {
        return page->findChild<QLabel *>(u"emptyTitle"_s)->text();
    }

    [[nodiscard]] QPushButton *button(const QString &name) const
    {
        return page->findChild<QPushButton *>(name);
    }

    [[nodiscard]] QLineEdit &edit(const QString &name) const
    {
        return *page->findChild<QLineEdit *>(name);
    }

    [[nodiscard]] StatusChip &chip(const QString &name) const
    {
        return *page->findChild<StatusChip *>(name);
    }

    [[nodiscard]] MessageBar &messages() const { return *page->findChild<MessageBar *>(); }

    [[nodiscard]] QString idAt(int row) const
    {
        return table.model()->index(row, 0).data(IdRole).toString();
    }

    void choose(const QString &name, const QString &text) const
    {
        for (QAction *action : button(name)->menu()->actions()) {
            if (action->text().startsWith(text)) {
                action->trigger();
            }
        }
    }
};

} // namespace hubdeck::test
