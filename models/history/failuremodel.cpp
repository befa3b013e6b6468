// SPDX-License-Identifier: MIT
#include "models/history/failuremodel.h"

#include "models/displaytext.h"

namespace hubdeck {

using namespace Qt::StringLiterals;

namespace {

constexpr int previewChars = 300;
constexpr int toolTipChars = 1500;

QString nameOf(FailedStep::Kind kind)
{
    switch (kind) {
    case FailedStep::Kind::Activity:
        return FailureModel::tr("activity");
    case FailedStep::Kind::SubOrchestration:
        return FailureModel::tr("sub-orchestration");
    case FailedStep::Kind::Orchestration:
        break;
    }
    return FailureModel::tr("this orchestration");
}

} // namespace

FailureModel::FailureModel(TimeDisplay &time, QObject *parent)
    : QAbstractItemModel(parent)
    , m_time(time)
{
    connect(&time, &TimeDisplay::changed, this, [this] {
        if (!m_roots.empty()) {
            emit dataChanged(index(0, FailureColumn), index(rowCount() - 1, FailureColumn));
        }
    });
}

FailureModel::~FailureModel() = default;

void FailureModel::setReport(const FailureReport &report)
{
    if (report == m_report) {
        return;
    }
    beginResetModel();
    m_report = report;
    m_nodes.clear();
    m_roots.clear();
    for (size_t i = 0; i < m_report.steps.size(); ++i) {
        m_roots.push_back(
            add(m_report.steps[i].failure, -1, static_cast<int>(i), static_cast<int>(i)));
    }
    endResetModel();
}

int FailureModel::add(const Failure &failure, int parent, int row, int step)
{
    const auto self = static_cast<int>(m_nodes.size());
    m_nodes.push_back({ &failure, parent, row, step, {} });
    for (size_t i = 0; i < failure.inner.size(); ++i) {
        const int child = add(failure.inner[i], self, static_cast<int>(i), step);
        m_nodes[static_cast<size_t>(self)].children.push_back(child);
    }
    return self;
}

const FailureModel::Node *FailureModel::nodeAt(const QModelIndex &index) const
{
    return index.isValid() ? &m_nodes[static_cast<size_t>(index.internalId())] : nullptr;
}

const Failure *FailureModel::failureAt(const QModelIndex &index) const
{
    const Node *node = nodeAt(index);
    return node != nullptr ? node->failure : nullptr;
}

const FailedStep *FailureModel::stepAt(const QModelIndex &index) const
{
    const Node *node = nodeAt(index);
    return node != nullptr ? &m_report.steps[static_cast<size_t>(node->step)] : nullptr;
}

QModelIndex FailureModel::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent)) {
        return {};
    }
    const Node *node = nodeAt(parent);
    const std::vector<int> &siblings = node != nullptr ? node->children : m_roots;
    return createIndex(row, column, static_cast<quintptr>(siblings[static_cast<size_t>(row)]));
}

QModelIndex FailureModel::parent(const QModelIndex &child) const
{
    const Node *node = nodeAt(child);
    if (node == nullptr || node->parent < 0) {
        return {};
    }
    const Node &parent = m_nodes[static_cast<size_t>(node->parent)];
    return createIndex(parent.row, 0, static_cast<quintptr>(node->parent));
}

int FailureModel::rowCount(const QModelIndex &parent) const
{
    if (parent.column() > 0) {
        return 0;
    }
    const Node *node = nodeAt(parent);
    return static_cast<int>(node != nullptr ? node->children.size() : m_roots.size());
}

int FailureModel::columnCount(const QModelIndex &) const
{
    return ColumnCount;
}

QString FailureModel::titleOf(const Node &node) const
{
    const QString type = displaytext::singleLine(node.failure->type);
    if (node.parent >= 0) {
        return type.isEmpty() ? tr("caused by") : type;
    }
    const FailedStep &step = m_report.steps[static_cast<size_t>(node.step)];
    return step.name.isEmpty() ? nameOf(step.kind)
                               : tr("%1 (%2)", "Pay (activity)")
                                     .arg(displaytext::singleLine(step.name), nameOf(step.kind));
}

QString FailureModel::toolTipOf(const Node &node) const
{
    const FailedStep &step = m_report.steps[static_cast<size_t>(node.step)];
    const QString time = displaytext::time(step.when, m_time.isUtc(), true);
    return time.isEmpty() ? titleOf(node)
                          : tr("%1, %2 %3", "what failed, time, zone")
                                .arg(titleOf(node), time, displaytext::zoneName(m_time.isUtc()));
}

QVariant FailureModel::data(const QModelIndex &index, int role) const
{
    const Node *node = nodeAt(index);
    if (node == nullptr) {
        return {};
    }
    if (role == Qt::DisplayRole) {
        return index.column() == FailureColumn
            ? titleOf(*node)
            : displaytext::singleLine(node->failure->message, previewChars);
    }
    if (role == Qt::ToolTipRole) {
        const QString text = index.column() == FailureColumn
            ? toolTipOf(*node)
            : displaytext::singleLine(node->failure->message, toolTipChars);
        return QString(u"<span>" + text.toHtmlEscaped() + u"</span>");
    }
    return {};
}

QVariant FailureModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) {
        return {};
    }
    return section == FailureColumn ? tr("What failed") : tr("Message");
}

QString failureText(const Failure &failure)
{
    QString text = failure.type.isEmpty()
        ? failure.message
        : FailureModel::tr("%1: %2", "type and message of a failure")
              .arg(failure.type, failure.message);
    if (failure.nonRetriable) {
        text += u'\n' + FailureModel::tr("The worker marked it as not to be retried.");
    }
    if (!failure.stackTrace.isEmpty()) {
        text += u"\n\n"_s + failure.stackTrace;
    }
    for (const Failure &inner : failure.inner) {
        text += u"\n\n"_s + FailureModel::tr("Caused by") + u'\n' + failureText(inner);
    }
    return text;
}

} // namespace hubdeck
