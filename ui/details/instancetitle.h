// SPDX-License-Identifier: MIT
#pragma once

#include "services/taskhub/identifiers.h"
#include "services/taskhub/runtimestatus.h"

#include <QWidget>

#include <optional>

class QLabel;
class QToolButton;

namespace hubdeck {

class ElidedLabel;

/// The first line of the details: status glyph, id, copy. Also the dock's title bar.
class InstanceTitle : public QWidget
{
    Q_OBJECT

public:
    explicit InstanceTitle(QWidget *parent = nullptr);

    void showInstance(const InstanceId &id, const std::optional<RuntimeStatus> &status);
    void clear();

protected:
    void changeEvent(QEvent *event) override;

private:
    void setLook();

    QLabel *m_glyph = nullptr;
    ElidedLabel *m_id = nullptr;
    QToolButton *m_copy = nullptr;
    std::optional<InstanceId> m_shown;
    std::optional<RuntimeStatus> m_status;
};

} // namespace hubdeck
