// SPDX-License-Identifier: MIT
#pragma once

#include "models/hubs/hubsession.h"
#include "ui/instances/selectedinstance.h"

#include <QStringList>
#include <QVariantMap>
#include <QWidget>

#include <memory>
#include <optional>
#include <vector>

class QMenu;

namespace hubdeck {

class TimeDisplay;

/// The *Instances* tab of one hub (ui.md): query bar, narrow field, table, paging footer, states,
/// message bar. Loads on its own when first shown.
class InstancesPage : public QWidget
{
    Q_OBJECT

public:
    /// Both must outlive the page.
    InstancesPage(HubSession &session, TimeDisplay &time, QWidget *parent = nullptr);
    ~InstancesPage() override;

    [[nodiscard]] HubSession &session() const noexcept;
    [[nodiscard]] std::vector<SelectedInstance> selection() const;
    [[nodiscard]] std::optional<SelectedInstance> current() const;
    /// The query of the query bar, as it would be sent now.
    [[nodiscard]] InstanceQuery query() const;
    /// Ids of the rows shown, in the order shown.
    [[nodiscard]] std::vector<InstanceId> shownIds() const;
    [[nodiscard]] qint64 shownCount() const;
    /// The menu of the table's rows, filled by the caller; not owned.
    void setContextMenu(QMenu *menu);

    /// Asks the hub again and merges by id; selection and scroll position survive.
    void refresh();
    /// Selects a row and scrolls to it; reads it from the hub and adds it when it is not loaded.
    void selectInstance(const InstanceId &id);
    /// Selects several rows, reading those that are not loaded; says which of them the hub does not
    /// have.
    void selectInstances(const std::vector<InstanceId> &ids);
    /// The names of the orchestrations loaded so far, sorted: to offer when one is started.
    [[nodiscard]] QStringList functionNames() const;
    /// Widths, order and visibility of the columns, and the sort order.
    [[nodiscard]] QByteArray saveColumns() const;
    /// False, and nothing changes, when `state` is not from saveColumns().
    bool restoreColumns(const QByteArray &state);
    /// The query bar's query, for restoreQuery().
    [[nodiscard]] QVariantMap saveQuery() const;
    void restoreQuery(const QVariantMap &state);
    void focusQueryBar();
    void focusNarrow();

signals:
    void currentChanged();
    void selectionChanged();
    /// Double-click or Enter.
    void activated();
    /// A load or refresh ended well, or the hub failed: what automatic refreshing paces itself by.
    void loaded();
    void loadFailed();

protected:
    void showEvent(QShowEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace hubdeck
