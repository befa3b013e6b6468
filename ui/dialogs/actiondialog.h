// SPDX-License-Identifier: MIT
#pragma once

#include "models/hubs/hubsession.h"
#include "ui/instances/selectedinstance.h"

#include <QDialog>

#include <vector>

class QDialogButtonBox;
class QLabel;
class QPushButton;
class QVBoxLayout;

namespace hubdeck {

/// Which of the selected instances an action can be performed on, and the words for it.
struct ActionTargets
{
    std::vector<SelectedInstance> possible;
    std::vector<std::pair<SelectedInstance, QString>> impossible; // with the reason

    /// `Order, Running` for one; `5 selected: 3 can be terminated, 2 cannot (Completed)`.
    [[nodiscard]] QString summary(ActionKind action) const;
    /// `order-0042` or `5 instances`: those possible, for headings.
    [[nodiscard]] QString object() const;
    [[nodiscard]] std::vector<InstanceId> ids() const;
    [[nodiscard]] bool includes(RuntimeStatus::Kind kind) const;
    [[nodiscard]] int activeCount() const;
};

[[nodiscard]] ActionTargets targetsOf(ActionKind action,
                                      const std::vector<SelectedInstance> &instances,
                                      const Capabilities &capabilities);

/// What all dialogs that do something share: heading, hub with a warning when it is a production
/// hub, body, a line that says why it cannot be done yet, buttons. The button that acts is enabled
/// only while there is no problem; Esc cancels.
class ActionDialog : public QDialog
{
    Q_OBJECT

public:
    /// Why the dialog cannot be accepted now, in words; empty when it can.
    [[nodiscard]] QString problem() const { return m_problem; }

    /// Does nothing while there is a problem.
    void accept() override;

protected:
    enum class Risk {
        Harmless, // Enter accepts, except on a production hub
        Destructive, // Enter does nothing until setConfirmed()
    };
    ActionDialog(const QString &title, const QString &heading, const QString &acceptText, Risk risk,
                 QWidget *parent);

    [[nodiscard]] QVBoxLayout *body() const noexcept { return m_body; }

    [[nodiscard]] QPushButton *acceptButton() const noexcept { return m_accept; }

    [[nodiscard]] QDialogButtonBox *buttons() const noexcept { return m_buttons; }

    void setHeading(const QString &heading);
    void showHub(const HubInfo &hub);
    /// `quiet`: the problem is obvious (an empty field): the button is disabled without a red line.
    void setProblem(const QString &problem, bool quiet = false);
    /// The person has typed the confirmation: Enter accepts.
    void setConfirmed(bool confirmed);
    /// Enter cancels until setConfirmed(): for a dialog in which nothing is typed.
    void cancelByEnter();
    void setRisk(Risk risk);
    /// A wrapped, plain-text label in the body.
    QLabel *addNote(const QString &text, const QString &name);
    QLabel *addWarning(const QString &text, const QString &name);
    /// Says which instances it concerns; a list when they are several; the problem when none is
    /// possible.
    void addTargets(const ActionTargets &targets, ActionKind action);
    /// Grows, never shrinks, to the height that the wrapped texts need.
    void grow();
    /// Takes the height that is needed, no more: when something has gone.
    void fit();

    void showEvent(QShowEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void fitWidth();
    void recolour();

    Risk m_risk;
    bool m_production = false;
    bool m_confirmed = false;
    bool m_cancelByEnter = false;
    QLabel *m_heading;
    QLabel *m_hub;
    QVBoxLayout *m_body;
    QLabel *m_problemLabel;
    QDialogButtonBox *m_buttons;
    QPushButton *m_accept;
    QString m_problem;
};

} // namespace hubdeck
