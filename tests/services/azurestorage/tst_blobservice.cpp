// SPDX-License-Identifier: MIT
#include "faultserver.h"
#include "quickretry.h"
#include "thrown.h"

#include "services/azurestorage/blobservice.h"
#include "services/azurestorage/storageclient.h"
#include "testprogram.h"

#include <QTest>

using namespace hubdeck;
using namespace hubdeck::azurestorage;
using namespace Qt::StringLiterals;

/// What the emulator does not show; tst_storageservices has the rest.
class TestBlobService : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void followsMarkersOfContainers();
    void asksForOnePageOfBlobs();
    void readsPropertiesFromHeaders();
    void readsTheReasonWhateverTheLimit();
    void writesAndDeletesWithTheRightHeaders();
    void writesAddressesWithoutSecrets();

private:
    [[nodiscard]] BlobService blobs() const { return BlobService(*m_client); }

    FaultServer m_server;
    HttpClient m_http;
    std::unique_ptr<StorageClient> m_client;
    std::stop_token m_stop;
};

void TestBlobService::init()
{
    m_server.clear();
    m_server.setDefault(Fault::answer(201));
    StorageOptions options;
    options.retry = quickRetry();
    const QUrl endpoint = m_server.url("/acc");
    m_client = std::make_unique<StorageClient>(
        StorageAccount { u"acc"_s, endpoint, endpoint, endpoint,
                         SasCredential { Secret("sv=1&sig=c2Vj") } },
        m_http, options);
}

void TestBlobService::followsMarkersOfContainers()
{
    const auto page = [](const QByteArray &name, const QByteArray &marker) {
        return Fault::answer(200,
                             "<EnumerationResults><Containers><Container><Name>" + name
                                 + "</Name></Container></Containers><NextMarker>" + marker
                                 + "</NextMarker></EnumerationResults>");
    };
    m_server.enqueue(page("a", "m"));
    m_server.enqueue(page("b", {}));
    QCOMPARE(blobs().containers({}, m_stop).size(), 2U);
    QCOMPARE(m_server.lastRequest().target, QByteArray("/acc/?comp=list&marker=m&sv=1&sig=c2Vj"));
    m_server.setDefault(page("a", "same"));
    QCOMPARE(kindThrownBy([&] { static_cast<void>(blobs().containers({}, m_stop)); }),
             u"Malformed"_s);
}

void TestBlobService::asksForOnePageOfBlobs()
{
    m_server.setDefault(Fault::answer(
        200, "<EnumerationResults><Blobs/><NextMarker>n</NextMarker></EnumerationResults>"));
    const BlobPage page = blobs().blobs(u"c"_s, u"inst#1/"_s, u"m"_s, m_stop);
    QCOMPARE(page.nextMarker, u"n"_s);
    QCOMPARE(m_server.lastRequest().target,
             QByteArray("/acc/c?restype=container&comp=list&include=metadata&prefix=inst%231%2F"
                        "&marker=m&sv=1&sig=c2Vj"));
    QCOMPARE(kindThrownBy([&] { static_cast<void>(blobs().blobs(u"c"_s, {}, u"n"_s, m_stop)); }),
             u"Malformed"_s);
}

void TestBlobService::readsPropertiesFromHeaders()
{
    m_server.setDefault(Fault::answer(200, {},
                                      { { "x-ms-lease-state", "leased" },
                                        { "ETag", "\"0x8\"" },
                                        { "Last-Modified", "Mon, 02 Mar 2026 10:20:30 GMT" },
                                        { "Date", "Mon, 02 Mar 2026 10:20:40 GMT" } }));
    const BlobProperties head = blobs().head(u"c"_s, u"b"_s, m_stop);
    QCOMPARE(m_server.lastRequest().method, QByteArray("HEAD"));
    QCOMPARE(head.leaseState, LeaseState::Leased);
    QCOMPARE(head.etag, QByteArray("\"0x8\""));
    QCOMPARE(head.lastModified, Instant::fromText("2026-03-02T10:20:30Z"));
    QCOMPARE(head.serviceTime, Instant::fromText("2026-03-02T10:20:40Z"));
    const ContainerProperties container = blobs().containerProperties(u"c"_s, m_stop);
    QCOMPARE(container.leaseState, LeaseState::Leased);
    QCOMPARE(m_server.lastRequest().target, QByteArray("/acc/c?restype=container&sv=1&sig=c2Vj"));
}

void TestBlobService::readsTheReasonWhateverTheLimit()
{
    m_server.setDefault(Fault::answer(
        404, "<Error><Code>BlobNotFound</Code><Message>A long message</Message></Error>"));
    QCOMPARE(
        thrownBy([&] { static_cast<void>(blobs().get(u"c"_s, u"b"_s, 10, m_stop)); })->serviceCode,
        u"BlobNotFound"_s);
    m_server.setDefault(Fault::answer(200, "12345678901"));
    QCOMPARE(kindThrownBy([&] { static_cast<void>(blobs().get(u"c"_s, u"b"_s, 10, m_stop)); }),
             u"TooLarge"_s);
    m_server.setDefault(Fault::answer(200, QByteArray(100'000, 'x')));
    QCOMPARE(kindThrownBy([&] { static_cast<void>(blobs().get(u"c"_s, u"b"_s, 10, m_stop)); }),
             u"TooLarge"_s);
}

void TestBlobService::writesAndDeletesWithTheRightHeaders()
{
    blobs().put(u"c"_s, u"b"_s, "x", BlobService::PutMode::OnlyIfAbsent, m_stop);
    FaultRequest request = m_server.lastRequest();
    QCOMPARE(request.header("If-None-Match"), QByteArray("*"));
    QCOMPARE(request.header("x-ms-blob-type"), QByteArray("BlockBlob"));
    QCOMPARE(request.header("Content-Type"), QByteArray("application/octet-stream"));
    blobs().put(u"c"_s, u"b"_s, {}, BlobService::PutMode::Replace, m_stop);
    request = m_server.lastRequest();
    QVERIFY(request.header("If-None-Match").isEmpty());
    QCOMPARE(request.header("Content-Length"), QByteArray("0"));
    blobs().deleteBlob(u"c"_s, u"b"_s, m_stop);
    QCOMPARE(m_server.lastRequest().header("x-ms-delete-snapshots"), QByteArray("include"));
    blobs().breakContainerLease(u"c"_s, m_stop);
    QCOMPARE(m_server.lastRequest().header("x-ms-lease-break-period"), QByteArray("0"));
    QCOMPARE(m_server.lastRequest().method, QByteArray("PUT"));
}

void TestBlobService::writesAddressesWithoutSecrets()
{
    QCOMPARE(blobs().blobUrl(u"hub-largemessages"_s, u"inst#1/a b.json.gz"_s).toEncoded(),
             m_server.url("/acc/hub-largemessages/inst%231/a%20b.json.gz").toEncoded());
}

HUBDECK_GUILESS_TEST(TestBlobService)
#include "tst_blobservice.moc"
