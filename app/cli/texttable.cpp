// SPDX-License-Identifier: MIT
#include "app/cli/texttable.h"

#include <algorithm>

namespace hubdeck::cli {

namespace {

QString withoutBlanksAtTheEnd(QString line)
{
    while (line.endsWith(u' ')) {
        line.chop(1);
    }
    return line;
}

} // namespace

TextTable &TextTable::addRow(const QStringList &cells)
{
    m_rows.push_back({ cells, false });
    return *this;
}

TextTable &TextTable::addLine(const QString &line)
{
    m_rows.push_back({ { line }, true });
    return *this;
}

QString TextTable::lineOf(const Row &row, const std::vector<qsizetype> &widths) const
{
    if (row.isLine) {
        return row.cells.first();
    }
    QStringList padded;
    for (qsizetype i = 0; i < row.cells.size(); ++i) {
        const QString &cell = row.cells[i];
        const qsizetype width = widths[static_cast<size_t>(i)];
        padded
            += m_rightAligned.contains(i) ? cell.rightJustified(width) : cell.leftJustified(width);
    }
    return QString(m_indent, u' ') + padded.join(QStringLiteral("  "));
}

QByteArray TextTable::text() const
{
    std::vector<qsizetype> widths;
    for (const Row &row : m_rows) {
        const auto columns = row.isLine ? size_t(0) : static_cast<size_t>(row.cells.size());
        widths.resize(std::max(widths.size(), columns));
        for (size_t i = 0; i + 1 < columns; ++i) {
            widths[i] = std::max(widths[i], row.cells[static_cast<qsizetype>(i)].size());
        }
    }
    QByteArray text;
    for (const Row &row : m_rows) {
        text += withoutBlanksAtTheEnd(lineOf(row, widths)).toUtf8() + '\n';
    }
    return text;
}

} // namespace hubdeck::cli
