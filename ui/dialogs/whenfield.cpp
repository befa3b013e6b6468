// SPDX-License-Identifier: MIT
#include "ui/dialogs/whenfield.h"

#include "models/displaytext.h"
#include "services/taskhub/actions.h"

#include <QCheckBox>
#include <QDateTimeEdit>
#include <QHBoxLayout>
#include <QLabel>

namespace hubdeck {

using namespace Qt::StringLiterals;

WhenField::WhenField(const QString &name, QWidget *parent)
    : QWidget(parent)
    , m_use(new QCheckBox(tr("Not &before"), this))
    , m_edit(new QDateTimeEdit(this))
{
    setObjectName(name);
    m_use->setObjectName(name + u"Use"_s);
    m_edit->setObjectName(name + u"Time"_s);
    m_edit->setAccessibleName(tr("Not before this time"));
    m_edit->setCalendarPopup(true);
    m_edit->setDisplayFormat(u"yyyy-MM-dd HH:mm:ss"_s);
    constexpr int anHour = 3600;
    QDateTime soon = QDateTime::currentDateTime().addSecs(anHour);
    soon.setTime(QTime(soon.time().hour(), soon.time().minute()));
    m_edit->setDateTime(soon);
    m_edit->setEnabled(false);
    auto *zone = new QLabel(displaytext::zoneName(false), this);
    auto *line = new QHBoxLayout(this);
    line->setContentsMargins(0, 0, 0, 0);
    line->addWidget(m_use);
    line->addWidget(m_edit);
    line->addWidget(zone);
    line->addStretch(1);
    connect(m_use, &QCheckBox::toggled, m_edit, &QWidget::setEnabled);
    connect(m_use, &QCheckBox::toggled, this, &WhenField::changed);
    connect(m_edit, &QDateTimeEdit::dateTimeChanged, this, &WhenField::changed);
}

std::optional<Instant> WhenField::when() const
{
    return m_use->isChecked() ? std::optional(Instant::fromDateTime(m_edit->dateTime()))
                              : std::nullopt;
}

QString WhenField::problem() const
{
    const auto at = when();
    return at ? problemWithScheduledStart(*at, Instant::now()) : QString();
}

} // namespace hubdeck
