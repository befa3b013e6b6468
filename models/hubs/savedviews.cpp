// SPDX-License-Identifier: MIT
#include "models/hubs/savedviews.h"

#include "models/displaytext.h"

#include <QSettings>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace hubdeck {

namespace {

const QString arrayName = u"savedViews"_s;

bool isSame(const QString &a, const QString &b)
{
    return a.compare(b, Qt::CaseInsensitive) == 0;
}

} // namespace

SavedViewsModel::SavedViewsModel(QObject *parent)
    : QAbstractListModel(parent)
{ }

const SavedView *SavedViewsModel::find(const QString &name) const
{
    const auto found = std::ranges::find_if(
        m_views, [&](const SavedView &view) { return isSame(view.name, name); });
    return found == m_views.end() ? nullptr : &*found;
}

void SavedViewsModel::setViews(std::vector<SavedView> views)
{
    std::ranges::sort(views, [](const SavedView &a, const SavedView &b) {
        return a.name.localeAwareCompare(b.name) < 0;
    });
    beginResetModel();
    m_views = std::move(views);
    endResetModel();
}

void SavedViewsModel::put(const SavedView &view)
{
    std::vector<SavedView> views = m_views;
    std::erase_if(views, [&](const SavedView &old) { return isSame(old.name, view.name); });
    views.push_back(view);
    setViews(std::move(views));
}

void SavedViewsModel::rename(const QString &from, const QString &to)
{
    if (const SavedView *old = find(from)) {
        SavedView renamed = *old;
        renamed.name = to;
        std::vector<SavedView> views = m_views;
        std::erase_if(views, [&](const SavedView &view) {
            return isSame(view.name, from) || isSame(view.name, to);
        });
        views.push_back(renamed);
        setViews(std::move(views));
    }
}

void SavedViewsModel::remove(const QString &name)
{
    std::vector<SavedView> views = m_views;
    std::erase_if(views, [&](const SavedView &view) { return isSame(view.name, name); });
    setViews(std::move(views));
}

void SavedViewsModel::noteCount(const QVariantMap &query, qint64 rows)
{
    for (size_t i = 0; i < m_views.size(); ++i) {
        if (m_views[i].query == query && m_views[i].lastCount != rows) {
            m_views[i].lastCount = rows;
            const QModelIndex changed = index(static_cast<int>(i));
            emit dataChanged(changed, changed, { BadgeRole, Qt::AccessibleTextRole });
        }
    }
}

void SavedViewsModel::load(QSettings &settings)
{
    std::vector<SavedView> views;
    const int size = settings.beginReadArray(arrayName);
    for (int i = 0; i < size; ++i) {
        settings.setArrayIndex(i);
        SavedView view { settings.value(u"name"_s).toString(),
                         settings.value(u"query"_s).toMap(),
                         settings.value(u"columns"_s).toByteArray(),
                         {} };
        if (const QVariant count = settings.value(u"count"_s); count.isValid()) {
            view.lastCount = count.toLongLong();
        }
        if (!view.name.isEmpty()) {
            views.push_back(std::move(view));
        }
    }
    settings.endArray();
    setViews(std::move(views));
}

void SavedViewsModel::save(QSettings &settings) const
{
    settings.remove(arrayName);
    settings.beginWriteArray(arrayName, static_cast<int>(m_views.size()));
    for (int i = 0; i < static_cast<int>(m_views.size()); ++i) {
        const SavedView &view = m_views[static_cast<size_t>(i)];
        settings.setArrayIndex(i);
        settings.setValue(u"name"_s, view.name);
        settings.setValue(u"query"_s, view.query);
        settings.setValue(u"columns"_s, view.columns);
        if (view.lastCount) {
            settings.setValue(u"count"_s, *view.lastCount);
        }
    }
    settings.endArray();
}

int SavedViewsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_views.size());
}

QVariant SavedViewsModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount()) {
        return {};
    }
    const SavedView &view = m_views[static_cast<size_t>(index.row())];
    const QString badge = view.lastCount ? displaytext::count(*view.lastCount) : QString();
    switch (role) {
    case Qt::DisplayRole:
    case Qt::ToolTipRole:
        return displaytext::singleLine(view.name, 80);
    case BadgeRole:
        return badge;
    case Qt::AccessibleTextRole:
        return badge.isEmpty() ? view.name : tr("%1, %2 when last loaded").arg(view.name, badge);
    default:
        return {};
    }
}

} // namespace hubdeck
