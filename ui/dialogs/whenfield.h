// SPDX-License-Identifier: MIT
#pragma once

#include "services/taskhub/instant.h"

#include <QWidget>

#include <optional>

class QCheckBox;
class QDateTimeEdit;

namespace hubdeck {

/// *Not before* a time: off, or a moment up to seven days ahead. Entered in local time.
class WhenField : public QWidget
{
    Q_OBJECT

public:
    explicit WhenField(const QString &name, QWidget *parent = nullptr);

    [[nodiscard]] std::optional<Instant> when() const;
    /// Why the moment cannot be taken, in words; empty when it can or none is given.
    [[nodiscard]] QString problem() const;

signals:
    void changed();

private:
    QCheckBox *m_use;
    QDateTimeEdit *m_edit;
};

} // namespace hubdeck
