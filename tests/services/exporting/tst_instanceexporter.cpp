// SPDX-License-Identifier: MIT
#include "services/exporting/instanceexporter.h"

#include "scriptedhub.h"
#include "services/json/jsonscanner.h"
#include "testprogram.h"

#include <nlohmann/json.hpp>

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <sys/resource.h>

using namespace Qt::Literals::StringLiterals;
using namespace hubdeck;
using test::ScriptedHub;
using Call = ScriptedHub::Call;
using Kind = RuntimeStatus::Kind;

namespace {

// JSON with single quotes, which moc can read.
QByteArray operator""_q(const char *text, std::size_t length)
{
    return QByteArray(text, static_cast<qsizetype>(length)).replace('\'', '"');
}

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("<no file>");
}

nlohmann::json parsed(const QString &path)
{
    return nlohmann::json::parse(contentOf(path).toStdString());
}

ExportRequest of(const std::vector<InstanceId> &ids)
{
    ExportRequest request;
    request.what = ids;
    request.hubName = u"OrdersHub"_s;
    request.hubUrl = u"https://contoso.azurewebsites.net/runtime/webhooks/durabletask"_s;
    return request;
}

ExportRequest of(const InstanceQuery &query)
{
    ExportRequest request = of(std::vector<InstanceId> {});
    request.what = query;
    return request;
}

InstanceDetails withRaw(const QString &id, const QByteArray &raw)
{
    InstanceDetails instance = ScriptedHub::made(id, u"Order"_s, Kind::Completed, Instant::now());
    instance.raw = raw;
    return instance;
}

// Runs the export and gives the error that it throws.
std::optional<TaskHubError> errorOf(TaskHub &hub, const ExportRequest &request, const QString &path,
                                    std::stop_token stop = {},
                                    const ExportProgressSink &progress = {})
{
    try {
        exportInstances(hub, request, path, progress, std::move(stop));
    } catch (const TaskHubError &error) {
        return error;
    }
    return std::nullopt;
}

} // namespace

