// SPDX-License-Identifier: MIT
#pragma once

#include "services/taskhub/instant.h"

#include <QAbstractTableModel>

#include <functional>
#include <optional>
#include <vector>

namespace hubdeck {

enum HealthRole : int {
    ToneRole = Qt::UserRole + 300, // HealthTone as int, of the cell
};
enum class HealthTone { Normal, Muted, Good, Warning, Bad };

/// What a cell of a HealthTable says.
struct HealthCell
{
    QString text {};
    QString toolTip {}; // the text where this is empty
    HealthTone tone = HealthTone::Normal;
    QString full {}; // FullTextRole: what the text is cut from, or what the whole row stands for
};

/// A table of the health tab: shows one reading of the hub; rows that are there in the next one too
/// stay where they are. Those who derive from it say what each cell means. GUI thread.
class HealthTable : public QAbstractTableModel
{
    Q_OBJECT

public:
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index,
                                int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;

protected:
    /// Of a column; numbers stand right, as does their title.
    struct Title
    {
        QString text;
        bool isOfNumbers = false;
    };

    HealthTable(std::vector<Title> titles, QObject *parent);

    [[nodiscard]] virtual int count() const = 0;
    [[nodiscard]] virtual HealthCell cell(int row, int column) const = 0;
    /// Around a change of the rows: resets only when their number changes.
    void replace(int newCount, const std::function<void()> &change);

    /// Stands where nothing is known.
    [[nodiscard]] static QString none();
    /// How long ago it was.
    [[nodiscard]] static QString age(const std::optional<Instant> &then, Instant now);
    /// `control-00`, `workitems`: what tells the queues of one hub apart.
    [[nodiscard]] static QString shortName(const QString &queue);

private:
    [[nodiscard]] QVariant alignment(int column) const;

    std::vector<Title> m_titles;
};

} // namespace hubdeck
