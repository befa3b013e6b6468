// SPDX-License-Identifier: MIT
#pragma once

#include "models/history/failurereport.h"

#include <QAbstractItemModel>

#include <memory>

namespace hubdeck {

class TimeDisplay;

/// The failures of an instance as a tree: every failed step of the history, below it what caused
/// it. GUI thread.
class FailureModel : public QAbstractItemModel
{
    Q_OBJECT

public:
    enum Column { FailureColumn, MessageColumn, ColumnCount };

    /// `time` must outlive the model.
    explicit FailureModel(TimeDisplay &time, QObject *parent = nullptr);
    ~FailureModel() override;

    void setReport(const FailureReport &report);

    [[nodiscard]] const FailureReport &report() const noexcept { return m_report; }

    [[nodiscard]] const Failure *failureAt(const QModelIndex &index) const;
    /// The step that the index belongs to; null for an invalid index.
    [[nodiscard]] const FailedStep *stepAt(const QModelIndex &index) const;

    [[nodiscard]] QModelIndex index(int row, int column,
                                    const QModelIndex &parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex &child) const override;
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;

private:
    struct Node
    {
        const Failure *failure = nullptr;
        int parent = -1; // in m_nodes
        int row = 0;
        int step = 0;
        std::vector<int> children;
    };

    int add(const Failure &failure, int parent, int row, int step);
    [[nodiscard]] const Node *nodeAt(const QModelIndex &index) const;
    [[nodiscard]] QString titleOf(const Node &node) const;
    [[nodiscard]] QString toolTipOf(const Node &node) const;

    TimeDisplay &m_time;
    FailureReport m_report;
    std::vector<Node> m_nodes;
    std::vector<int> m_roots;
};

/// A failure as text to read and copy: type, message, stack trace, then its causes.
[[nodiscard]] QString failureText(const Failure &failure);

} // namespace hubdeck
