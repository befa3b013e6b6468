// SPDX-License-Identifier: MIT
#pragma once

#include "models/hubs/hubsession.h"
#include "ui/instances/instancespage.h"

#include <QDialog>

#include <vector>

class QDialogButtonBox;
class QLabel;
class QPushButton;
class QVBoxLayout;

namespace hubdeck {

/// What all dialogs that do something share: heading, warning for a production hub, body, a line
/// that says why it cannot be done yet, buttons. The button that acts is enabled only while there
/// is no problem.
class ActionDialog : public QDialog
{
    Q_OBJECT

public:
    /// Why the dialog cannot be accepted now, in words; empty when it can.
    [[nodiscard]] QString problem() const { return m_problem; }

protected:
    enum class Risk {
        Harmless, // Enter accepts
        Destructive, // Cancel is the default button
    };
    ActionDialog(const QString &title, const QString &heading, const QString &acceptText, Risk risk,
                 QWidget *parent);

    [[nodiscard]] QVBoxLayout *body() const noexcept { return m_body; }

    [[nodiscard]] QPushButton *acceptButton() const noexcept { return m_accept; }

    [[nodiscard]] QDialogButtonBox *buttons() const noexcept { return m_buttons; }

    void setHeading(const QString &heading);
    /// Names the hub, with a red mark when it is a production hub.
    void showHub(const HubInfo &hub);
    /// `quiet`: the problem is obvious (an empty field): the button is disabled without a red line.
    void setProblem(const QString &problem, bool quiet = false);
    /// A wrapped, plain-text label in the body.
    QLabel *addNote(const QString &text, const QString &name);

private:
    QLabel *m_heading;
    QLabel *m_hub;
    QVBoxLayout *m_body;
    QLabel *m_problemLabel;
    QDialogButtonBox *m_buttons;
    QPushButton *m_accept;
    QString m_problem;
};

/// Which of `instances` an action can be performed on, and the words for it.
struct ActionTargets
{
    std::vector<SelectedInstance> possible;
    std::vector<std::pair<SelectedInstance, QString>> impossible; // with the reason

    /// `order-0042`, or `5 selected: 3 can be terminated, 2 cannot (Completed)`.
    [[nodiscard]] QString summary(ActionKind action) const;
    [[nodiscard]] std::vector<InstanceId> ids() const;
};

[[nodiscard]] ActionTargets targetsOf(ActionKind action,
                                      const std::vector<SelectedInstance> &instances,
                                      const Capabilities &capabilities);

} // namespace hubdeck
