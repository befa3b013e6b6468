// SPDX-License-Identifier: MIT
#include "checks.h"
#include "codecchecks.h"
#include "rowchecks.h"
#include "storagechecks.h"

#include "services/json/jsonscanner.h"
#include "services/json/jsonstring.h"
#include "testprogram.h"

#include <QFile>
#include <QTest>

#include <random>

using namespace hubdeck;
using namespace Qt::StringLiterals;

/// A few seconds of fuzzing with a fixed seed, so that every run of the tests does the same; the
/// libFuzzer targets go further.
class tst_Fuzz : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void holdsForSeeds();
    void holdsForMutations();
    void holdsForRandomBytes();
    void holdsForRowsOfAnyKind();

private:
    void check(const QByteArray &text);
    void checkRows(const QByteArray &text);
    QByteArrayList m_seeds;
};

namespace {

constexpr qsizetype longestSeed = 3000;

#ifdef HUBDECK_SANITIZED
constexpr int share = 5; // a fifth: libFuzzer does the rest there
#else
constexpr int share = 1;
#endif

QByteArrayList recordedBodies(const QString &hub)
{
    QFile file(QStringLiteral(HUBDECK_TEST_DATA "/captures/") + hub + u"/http-exchanges.json"_s);
    if (!file.open(QIODevice::ReadOnly)) {
        return {};
    }
    const QByteArray text = file.readAll();
    QByteArrayList bodies;
    for (json::ArrayScanner exchanges(text); exchanges.next();) {
        const QByteArrayView response = json::member(exchanges.valueText(), "response");
        bodies << json::decodeString(json::member(response, "body")).left(longestSeed);
    }
    return bodies;
}

class Mutator
{
public:
    explicit Mutator(const QByteArrayList &seeds)
        : m_seeds(seeds)
    { }

    [[nodiscard]] QByteArray next()
    {
        QByteArray text = m_seeds.at(below(m_seeds.size()));
        for (qsizetype i = below(6); i >= 0; --i) {
            mutate(text);
        }
        return text;
    }

    [[nodiscard]] QByteArray random()
    {
        static constexpr char alphabet[]
            = "{}[]\",:/\\*()\n\r\t "
              "0123456789-+.eEtruefalsnulNaIdw@?#=&%\xC3\xA9\xF0\x9F\x9A\x80\xFF\xED\xA0";
        QByteArray text(below(200), Qt::Uninitialized);
        const bool anyByte = below(4) == 0;
        for (char &c : text) {
            c = anyByte ? static_cast<char>(below(256)) : alphabet[below(sizeof alphabet - 1)];
        }
        return text;
    }

private:
    [[nodiscard]] qsizetype below(qsizetype limit)
    {
        return limit <= 0 ? 0 : static_cast<qsizetype>(m_engine() % static_cast<quint64>(limit));
    }

    void mutate(QByteArray &text)
    {
        static const QByteArrayList tokens { "{",
                                             "}",
                                             "[",
                                             "]",
                                             "\"",
                                             ",",
                                             ":",
                                             "\\",
                                             "\\u",
                                             "\\ud83d",
                                             "/*",
                                             "*/",
                                             "//",
                                             "\n",
                                             "\r\n",
                                             "(",
                                             ")",
                                             "null",
                                             "NaN",
                                             "undefined",
                                             "-0",
                                             "new Date(1",
                                             "\xEF\xBB\xBF",
                                             "\xFF",
                                             "\xED\xA0\x80",
                                             "1e400",
                                             "\0",
                                             " ",
                                             "at ",
                                             " ---> " };
        const qsizetype at = below(text.size());
        const qsizetype length = below(std::min<qsizetype>(text.size() - at, 40));
        switch (below(6)) {
        case 0:
            text.insert(at, tokens.at(below(tokens.size())));
            break;
        case 1:
            text.remove(at, length);
            break;
        case 2:
            text.insert(at, text.mid(below(text.size()), length));
            break;
        case 3:
            text.truncate(at);
            break;
        case 4:
            text.replace(at, length, m_seeds.at(below(m_seeds.size())).left(200));
            break;
        default:
            if (!text.isEmpty()) {
                text[at] = static_cast<char>(below(256));
            }
        }
    }

    const QByteArrayList &m_seeds;
    std::mt19937_64 m_engine { 20261123 }; // NOLINT: the same in every run
};

} // namespace

