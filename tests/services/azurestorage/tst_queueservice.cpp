// SPDX-License-Identifier: MIT
#include "faultserver.h"
#include "quickretry.h"
#include "thrown.h"

#include "services/azurestorage/queueservice.h"
#include "services/azurestorage/storageclient.h"
#include "testprogram.h"

#include <QTest>

using namespace hubdeck;
using namespace hubdeck::azurestorage;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// What the emulator does not show; tst_storageservices has the rest.
class TestQueueService : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void followsMarkers();
    void neverDequeues();
    void readsTheLengthOrRefuses();
    void postsOnce();

private:
    [[nodiscard]] QueueService queues() const { return QueueService(*m_client); }

    FaultServer m_server;
    HttpClient m_http;
    std::unique_ptr<StorageClient> m_client;
    std::stop_token m_stop;
};

void TestQueueService::init()
{
    m_server.clear();
    m_server.setDefault(Fault::answer(201));
    StorageOptions options;
    options.retry = quickRetry();
    const QUrl endpoint = m_server.url("/acc");
    m_client
        = std::make_unique<StorageClient>(StorageAccount { u"acc"_s, endpoint, endpoint, endpoint,
                                                           SharedKeyCredential { Secret("a2V5") } },
                                          m_http, options);
}

void TestQueueService::followsMarkers()
{
    const auto page = [](const QByteArray &name, const QByteArray &marker) {
        return Fault::answer(200,
                             "<EnumerationResults><Queues><Queue><Name>" + name
                                 + "</Name></Queue></Queues><NextMarker>" + marker
                                 + "</NextMarker></EnumerationResults>");
    };
    m_server.enqueue(page("a", "/acc/b&amp;"));
    m_server.enqueue(page("b", {}));
    QCOMPARE(queues().queues(u"h-"_s, m_stop), (QStringList { u"a"_s, u"b"_s }));
    const auto requests = m_server.requests();
    QCOMPARE(requests[0].target, QByteArray("/acc/?comp=list&prefix=h-"));
    QCOMPARE(requests[1].target, QByteArray("/acc/?comp=list&prefix=h-&marker=%2Facc%2Fb%26"));
    m_server.setDefault(page("a", "same"));
    QCOMPARE(kindThrownBy([&] { static_cast<void>(queues().queues({}, m_stop)); }), u"Malformed"_s);
}

void TestQueueService::neverDequeues()
{
    m_server.setDefault(Fault::answer(200, "<QueueMessagesList/>"));
    for (const int count : { -1, 0, 1, 32, 1000 }) {
        static_cast<void>(queues().peek(u"q"_s, count, m_stop));
        QCOMPARE(m_server.lastRequest().target,
                 "/acc/q/messages?peekonly=true&numofmessages="
                     + QByteArray::number(qBound(1, count, 32)));
    }
}

void TestQueueService::readsTheLengthOrRefuses()
{
    m_server.enqueue(Fault::answer(200, {}, { { "x-ms-approximate-messages-count", "7" } }));
    QCOMPARE(queues().messageCount(u"q"_s, m_stop), 7);
    for (const char *value : { "-1", "many" }) {
        m_server.enqueue(Fault::answer(200, {}, { { "x-ms-approximate-messages-count", value } }));
        QCOMPARE(kindThrownBy([&] { static_cast<void>(queues().messageCount(u"q"_s, m_stop)); }),
                 u"Malformed"_s);
    }
}

void TestQueueService::postsOnce()
{
    queues().put(u"q"_s, "YQ==", 0s, m_stop);
    QCOMPARE(m_server.lastRequest().target, QByteArray("/acc/q/messages?messagettl=-1"));
    QCOMPARE(m_server.lastRequest().header("Content-Type"), QByteArray("application/xml"));
    queues().put(u"q"_s, "YQ==", 90s, m_stop);
    QCOMPARE(m_server.lastRequest().target,
             QByteArray("/acc/q/messages?messagettl=-1&visibilitytimeout=90"));
    m_server.clear();
    m_server.setDefault(Fault::closeBeforeAnswer());
    QCOMPARE(kindThrownBy([&] { queues().put(u"q"_s, "YQ==", 0s, m_stop); }), u"OutcomeUnknown"_s);
    QCOMPARE(m_server.arrivals(), 1);
}

HUBDECK_GUILESS_TEST(TestQueueService)
#include "tst_queueservice.moc"
