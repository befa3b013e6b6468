// SPDX-License-Identifier: MIT
#include "ui/shell/messagebar.h"

#include "ui/shell/theme.h"

#include <QEvent>
#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QScrollArea>
#include <QToolButton>

namespace hubdeck {

using namespace Qt::StringLiterals;

class MessageBar::Private
{
public:
    explicit Private(MessageBar *bar)
        : q(bar)
    {
        build();
        q->setFocusProxy(m_close);
    }

    void show(Severity newSeverity, const QString &text, const QString &actionText,
              const std::function<void()> &newAction, const QString &detail)
    {
        severity = newSeverity;
        action = newAction;
        message->setText(text);
        actionButton->setText(actionText);
        actionButton->setVisible(static_cast<bool>(action));
        detailText->setText(detail);
        detailButton->setChecked(false);
        detailButton->setVisible(!detail.isEmpty());
        q->setAccessibleName(text);
        recolour();
        q->show();
        q->layout()->activate();
        arrange();
    }

    void recolour()
    {
        const QString icon = severity == Severity::Error ? u"error"_s
            : severity == Severity::Warning              ? u"warning"_s
                                                         : u"info"_s;
        const int side = q->fontMetrics().height();
        picture->setPixmap(theme::tintedIcon(icon, ink(), ink())
                               .pixmap(QSize(side, side), q->devicePixelRatioF()));
        m_close->setIcon(theme::icon(u"close"_s, q->palette()));
        q->update();
    }

