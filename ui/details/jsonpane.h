// SPDX-License-Identifier: MIT
#pragma once

#include "models/json/jsondocument.h"

#include "services/taskhub/payload.h"

#include <QWidget>

class QLabel;
class QToolButton;

namespace hubdeck {

class FindBar;
class JsonSearch;
class JsonView;
class Prompts;

/// A value of a hub, whole: Formatted or Raw, Fold, Copy, Save, Find above its lines, and its size.
/// Says in words when there is none, when it is no JSON, and while a large one is indexed.
class JsonPane : public QWidget
{
    Q_OBJECT

public:
    /// `what` names the value for people and screen readers (`Input`). `prompts` must outlive the
    /// pane.
    JsonPane(const QString &what, Prompts &prompts, QWidget *parent = nullptr);
    ~JsonPane() override;

    /// Shows a value; `absent` stands in its place where there is none. The same value again
    /// changes nothing, so selection and scroll position stay. `sameThing` says that it is a newer
    /// value of what is shown. `pool` must outlive the pane or its next value.
    void showPayload(QThreadPool &pool, const Payload &payload, const QString &absent,
                     bool sameThing = false);
    /// Shows words as they are: never formatted or coloured.
    void showPlainText(QThreadPool &pool, const QString &text, const QString &absent);
    /// Shows nothing but a sentence.
    void showWords(const QString &words);
    /// Words above the value, for as long as there is one: what it means.
    void setNote(const QString &note);
    /// Name for *Save*, without suffix.
    void setFileName(const QString &name);
    void openFind();

    [[nodiscard]] JsonView &view() noexcept { return *m_view; }

    [[nodiscard]] JsonDocument &document() noexcept { return m_document; }

    [[nodiscard]] JsonSearch &search() noexcept { return *m_search; }

signals:
    void failed(const hubdeck::TaskHubError &error);

protected:
    bool event(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    [[nodiscard]] QWidget *makeHeader();
    void setForm(JsonDocument::Form form);
    void setIcons();
    void updateState();
    void updateFold();
    void foldOrUnfold();
    void save();
    void writeTo(const QString &path);

    QString m_what;
    Prompts &m_prompts;
    JsonDocument m_document;
    std::unique_ptr<JsonSearch> m_search;
    QToolButton *m_formatted = nullptr;
    QToolButton *m_raw = nullptr;
    QToolButton *m_fold = nullptr;
    QToolButton *m_copy = nullptr;
    QToolButton *m_save = nullptr;
    QToolButton *m_find = nullptr;
    QLabel *m_size = nullptr;
    QLabel *m_note = nullptr;
    JsonView *m_view = nullptr;
    FindBar *m_findBar = nullptr;
    QString m_absent;
    QString m_meaning;
    QString m_fileName;
    QString m_storedAt;
    QString m_saved;
    std::unique_ptr<JobBase> m_writing;
};

} // namespace hubdeck
