// SPDX-License-Identifier: MIT
#include "ui/dialogs/startdialog.h"

#include "ui/dialogs/dialogparts.h"
#include "ui/dialogs/jsoneditor.h"
#include "ui/dialogs/whenfield.h"

#include <QCheckBox>
#include <QComboBox>
#include <QCompleter>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QSpinBox>
#include <QVBoxLayout>

namespace hubdeck {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int longestWait
    = 230; // App Service cuts a request that is idle for longer (durable-http-api.md §9)

}

StartDialog::StartDialog(const HubSession &session, const QStringList &offeredFunctions,
                         Prompts &prompts, QWidget *parent)
    : ActionDialog(tr("Start new"), tr("Start a new orchestration"), tr("Start"), Risk::Harmless,
                   parent)
    , m_function(new QComboBox(this))
    , m_id(new QLineEdit(this))
    , m_input(new JsonEditor(JsonEditor::Empty::NoValue, prompts, this))
    , m_notPossible(session.capabilities().whyNot(Feature::Start))
{
    setObjectName(u"startDialog"_s);
    showHub(session.info());
    m_function->setObjectName(u"functionName"_s);
    m_function->setEditable(true);
    m_function->setInsertPolicy(QComboBox::NoInsert);
    // Completing in place would send a longer name than the one typed.
    m_function->completer()->setCompletionMode(QCompleter::PopupCompletion);
    m_function->addItems(offeredFunctions);
    m_function->setCurrentIndex(-1);
    m_function->setAccessibleName(tr("Orchestrator function"));
    m_function->lineEdit()->setPlaceholderText(
        offeredFunctions.isEmpty() ? tr("Name of an orchestrator function")
                                   : tr("Name of an orchestrator function, or choose one"));
    m_id->setObjectName(u"instanceId"_s);
    m_id->setAccessibleName(tr("Instance id"));
    m_id->setPlaceholderText(tr("Made by the hub when empty"));
    m_input->setObjectName(u"startInput"_s);
    m_input->setName(tr("Input, one JSON value"));
    m_input->setEmptyHint(
        tr("One JSON value, for example {\"id\": 42}; nothing here means no input"));
    auto *form = dialogparts::form();
    form->addRow(tr("F&unction"), m_function);
    form->addRow(tr("Inst&ance id"), m_id);
    form->addRow(tr("&Input (JSON)"), m_input);
    if (session.capabilities().has(Feature::StartTags)) {
        addVersionAndTags(*form);
    }
    addTimes(*form, session.capabilities().whyNot(Feature::ScheduledStart));
    body()->addLayout(form, 1);
    connect(m_function, &QComboBox::editTextChanged, this, &StartDialog::inputChanged);
    connect(m_id, &QLineEdit::textChanged, this, &StartDialog::inputChanged);
    connect(m_input, &JsonEditor::changed, this, &StartDialog::inputChanged);
    m_function->setFocus();
    inputChanged();
}

void StartDialog::addVersionAndTags(QFormLayout &form)
{
    constexpr int linesSeen = 2;
    m_version = new QLineEdit(this);
    m_version->setObjectName(u"startVersion"_s);
    m_version->setAccessibleName(tr("Version"));
    m_version->setPlaceholderText(tr("The app's own when empty"));
    m_tags = new QPlainTextEdit(this);
    m_tags->setObjectName(u"startTags"_s);
    m_tags->setAccessibleName(tr("Tags, one name=value a line"));
    m_tags->setPlaceholderText(tr("One name=value a line; nothing here means no tags"));
    m_tags->setTabChangesFocus(true);
    const QMargins margins = m_tags->contentsMargins();
    m_tags->setFixedHeight(linesSeen * m_tags->fontMetrics().lineSpacing()
                           + static_cast<int>(2 * m_tags->document()->documentMargin())
                           + margins.top() + margins.bottom());
    form.addRow(tr("&Version"), m_version);
    form.addRow(tr("&Tags"), m_tags);
    connect(m_version, &QLineEdit::textChanged, this, &StartDialog::inputChanged);
    connect(m_tags, &QPlainTextEdit::textChanged, this, &StartDialog::inputChanged);
}

