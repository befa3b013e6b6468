// SPDX-License-Identifier: MIT
#include "ui/details/jsonview.h"

#include "models/json/jsondocument.h"

#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QDateTime>
#include <QMenu>
#include <QScrollBar>

namespace hubdeck {

namespace {

constexpr qsizetype maxPrimarySelectionBytes = 1024 * 1024;

bool isFoldKey(const QKeyEvent &event)
{
    const int key = event.key();
    const bool other = event.modifiers().testFlag(Qt::ControlModifier)
        || event.modifiers().testFlag(Qt::AltModifier);
    return !other
        && (key == Qt::Key_Minus || key == Qt::Key_Plus || key == Qt::Key_Slash
            || key == Qt::Key_Asterisk);
}

} // namespace

JsonView::JsonView(JsonDocument &document, JsonSearch &search, QWidget *parent)
    : JsonCanvas(document, search, parent)
{
    viewport()->setMouseTracking(true); // the cursor tells what a click does
}

JsonView::~JsonView() = default;

// Folding

bool JsonView::foldByKey(int key)
{
    if (!document().isFormatted() || document().lineCount() == 0) {
        return false;
    }
    const qsizetype line = document().lineAt(caret());
    if (key == Qt::Key_Asterisk) {
        folds().unfoldAll();
    } else if (key == Qt::Key_Slash) {
        folds().foldAll();
    } else if (key == Qt::Key_Plus) {
        folds().unfold(line);
    } else {
        // Where the caret's line is folded already, go on with what it stands in.
        const bool folded = folds().foldAt(line) != nullptr;
        const qsizetype wanted = folded ? folds().parentOf(line) : folds().around(line);
        if (wanted >= 0) {
            folds().fold(wanted);
        }
    }
    moveTo(caret(), true); // into view
    return true;
}

void JsonView::updateCursor(const QPoint &point)
{
    const bool words = document().lineCount() == 0;
    viewport()->setCursor(words                      ? Qt::ArrowCursor
                              : isFoldControl(point) ? Qt::PointingHandCursor
                                                     : Qt::IBeamCursor);
}

void JsonView::addFoldActions(QMenu &menu)
{
    if (!document().isFormatted()) {
        return;
    }
    menu.addSeparator();
    const auto add = [&](const QString &text, Qt::Key key) {
        QAction *action = menu.addAction(text, this, [this, key] { (void)foldByKey(key); });
        action->setShortcut(key); // to be read in the menu; the view itself takes the key
        return action;
    };
    const qsizetype line = document().lineAt(caret());
    add(tr("Fold"), Qt::Key_Minus)->setEnabled(folds().around(line) >= 0);
    add(tr("Unfold"), Qt::Key_Plus)->setEnabled(folds().foldAt(line) != nullptr);
    add(tr("Fold all"), Qt::Key_Slash);
    add(tr("Unfold all"), Qt::Key_Asterisk)->setEnabled(folds().isAnyFolded());
}

// Keyboard

bool JsonView::event(QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride) {
        // Copy, select all and the folding keys mean this text while it has the focus.
        const auto *key = static_cast<QKeyEvent *>(event);
        if (key->matches(QKeySequence::Copy) || key->matches(QKeySequence::SelectAll)
            || isFoldKey(*key)) {
            event->accept();
            return true;
        }
    }
    return JsonCanvas::event(event);
}

void JsonView::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Copy)) {
        copy();
        return;
    }
    if (event->matches(QKeySequence::SelectAll)) {
        selectAll();
        return;
    }
    const bool alt = event->modifiers().testFlag(Qt::AltModifier);
    if (document().lineCount() > 0 && !alt) {
        if (isFoldKey(*event) && foldByKey(event->key())) {
            return;
        }
        if (const auto target = caretModel().targetOf(*event, fullyVisibleLines())) {
            moveTo(*target, event->modifiers().testFlag(Qt::ShiftModifier));
            return;
        }
    }
    JsonCanvas::keyPressEvent(event);
}

// Mouse

