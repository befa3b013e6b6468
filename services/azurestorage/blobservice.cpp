// SPDX-License-Identifier: MIT
#include "services/azurestorage/blobservice.h"

#include "services/azurestorage/sharedkey.h"
#include "services/azurestorage/storageclient.h"
#include "services/azurestorage/storageurls.h"
#include "services/azurestorage/storagexml.h"
#include "services/azurestorage/unreadable.h"

#include <QCoreApplication>

using namespace Qt::Literals::StringLiterals;

namespace hubdeck::azurestorage {

namespace {

constexpr qint64 smallestLimit = 64 * 1024; // what an error's document may need

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(hubdeck::BlobService)
};

StorageRequest requestTo(HttpMethod method, const QByteArray &path, const QString &operation)
{
    StorageRequest request;
    request.service = StorageService::Blob;
    request.method = method;
    request.path = path;
    request.operation = operation;
    return request;
}

StorageRequest containerRequest(HttpMethod method, const QString &container,
                                const QString &operation)
{
    StorageRequest request = requestTo(method, segmentPath(container), operation);
    request.query = encodedQuery({ { "restype", u"container"_s } });
    return request;
}

std::optional<Instant> timeFrom(const HttpHead &head, QByteArrayView name)
{
    const auto time = dateFromHttp(head.header(name));
    return time ? std::optional(Instant::fromDateTime(*time)) : std::nullopt;
}

LeaseState leaseStateOf(const HttpHead &head)
{
    return leaseStateFromText(QString::fromLatin1(head.header("x-ms-lease-state")));
}

BlobProperties propertiesOf(const HttpHead &head)
{
    return { qMax<qint64>(0, head.header("Content-Length").toLongLong()), head.header("ETag"),
             leaseStateOf(head), timeFrom(head, "Last-Modified"), timeFrom(head, "Date") };
}

QString nameOf(const QString &container, const QString &blob)
{
    return container + u'/' + blob;
}

} // namespace

std::vector<ContainerItem> BlobService::containers(const QString &prefix,
                                                   std::stop_token stop) const
{
    std::vector<ContainerItem> containers;
    QString marker; // null: from the beginning
    for (;;) {
        StorageRequest request = requestTo(HttpMethod::Get, "/", Words::tr("list the containers"));
        request.query = encodedQuery({ { "comp", u"list"_s },
                                       { "prefix", prefix.isEmpty() ? QString() : prefix },
                                       { "marker", marker } });
        ContainerPage page = decodeContainers(m_client.send(request, stop).body);
        containers.insert(containers.end(), page.containers.begin(), page.containers.end());
        if (page.nextMarker.isEmpty()) {
            return containers;
        }
        refuseRepeatedMarker(marker, page.nextMarker);
        marker = page.nextMarker;
    }
}

ContainerProperties BlobService::containerProperties(const QString &container,
                                                     std::stop_token stop) const
{
    const HttpHead head
        = m_client
              .send(containerRequest(HttpMethod::Get, container,
                                     Words::tr("look at the container %1").arg(container)),
                    stop)
              .head;
    return { leaseStateOf(head), timeFrom(head, "Last-Modified"), timeFrom(head, "Date") };
}

void BlobService::createContainer(const QString &container, std::stop_token stop) const
{
    static_cast<void>(
        m_client.send(containerRequest(HttpMethod::Put, container,
                                       Words::tr("create the container %1").arg(container)),
                      stop));
}

void BlobService::deleteContainer(const QString &container, std::stop_token stop) const
{
    StorageRequest request = containerRequest(HttpMethod::Delete, container,
                                              Words::tr("delete the container %1").arg(container));
    request.isIdempotent = true;
    static_cast<void>(m_client.send(request, stop));
}

void BlobService::breakContainerLease(const QString &container, std::stop_token stop) const
{
    StorageRequest request
        = requestTo(HttpMethod::Put, segmentPath(container),
                    Words::tr("break the lease of the container %1").arg(container));
    request.query = encodedQuery({ { "comp", u"lease"_s }, { "restype", u"container"_s } });
    request.headers = { { "x-ms-lease-action", "break" }, { "x-ms-lease-break-period", "0" } };
    static_cast<void>(m_client.send(request, stop));
}

BlobPage BlobService::blobs(const QString &container, const QString &prefix, const QString &marker,
                            std::stop_token stop) const
{
    StorageRequest request
        = requestTo(HttpMethod::Get, segmentPath(container),
                    Words::tr("list the blobs of the container %1").arg(container));
    request.query = encodedQuery({ { "restype", u"container"_s },
                                   { "comp", u"list"_s },
                                   { "include", u"metadata"_s },
                                   { "prefix", prefix.isEmpty() ? QString() : prefix },
                                   { "marker", marker.isEmpty() ? QString() : marker } });
    BlobPage page = decodeBlobs(m_client.send(request, stop).body);
    refuseRepeatedMarker(marker, page.nextMarker);
    return page;
}

BlobContent BlobService::get(const QString &container, const QString &blob, qint64 limit,
                             std::stop_token stop) const
{
    StorageRequest request = requestTo(HttpMethod::Get, blobPath(container, blob),
                                       Words::tr("read the blob %1").arg(nameOf(container, blob)));
    request.bodyLimit = qMax(smallestLimit, limit);
    HttpResponse response = m_client.send(request, stop);
    if (response.body.size() > limit) {
        throw TaskHubError(ErrorKind::TooLarge,
                           Words::tr("The blob %1 has %2 bytes, more than the limit of %3.")
                               .arg(nameOf(container, blob), QString::number(response.body.size()),
                                    QString::number(limit)));
    }
    return { std::move(response.body), propertiesOf(response.head) };
}

BlobProperties BlobService::head(const QString &container, const QString &blob,
                                 std::stop_token stop) const
{
    return propertiesOf(
        m_client
            .send(requestTo(HttpMethod::Head, blobPath(container, blob),
                            Words::tr("look at the blob %1").arg(nameOf(container, blob))),
                  stop)
            .head);
}

void BlobService::put(const QString &container, const QString &blob, const QByteArray &bytes,
                      PutMode mode, std::stop_token stop) const
{
    StorageRequest request = requestTo(HttpMethod::Put, blobPath(container, blob),
                                       Words::tr("write the blob %1").arg(nameOf(container, blob)));
    request.headers
        = { { "x-ms-blob-type", "BlockBlob" }, { "Content-Type", "application/octet-stream" } };
    if (mode == PutMode::OnlyIfAbsent) {
        request.headers.push_back({ "If-None-Match", "*" });
    }
    request.isIdempotent = mode == PutMode::Replace;
    request.body = bytes;
    static_cast<void>(m_client.send(request, stop));
}

void BlobService::deleteBlob(const QString &container, const QString &blob,
                             std::stop_token stop) const
{
    StorageRequest request
        = requestTo(HttpMethod::Delete, blobPath(container, blob),
                    Words::tr("delete the blob %1").arg(nameOf(container, blob)));
    request.headers = { { "x-ms-delete-snapshots", "include" } };
    request.isIdempotent = true;
    static_cast<void>(m_client.send(request, stop));
}

QUrl BlobService::blobUrl(const QString &container, const QString &blob) const
{
    return storageUrl(m_client.account().blobEndpoint, blobPath(container, blob), {});
}

} // namespace hubdeck::azurestorage
