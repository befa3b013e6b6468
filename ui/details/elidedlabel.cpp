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
    m_shorter.clear();
    setText(displaytext::singleLine(text, longest));
    const QString tip = explanation.isEmpty() ? m_copied.left(longest) : explanation;
    setToolTip(plainToolTip(tip));
    setAccessibleDescription(explanation);
    updateGeometry();
    update();
}

void ElidedLabel::setShorter(const QStringList &shorter)
{
    m_shorter = shorter;
    updateGeometry();
    update();
}

QString ElidedLabel::shownText() const
{
    QString last = text();
    for (const QString &shorter : m_shorter) {
        if (fontMetrics().horizontalAdvance(last) <= width()) {
            break;
        }
        last = shorter;
    }
    return fontMetrics().elidedText(last, m_mode, width());
}

QSize ElidedLabel::minimumSizeHint() const
{
    return { fontMetrics().averageCharWidth() * 4, fontMetrics().height() };
}

QSize ElidedLabel::sizeHint() const
{
    const QString least = m_shorter.isEmpty() ? text() : m_shorter.constLast();
    return { fontMetrics().horizontalAdvance(least) + 2, fontMetrics().height() };
}

void ElidedLabel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    style()->drawItemText(&painter, rect(), Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                          palette(), isEnabled(), shownText(), foregroundRole());
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
    constexpr qsizetype longLine = 80;
    QString markup;
    for (const QString &line : text.split(u'\n')) {
        markup += line.size() > longLine ? u"<p style='margin:0'>"_s
                                         : u"<p style='margin:0;white-space:pre'>"_s;
        markup += line.toHtmlEscaped() + u"</p>"_s;
    }
    return markup;
}

} // namespace hubdeck
