// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QStringList>

#include <set>
#include <vector>

namespace hubdeck::cli {

/// Rows of a verb's plain output whose columns stand below each other. The cells must be single
/// lines; the last one of a row may be as long as it likes.
class TextTable
{
public:
    /// `indent`: blanks before each row. `rightAligned`: the columns of numbers.
    explicit TextTable(int indent = 0, std::set<qsizetype> rightAligned = {})
        : m_indent(indent)
        , m_rightAligned(std::move(rightAligned))
    { }

    TextTable &addRow(const QStringList &cells);
    /// A line between the rows that is in no column.
    TextTable &addLine(const QString &line);
    /// All lines, each with its line break and without blanks at its end.
    [[nodiscard]] QByteArray text() const;

private:
    struct Row
    {
        QStringList cells;
        bool isLine = false;
    };

    [[nodiscard]] QString lineOf(const Row &row, const std::vector<qsizetype> &widths) const;

    int m_indent;
    std::set<qsizetype> m_rightAligned;
    std::vector<Row> m_rows;
};

} // namespace hubdeck::cli
