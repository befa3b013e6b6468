// SPDX-License-Identifier: MIT
#pragma once

#include <QTextEdit>
#include <QWidget>

class QLabel;
class QPlainTextEdit;
class QPushButton;

namespace hubdeck {

class Prompts;

/// A small editor for one JSON value that a person types: checked as typed with the position of the
/// mistake, formatted on demand, loaded from a file. The bytes typed are the bytes sent.
class JsonEditor : public QWidget
{
    Q_OBJECT

public:
    /// What an empty text means.
    enum class Empty { NoValue, Problem };

    /// `prompts` must outlive the editor.
    JsonEditor(Empty empty, Prompts &prompts, QWidget *parent = nullptr);

    [[nodiscard]] QByteArray json() const; // UTF-8, without white space around it
    void setJson(const QByteArray &text);
    [[nodiscard]] bool isEmpty() const;

    /// `line 2, column 7: …`; empty when the text is one JSON value (or empty where that is
    /// allowed).
    [[nodiscard]] QString problem() const { return m_problem; }

    void setEmptyHint(const QString &hint);
    /// The accessible name of the text field.
    void setName(const QString &name);

signals:
    void changed();

private:
    [[nodiscard]] QByteArray utf8() const;
    void check();
    [[nodiscard]] QTextEdit::ExtraSelection markAt(int position) const;
    void format();
    void loadFile();

    Empty m_empty;
    Prompts &m_prompts;
    QPlainTextEdit *m_edit;
    QLabel *m_state;
    QPushButton *m_format;
    QString m_problem;
};

} // namespace hubdeck
