// SPDX-License-Identifier: MIT
#pragma once

#include <QScrollArea>

#include <vector>

class QBoxLayout;
class QLabel;
class QSplitter;
class QTableView;

namespace hubdeck {

/// The parts of the health tab: signs on top, then partitions and queues, then messages and the
/// text of one; beside each other where that cuts nothing. The tables above take what their rows
/// need until somebody moves a splitter. Where not even a few rows of each fit, the whole scrolls.
class HealthSections : public QScrollArea
{
    Q_OBJECT

public:
    explicit HealthSections(QWidget *parent = nullptr);

    /// Above everything, as high as it needs to be.
    void setHead(QWidget *head);
    /// The first two stand above, the third below. `instead` takes the place of a hidden table.
    void addTable(const QString &title, QTableView *table, QLabel *instead = nullptr);
    /// Beside or below the third table.
    void addText(QWidget *text);
    /// To be called when the tables or the head have other contents.
    void share();

protected:
    void resizeEvent(QResizeEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    struct Section
    {
        QTableView *table;
        int stretched; // the column that gives way; -1: none
    };

    [[nodiscard]] int neededHeight() const;
    [[nodiscard]] static int neededWidth(const Section &section);
    static void fit(const Section &section);
    void turn(QSplitter &splitter, int needed);
    void arrange();

    QWidget *m_body;
    QBoxLayout *m_column;
    QSplitter *m_all;
    QSplitter *m_upper;
    QSplitter *m_lower;
    QWidget *m_head = nullptr;
    std::vector<Section> m_sections;
    bool m_chosen = false;
};

} // namespace hubdeck
