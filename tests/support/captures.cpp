// SPDX-License-Identifier: MIT
#include "captures.h"

#include <QFile>

#include <nlohmann/json.hpp>

namespace hubdeck {

namespace {

QByteArray bytesOf(const nlohmann::json &value)
{
    return QByteArray::fromStdString(value.get<std::string>());
}

RecordedExchange::Headers headersOf(const nlohmann::json &object)
{
    RecordedExchange::Headers headers;
    for (const auto &[name, value] : object.items()) {
        headers.emplace_back(QByteArray::fromStdString(name), bytesOf(value));
    }
    return headers;
}

QString decoded(const QByteArray &text)
{
    return QString::fromUtf8(QByteArray::fromPercentEncoding(text));
}

} // namespace

QStringList RecordedExchange::segmentsOf(const QByteArray &target)
{
    QByteArray path = target.left(target.indexOf('?') < 0 ? target.size() : target.indexOf('?'));
    const QByteArray base = "/runtime/webhooks/durabletask/";
    path = path.startsWith(base) ? path.mid(base.size()) : path;
    QStringList segments;
    for (const QByteArray &segment : path.split('/')) {
        segments.append(decoded(segment));
    }
    return segments;
}

std::multiset<std::pair<QString, QString>> RecordedExchange::queryOf(const QByteArray &target)
{
    std::multiset<std::pair<QString, QString>> pairs;
    const qsizetype mark = target.indexOf('?');
    if (mark < 0) {
        return pairs;
    }
    for (const QByteArray &item : target.mid(mark + 1).split('&')) {
        const qsizetype equals = item.indexOf('=');
        pairs.emplace(decoded(item.left(equals)), decoded(item.mid(equals + 1)));
    }
    return pairs;
}

QString RecordedExchange::queryValue(const QString &key) const
{
    for (const auto &[parameter, value] : query()) {
        if (parameter == key) {
            return value;
        }
    }
    return {};
}

std::vector<RecordedExchange> loadExchanges(const QString &dataFolder, const QByteArray &capture)
{
    const QByteArray text = readFile(
        dataFolder
        + QStringLiteral("/captures/%1/http-exchanges.json").arg(QString::fromLatin1(capture)));
    std::vector<RecordedExchange> exchanges;
    const auto document = nlohmann::json::parse(text.begin(), text.end(), nullptr, false);
    if (document.is_discarded()) {
        return exchanges;
    }
    for (const auto &item : document) {
        const auto &request = item.at("request");
        const auto &response = item.at("response");
        RecordedExchange exchange;
        exchange.capture = capture;
        exchange.name = QString::fromUtf8(bytesOf(item.at("name")));
        exchange.method = bytesOf(request.at("method"));
        exchange.target = bytesOf(request.at("target"));
        exchange.requestHeaders = headersOf(request.at("headers"));
        if (request.contains("body")) {
            exchange.requestBody = bytesOf(request.at("body"));
        }
        exchange.status = response.at("status").get<int>();
        for (const auto &header : headersOf(response.at("headers"))) {
            const QByteArray name = header.first.toLower();
            if (name != "content-length" && name != "transfer-encoding" && name != "connection") {
                exchange.responseHeaders.push_back(header);
            }
        }
        exchange.responseBody = bytesOf(response.at("body"));
        exchanges.push_back(std::move(exchange));
    }
    return exchanges;
}

QByteArray readFile(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace hubdeck