void JsonView::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton || document().lineCount() == 0) {
        JsonCanvas::mousePressEvent(event);
        return;
    }
    const QPoint point = event->position().toPoint();
    if (isFoldControl(point)) {
        folds().toggle(lineUnder(point));
        updateCursor(point);
        return;
    }
    const qsizetype position = positionAt(point);
    const qint64 sinceDoubleClick = QDateTime::currentMSecsSinceEpoch() - m_doubleClickTime;
    if (sinceDoubleClick < QApplication::doubleClickInterval()
        && (point - m_doubleClickPoint).manhattanLength() < QApplication::startDragDistance()) {
        caretModel().selectLineAt(position);
        tellSelection();
        return;
    }
    m_dragging = true;
    m_dragPoint = point;
    moveTo(position, event->modifiers().testFlag(Qt::ShiftModifier));
}

void JsonView::mouseMoveEvent(QMouseEvent *event)
{
    if (!m_dragging) {
        updateCursor(event->position().toPoint());
        return;
    }
    m_dragPoint = event->position().toPoint();
    const bool inside = viewport()->rect().contains(m_dragPoint);
    if (inside) {
        m_autoScroll.stop();
    } else if (!m_autoScroll.isActive()) {
        m_autoScroll.start(50, this);
    }
    caretModel().moveTo(positionAt(m_dragPoint), true);
    tellSelection();
}

void JsonView::timerEvent(QTimerEvent *event)
{
    if (event->timerId() != m_autoScroll.timerId()) {
        JsonCanvas::timerEvent(event);
        return;
    }
    const QRect inside = viewport()->rect();
    if (m_dragPoint.y() < inside.top() || m_dragPoint.y() > inside.bottom()) {
        const int beyond
            = m_dragPoint.y() < inside.top() ? m_dragPoint.y() : m_dragPoint.y() - inside.bottom();
        verticalScrollBar()->setValue(verticalScrollBar()->value() + beyond / rowHeight()
                                      + (beyond < 0 ? -1 : 1));
    }
    if (m_dragPoint.x() < inside.left() || m_dragPoint.x() > inside.right()) {
        const int step = horizontalScrollBar()->singleStep();
        horizontalScrollBar()->setValue(horizontalScrollBar()->value()
                                        + (m_dragPoint.x() < inside.left() ? -step : step));
    }
    caretModel().moveTo(positionAt(m_dragPoint), true);
    tellSelection();
}

void JsonView::mouseReleaseEvent(QMouseEvent *event)
{
    m_dragging = false;
    m_autoScroll.stop();
    QClipboard *clipboard = QApplication::clipboard();
    if (hasSelection() && clipboard->supportsSelection()
        && selectionEnd() - selectionStart() <= maxPrimarySelectionBytes) {
        clipboard->setText(selectedText(), QClipboard::Selection);
    }
    event->accept();
}

void JsonView::mouseDoubleClickEvent(QMouseEvent *event)
{
    const QPoint point = event->position().toPoint();
    if (event->button() != Qt::LeftButton || document().lineCount() == 0) {
        return;
    }
    if (isFoldControl(point)) { // two quick clicks, not a word
        folds().toggle(lineUnder(point));
        return;
    }
    m_doubleClickPoint = point;
    m_doubleClickTime = QDateTime::currentMSecsSinceEpoch();
    caretModel().selectWordAt(positionAt(point));
    moveTo(caret(), true);
}

void JsonView::contextMenuEvent(QContextMenuEvent *event)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    QAction *copyAction
        = menu->addAction(hasSelection() ? tr("Copy") : tr("Copy all"), this, &JsonView::copy);
    QAction *selectAction = menu->addAction(tr("Select all"), this, &JsonView::selectAll);
    addFoldActions(*menu);
    menu->addSeparator();
    QAction *findAction = menu->addAction(tr("Find…"), this, &JsonView::findRequested);
    for (QAction *action : { copyAction, selectAction, findAction }) {
        action->setEnabled(!document().isEmpty());
    }
    menu->popup(event->globalPos());
}

} // namespace hubdeck
