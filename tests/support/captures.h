// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <optional>
#include <set>
#include <utility>
#include <vector>

namespace hubdeck {

/// One recorded request and its answer (tests/data/captures/README.md).
struct RecordedExchange
{
    using Headers = std::vector<std::pair<QByteArray, QByteArray>>;

    QByteArray capture; // `orders-hub`
    QString name;
    QByteArray method;
    QByteArray target; // as sent
    Headers requestHeaders;
    std::optional<QByteArray> requestBody;
    int status = 0;
    Headers responseHeaders; // without framing
    QByteArray responseBody;

    /// The path behind `/runtime/webhooks/durabletask`, split and decoded once.
    [[nodiscard]] QStringList segments() const { return segmentsOf(target); }

    /// The query as decoded pairs.
    [[nodiscard]] std::multiset<std::pair<QString, QString>> query() const
    {
        return queryOf(target);
    }

    [[nodiscard]] QString queryValue(const QString &key) const;

    [[nodiscard]] static QStringList segmentsOf(const QByteArray &target);
    [[nodiscard]] static std::multiset<std::pair<QString, QString>>
    queryOf(const QByteArray &target);
};

/// All exchanges of `captures/<capture>/http-exchanges.json` under `dataFolder`, in order; empty
/// when it cannot be read.
[[nodiscard]] std::vector<RecordedExchange> loadExchanges(const QString &dataFolder,
                                                          const QByteArray &capture);

/// The bytes of a file; empty when it cannot be read.
[[nodiscard]] QByteArray readFile(const QString &path);

} // namespace hubdeck
