// SPDX-License-Identifier: MIT
#include "services/azurestorage/queueservice.h"

#include "services/azurestorage/sharedkey.h"
#include "services/azurestorage/storageclient.h"
#include "services/azurestorage/storageurls.h"
#include "services/azurestorage/storagexml.h"
#include "services/azurestorage/unreadable.h"

#include <QCoreApplication>

using namespace Qt::Literals::StringLiterals;

namespace hubdeck::azurestorage {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(hubdeck::QueueService)
};

constexpr qsizetype maxMessageBytes = 64 * 1024;

StorageRequest requestTo(HttpMethod method, const QByteArray &path, const QString &operation)
{
    StorageRequest request;
    request.service = StorageService::Queue;
    request.method = method;
    request.path = path;
    request.operation = operation;
    return request;
}

} // namespace

QStringList QueueService::queues(const QString &prefix, std::stop_token stop) const
{
    QStringList names;
    QString marker; // null: from the beginning
    for (;;) {
        StorageRequest request = requestTo(HttpMethod::Get, "/", Words::tr("list the queues"));
        request.query = encodedQuery({ { "comp", u"list"_s },
                                       { "prefix", prefix.isEmpty() ? QString() : prefix },
                                       { "marker", marker } });
        QueuePage page = decodeQueues(m_client.send(request, stop).body);
        names += page.names;
        if (page.nextMarker.isEmpty()) {
            return names;
        }
        refuseRepeatedMarker(marker, page.nextMarker);
        marker = page.nextMarker;
    }
}

qint64 QueueService::messageCount(const QString &queue, std::stop_token stop) const
{
    StorageRequest request = requestTo(HttpMethod::Get, segmentPath(queue),
                                       Words::tr("read the length of the queue %1").arg(queue));
    request.query = encodedQuery({ { "comp", u"metadata"_s } });
    const HttpResponse response = m_client.send(request, stop);
    bool isNumber = false;
    const qint64 count
        = response.head.header("x-ms-approximate-messages-count").toLongLong(&isNumber);
    if (!isNumber || count < 0) {
        throw unreadableAnswer(Words::tr("the length of a queue"),
                               u"x-ms-approximate-messages-count"_s, response.body);
    }
    return count;
}

PeekedMessages QueueService::peek(const QString &queue, int count, std::stop_token stop) const
{
    StorageRequest request = requestTo(HttpMethod::Get, segmentPath(queue) + "/messages",
                                       Words::tr("look into the queue %1").arg(queue));
    // Without peekonly the service would hand the messages out and hide them from the workers
    request.query
        = encodedQuery({ { "peekonly", u"true"_s },
                         { "numofmessages", QString::number(qBound(1, count, maxPeeked)) } });
    const HttpResponse response = m_client.send(request, stop);
    PeekedMessages result { decodePeekedMessages(response.body), std::nullopt };
    if (const auto time = dateFromHttp(response.head.header("Date"))) {
        result.serviceTime = Instant::fromDateTime(*time);
    }
    return result;
}

void QueueService::put(const QString &queue, const QByteArray &text, std::chrono::seconds delay,
                       std::stop_token stop) const
{
    if (delay < std::chrono::seconds(0) || delay > longestDelay) {
        throw TaskHubError(ErrorKind::InvalidInput,
                           Words::tr("A message can be delayed by 7 days at most."));
    }
    if (text.size() > maxMessageBytes) {
        throw TaskHubError(ErrorKind::InvalidInput,
                           Words::tr("A queue message cannot hold more than 64 KiB."));
    }
    StorageRequest request = requestTo(HttpMethod::Post, segmentPath(queue) + "/messages",
                                       Words::tr("post a message to the queue %1").arg(queue));
    request.query
        = encodedQuery({ { "messagettl", u"-1"_s },
                         { "visibilitytimeout",
                           delay.count() > 0 ? QString::number(delay.count()) : QString() } });
    request.headers = { { "Content-Type", "application/xml" } };
    request.body = encodeQueueMessage(text);
    static_cast<void>(m_client.send(request, stop));
}

void QueueService::deleteQueue(const QString &queue, std::stop_token stop) const
{
    StorageRequest request = requestTo(HttpMethod::Delete, segmentPath(queue),
                                       Words::tr("delete the queue %1").arg(queue));
    request.isIdempotent = true;
    static_cast<void>(m_client.send(request, stop));
}

} // namespace hubdeck::azurestorage
