// SPDX-License-Identifier: MIT
#include "recordedhistory.h"

#include "services/durablehttp/historydecoder.h"
#include "services/json/jsonscanner.h"
#include "services/json/jsonstring.h"

#include <QFile>

namespace hubdeck::test {

using namespace Qt::StringLiterals;

std::vector<History> recordedHistories(const QString &hub)
{
    QFile file(u"" HUBDECK_TEST_DATA "/captures/%1/http-exchanges.json"_s.arg(hub));
    if (!file.open(QIODevice::ReadOnly)) {
        return {};
    }
    const QByteArray recorded = file.readAll();
    std::vector<History> histories;
    for (json::ArrayScanner exchange(recorded); exchange.next();) {
        const QByteArrayView request = json::member(exchange.valueText(), "request");
        const QByteArrayView response = json::member(exchange.valueText(), "response");
        const QByteArray body = json::decodeString(json::member(response, "body"));
        const bool whole
            = json::member(request, "target").toByteArray().contains("showHistoryOutput=true");
        if (whole && body.contains("\"historyEvents\"")) {
            histories.push_back(decodeHistory(body));
        }
    }
    return histories;
}

History recordedHistory(const QString &hub, const QString &id)
{
    for (History &history : recordedHistories(hub)) {
        if (history.instance.id.text() == id) {
            return history;
        }
    }
    History none;
    none.available = false;
    return none;
}

} // namespace hubdeck::test
