// SPDX-License-Identifier: MIT
#pragma once

#include "ui/details/jsoncaret.h"
#include "ui/details/jsonlinepainter.h"
#include "ui/details/linelayout.h"

#include "models/json/jsonfolds.h"

#include <QAbstractScrollArea>

namespace hubdeck {

class JsonDocument;
class JsonSearch;

/// The visible lines of a JsonDocument and nothing else (performance-study.md §4): what is drawn
/// where, what is selected and folded, scrolling. JsonView gives it hands. Positions are byte
/// offsets of the shown text; what is selected and folded is copied too.
class JsonCanvas : public QAbstractScrollArea
{
    Q_OBJECT

public:
    /// Both must outlive the view.
    JsonCanvas(JsonDocument &document, JsonSearch &search, QWidget *parent = nullptr);
    ~JsonCanvas() override;

    /// What stands in place of the lines while there are none.
    void setPlaceholder(const QString &text);

    [[nodiscard]] const QString &placeholder() const noexcept { return m_placeholder; }

    [[nodiscard]] qsizetype caret() const noexcept { return m_caret.position(); }

    [[nodiscard]] bool hasSelection() const noexcept { return m_caret.hasSelection(); }

    [[nodiscard]] qsizetype selectionStart() const noexcept { return m_caret.selectionStart(); }

    [[nodiscard]] qsizetype selectionEnd() const noexcept { return m_caret.selectionEnd(); }

    [[nodiscard]] JsonFolds &folds() noexcept { return m_folds; }

    /// The bytes that are selected, as text.
    [[nodiscard]] QString selectedText() const;
    /// Selects [from, to), unfolds what hides it and scrolls it into view.
    void select(qsizetype from, qsizetype to);
    void selectAll();
    /// Copies the selection; without one, everything.
    void copy() const;
    [[nodiscard]] qsizetype firstVisibleLine() const;
    [[nodiscard]] int fullyVisibleLines() const;
    /// The place of a position in the viewport.
    [[nodiscard]] QPoint pointOf(qsizetype position);

    /// What it takes to show every line without scrolling, within reason.
    [[nodiscard]] int contentHeight() const;
    [[nodiscard]] QSize sizeHint() const override;

signals:
    void selectionChanged();

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void scrollContentsBy(int dx, int dy) override;

    [[nodiscard]] JsonDocument &document() noexcept { return m_document; }

    [[nodiscard]] JsonCaret &caretModel() noexcept { return m_caret; }

    [[nodiscard]] int rowHeight() const;
    /// The line drawn at this height; the nearest one above or below the lines. There must be one.
    [[nodiscard]] qsizetype lineUnder(const QPoint &point) const;
    [[nodiscard]] qsizetype positionAt(const QPoint &point);
    /// Whether a click here folds or unfolds.
    [[nodiscard]] bool isFoldControl(const QPoint &point) const;
    /// Moves the caret and scrolls it into view.
    void moveTo(qsizetype position, bool keepAnchor);
    void tellSelection();

private:
    void resetContent();
    void takeFolds();
    void forgetLayouts();
    void updateScrollBars();
    [[nodiscard]] QRect rowRect(qsizetype line) const;
    [[nodiscard]] int textLeft() const;
    [[nodiscard]] qreal xOf(qsizetype position);
    void ensureVisible(qsizetype position);
    void announce();

    JsonDocument &m_document;
    JsonFolds m_folds;
    LineLayouts m_layouts;
    JsonCaret m_caret;
    JsonLinePainter m_painter;
    QString m_placeholder;
};

} // namespace hubdeck
