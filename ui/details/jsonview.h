// SPDX-License-Identifier: MIT
#pragma once

#include "ui/details/jsoncanvas.h"

#include <QBasicTimer>

class QMenu;

namespace hubdeck {

/// The lines of a JsonDocument to read and work with: selection by mouse and keyboard, copy,
/// context menu; objects and arrays fold by their triangles and by the keys - + / and *.
class JsonView : public JsonCanvas
{
    Q_OBJECT

public:
    /// Both must outlive the view.
    JsonView(JsonDocument &document, JsonSearch &search, QWidget *parent = nullptr);
    ~JsonView() override;

signals:
    /// The context menu asked for the find bar.
    void findRequested();

protected:
    bool event(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void timerEvent(QTimerEvent *event) override;

private:
    bool foldByKey(int key);
    void addFoldActions(QMenu &menu);
    void updateCursor(const QPoint &point);

    QBasicTimer m_autoScroll;
    QPoint m_dragPoint;
    QPoint m_doubleClickPoint;
    qint64 m_doubleClickTime = 0;
    bool m_dragging = false;
};

} // namespace hubdeck