void tst_Fuzz::initTestCase()
{
    for (const QString &hub : { u"orders-hub"_s, u"isolated-hub"_s, u"legacy-hub"_s }) {
        m_seeds += recordedBodies(hub);
    }
    QVERIFY(m_seeds.size() > 100);
    m_seeds
        << R"j({"$type":"x","TaskMessage":{"Event":{"$type":"a.TaskFailedEvent","Input":"1"},"OrchestrationInstance":{"InstanceId":"i"}},"CompressedBlobName":"a/message-1-X.json.gz"})j"
        << R"j({"exists":true,"state":"5","queue":[{}],"lockedBy":"o","PartitionCount":4,"Owner":"w","Epoch":3})j"
        << R"j([{"output":undefined,"b":new Date(1, "x)"),"c":/* d */,"d":NaN}])j"
        << "{ \"a\" : [ 1 , 2.50 , -0 , 1e400 , true , null , \"\\ud83d\\ude80\\n\" ] , "
           "\"é日🚀\" : { } }"
        << "2026-11-23T09:41:00.0824192+05:30"
        << "https://contoso.example/runtime/webhooks/durabletask/instances/"
           "a?code=K%3D%3D&taskHub=Hub"
        << "System.Exception: a\n ---> B.C: d\n   at e\n   --- End of inner exception stack "
           "trace ---\n   at f"
        << R"j([{"name":"Order","instanceId":"a","runtimeStatus":"Failed","customStatus":{"s":[1]},"createdTime":"2026-11-23T09:40:57Z"},{"instanceId":"@c@k","name":null}])j"
        << R"j({"instanceId":"a","runtimeStatus":"Running","input":1,"historyEvents":[{"EventType":"23","Name":"n"}],"output":null})j"
        << R"j([{"entityId":{"name":"c","key":"k"},"lastOperationTime":"2026-11-23T09:41:01.7Z","state":7}])j"
        << "{a:'b',\"c\":[,1,],d:0x1F,e:007,f:.5} rest"
        << R"j({"value":[{"odata.etag":"W/\"1\"","PartitionKey":"a^0","RowKey":"","N":1.50,"L@odata.type":"Edm.Int64","L":"12","F":true,"T@odata.type":"Edm.DateTime","T":"2026-03-02T10:20:30.1Z"}]})j"
        << "<?xml version=\"1.0\"?><EnumerationResults><Queues><Queue><Name>a</Name></Queue>"
           "</Queues><Containers><Container><Name>b</Name><Properties><LeaseState>leased"
           "</LeaseState></Properties></Container></Containers><Blobs><Blob><Name Encoded=\"true\">"
           "%41&amp;</Name></Blob></Blobs><NextMarker>m</NextMarker></EnumerationResults>"
        << "<QueueMessagesList><QueueMessage><DequeueCount>1</DequeueCount><MessageText>YQ=="
           "</MessageText></QueueMessage></QueueMessagesList>"
        << "--a\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: "
           "application/http\r\n\r\nHTTP/1.1 404 Not Found\r\n\r\n{\"odata.error\":{\"code\":"
           "\"X\",\"message\":{\"value\":\"2:y\"}}}\r\n--b--\r\n--a--\r\n"
        << "<Error><Code>AuthenticationFailed</Code><Message>m\nRequestId:1</Message></Error>"
        << "AccountName=contoso;AccountKey=a2V5;EndpointSuffix=core.windows.net"
        << "TableEndpoint=https://a.example/x?sv=1&sig=2;UseDevelopmentStorage=true"
        << "UseDevelopmentStorage=true;DevelopmentStorageProxyUri=https://localhost"
        << "https://contoso.table.core.windows.net/?sv=1&sig=2"
        << R"({"accessToken":"e.y-J","expires_on":1772445600,"expiresOn":"2026-03-02 10:00:00.000000"})"
        << R"({"extensions":{"durableTask":{"hubName":"%Hub%","storageProvider":{"partitionCount":4}}}})"
        << R"({"IsEncrypted":false,"Values":{"Hub":"OrdersHub"},"Host":{"LocalHttpPort":7071}})"
        << "Mon, 02 Mar 2026 10:20:30 GMT"
        << "";
}

void tst_Fuzz::check(const QByteArray &text)
{
    using namespace fuzz;
    for (const auto &invariant :
         { checkScanner, checkStrings, checkFormatter, checkValidator, checkLineIndex,
           checkTaskHubTexts, checkInstancePage, checkStatusAndHistory, checkEntities, checkReplies,
           checkErrors, checkTableRows, checkTableBatch, checkStorageListings, checkStorageErrors,
           checkStorageTexts, checkStorageSettings }) {
        const QByteArray problem = invariant(text);
        if (!problem.isEmpty()) {
            const QByteArray message = problem + " for " + text.toPercentEncoding(" {}[]\",:/");
            QFAIL(message.constData());
        }
    }
}

void tst_Fuzz::checkRows(const QByteArray &text)
{
    using namespace fuzz;
    for (const auto &invariant :
         { checkInstanceKeys, checkInstanceRows, checkHistoryRows, checkBlobs, checkMessages,
           checkRewind, checkHubHealth, checkProjectFolder }) {
        const QByteArray problem = invariant(text);
        if (!problem.isEmpty()) {
            const QByteArray message = problem + " for " + text.toPercentEncoding(" {}[]\",:/");
            QFAIL(message.constData());
        }
    }
}

void tst_Fuzz::holdsForSeeds()
{
    for (const QByteArray &seed : std::as_const(m_seeds)) {
        check(seed);
    }
}

void tst_Fuzz::holdsForMutations()
{
    Mutator mutator(m_seeds);
    for (int i = 0; i < 4000 / share && !QTest::currentTestFailed(); ++i) {
        check(mutator.next());
    }
}

void tst_Fuzz::holdsForRandomBytes()
{
    Mutator mutator(m_seeds);
    for (int i = 0; i < 10'000 / share && !QTest::currentTestFailed(); ++i) {
        check(mutator.random());
    }
}

void tst_Fuzz::holdsForRowsOfAnyKind()
{
    for (const QByteArray &seed : std::as_const(m_seeds)) {
        checkRows(seed);
    }
    Mutator mutator(m_seeds);
    for (int i = 0; i < 600 / share && !QTest::currentTestFailed(); ++i) {
        checkRows(mutator.next());
        checkRows(mutator.random());
    }
}

HUBDECK_GUILESS_TEST(tst_Fuzz)
#include "tst_fuzz.moc"
