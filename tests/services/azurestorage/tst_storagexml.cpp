// SPDX-License-Identifier: MIT
#include "testprogram.h"
#include "thrown.h"

#include "services/azurestorage/storagexml.h"

#include <QTest>

using namespace hubdeck;
using namespace hubdeck::azurestorage;
using namespace Qt::StringLiterals;

class TestStorageXml : public QObject
{
    Q_OBJECT

private slots:
    void readsQueues();
    void readsContainers();
    void readsBlobs();
    void readsMessages();
    void readsLeaseStates();
    void refusesWhatIsNoListing_data();
    void refusesWhatIsNoListing();
    void writesMessages();
};

namespace {

const QByteArray declaration = "\xEF\xBB\xBF<?xml version=\"1.0\" encoding=\"utf-8\"?>";

Instant at(const char *text)
{
    return *Instant::fromText(text);
}

} // namespace

void TestStorageXml::readsQueues()
{
    const QueuePage page = decodeQueues(
        declaration
        + "<EnumerationResults ServiceEndpoint=\"https://a/\"><Prefix>h</Prefix><Queues>"
          "<Queue><Name>hub-control-00</Name><Metadata><Name>not this</Name></Metadata></Queue>"
          "<Queue/><Other/><Queue><Name>hub-workitems</Name></Queue></Queues>"
          "<NextMarker>m&amp;1</NextMarker></EnumerationResults>");
    QCOMPARE(page.names, (QStringList { u"hub-control-00"_s, u"hub-workitems"_s }));
    QCOMPARE(page.nextMarker, u"m&1"_s);
    QCOMPARE(
        decodeQueues("<EnumerationResults><Queues/><NextMarker/></EnumerationResults>").nextMarker,
        QString());
}

void TestStorageXml::readsContainers()
{
    const ContainerPage page = decodeContainers(
        declaration
        + "<EnumerationResults><Containers><Container><Name>hub-applease</Name><Properties>"
          "<Last-Modified>Mon, 02 Mar 2026 10:20:30 GMT</Last-Modified><Etag>0x1</Etag>"
          "<LeaseStatus>locked</LeaseStatus><LeaseState>leased</LeaseState></Properties>"
          "</Container><Container><Name>bare</Name></Container></Containers></EnumerationResults>");
    QCOMPARE(page.containers,
             (std::vector<ContainerItem> {
                 { u"hub-applease"_s, LeaseState::Leased, at("2026-03-02T10:20:30Z") },
                 { u"bare"_s, LeaseState::Unknown, std::nullopt } }));
}

void TestStorageXml::readsBlobs()
{
    const BlobPage page = decodeBlobs(
        declaration
        + "<EnumerationResults><Blobs><Blob><Name>a/b &#233;</Name><Properties>"
          "<Content-Length>12345678901</Content-Length><LeaseState>available</LeaseState>"
          "</Properties></Blob><BlobPrefix><Name>x/</Name></BlobPrefix>"
          "<Blob><Name Encoded=\"true\">c%01%25</Name></Blob><Blob><Name>dir</Name><Metadata>"
          "<hdi_isfolder>true</hdi_isfolder><x>true</x></Metadata></Blob>"
          "<Blob><Name>bad</Name><Properties><Content-Length>-7</Content-Length>"
          "<Last-Modified>soon</Last-Modified></Properties></Blob></Blobs>"
          "<NextMarker>2!8!x</NextMarker></EnumerationResults>");
    QCOMPARE(page.blobs,
             (std::vector<BlobItem> {
                 { u"a/b é"_s, 12'345'678'901, LeaseState::Available, std::nullopt, false },
                 { u"c\u0001%"_s, 0, LeaseState::Unknown, std::nullopt, false },
                 { u"dir"_s, 0, LeaseState::Unknown, std::nullopt, true },
                 { u"bad"_s, 0, LeaseState::Unknown, std::nullopt, false } }));
    QCOMPARE(page.nextMarker, u"2!8!x"_s);
}

void TestStorageXml::readsMessages()
{
    const auto messages = decodePeekedMessages(
        declaration
        + "<QueueMessagesList><QueueMessage><MessageId>5f0c</MessageId>"
          "<InsertionTime>Mon, 02 Mar 2026 10:20:30 GMT</InsertionTime>"
          "<ExpirationTime>Fri, 31 Dec 9999 23:59:59 GMT</ExpirationTime>"
          "<DequeueCount>12</DequeueCount><MessageText>{\"a\":\"&lt;&amp;\"}</MessageText>"
          "</QueueMessage><QueueMessage><DequeueCount>x</DequeueCount></QueueMessage>"
          "</QueueMessagesList>");
    QCOMPARE(messages.size(), 2U);
    QCOMPARE(messages[0],
             (PeekedMessage { u"5f0c"_s, at("2026-03-02T10:20:30Z"), at("9999-12-31T23:59:59Z"), 12,
                              u"{\"a\":\"<&\"}"_s }));
    QCOMPARE(messages[1], PeekedMessage());
    QVERIFY(decodePeekedMessages("<QueueMessagesList />").empty());
}

void TestStorageXml::readsLeaseStates()
{
    QCOMPARE(leaseStateFromText(u"Leased"), LeaseState::Leased);
    QCOMPARE(leaseStateFromText(u"available"), LeaseState::Available);
    QCOMPARE(leaseStateFromText(u"expired"), LeaseState::Expired);
    QCOMPARE(leaseStateFromText(u"breaking"), LeaseState::Breaking);
    QCOMPARE(leaseStateFromText(u"broken"), LeaseState::Broken);
    QCOMPARE(leaseStateFromText(u"lent"), LeaseState::Unknown);
    QCOMPARE(leaseStateFromText({}), LeaseState::Unknown);
}

void TestStorageXml::refusesWhatIsNoListing_data()
{
    QTest::addColumn<QByteArray>("body");
    for (const char *body :
         { "", "{}", "<html/>", "<EnumerationResults/>", "<Error><Code>x</Code></Error>",
           "<EnumerationResults><Queues><Queue><Name>a</Name>",
           "<EnumerationResults><Queues></Containers></EnumerationResults>",
           "<QueueMessagesList><QueueMessage>" }) {
        QTest::addRow("%s", body) << QByteArray(body);
    }
}

void TestStorageXml::refusesWhatIsNoListing()
{
    QFETCH(const QByteArray, body);
    QCOMPARE(kindThrownBy([&] { static_cast<void>(decodeQueues(body)); }), u"Malformed"_s);
    QCOMPARE(kindThrownBy([&] { static_cast<void>(decodeContainers(body)); }), u"Malformed"_s);
    QCOMPARE(kindThrownBy([&] { static_cast<void>(decodeBlobs(body)); }), u"Malformed"_s);
    QCOMPARE(kindThrownBy([&] { static_cast<void>(decodePeekedMessages(body)); }), u"Malformed"_s);
}

void TestStorageXml::writesMessages()
{
    QCOMPARE(encodeQueueMessage("YQ=="),
             QByteArray("<QueueMessage><MessageText>YQ==</MessageText></QueueMessage>"));
    QCOMPARE(encodeQueueMessage("<a & \"b\">\r\n"),
             QByteArray("<QueueMessage><MessageText>&lt;a &amp; \"b\"&gt;&#13;\n</MessageText>"
                        "</QueueMessage>"));
}

HUBDECK_GUILESS_TEST(TestStorageXml)
#include "tst_storagexml.moc"
