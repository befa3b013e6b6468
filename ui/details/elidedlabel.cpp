// SPDX-License-Identifier: MIT
#include "ui/details/elidedlabel.h"

#include "models/displaytext.h"

#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QMenu>
#include <QPainter>
#include <QStyle>

namespace hubdeck {

using namespace Qt::StringLiterals;

ElidedLabel::ElidedLabel(Qt::TextElideMode mode, QWidget *parent)
    : QLabel(parent)
    , m_mode(mode)
{
    setTextFormat(Qt::PlainText);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

void ElidedLabel::setContents(const QString &text, const QString &explanation,
                              const QString &copied)
{
    constexpr int longest = 2000;
    m_copied = copied.isEmpty() ? text : copied;
    setText(displaytext::singleLine(text, longest));
    const QString tip = explanation.isEmpty() ? m_copied.left(longest) : explanation;
    setToolTip(plainToolTip(tip));
    setAccessibleDescription(explanation);
    updateGeometry();
    update();
}

QSize ElidedLabel::minimumSizeHint() const
{
    return { fontMetrics().averageCharWidth() * 4, fontMetrics().height() };
}

QSize ElidedLabel::sizeHint() const
{
    return { fontMetrics().horizontalAdvance(text()) + 2, fontMetrics().height() };
}

void ElidedLabel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const QString shown = fontMetrics().elidedText(text(), m_mode, width());
    style()->drawItemText(&painter, rect(), Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                          palette(), isEnabled(), shown, foregroundRole());
}

void ElidedLabel::contextMenuEvent(QContextMenuEvent *event)
{
    if (m_copied.isEmpty()) {
        return;
    }
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(tr("Copy"), this, [this] { QApplication::clipboard()->setText(m_copied); });
    menu->popup(event->globalPos());
}

QString plainToolTip(const QString &text)
{
    if (text.isEmpty()) {
        return {};
    }
    QString markup = text.toHtmlEscaped();
    markup.replace(u'\n', u"<br>"_s);
    return u"<span>"_s + markup + u"</span>"_s;
}

} // namespace hubdeck
