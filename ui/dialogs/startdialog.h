// SPDX-License-Identifier: MIT
#pragma once

#include "services/taskhub/actions.h"
#include "ui/dialogs/actiondialog.h"

class QCheckBox;
class QComboBox;
class QFormLayout;
class QLineEdit;
class QPlainTextEdit;
class QSpinBox;

namespace hubdeck {

class JsonEditor;
class Prompts;
class WhenField;

/// Asks for everything that starts an orchestration; also *Start again like this* with a prefilled
/// request.
class StartDialog : public ActionDialog
{
    Q_OBJECT

public:
    /// `offeredFunctions`: names seen in the hub. `prompts` must outlive the dialog.
    StartDialog(const HubSession &session, const QStringList &offeredFunctions, Prompts &prompts,
                QWidget *parent = nullptr);

    void prefill(const StartRequest &request);
    [[nodiscard]] StartRequest request() const;

private:
    void addVersionAndTags(QFormLayout &form);
    void addTimes(QFormLayout &form, const QString &whyNotLater);
    [[nodiscard]] ReadTags tags() const;
    void inputChanged();

    QComboBox *m_function;
    QLineEdit *m_id;
    JsonEditor *m_input;
    WhenField *m_when = nullptr;
    QCheckBox *m_wait = nullptr;
    QSpinBox *m_seconds = nullptr;
    QLineEdit *m_version = nullptr; // none where the road has no versions and tags
    QPlainTextEdit *m_tags = nullptr;
    QString m_notPossible; // why the hub takes no start at all
};

} // namespace hubdeck