class InstanceExporterTest : public QObject
{
    Q_OBJECT

private slots:

    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_path = m_folder->filePath(u"export.json"_s);
    }

    void writesTheFormat()
    {
        ScriptedHub hub({ withRaw(u"a"_s, "{'instanceId':'a','input':1.10,'output':undefined}"_q),
                          withRaw(u"b"_s, "{'instanceId':'b'}"_q) });
        History history;
        history.events.resize(1);
        history.events[0].raw = "{'EventType':'ExecutionStarted'}"_q;
        hub.setHistory(InstanceId(u"a"_s), history);
        const ExportResult result
            = exportInstances(hub, of({ InstanceId(u"b"_s), InstanceId(u"a"_s) }), m_path, {}, {});
        QCOMPARE(result.count, 2);
        QVERIFY(result.skipped.empty());
        const QByteArrayList lines = contentOf(m_path).split('\n');
        QCOMPARE(lines.size(), 5);
        QVERIFY(lines.at(0).startsWith(
            "{'hubdeckExport':1,'hub':{'name':'OrdersHub','url':'https://contoso"_q));
        QVERIFY(lines.at(0).endsWith("'instances':["_q));
        QCOMPARE(lines.at(1), "{'instanceId':'b','historyEvents':[]},"_q);
        QCOMPARE(
            lines.at(2),
            "{'instanceId':'a','input':1.10,'output':'undefined','historyEvents':[{'EventType':'ExecutionStarted'}]}"_q);
        QCOMPARE(lines.at(3), "],'count':2,'complete':true}"_q);
        const auto document = parsed(m_path);
        QCOMPARE(document.at("query").at("ids").get<int>(), 2);
        QVERIFY(Instant::fromText(
            QByteArray::fromStdString(document.at("exportedAt").get<std::string>())));
    }

    void exportsWhatAQueryLists()
    {
        ScriptedHub hub(ScriptedHub::generated(45));
        hub.setPageSize(10);
        hub.setEmptyPages(1);
        InstanceQuery query;
        query.statuses = { Kind::Completed };
        query.idPrefix = u"order-"_s;
        std::vector<ExportProgress> told;
        const ExportResult result = exportInstances(
            hub, of(query), m_path, [&](const ExportProgress &p) { told.push_back(p); }, {});
        const auto document = parsed(m_path);
        QCOMPARE(document.at("instances").size(), static_cast<std::size_t>(result.count));
        QCOMPARE(document.at("count").get<qint64>(), result.count);
        QVERIFY(result.count > 20);
        std::string last;
        for (const auto &row : document.at("instances")) {
            QCOMPARE(row.at("runtimeStatus").get<std::string>(), "Completed");
            QVERIFY(last < row.at("instanceId").get<std::string>()); // the hub's order
            last = row.at("instanceId").get<std::string>();
        }
        QCOMPARE(document.at("query").at("runtimeStatus").at(0).get<std::string>(), "Completed");
        QCOMPARE(document.at("query").at("instanceIdPrefix").get<std::string>(), "order-");
        QCOMPARE(static_cast<qint64>(told.size()), result.count);
        QCOMPARE(told.back().done, result.count);
        QCOMPARE(told.back().total, 0); // not known
        QVERIFY(told.back().bytes > told.front().bytes);
    }

    void takesAnEmptyViewAndAnEmptySelection()
    {
        ScriptedHub hub;
        QCOMPARE(exportInstances(hub, of(InstanceQuery {}), m_path, {}, {}).count, 0);
        QCOMPARE(parsed(m_path).at("instances").size(), 0U);
        QCOMPARE(exportInstances(hub, of(std::vector<InstanceId> {}), m_path, {}, {}).count, 0);
        QVERIFY(parsed(m_path).at("complete").get<bool>());
    }

    void endsAtItsLimit()
    {
        ScriptedHub hub(ScriptedHub::generated(45));
        hub.setPageSize(10);
        ExportRequest request = of(InstanceQuery {});
        request.limit = 13;
        QCOMPARE(exportInstances(hub, request, m_path, {}, {}).count, 13);
        request.limit = 0;
        QCOMPARE(exportInstances(hub, request, m_path, {}, {}).count, 0);
    }

    void leavesHistoriesOutWhenAsked()
    {
        ScriptedHub hub(ScriptedHub::generated(5));
        ExportRequest request = of({ InstanceId(u"order-000001"_s) });
        request.withHistory = false;
        QCOMPARE(exportInstances(hub, request, m_path, {}, {}).count, 1);
        QVERIFY(!parsed(m_path).at("instances").at(0).contains("historyEvents"));
        QCOMPARE(hub.arrivalCount(Call::History), 0);
    }

    void skipsWhatIsGone()
    {
        ScriptedHub hub(ScriptedHub::generated(3));
        std::vector<ExportProgress> told;
        const ExportResult result
            = exportInstances(hub,
                              of({ InstanceId(u"order-000000"_s), InstanceId(u"gone \""_s),
                                   InstanceId(u"order-000002"_s) }),
                              m_path, [&](const ExportProgress &p) { told.push_back(p); }, {});
        QCOMPARE(result.count, 2);
        QCOMPARE(result.skipped.size(), 1U);
        QCOMPARE(result.skipped.front().first, InstanceId(u"gone \""_s));
        QVERIFY(!result.skipped.front().second.isEmpty());
        const auto document = parsed(m_path);
        QCOMPARE(document.at("instances").size(), 2U);
        QCOMPARE(document.at("skipped").at(0).at("instanceId").get<std::string>(), "gone \"");
        QCOMPARE(document.at("count").get<int>(), 2);
        QCOMPARE(told.back(), (ExportProgress { 3, 3, told.back().bytes }));
    }

    void leavesWhatWasThereWhenTheHubFails()
    {
        QFile old(m_path);
        QVERIFY(old.open(QIODevice::WriteOnly) && old.write("old") == 3);
        old.close();
        ScriptedHub hub(ScriptedHub::generated(20));
        hub.fail(Call::ListInstances, TaskHubError(ErrorKind::Unreachable, u"Down."_s), 1, 1);
        hub.setPageSize(5);
        const auto error = errorOf(hub, of(InstanceQuery {}), m_path);
        QCOMPARE(error->kind, ErrorKind::Unreachable);
        QCOMPARE(contentOf(m_path), QByteArray("old"));
        QCOMPARE(QDir(m_folder->path()).entryList(QDir::Files),
                 QStringList { u"export.json"_s }); // nothing half beside it
    }

    void leavesNothingWhenStopped()
    {
        ScriptedHub hub(ScriptedHub::generated(50));
        std::stop_source stop;
        const auto error = errorOf(hub, of(InstanceQuery {}), m_path, stop.get_token(),
                                   [&](const ExportProgress &progress) {
                                       if (progress.done == 7) {
                                           stop.request_stop();
                                       }
                                   });
        QCOMPARE(error->kind, ErrorKind::Cancelled);
        QVERIFY(QDir(m_folder->path()).entryList(QDir::Files).isEmpty());
        QCOMPARE(errorOf(hub, of(InstanceQuery {}), m_path, stop.get_token())->kind,
                 ErrorKind::Cancelled);
    }

    void namesThePathThatCannotBeWritten()
    {
        ScriptedHub hub(ScriptedHub::generated(5));
        const QString path = m_folder->filePath(u"no/such/folder/x.json"_s);
        const auto error = errorOf(hub, of(InstanceQuery {}), path);
        QCOMPARE(error->kind, ErrorKind::Local);
        QVERIFY2(error->message.contains(path), qPrintable(error->message));
        QVERIFY2(error->message.contains(u"No such file"_s), qPrintable(error->message));
        QCOMPARE(hub.arrivals().size(), 0U); // known before anything is read
        QCOMPARE(errorOf(hub, of(InstanceQuery {}), m_folder->path())->kind, ErrorKind::Local);
    }

    void tellsWhenTheDiskIsFull()
    {
        // A limit of the file's size acts as a full disk does: a write fails half-way.
        ScriptedHub hub(ScriptedHub::generated(3000));
        rlimit old {};
        QCOMPARE(getrlimit(RLIMIT_FSIZE, &old), 0);
        const auto handler = std::signal(SIGXFSZ, SIG_IGN);
        const rlimit small { 100'000, old.rlim_max };
        QCOMPARE(setrlimit(RLIMIT_FSIZE, &small), 0);
        const auto error = errorOf(hub, of(InstanceQuery {}), m_path);
        setrlimit(RLIMIT_FSIZE, &old);
        std::signal(SIGXFSZ, handler);
        QVERIFY(error);
        QCOMPARE(error->kind, ErrorKind::Local);
        QVERIFY2(error->message.contains(m_path), qPrintable(error->message));
        QVERIFY(QDir(m_folder->path()).entryList(QDir::Files).isEmpty());
    }

    void writesNoKeyIntoTheFile_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addRow("code")
            << u"https://contoso.example/runtime/webhooks/durabletask?taskHub=X&code=TOPSECRET=="_s;
        QTest::addRow("user") << u"https://user:TOPSECRET@contoso.example/x"_s;
        QTest::addRow("fragment") << u"https://contoso.example/x#code=TOPSECRET"_s;
        QTest::addRow("no scheme") << u"contoso.example/x?code=TOPSECRET"_s;
    }

    void writesNoKeyIntoTheFile()
    {
        QFETCH(const QString, url);
        ScriptedHub hub(ScriptedHub::generated(2));
        ExportRequest request = of(InstanceQuery {});
        request.hubUrl = url;
        exportInstances(hub, request, m_path, {}, {});
        QVERIFY2(!contentOf(m_path).contains("TOPSECRET"), contentOf(m_path).constData());
        QVERIFY(contentOf(m_path).contains("contoso.example"));
    }

    void canBeReadBackLineByLine()
    {
        ScriptedHub hub(ScriptedHub::generated(300));
        exportInstances(hub, of(InstanceQuery {}), m_path, {}, {});
        const QByteArray text = contentOf(m_path);
        json::ArrayScanner rows(text, *json::scanValue(text, text.indexOf("\"instances\":") + 12));
        int count = 0;
        while (rows.next()) {
            QVERIFY(!rows.valueText().contains('\n'));
            ++count;
        }
        QVERIFY(rows.isComplete());
        QCOMPARE(count, 300);
    }

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_path;
};

HUBDECK_GUILESS_TEST(InstanceExporterTest)
#include "tst_instanceexporter.moc"
