// SPDX-License-Identifier: MIT
#pragma once

#include "services/exporting/instanceexporter.h"
#include "ui/dialogs/actiondialog.h"

class QCheckBox;
class QLineEdit;
class QRadioButton;

namespace hubdeck {

class Prompts;

/// Asks what to export (one instance, the selection, the whole view) and to which file.
class ExportDialog : public ActionDialog
{
    Q_OBJECT

public:
    /// What there is to choose from.
    struct Choices
    {
        std::optional<InstanceId> current;
        std::vector<InstanceId> selected; // offered from two on
        InstanceQuery view; // the query bar's query: everything the hub lists for it
        QString viewText; // `created in the last 24 hours, Failed`: in words, for the label
        qint64 loaded = -1; // rows loaded for the view, for the label; -1: not known
    };

    /// `prompts` must outlive the dialog.
    ExportDialog(const Choices &choices, const HubSession &session, Prompts &prompts,
                 QWidget *parent = nullptr);

    [[nodiscard]] ExportRequest request() const;
    [[nodiscard]] QString path() const;

private:
    void build();
    void suggestPath();
    void chooseFile();
    void inputChanged();

    Choices m_choices;
    HubInfo m_hub;
    Prompts &m_prompts;
    QRadioButton *m_current;
    QRadioButton *m_selected;
    QRadioButton *m_view;
    QCheckBox *m_history;
    QLineEdit *m_path;
    QLabel *m_replaces;
    bool m_pathChosen = false; // typed or browsed: not suggested any more
};

} // namespace hubdeck
