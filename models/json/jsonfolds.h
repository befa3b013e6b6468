// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>

#include <vector>

namespace hubdeck {

class JsonDocument;

/// Which objects and arrays of a formatted JsonDocument are folded into one row, and so which of
/// its lines are rows of a view. Nothing is kept for what is not folded; the end of an object is
/// looked for when it is folded. Every new text is unfolded. GUI thread.
class JsonFolds : public QObject
{
    Q_OBJECT

public:
    /// One folded object or array: its first and last line, and how many members or items it has.
    struct Fold
    {
        quint32 first = 0;
        quint32 last = 0;
        quint32 items = 0;

        friend bool operator==(const Fold &, const Fold &) = default;
    };

    /// `document` must outlive the folds.
    explicit JsonFolds(const JsonDocument &document, QObject *parent = nullptr);
    ~JsonFolds() override;

    /// Whether an object or array begins at the end of this line. Never in raw text.
    [[nodiscard]] bool opens(qsizetype line) const;
    /// The fold that begins at this line; null where nothing is folded.
    [[nodiscard]] const Fold *foldAt(qsizetype line) const noexcept;

    [[nodiscard]] bool isAnyFolded() const noexcept { return !m_folds.empty(); }

    /// Folds what begins at this line; false where nothing does.
    bool fold(qsizetype line);
    void unfold(qsizetype line);
    void toggle(qsizetype line);
    /// Folds everything inside the outermost object or array.
    void foldAll();
    void unfoldAll();
    /// Unfolds whatever hides this line.
    void reveal(qsizetype line);
    /// The line at which the innermost object or array around this line begins (the line itself
    /// when it begins one); -1: none.
    [[nodiscard]] qsizetype around(qsizetype line) const;
    /// The line at which the object or array begins that this line is a part of; -1: none.
    [[nodiscard]] qsizetype parentOf(qsizetype line) const;

    [[nodiscard]] qsizetype rowCount() const noexcept;
    [[nodiscard]] qsizetype lineOf(qsizetype row) const noexcept;
    /// The row that shows this line; for a hidden one the row that it is folded into.
    [[nodiscard]] qsizetype rowOf(qsizetype line) const noexcept;

signals:
    /// Other lines are rows now.
    void changed();

private:
    /// A fold that is itself visible, and the lines that the folds up to it hide.
    struct Outer
    {
        quint32 first = 0;
        quint32 last = 0;
        quint32 hidden = 0;
    };

    [[nodiscard]] bool canFold() const noexcept;
    [[nodiscard]] bool closes(qsizetype line) const;
    [[nodiscard]] Fold measured(qsizetype line) const;
    [[nodiscard]] const Outer *outerAround(qsizetype line) const noexcept;
    void update();

    const JsonDocument &m_document;
    std::vector<Fold> m_folds; // by first line; folds inside folds too
    std::vector<Outer> m_outer;
};

} // namespace hubdeck
