// SPDX-License-Identifier: MIT
#pragma once

#include "services/azurestorage/hubhealth.h"

#include <QWidget>

#include <vector>

namespace hubdeck {

/// The signs that a hub is stuck, one sentence each, or the word that there is none.
class SignsPanel : public QWidget
{
    Q_OBJECT

public:
    explicit SignsPanel(QWidget *parent = nullptr);

    void showSigns(const std::vector<azurestorage::StuckSign> &signs);

protected:
    void changeEvent(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void build();

    std::vector<QString> m_texts;
    QWidget *m_body = nullptr;
};

} // namespace hubdeck
