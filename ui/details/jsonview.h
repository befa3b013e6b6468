// SPDX-License-Identifier: MIT
#pragma once

#include "models/json/jsonsearch.h"

#include <QAbstractScrollArea>
#include <QBasicTimer>
#include <QHash>

#include <memory>
#include <optional>

namespace hubdeck {

class JsonDocument;
struct LineLayout;

/// Draws the visible lines of a JsonDocument and nothing else (performance-study.md §4): colours,
/// selection by mouse and keyboard, copy, search marks, horizontal scrolling. Positions are byte
/// offsets of the shown text.
class JsonView : public QAbstractScrollArea
{
    Q_OBJECT

public:
    /// Both must outlive the view.
    JsonView(JsonDocument &document, JsonSearch &search, QWidget *parent = nullptr);
    ~JsonView() override;

    /// What stands in place of the lines while there are none.
    void setPlaceholder(const QString &text);

    [[nodiscard]] const QString &placeholder() const noexcept { return m_placeholder; }

    [[nodiscard]] qsizetype caret() const noexcept { return m_caret; }

    [[nodiscard]] bool hasSelection() const noexcept { return m_anchor != m_caret; }

    [[nodiscard]] qsizetype selectionStart() const noexcept { return qMin(m_anchor, m_caret); }

    [[nodiscard]] qsizetype selectionEnd() const noexcept { return qMax(m_anchor, m_caret); }

    /// The bytes that are selected, as text.
    [[nodiscard]] QString selectedText() const;
    /// Selects [from, to) and scrolls it into view.
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
    /// The context menu or a key asked for the find bar.
    void findRequested();

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void timerEvent(QTimerEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void scrollContentsBy(int dx, int dy) override;

private:
    void resetContent();
    void forgetLayouts();
    void updateScrollBars();
    [[nodiscard]] int lineHeight() const;
    [[nodiscard]] LineLayout &layoutOf(qsizetype line);
    [[nodiscard]] qsizetype positionAt(const QPoint &point);
    [[nodiscard]] qreal xOf(qsizetype position);
    [[nodiscard]] qsizetype lineEnd(qsizetype line) const;
    void moveTo(qsizetype position, bool keepAnchor);
    [[nodiscard]] std::optional<qsizetype> targetOf(const QKeyEvent &event);
    [[nodiscard]] qsizetype besideCaret(bool forward, bool byWord);
    [[nodiscard]] qsizetype verticallyFromCaret(qsizetype lines);
    void selectWordAt(qsizetype position);
    void selectLineAt(qsizetype position);
    void ensureVisible(qsizetype position);
    void paintLine(QPainter &painter, qsizetype line, int y);
    void announce();

    JsonDocument &m_document;
    JsonSearch &m_search;
    QString m_placeholder;
    qsizetype m_anchor = 0;
    qsizetype m_caret = 0;
    std::optional<qreal> m_wantedX; // while the caret moves up and down
    QHash<qsizetype, std::shared_ptr<LineLayout>> m_layouts;
    QBasicTimer m_autoScroll;
    QPoint m_dragPoint;
    QPoint m_doubleClickPoint;
    qint64 m_doubleClickTime = 0;
    bool m_dragging = false;
};

} // namespace hubdeck
