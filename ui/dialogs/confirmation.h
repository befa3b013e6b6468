// SPDX-License-Identifier: MIT
#pragma once

#include <QLineEdit>
#include <QWidget>

class QLabel;

namespace hubdeck {

/// Asks to type a few words before something that cannot be undone. Hidden while nothing is
/// expected.
class Confirmation : public QWidget
{
    Q_OBJECT

public:
    explicit Confirmation(QWidget *parent = nullptr);

    /// What must be typed; empty: nothing. What was typed before is dropped when it changes.
    void expect(const QString &words);
    /// True when it was typed, or nothing is expected.
    [[nodiscard]] bool isGiven() const;

    [[nodiscard]] bool isAsked() const noexcept { return !m_expected.isEmpty(); }

    /// `purge 5`
    [[nodiscard]] static QString wordsFor(qint64 count);

signals:
    void changed();

private:
    QString m_expected;
    QLabel *m_label;
    QLineEdit *m_edit;
};

} // namespace hubdeck
