// SPDX-License-Identifier: MIT
#include "models/entities/entitytablemodel.h"

#include "models/displaytext.h"
#include "models/hubs/hubsession.h"
#include "models/roles.h"

#include <algorithm>
#include <array>
#include <tuple>

using namespace Qt::Literals::StringLiterals;

namespace hubdeck {

namespace {

constexpr int shownStateChars = 200;
constexpr int toolTipChars = 2000;

/// How many operations wait, and whether they do because the entity is paused.
QString waitingText(const EntityRow &row)
{
    const QString count = row.queueSize ? displaytext::count(*row.queueSize) : QString();
    if (!row.suspended.value_or(false)) {
        return count;
    }
    const QString paused = EntityTableModel::tr("paused");
    return count.isEmpty() ? paused : u"%1 · %2"_s.arg(count, paused);
}

QString stateText(const EntityRow &row, int chars)
{
    return row.state.isNull()
        ? QString()
        : displaytext::singleLine(QString::fromUtf8(row.state.text.left(chars * 4)), chars);
}

} // namespace

EntityTableModel::EntityTableModel(HubSession &session, const TimeDisplay &time, QObject *parent)
    : QAbstractTableModel(parent)
    , m_session(session)
    , m_time(time)
{
    connect(&time, &TimeDisplay::changed, this, [this] {
        if (rowCount() > 0) {
            emit dataChanged(index(0, LastOperationColumn),
                             index(rowCount() - 1, LastOperationColumn));
        }
    });
}

EntityTableModel::~EntityTableModel() = default;

void EntityTableModel::load(const QString &name)
{
    m_query = {};
    m_query.name = name;
    m_query.fetchState = true;
    start({}, stepRows, true);
}

void EntityTableModel::loadMore()
{
    if (m_state == LoadState::MoreAvailable) {
        start(m_next, stepRows, false);
    }
}

void EntityTableModel::refresh()
{
    if (m_state == LoadState::Idle) {
        load();
    } else if (m_state != LoadState::Loading) {
        start({}, std::max(stepRows, loadedRows()), true);
    }
}

void EntityTableModel::start(const ContinuationToken &from, qint64 limit, bool replace)
{
    m_replace = replace;
    m_state = LoadState::Loading;
    m_job = std::make_unique<Job<void>>(
        m_session.pool(),
        [this, hub = m_session.hub(), query = m_query, from, limit](const JobContext &context) {
            qint64 left = limit;
            hub->listEntities(
                query, from,
                [&](EntityPage &&page) {
                    left -= static_cast<qint64>(page.rows.size());
                    context.post([this, rows = std::move(page.rows), next = page.next]() mutable {
                        take(std::move(rows), next);
                    });
                    return left > 0 ? SinkAnswer::Continue : SinkAnswer::Stop;
                },
                context.stop());
        },
        [this] { finish(); });
    connect(m_job.get(), &JobBase::failed, this, [this](const TaskHubError &error) {
        m_state = LoadState::Failed;
        emit changed();
        emit failed(error);
    });
    emit changed();
}

void EntityTableModel::take(std::vector<EntityRow> &&rows, const ContinuationToken &next)
{
    m_next = next;
    if (rows.empty() && !(m_replace && next.isEmpty())) {
        return;
    }
    if (m_replace) {
        m_replace = false;
        m_rows.clear();
        m_shown.clear();
    }
    m_rows.insert(m_rows.end(), std::make_move_iterator(rows.begin()),
                  std::make_move_iterator(rows.end()));
    show();
    emit changed();
}

void EntityTableModel::finish()
{
    if (m_replace) { // nothing at all came
        take({}, {});
    }
    m_state = m_next.isEmpty() ? LoadState::Complete : LoadState::MoreAvailable;
    m_at = Instant::now();
    emit changed();
}

void EntityTableModel::setNarrow(const QString &text)
{
    if (m_narrow != text) {
        m_narrow = text;
        show();
        emit changed();
    }
}

void EntityTableModel::sort(int column, Qt::SortOrder order)
{
    m_sortColumn = column;
    m_order = order;
    show();
}

bool EntityTableModel::matches(const EntityRow &row) const
{
    return m_narrow.isEmpty() || row.id.name.contains(m_narrow, Qt::CaseInsensitive)
        || row.id.key.contains(m_narrow, Qt::CaseInsensitive)
        || QString::fromUtf8(row.state.text).contains(m_narrow, Qt::CaseInsensitive);
}

bool EntityTableModel::isBefore(const EntityRow &a, const EntityRow &b) const
{
    const auto byName = [](const EntityRow &row) { return std::tie(row.id.name, row.id.key); };
    switch (m_sortColumn) {
    case KeyColumn:
        return std::tie(a.id.key, a.id.name) < std::tie(b.id.key, b.id.name);
    case LastOperationColumn:
        return a.lastOperation < b.lastOperation;
    case WaitingColumn:
        return std::tuple(a.suspended.value_or(false), a.queueSize)
            < std::tuple(b.suspended.value_or(false), b.queueSize);
    case LockColumn:
        return a.lockedBy < b.lockedBy;
    case StateColumn:
        return a.state.text < b.state.text;
    default:
        return byName(a) < byName(b);
    }
}

void EntityTableModel::show()
{
    beginResetModel();
    m_shown.clear();
    for (size_t i = 0; i < m_rows.size(); ++i) {
        if (matches(m_rows[i])) {
            m_shown.push_back(i);
        }
    }
    std::ranges::stable_sort(m_shown, [this](size_t a, size_t b) {
        return m_order == Qt::AscendingOrder ? isBefore(m_rows[a], m_rows[b])
                                             : isBefore(m_rows[b], m_rows[a]);
    });
    endResetModel();
}

const EntityRow &EntityTableModel::entity(int row) const
{
    return m_rows[m_shown[static_cast<size_t>(row)]];
}

int EntityTableModel::rowOf(const EntityId &id) const
{
    const auto found
        = std::ranges::find_if(m_shown, [&](size_t place) { return m_rows[place].id == id; });
    return found == m_shown.end() ? -1 : static_cast<int>(found - m_shown.begin());
}

int EntityTableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_shown.size());
}

int EntityTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant EntityTableModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount()) {
        return {};
    }
    const EntityRow &row = entity(index.row());
    const bool brief = role == Qt::DisplayRole;
    if (role == IdRole) {
        return row.id.instanceId().text();
    }
    if (role == Qt::AccessibleTextRole) {
        return u"%1: %2"_s.arg(headerData(index.column(), Qt::Horizontal).toString(),
                               data(index).toString());
    }
    if (!brief && role != Qt::ToolTipRole) {
        return {};
    }
    switch (index.column()) {
    case NameColumn:
        return displaytext::singleLine(row.id.name);
    case KeyColumn:
        return displaytext::singleLine(row.id.key);
    case LastOperationColumn:
        return brief ? displaytext::shortTime(row.lastOperation, m_time.isUtc(), Instant::now())
                     : u"%1 %2"_s.arg(displaytext::time(row.lastOperation, m_time.isUtc(), true),
                                      displaytext::zoneName(m_time.isUtc()));
    case WaitingColumn:
        return waitingText(row);
    case LockColumn:
        return displaytext::singleLine(row.lockedBy.text());
    case StateColumn:
        return stateText(row, brief ? shownStateChars : toolTipChars);
    default:
        return {};
    }
}

QVariant EntityTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount) {
        return {};
    }
    if (role == WhyNotRole) {
        // The road that releases locks is the one that tells of them.
        const bool told = (section != WaitingColumn && section != LockColumn)
            || m_session.hub()->capabilities().has(Feature::CleanEntities);
        return told
            ? QString()
            : tr("The HTTP API tells neither locks nor what waits. The hub's storage does.");
    }
    if (role != Qt::DisplayRole) {
        return {};
    }
    const std::array titles { tr("Entity"),  tr("Key"),       tr("Last operation"),
                              tr("Waiting"), tr("Locked by"), tr("State") };
    return titles[static_cast<size_t>(section)];
}

} // namespace hubdeck