// Made after the fields above them: the Tab key goes in the order of making.
void StartDialog::addTimes(QFormLayout &form, const QString &whyNotLater)
{
    m_when = new WhenField(u"startWhen"_s, this);
    m_when->setEnabled(whyNotLater.isEmpty());
    m_when->setToolTip(whyNotLater);
    m_wait = new QCheckBox(tr("&Wait for its end, at most"), this);
    m_wait->setObjectName(u"waitForEnd"_s);
    m_seconds = new QSpinBox(this);
    m_seconds->setObjectName(u"waitSeconds"_s);
    m_seconds->setAccessibleName(tr("Seconds to wait"));
    m_seconds->setRange(1, longestWait);
    m_seconds->setValue(10);
    m_seconds->setSuffix(tr(" s"));
    m_seconds->setEnabled(false);
    auto *waiting = new QHBoxLayout;
    waiting->addWidget(m_wait);
    waiting->addWidget(m_seconds);
    waiting->addStretch(1);
    form.addRow(tr("Start"), m_when);
    form.addRow(QString(), waiting);
    connect(m_when, &WhenField::changed, this, &StartDialog::inputChanged);
    connect(m_wait, &QCheckBox::toggled, m_seconds, &QWidget::setEnabled);
}

ReadTags StartDialog::tags() const
{
    if (!m_tags) {
        return {};
    }
    QStringList lines = m_tags->toPlainText().split(u'\n');
    lines.removeIf([](const QString &line) { return line.trimmed().isEmpty(); });
    return readTags(lines);
}

void StartDialog::prefill(const StartRequest &request)
{
    setHeading(tr("Start %1 again like this").arg(request.function));
    m_function->setEditText(request.function);
    m_id->setText(request.id ? request.id->text() : QString());
    m_input->setJson(request.input.value_or(QByteArray()));
    if (m_tags) {
        QStringList lines;
        for (const auto &[name, value] : request.tags) {
            lines.append(name + u'=' + value);
        }
        m_version->setText(request.version);
        m_tags->setPlainText(lines.join(u'\n'));
    }
    m_wait->setChecked(request.wait.has_value());
    if (request.wait) {
        m_seconds->setValue(static_cast<int>(
            std::chrono::duration_cast<std::chrono::seconds>(*request.wait).count()));
    }
    m_input->setFocus();
    inputChanged();
}

StartRequest StartDialog::request() const
{
    StartRequest request;
    request.function = m_function->currentText().trimmed();
    if (!m_id->text().isEmpty()) {
        request.id = InstanceId(m_id->text());
    }
    if (!m_input->isEmpty()) {
        request.input = m_input->json();
    }
    if (m_tags) {
        request.version = m_version->text().trimmed();
        request.tags = tags().tags;
    }
    request.at = m_when->when();
    if (m_wait->isChecked()) {
        request.wait = std::chrono::seconds(m_seconds->value());
    }
    return request;
}

void StartDialog::inputChanged()
{
    if (!m_notPossible.isEmpty()) {
        setProblem(m_notPossible);
    } else if (m_function->currentText().trimmed().isEmpty()) {
        setProblem(tr("Name the orchestrator function."), true);
    } else if (!m_input->problem().isEmpty()) {
        setProblem(tr("The input is not JSON: %1").arg(m_input->problem()),
                   true); // the editor shows it
    } else if (const QString problem = tags().problem; !problem.isEmpty()) {
        setProblem(problem);
    } else if (!m_when->problem().isEmpty()) {
        setProblem(m_when->problem());
    } else {
        setProblem(problemWithStart(request()));
    }
}

} // namespace hubdeck
