// SPDX-License-Identifier: MIT
#pragma once

#include "services/taskhub/runtimestatus.h"

#include <QAbstractButton>

#include <optional>

namespace hubdeck {

/// One status in the query bar: shape, word and the number of loaded rows. Checked: asked for.
/// Coloured while rows of its status can be shown (checked, or no chip is), pale otherwise.
class StatusChip : public QAbstractButton
{
    Q_OBJECT

public:
    explicit StatusChip(RuntimeStatus::Kind kind, QWidget *parent = nullptr);

    [[nodiscard]] RuntimeStatus::Kind kind() const noexcept { return m_kind; }

    /// nullopt: not known, because the loaded rows were not asked for this status.
    void setCount(std::optional<qint64> count);

    [[nodiscard]] std::optional<qint64> rows() const noexcept { return m_count; }

    /// No chip is checked: all statuses are shown.
    void setAllShown(bool all);

    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;

private:
    [[nodiscard]] bool isColoured() const;
    [[nodiscard]] QString countText() const;
    void describe();

    RuntimeStatus::Kind m_kind;
    std::optional<qint64> m_count;
    bool m_allShown = true;
};

} // namespace hubdeck
