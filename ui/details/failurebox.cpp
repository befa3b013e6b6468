// SPDX-License-Identifier: MIT
#include "ui/details/failurebox.h"

#include "ui/details/elidedlabel.h"
#include "ui/shell/theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QPainter>
#include <QPainterPath>
#include <QVBoxLayout>

namespace hubdeck {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype longestMessage = 600;

QString shortened(const QString &text)
{
    return text.size() <= longestMessage ? text : text.left(longestMessage) + u'…';
}

QString oneFailure(const Failure &failure)
{
    return failure.type.isEmpty() ? shortened(failure.message)
                                  : FailureBox::tr("%1: %2", "type and message of a failure")
                                        .arg(failure.type, shortened(failure.message));
}

QLabel *makeText(QWidget *parent, const QString &objectName)
{
    auto *label = new QLabel(parent);
    label->setObjectName(objectName);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

} // namespace

FailureBox::FailureBox(QWidget *parent)
    : QFrame(parent)
    , m_culprit(new ElidedLabel(Qt::ElideMiddle, this))
    , m_failedIn(new QLabel(this))
    , m_within(new ElidedLabel(Qt::ElideMiddle, this))
    , m_message(makeText(this, u"failureMessage"_s))
    , m_inner(makeText(this, u"failureInner"_s))
{
    setObjectName(u"failureBox"_s);
    setAccessibleName(tr("Why it failed"));
    m_culprit->setObjectName(u"failureCulprit"_s);
    m_within->setObjectName(u"failureWithin"_s);
    m_failedIn->setTextFormat(Qt::PlainText);
    auto *names = new QHBoxLayout;
    names->setSpacing(fontMetrics().horizontalAdvance(u' '));
    names->addWidget(m_culprit);
    names->addWidget(m_failedIn);
    names->addWidget(m_within);
    names->addStretch(1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(14, 8, 10, 8);
    column->setSpacing(2);
    column->addLayout(names);
    column->addWidget(m_message);
    column->addWidget(m_inner);
    setLook();
}

void FailureBox::showReport(const FailureReport &report)
{
    m_culprit->setContents(report.culprit.isEmpty() ? tr("The orchestration") : report.culprit);
    const bool within = !report.within.isEmpty();
    m_failedIn->setText(within ? tr("failed in", "Pay failed in Charge")
                               : tr("failed by itself", "the orchestration, not one of its steps"));
    m_within->setContents(report.within);
    m_within->setVisible(within);
    m_message->setText(oneFailure(report.cause));
    const bool inner = !report.cause.inner.empty();
    m_inner->setVisible(inner);
    if (inner) {
        m_inner->setText(tr("inner: %1").arg(oneFailure(report.cause.inner.front())));
    }
    setAccessibleDescription(m_culprit->text() + u' ' + m_failedIn->text() + u' ' + m_within->text()
                             + u". "_s + m_message->text());
}

void FailureBox::setLook()
{
    QFont bold = font();
    bold.setBold(true);
    QPalette red = palette();
    for (const auto group : { QPalette::Active, QPalette::Inactive }) {
        red.setColor(group, QPalette::WindowText, theme::color(theme::Role::Failed, palette()));
    }
    for (QLabel *label : { static_cast<QLabel *>(m_culprit), static_cast<QLabel *>(m_within) }) {
        label->setFont(bold);
        label->setPalette(red);
        label->setForegroundRole(QPalette::WindowText); // else that of the place it is in
    }
    m_inner->setForegroundRole(QPalette::PlaceholderText);
}

void FailureBox::paintEvent(QPaintEvent *)
{
    constexpr qreal radius = 4;
    constexpr qreal edge = 4;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QColor red = isEnabled() ? theme::color(theme::Role::Failed, palette())
                                   : theme::color(theme::Role::Border, palette());
    const QRectF frame = QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5);
    QPainterPath outline;
    outline.addRoundedRect(frame, radius, radius);
    painter.fillPath(outline, palette().color(QPalette::Base));
    painter.save();
    painter.setClipPath(outline);
    painter.fillRect(QRectF(0, 0, edge, height()), red);
    painter.restore();
    painter.setPen(QPen(red, 1));
    painter.drawPath(outline);
}

void FailureBox::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) {
        setLook();
    }
    QFrame::changeEvent(event);
}

} // namespace hubdeck
