// SPDX-License-Identifier: MIT
#pragma once

#include "services/taskhub/instant.h"
#include "services/taskhub/runtimestatus.h"

#include <QObject>
#include <QString>

#include <optional>

namespace hubdeck {

/// The program's one switch between local time and UTC (ui.md). GUI thread.
class TimeDisplay : public QObject
{
    Q_OBJECT

public:
    explicit TimeDisplay(QObject *parent = nullptr);

    [[nodiscard]] bool isUtc() const noexcept { return m_utc; }
    void setUtc(bool utc);

signals:
    void changed();

private:
    bool m_utc = false;
};

namespace displaytext {

/// `2026-11-23 09:41:02` in the chosen zone; whole seconds, or with the stored fraction when there is one and `exact` is set.
[[nodiscard]] QString time(const std::optional<Instant> &instant, bool utc, bool exact = false);
/// `09:41:02`, preceded by the date when it is not today: for narrow columns. With `milliseconds` `09:41:02.218`.
[[nodiscard]] QString shortTime(const std::optional<Instant> &instant, bool utc, Instant now, bool milliseconds = false);
/// `UTC` or the local zone's offset, `UTC+05:30`; `UTC` also where the offset is nothing.
[[nodiscard]] QString zoneName(bool utc);
/// `132 ms`, `2.65 s`, `7 m 12 s`, `3 h 05 m`, `5 d 14 h`; a minus sign is never shown (0 ms instead).
[[nodiscard]] QString duration(Instant::Ticks duration);
/// The status as a word for people: the wire name, an unknown one as it came.
[[nodiscard]] QString status(const RuntimeStatus &status);
/// `5,031` in the user's locale.
[[nodiscard]] QString count(qint64 number);
/// Chooses between the `{singular|plural}` of an English text that counts something:
/// `withNumber(tr("%n instance{|s} {is|are} active", nullptr, n), n)`. A translation has its plurals
/// from `tr` and no braces. Before anything else is put into the text.
[[nodiscard]] QString withNumber(const QString &text, qint64 number);
/// One line of printable text: control characters and line breaks become blanks or `↵`, cut at `maxChars` with an ellipsis. Text from
/// a server is untrusted (study 3.7).
[[nodiscard]] QString singleLine(const QString &text, int maxChars = 200);

} // namespace displaytext
} // namespace hubdeck
