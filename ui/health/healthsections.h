// SPDX-License-Identifier: MIT
#pragma once

#include <QScrollArea>

#include <vector>

class QLabel;
class QSplitter;
class QTableView;

namespace hubdeck {

/// The parts of the health tab: partitions and queues above, messages and the text of one below;
/// beside each other where there is room for that. The tables above take what their rows need until
/// somebody moves a splitter. Where not even a few rows of each fit, the whole scrolls.
class HealthSections : public QScrollArea
{
    Q_OBJECT

public:
    explicit HealthSections(QWidget *parent = nullptr);

    /// The first two stand above, the third below. `instead` takes the place of a hidden table.
    void addTable(const QString &title, QTableView *table, QLabel *instead = nullptr);
    /// Beside or below the third table.
    void addText(QWidget *text);
    /// To be called when the tables have other rows.
    void share();

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void arrange();

    QSplitter *m_all;
    QSplitter *m_upper;
    QSplitter *m_lower;
    std::vector<QTableView *> m_tables;
    bool m_chosen = false;
};

} // namespace hubdeck
