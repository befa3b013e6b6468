// SPDX-License-Identifier: MIT
#include "ui/dialogs/exportdialog.h"

#include "models/displaytext.h"
#include "ui/dialogs/dialogparts.h"
#include "ui/shell/prompts.h"

#include <QCheckBox>
#include <QDate>
#include <QDir>
#include <QFileInfo>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QVBoxLayout>

namespace hubdeck {

using namespace Qt::Literals::StringLiterals;

namespace {

// Ids hold any character; a file's name does not.
QString fileNamePart(const QString &text)
{
    static const QRegularExpression bad(u"[^\\w.-]+"_s,
                                        QRegularExpression::UseUnicodePropertiesOption);
    QString part = text;
    part.replace(bad, u"-"_s);
    while (part.startsWith(u'.') || part.startsWith(u'-')) {
        part.remove(0, 1);
    }
    return part.left(60);
}

// A button takes & for its shortcut.
QString asLabel(QString text)
{
    return text.replace(u"&"_s, u"&&"_s);
}

QRadioButton *choice(const QString &text, const QString &name, QWidget *parent)
{
    auto *button = new QRadioButton(text, parent);
    button->setObjectName(name);
    return button;
}

} // namespace

ExportDialog::ExportDialog(const Choices &choices, const HubSession &session, Prompts &prompts,
                           QWidget *parent)
    : ActionDialog(tr("Export"), tr("Export instances to a JSON file"), tr("Export"),
                   Risk::Harmless, parent)
    , m_choices(choices)
    , m_hub(session.info())
    , m_prompts(prompts)
    , m_current(choice({}, u"exportCurrent"_s, this))
    , m_selected(choice({}, u"exportSelected"_s, this))
    , m_view(choice({}, u"exportView"_s, this))
    , m_history(new QCheckBox(tr("With &histories"), this))
    , m_path(new QLineEdit(this))
    , m_replaces(nullptr)
{
    setObjectName(u"exportDialog"_s);
    build();
    m_history->setChecked(true);
    if (const QString why = session.capabilities().whyNot(Feature::History); !why.isEmpty()) {
        m_history->setChecked(false);
        m_history->setEnabled(false);
        m_history->setToolTip(why);
    }
    suggestPath();
    inputChanged();
    acceptButton()->setFocus();
}

void ExportDialog::build()
{
    const int selected = static_cast<int>(m_choices.selected.size());
    m_current->setText(
        m_choices.current
            ? tr("&This instance: %1")
                  .arg(asLabel(displaytext::singleLine(m_choices.current->text(), 60)))
            : tr("&This instance"));
    m_current->setEnabled(m_choices.current.has_value());
    m_selected->setText(tr("The %n &selected instances", nullptr, selected));
    m_selected->setVisible(selected > 1);
    QString view = tr("The whole &view");
    if (!m_choices.viewText.isEmpty()) {
        view = tr("The whole &view: %1").arg(asLabel(m_choices.viewText));
    }
    m_view->setText(view);
    (selected > 1 ? m_selected : m_choices.current ? m_current : m_view)->setChecked(true);
    for (QRadioButton *button : { m_current, m_selected, m_view }) {
        body()->addWidget(button);
        connect(button, &QRadioButton::toggled, this, [this](bool on) {
            if (on) {
                suggestPath();
                inputChanged();
            }
        });
    }
    QLabel *viewNote = addNote(
        m_choices.loaded < 0
            ? tr("Everything that the hub lists for the query is read "
                 "afresh, what is not loaded yet included.")
            : displaytext::withNumber(tr("%1 {row is|rows are} loaded. Everything that the "
                                         "hub lists for the query is read afresh, what is not "
                                         "loaded yet included."),
                                      m_choices.loaded)
                  .arg(displaytext::count(m_choices.loaded)),
        u"exportViewNote"_s);
    viewNote->setIndent(24);
    dialogparts::setTone(*viewNote, dialogparts::Tone::Muted);
    m_history->setObjectName(u"exportHistory"_s);
    body()->addWidget(m_history);

    m_path->setObjectName(u"exportPath"_s);
    m_path->setAccessibleName(tr("File"));
    auto *browse = new QPushButton(tr("&Browse…"), this);
    browse->setObjectName(u"exportBrowse"_s);
    browse->setAutoDefault(false);
    auto *line = new QHBoxLayout;
    line->setSpacing(8);
    line->addWidget(m_path, 1);
    line->addWidget(browse);
    auto *form = dialogparts::form();
    auto *label = new QLabel(tr("&File"), this);
    label->setBuddy(m_path);
    form->addRow(label, line);
    body()->addLayout(form);
    m_replaces = addNote({}, u"exportReplaces"_s);
    dialogparts::setTone(*m_replaces, dialogparts::Tone::Warning);
    m_replaces->setMinimumHeight(m_replaces->fontMetrics().lineSpacing());
    body()->addStretch(1);
    connect(browse, &QPushButton::clicked, this, &ExportDialog::chooseFile);
    connect(m_path, &QLineEdit::textChanged, this, &ExportDialog::inputChanged);
    connect(m_path, &QLineEdit::textEdited, this, [this] { m_pathChosen = true; });
}

ExportRequest ExportDialog::request() const
{
    ExportRequest request;
    if (m_view->isChecked()) {
        request.what = m_choices.view;
    } else if (m_selected->isChecked()) {
        request.what = m_choices.selected;
    } else if (m_choices.current) {
        request.what = std::vector<InstanceId> { *m_choices.current };
    } else {
        request.what = std::vector<InstanceId> {};
    }
    request.withHistory = m_history->isChecked();
    request.hubName = m_hub.name;
    request.hubUrl = m_hub.address;
    return request;
}

QString ExportDialog::path() const
{
    const QString text = m_path->text().trimmed();
    return text.isEmpty()
        ? QString()
        : QDir(QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation))
              .absoluteFilePath(QDir::fromNativeSeparators(text));
}

void ExportDialog::suggestPath()
{
    if (m_pathChosen) {
        return;
    }
    const QString what = m_view->isChecked()            ? u"view"_s
        : m_selected->isChecked() || !m_choices.current ? u"selection"_s
                                                        : fileNamePart(m_choices.current->text());
    QStringList parts;
    for (const QString &part :
         { fileNamePart(m_hub.name), what, QDate::currentDate().toString(Qt::ISODate) }) {
        if (!part.isEmpty()) {
            parts += part;
        }
    }
    const QDir folder(QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation));
    const QString name = parts.join(u'-');
    m_path->setText(QDir::toNativeSeparators(
        (folder.exists() ? folder : QDir::home()).filePath(name + u".json"_s)));
}

void ExportDialog::chooseFile()
{
    const QString chosen = m_prompts.saveFileName(this, tr("Export to"), path(),
                                                  tr("JSON files (*.json);;All files (*)"));
    if (!chosen.isEmpty()) {
        m_pathChosen = true;
        m_path->setText(QDir::toNativeSeparators(chosen));
    }
}

void ExportDialog::inputChanged()
{
    const QString file = path();
    const QFileInfo info(file);
    m_replaces->setText(
        !file.isEmpty() && info.isFile() ? tr("The file exists and will be replaced.") : QString());
    if (file.isEmpty()) {
        setProblem(tr("Name a file."), true);
    } else if (info.isDir()) {
        setProblem(tr("%1 is a folder. Add a file name.").arg(file));
    } else if (!info.dir().exists()) {
        setProblem(tr("The folder %1 does not exist.").arg(info.path()));
    } else {
        setProblem({});
    }
}

} // namespace hubdeck
