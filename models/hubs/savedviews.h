// SPDX-License-Identifier: MIT
#pragma once

#include <QAbstractListModel>
#include <QVariantMap>

#include <optional>
#include <vector>

class QSettings;

namespace hubdeck {

/// A query, columns and sort order under a name (ui.md, Hubs dock): good for any hub.
struct SavedView
{
    QString name;
    QVariantMap query; // InstancesPage::saveQuery()
    QByteArray columns; // InstancesPage::saveColumns()
    std::optional<qint64> lastCount; // rows, when it was last loaded

    friend bool operator==(const SavedView &, const SavedView &) = default;
};

/// The saved views in the order of their names. GUI thread.
class SavedViewsModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role : int { BadgeRole = Qt::UserRole + 100 }; // the last count, `23`

    explicit SavedViewsModel(QObject *parent = nullptr);

    [[nodiscard]] const std::vector<SavedView> &views() const noexcept { return m_views; }

    /// Null for a name that is not there; names differ in more than case.
    [[nodiscard]] const SavedView *find(const QString &name) const;
    /// Replaces the view of the same name.
    void put(const SavedView &view);
    void rename(const QString &from, const QString &to);
    void remove(const QString &name);
    /// How many rows the views with this query show.
    void noteCount(const QVariantMap &query, qint64 rows);

    void load(QSettings &settings);
    void save(QSettings &settings) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index,
                                int role = Qt::DisplayRole) const override;

private:
    void setViews(std::vector<SavedView> views);

    std::vector<SavedView> m_views;
};

} // namespace hubdeck