    /// In a narrow place the buttons stand below the text: beside it they would squeeze it.
    void arrange()
    {
        const bool narrow = q->width() < q->fontMetrics().averageCharWidth() * 64;
        m_body->setDirection(narrow ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
        // Beside buttons a single line of text stands in their middle, and the icon with it.
        const int line = message->fontMetrics().lineSpacing();
        const bool isOneLine = !narrow && message->heightForWidth(message->width()) < 2 * line;
        picture->setFixedHeight(isOneLine ? qMax(line, buttonHeight()) : line);
    }

    /// Of the highest that is shown. Not the height of the row, which may still be another text's.
    [[nodiscard]] int buttonHeight() const
    {
        int height = 0;
        for (const QWidget *button :
             std::initializer_list<const QWidget *> { m_close, actionButton, detailButton }) {
            height = qMax(height, button->isHidden() ? 0 : button->sizeHint().height());
        }
        return height;
    }

    [[nodiscard]] QColor ink() const
    {
        using theme::Role;
        const Role role = severity == Severity::Error ? Role::Failed
            : severity == Severity::Warning           ? Role::Pending
                                                      : Role::Accent;
        return theme::color(role, q->palette());
    }

    [[nodiscard]] QColor fill() const
    {
        using theme::Role;
        const Role role = severity == Severity::Error ? Role::ErrorPanel
            : severity == Severity::Warning           ? Role::WarningPanel
                                                      : Role::InfoPanel;
        return theme::color(role, q->palette());
    }

    MessageBar *q;
    Severity severity = Severity::Info;
    std::function<void()> action;
    QLabel *picture = nullptr;
    QLabel *message = nullptr;
    QPushButton *actionButton = nullptr;
    QToolButton *detailButton = nullptr;
    QScrollArea *detailArea = nullptr;
    QLabel *detailText = nullptr;
    QToolButton *m_close = nullptr;

private:
    void build();
    void buildButtons();
    QBoxLayout *m_body = nullptr;

    static QLabel *plainLabel(QWidget *parent, const QString &name);
};

QLabel *MessageBar::Private::plainLabel(QWidget *parent, const QString &name)
{
    auto *label = new QLabel(parent);
    label->setObjectName(name);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    return label;
}

void MessageBar::Private::build()
{
    picture = new QLabel(q);
    picture->setObjectName(u"messageIcon"_s);
    picture->setAlignment(Qt::AlignCenter);
    message = plainLabel(q, u"messageText"_s);
    message->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    buildButtons();

    detailText = plainLabel(q, u"messageDetail"_s);
    detailText->setFont(theme::monospace(q->font()));
    detailText->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    detailArea = new QScrollArea(q);
    detailArea->setWidget(detailText);
    detailArea->setWidgetResizable(true);
    detailArea->setFrameShape(QFrame::NoFrame);
    detailArea->setMaximumHeight(q->fontMetrics().lineSpacing() * 8);
    detailArea->viewport()->setAutoFillBackground(false);
    detailText->setAutoFillBackground(false);
    detailArea->hide();
    QObject::connect(detailButton, &QToolButton::toggled, detailArea, &QWidget::setVisible);

    auto *buttons = new QHBoxLayout;
    buttons->addWidget(detailButton, 0, Qt::AlignTop);
    buttons->addWidget(actionButton, 0, Qt::AlignTop);
    buttons->addStretch();
    m_body = new QBoxLayout(QBoxLayout::LeftToRight);
    m_body->setSpacing(8);
    m_body->addWidget(message, 1);
    m_body->addLayout(buttons);
    auto *line = new QHBoxLayout;
    line->setSpacing(8);
    line->addWidget(picture, 0, Qt::AlignTop);
    line->addLayout(m_body, 1);
    line->addWidget(m_close, 0, Qt::AlignTop);
    auto *column = new QVBoxLayout(q);
    column->setContentsMargins(12, 7, 8, 7);
    column->addLayout(line);
    column->addWidget(detailArea);
}

void MessageBar::Private::buildButtons()
{
    actionButton = new QPushButton(q);
    actionButton->setObjectName(u"messageAction"_s);
    QObject::connect(actionButton, &QPushButton::clicked, q, [this] {
        const auto call = action; // the call may show the next message
        q->clear();
        if (call) {
            call();
        }
    });
    detailButton = new QToolButton(q);
    detailButton->setObjectName(u"messageDetails"_s);
    detailButton->setText(MessageBar::tr("Details"));
    detailButton->setCheckable(true);
    detailButton->setAutoRaise(true);
    m_close = new QToolButton(q);
    m_close->setObjectName(u"messageClose"_s);
    m_close->setAutoRaise(true);
    m_close->setToolTip(MessageBar::tr("Dismiss"));
    m_close->setAccessibleName(MessageBar::tr("Dismiss the message"));
    QObject::connect(m_close, &QToolButton::clicked, q, &MessageBar::clear);
}

MessageBar::MessageBar(QWidget *parent)
    : QWidget(parent)
    , d(std::make_unique<Private>(this))
{
    // Not Maximum: the height of the hint is that of a wide bar, and would cut the text of a narrow
    // one
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    hide();
}

MessageBar::~MessageBar() = default;

void MessageBar::showError(const TaskHubError &error, const std::function<void()> &retry)
{
    if (error.kind == ErrorKind::Cancelled) {
        return;
    }
    d->show(Severity::Error, error.message, tr("Retry"), retry, error.detail);
}

void MessageBar::showMessage(Severity severity, const QString &text, const QString &actionText,
                             const std::function<void()> &action)
{
    d->show(severity, text, actionText, action, {});
}

void MessageBar::clear()
{
    d->message->clear();
    d->action = {};
    hide();
}

QString MessageBar::text() const
{
    return d->message->text();
}

void MessageBar::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (d && (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)) {
        d->recolour();
    }
}

void MessageBar::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    d->arrange();
}

void MessageBar::paintEvent(QPaintEvent * /*event*/)
{
    QPainter painter(this);
    painter.fillRect(rect(), d->fill());
    painter.fillRect(QRect(0, 0, 4, height()), d->ink());
    painter.fillRect(QRect(0, height() - 1, width(), 1),
                     theme::color(theme::Role::Border, palette()));
}

} // namespace hubdeck
