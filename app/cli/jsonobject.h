// SPDX-License-Identifier: MIT
#pragma once

#include "services/taskhub/instant.h"

#include <QByteArray>
#include <QStringList>

#include <optional>
#include <vector>

namespace hubdeck::cli {

/// A JSON object that a verb prints, member by member in the order of the calls.
class JsonObject
{
public:
    /// `json` is one JSON value.
    JsonObject &add(QByteArrayView key, QByteArrayView json);
    JsonObject &addText(QByteArrayView key, const QString &text);
    /// The empty text becomes null.
    JsonObject &addTextOrNull(QByteArrayView key, const QString &text);
    JsonObject &addTexts(QByteArrayView key, const QStringList &texts);
    JsonObject &addNumber(QByteArrayView key, std::optional<qint64> number);
    JsonObject &addFlag(QByteArrayView key, std::optional<bool> flag);
    JsonObject &addTime(QByteArrayView key, const std::optional<Instant> &time);

    [[nodiscard]] QByteArray text() const { return '{' + m_members + '}'; }

    /// `object`, one JSON object that ends with its brace, with these members behind its own.
    [[nodiscard]] QByteArray appendedTo(const QByteArray &object) const;

    /// An array of values; one a line when `lines` is set.
    [[nodiscard]] static QByteArray array(const std::vector<QByteArray> &values,
                                          bool lines = false);

private:
    QByteArray m_members;
};

} // namespace hubdeck::cli
